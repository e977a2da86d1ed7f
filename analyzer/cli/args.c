#include "cli/args.h"

#include <assert.h>
#include <inttypes.h>

typedef struct OptionText {
    char letter;
    const char *name;
    const char *value;
    const char *help;
} OptionText;

static const OptionText option_texts[OPT_COUNT] = {
#define OPTION(NAME, letter, name, value, help)                                        \
    [OPT_##NAME] = { letter, name, value, help },
#include "cli/options.def"
#undef OPTION
};

static bool is_allowed(const OptionId *allowed, OptionId id)
{
    if (id == OPT_HELP)
        return true;
    for (; *allowed != OPT_NONE; allowed++)
        if (*allowed == id)
            return true;
    return false;
}

static OptionId find_name(const OptionId *allowed, Str name)
{
    for (OptionId id = OPT_NONE + 1; id < OPT_COUNT; id++)
        if (is_allowed(allowed, id) && str_is(name, option_texts[id].name))
            return id;
    return OPT_NONE;
}

static OptionId find_letter(const OptionId *allowed, char letter)
{
    for (OptionId id = OPT_NONE + 1; id < OPT_COUNT; id++)
        if (is_allowed(allowed, id) && option_texts[id].letter == letter)
            return id;
    return OPT_NONE;
}

static bool fail_unknown(const OptionId *allowed, Str name, Err *err)
{
    OptionId best = OPT_NONE;
    unsigned distance = 0;
    for (OptionId id = OPT_NONE + 1; id < OPT_COUNT; id++)
        if (is_allowed(allowed, id) &&
            str_nearer(name, str_of(option_texts[id].name), &distance))
            best = id;
    int n = (int)(name.n < 80 ? name.n : 80);
    if (best == OPT_NONE)
        return err_set(err, ERR_USAGE, "unknown option '--%.*s'; see --help", n,
                       name.p);
    return err_set(err, ERR_USAGE, "unknown option '--%.*s'; did you mean '--%s'?", n,
                   name.p, option_texts[best].name);
}

/* What is still to be read of the command line. */
typedef struct Reader {
    Arena *arena;
    const OptionId *allowed;
    int left;
    char **words;
    Args *out;
    Err *err;
} Reader;

static bool add_value(Reader *in, OptionId id)
{
    if (in->left == 0)
        return err_set(in->err, ERR_USAGE, "option '--%s' needs a %s",
                       option_texts[id].name, option_texts[id].value);
    in->left--;
    vec_push(in->arena, &in->out->values[id], *in->words++);
    return true;
}

static bool read_long(Reader *in, const char *word)
{
    const char *equals = strchr(word, '=');
    Str name = { word, equals ? (size_t)(equals - word) : strlen(word) };
    OptionId id = find_name(in->allowed, name);
    if (id == OPT_NONE)
        return fail_unknown(in->allowed, name, in->err);
    bool is_switch = option_texts[id].value[0] == '\0';
    if (is_switch && equals)
        return err_set(in->err, ERR_USAGE, "option '--%s' takes no value",
                       option_texts[id].name);
    if (!is_switch && !equals)
        return add_value(in, id);
    vec_push(in->arena, &in->out->values[id], equals ? equals + 1 : "");
    return true;
}

static bool read_letters(Reader *in, const char *letters)
{
    for (; *letters; letters++) {
        OptionId id = find_letter(in->allowed, *letters);
        if (id == OPT_NONE)
            return err_set(in->err, ERR_USAGE, "unknown option '-%c'; %s", *letters,
                           in->out->operands.len
                               ? "a compiler's own words stand behind '--'"
                               : "see --help");
        bool is_switch = option_texts[id].value[0] == '\0';
        if (!is_switch && letters[1] == '\0')
            return add_value(in, id);
        vec_push(in->arena, &in->out->values[id], is_switch ? "" : letters + 1);
        if (!is_switch)
            return true;
    }
    return true;
}

bool args_parse(Arena *arena, const OptionId *allowed, int count, char **words,
                Args *out, Err *err)
{
    *out = (Args){ 0 };
    Reader in = { arena, allowed, count, words, out, err };
    while (in.left) {
        const char *word = *in.words++;
        in.left--;
        bool ok = true;
        if (strcmp(word, "--") == 0) {
            out->has_rest = true;
            break;
        } else if (word[0] == '-' && word[1] == '-') {
            ok = read_long(&in, word + 2);
        } else if (word[0] == '-' && word[1]) {
            ok = read_letters(&in, word + 1);
        } else {
            vec_push(arena, &out->operands, word);
        }
        if (!ok)
            return false;
    }
    for (; in.left; in.left--)
        vec_push(arena, &out->rest, *in.words++);
    return true;
}

bool args_has(const Args *args, OptionId id)
{
    return args->values[id].len > 0;
}

const char *args_text(const Args *args, OptionId id)
{
    return args_has(args, id) ? vec_last(&args->values[id]) : NULL;
}

bool args_number(const Args *args, OptionId id, int64_t min, int64_t max,
                 int64_t *value, Err *err)
{
    const char *text = args_text(args, id);
    if (!text)
        return true;
    int64_t number;
    if (!str_int(str_of(text), &number) || number < min || number > max)
        return err_set(err, ERR_USAGE,
                       "--%s %.80s: must be a number from %" PRId64 " to %" PRId64,
                       option_texts[id].name, text, min, max);
    *value = number;
    return true;
}

void args_help(StrBuf *out, const OptionId *allowed)
{
    enum { HELP_COLUMN = 26 };
    for (OptionId id = OPT_NONE + 1; id < OPT_COUNT; id++) {
        if (!is_allowed(allowed, id))
            continue;
        const OptionText *option = &option_texts[id];
        size_t start = out->length;
        if (option->letter)
            strbuf_printf(out, "  -%c, --%s", option->letter, option->name);
        else
            strbuf_printf(out, "      --%s", option->name);
        if (option->value[0])
            strbuf_printf(out, " %s", option->value);
        do
            strbuf_add_char(out, ' ');
        while (out->length - start < HELP_COLUMN);
        strbuf_printf(out, "%s\n", option->help);
    }
}
