/* Cleared to be used again: that is what the buckets are kept for. */
#include "maps.h"

typedef struct Parser {
    counts *symbols;
} Parser;

void parser_reset(Parser *parser)
{
    counts_clear(parser->symbols);
}
