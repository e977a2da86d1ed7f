/*
 * Pack: numbers, texts and spans as bytes, for what is stored or sent.
 *
 * Numbers are written in base 128, the low digits first (LEB128); signed ones are
 * folded first. A text is written out where it is first used and by number after that,
 * and a span names its file by its path. So the bytes depend on nothing but the
 * content: equal things give equal bytes, and their hash may be stored.
 *
 * Reading trusts nothing. What cannot be is remembered in `bad`, and reads as 0 from
 * then on; the reader looks once, at the end.
 */
#ifndef MAPVET_IR_PACK_H
#define MAPVET_IR_PACK_H

#include "ir/files.h"
#include "ir/source.h"

typedef struct PackOut {
    StrBuf bytes;
    const Intern *intern;
    const Sym *files; /* what the file numbers of spans mean; borrowed */
    struct textnumbers *numbers;
    uint32_t texts;
} PackOut;

/* Writes into a new text in the arena. */
PackOut pack_out(Arena *arena, const Intern *intern, const Sym *files);
void pack_number(PackOut *out, uint64_t number);
void pack_signed(PackOut *out, int64_t number);
void pack_text(PackOut *out, Sym text);
void pack_span(PackOut *out, Span span);
/* The length, then the bytes. */
void pack_bytes(PackOut *out, Str bytes);

typedef struct PackIn {
    Str rest; /* borrowed */
    bool bad;
    Arena *arena; /* for the table of texts */
    Intern *intern;
    FileTable *files;
    bool new_files; /* files that spans name may be added to the table */
    VEC(Sym) texts;
    Sym last_path; /* of the last span, and its number */
    uint32_t last_file;
} PackIn;

PackIn pack_in(Arena *arena, Intern *intern, FileTable *files, Str bytes);
uint64_t unpack_number(PackIn *in);
int64_t unpack_signed(PackIn *in);
/* A number of at most `most`; more is bad. */
uint32_t unpack_below(PackIn *in, uint32_t most);
/* How many things follow, of which each takes at least a byte. */
uint32_t unpack_count(PackIn *in);
Sym unpack_text(PackIn *in);
Span unpack_span(PackIn *in);
Str unpack_bytes(PackIn *in); /* borrowed from what is read */
/* Everything was read, and all of it could be. */
bool unpack_done(const PackIn *in);

#endif
