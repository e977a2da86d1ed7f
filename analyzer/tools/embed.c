/*
 * embed - turn files into C tables at build time
 *
 *   embed table OUT.c HEADER TYPE TABLE OBJECT...   a table of pointers to const
 * objects embed pages OUT.c HEADER TABLE FILE...          the first comment of each
 * file embed texts OUT.c HEADER NAMES TEXTS FILE...    each file's stem and its whole
 * text embed text  OUT.c HEADER ARRAY FILE             one file as one array
 *
 * Tables end with a null pointer, texts with a NUL. OUT.c includes HEADER, which
 * declares what is defined here, so the compiler checks that both agree. Texts become
 * arrays of numbers rather than string literals: C promises only 4095 characters for a
 * literal.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static _Noreturn void die(const char *path, const char *what)
{
    fprintf(stderr, "embed: %s: %s\n", path, what);
    exit(1);
}

static FILE *open_or_die(const char *path, const char *mode)
{
    FILE *file = fopen(path, mode);
    if (file == NULL) {
        perror(path);
        exit(1);
    }
    return file;
}

/* Bytes beyond ASCII as character constants, which fit a char whatever its sign. */
static void put_byte(FILE *out, int byte, int *column)
{
    *column += fprintf(out, byte < 128 ? "%d," : "'\\%o',", (unsigned)byte);
    if (*column > 80) {
        fputc('\n', out);
        *column = 0;
    }
}

/* The whole file as the inside of a char array's initialiser. */
static void put_text(FILE *out, const char *path)
{
    FILE *in = open_or_die(path, "r");
    int column = 0;
    int byte;
    while ((byte = fgetc(in)) != EOF) {
        if (byte == 0)
            die(path, "only text can be embedded, this holds a NUL byte");
        put_byte(out, byte, &column);
    }
    fputs("0\n", out);
    fclose(in);
}

/* The first comment of the file without its frame, as an initialiser. */
static void put_page(FILE *out, const char *path)
{
    char line[1024];
    FILE *in = open_or_die(path, "r");
    int column = 0;
    if (fgets(line, sizeof line, in) == NULL || strcmp(line, "/*\n") != 0)
        die(path, "a rule starts with its page: the first line must be '/*'");
    for (;;) {
        if (fgets(line, sizeof line, in) == NULL)
            die(path, "the page's comment does not end");
        if (strchr(line, '\n') == NULL)
            die(path, "a line of the page is too long");
        if (strcmp(line, " */\n") == 0)
            break;
        if (strcmp(line, " *\n") != 0 && strncmp(line, " * ", 3) != 0)
            die(path, "a line of the page must start with ' * '");
        for (const char *p = line + (line[2] == ' ' ? 3 : 2); *p != '\0'; p++)
            put_byte(out, (unsigned char)*p, &column);
    }
    fputs("0\n", out);
    fclose(in);
}

/* "rules/models/glib.model" -> "glib" */
static void put_stem(FILE *out, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *base = slash != NULL ? slash + 1 : path;
    fprintf(out, "    \"%.*s\",\n", (int)strcspn(base, "."), base);
}

typedef void Putter(FILE *out, const char *path);

/* One array a file, then the table that points to them. */
static void put_texts(FILE *out, const char *table, char **files, Putter *put)
{
    for (int i = 0; files[i] != NULL; i++) {
        fprintf(out, "static const char %s_%d[] = {\n", table, i);
        put(out, files[i]);
        fputs("};\n", out);
    }
    fprintf(out, "const char *const %s[] = {\n", table);
    for (int i = 0; files[i] != NULL; i++)
        fprintf(out, "    %s_%d,\n", table, i);
    fputs("    0\n};\n", out);
}

static void put_table(FILE *out, const char *type, const char *table, char **objects)
{
    for (int i = 0; objects[i] != NULL; i++)
        fprintf(out, "extern const %s %s;\n", type, objects[i]);
    fprintf(out, "const %s *const %s[] = {\n", type, table);
    for (int i = 0; objects[i] != NULL; i++)
        fprintf(out, "    &%s,\n", objects[i]);
    fputs("    0\n};\n", out);
}

/* Writes what [mode] asks for; [rest] holds the arguments after HEADER. */
static int embed(FILE *out, const char *mode, int count, char **rest)
{
    if (strcmp(mode, "table") == 0 && count >= 2) {
        put_table(out, rest[0], rest[1], rest + 2);
    } else if (strcmp(mode, "pages") == 0 && count >= 1) {
        put_texts(out, rest[0], rest + 1, put_page);
    } else if (strcmp(mode, "texts") == 0 && count >= 2) {
        fprintf(out, "const char *const %s[] = {\n", rest[0]);
        for (int i = 2; i < count; i++)
            put_stem(out, rest[i]);
        fputs("    0\n};\n", out);
        put_texts(out, rest[1], rest + 2, put_text);
    } else if (strcmp(mode, "text") == 0 && count == 2) {
        fprintf(out, "const char %s[] = {\n", rest[0]);
        put_text(out, rest[1]);
        fputs("};\n", out);
    } else {
        return 2;
    }
    return 0;
}

int main(int argc, char **argv)
{
    if (argc < 5) {
        fputs("usage: embed table|pages|texts|text OUT.c HEADER ...\n", stderr);
        return 2;
    }
    FILE *out = open_or_die(argv[2], "w");
    fprintf(out, "/* Generated by embed. */\n#include \"%s\"\n\n", argv[3]);
    int status = embed(out, argv[1], argc - 4, argv + 4);
    if (ferror(out) || fclose(out) != 0)
        die(argv[2], "cannot write");
    if (status != 0)
        fprintf(stderr, "embed: %s: unknown mode or missing arguments\n", argv[1]);
    return status;
}
