#include "output/table.h"

#include "output/json.h"
#include "output/output.h"

#include <inttypes.h>

bool table_form_find(Str word, TableForm *form)
{
    static const char *const words[] = {
        [TABLE_PLAIN] = "table", [TABLE_JSON] = "json", [TABLE_CSV] = "csv"
    };
    for (unsigned i = 0; i < ARRAY_LEN(words); i++) {
        if (str_is(word, words[i])) {
            *form = (TableForm)i;
            return true;
        }
    }
    return false;
}

static void add_cell(StrBuf *out, const TableCell *cell)
{
    switch (cell->kind) {
    case CELL_NULL:
        break;
    case CELL_INT:
        strbuf_printf(out, "%" PRId64, cell->number);
        break;
    case CELL_REAL:
        strbuf_printf(out, "%.15g", cell->real);
        break;
    case CELL_TEXT:
        strbuf_add_n(out, cell->text.p, cell->text.n);
        break;
    }
}

/* ---- aligned columns ---- */

static uint32_t width_of(Str text)
{
    uint32_t width = 0;
    for (size_t i = 0; i < text.n; i++)
        width += (text.p[i] & 0xc0) != 0x80;
    return width;
}

static Str printable(StrBuf *buf, Arena *arena, const TableCell *cell)
{
    StrBuf raw = strbuf_in(arena);
    add_cell(&raw, cell);
    *buf = strbuf_in(arena);
    add_printable(buf, strbuf_str(&raw));
    return strbuf_str(buf);
}

static void add_padded(StrBuf *out, Str text, uint32_t width, bool right, bool last)
{
    uint32_t pad = width - width_of(text);
    for (uint32_t i = 0; right && i < pad; i++)
        strbuf_add_char(out, ' ');
    strbuf_add_n(out, text.p, text.n);
    for (uint32_t i = 0; !right && !last && i < pad; i++)
        strbuf_add_char(out, ' ');
    strbuf_add(out, last ? "\n" : "  ");
}

static uint32_t *widths_of(Arena *arena, const Table *table)
{
    uint32_t *widths = ARENA_ARRAY(arena, uint32_t, table->columns + 1);
    StrBuf buf;
    for (unsigned c = 0; c < table->columns; c++) {
        widths[c] = width_of(str_of(table->names[c]));
        for (uint32_t r = 0; r < table->rows.len; r++) {
            uint32_t width = width_of(printable(&buf, arena, &table->rows.items[r][c]));
            widths[c] = width > widths[c] ? width : widths[c];
        }
    }
    return widths;
}

static void print_plain(StrBuf *out, const Table *table)
{
    const uint32_t *widths = widths_of(out->arena, table);
    StrBuf buf;
    for (unsigned c = 0; c < table->columns; c++)
        add_padded(out, str_of(table->names[c]), widths[c], false,
                   c + 1 == table->columns);
    for (uint32_t r = 0; r < table->rows.len; r++) {
        for (unsigned c = 0; c < table->columns; c++) {
            const TableCell *cell = &table->rows.items[r][c];
            bool number = cell->kind == CELL_INT || cell->kind == CELL_REAL;
            add_padded(out, printable(&buf, out->arena, cell), widths[c], number,
                       c + 1 == table->columns);
        }
    }
}

/* ---- CSV ---- */

static void add_csv(StrBuf *out, Str text, bool last)
{
    bool quote = false;
    for (size_t i = 0; i < text.n; i++)
        quote = quote || strchr("\",\r\n", text.p[i]);
    if (quote)
        strbuf_add_char(out, '"');
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '"')
            strbuf_add_char(out, '"');
        strbuf_add_char(out, text.p[i]);
    }
    if (quote)
        strbuf_add_char(out, '"');
    strbuf_add(out, last ? "\r\n" : ",");
}

static void print_csv(StrBuf *out, const Table *table)
{
    for (unsigned c = 0; c < table->columns; c++)
        add_csv(out, str_of(table->names[c]), c + 1 == table->columns);
    for (uint32_t r = 0; r < table->rows.len; r++) {
        for (unsigned c = 0; c < table->columns; c++) {
            StrBuf text = strbuf_in(out->arena);
            add_cell(&text, &table->rows.items[r][c]);
            add_csv(out, strbuf_str(&text), c + 1 == table->columns);
        }
    }
}

/* ---- JSON lines ---- */

static json_t *json_cell(Arena *arena, const TableCell *cell)
{
    switch (cell->kind) {
    case CELL_INT:
        return json_integer(cell->number);
    case CELL_REAL:
        return json_real(cell->real);
    case CELL_TEXT:
        return json_text(arena, cell->text);
    case CELL_NULL:
        break;
    }
    return json_null();
}

static void print_json(StrBuf *out, const Table *table)
{
    for (uint32_t r = 0; r < table->rows.len; r++) {
        json_t *object = json_object();
        for (unsigned c = 0; c < table->columns; c++)
            json_object_set_new(object, table->names[c],
                                json_cell(out->arena, &table->rows.items[r][c]));
        json_line(out, object);
    }
}

void table_print(StrBuf *out, TableForm form, const Table *table)
{
    switch (form) {
    case TABLE_PLAIN:
        print_plain(out, table);
        break;
    case TABLE_JSON:
        print_json(out, table);
        break;
    case TABLE_CSV:
        print_csv(out, table);
        break;
    }
}
