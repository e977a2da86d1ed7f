/*
 * # padded-key
 *
 * A key that is a record is hashed or compared by its bytes. Where the members do not
 * fill it, the compiler leaves bytes between them. Nothing sets these bytes when the
 * members are set one by one, and nothing need copy them when the record is assigned,
 * so two keys with equal members hash differently now and then: an entry is not found,
 * or is there twice.
 *
 * ## Bad
 * ```c
 * #include <stdint.h>
 * #include <stdlib.h>
 * #include <uthash.h>
 *
 * struct peer_key {
 *     uint16_t family;
 *     uint32_t address;
 * };
 * struct peer {
 *     struct peer_key key;
 *     UT_hash_handle hh;
 * };
 *
 * struct peer *peer_find(struct peer *peers, uint16_t family, uint32_t address)
 * {
 *     struct peer *found;
 *     struct peer_key key;
 *     key.family = family;
 *     key.address = address;
 *     HASH_FIND(hh, peers, &key, sizeof key, found); // want padded-key
 *     return found;
 * }
 * ```
 *
 * ## Good
 * ```c
 * #include <stdint.h>
 * #include <stdlib.h>
 * #include <string.h>
 * #include <uthash.h>
 *
 * struct peer_key {
 *     uint16_t family;
 *     uint32_t address;
 * };
 * struct peer {
 *     struct peer_key key;
 *     UT_hash_handle hh;
 * };
 *
 * struct peer *peer_find(struct peer *peers, uint16_t family, uint32_t address)
 * {
 *     struct peer *found;
 *     struct peer_key key;
 *     memset(&key, 0, sizeof key);
 *     key.family = family;
 *     key.address = address;
 *     HASH_FIND(hh, peers, &key, sizeof key, found);
 *     return found;
 * }
 * ```
 *
 * ## When it is silent
 * When the members fill the record; when the key, or what it lies in, was zeroed before
 * (memset, calloc, an initialiser); when its memory comes from elsewhere or was handed
 * to a function that may have filled it.
 */
#include "check/rule.h"

static void on_hash(RuleCtx *cx, const MapEvent *ev)
{
    const Padding *padding = ev->padding;
    const Intern *intern = rule_flow(cx)->unit->intern;
    const char *name = ev->name ? ev->name : "the key";
    const char *record = sym_text(intern, padding->record);
    const char *member = sym_text(intern, padding->member);
    const char *plural = padding->bytes == 1 ? "" : "s";
    Report *report = rule_report(
        cx, ev->span, ev->value, name,
        "%s() reads all bytes of '%s', but %lld of them belong to no member and are %s",
        ev->by, name, (long long)padding->bytes,
        padding->assigned ? "left open by an assignment" : "never set");
    if (!report)
        return;
    report_advice(report,
                  "zero '%s' with memset() before its members are set, or fill the "
                  "gap%s in '%s' with members",
                  name, plural, record);
    report_step(report, padding->where, 0,
                "'%s' has %lld byte%s of padding, behind '%s'", record,
                (long long)padding->bytes, plural, member);
    if (!span_is_none(padding->at))
        report_step(report, padding->at, 0,
                    padding->assigned ? "the record is assigned here as a whole"
                                      : "this memory is not zeroed");
    report_step(report, ev->span, 0, "%s() reads its bytes", ev->by);
}

const Rule rule_padded_key = {
    .id = "padded-key",
    .title = "a key with padding that nobody sets is hashed by its bytes",
    .severity = SEV_ERROR,
    .on = { [EV_HASH] = on_hash },
};
