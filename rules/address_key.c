/*
 * # address-key
 *
 * A table that was made to hash pointers themselves (`g_hash_table_new (NULL, NULL)`,
 * `g_direct_hash`) is given texts as keys, and asked for them by another text. Equal
 * texts at two addresses are two keys: the entry is never found, or only as long as the
 * compiler happens to merge two literals.
 *
 * ## Bad
 * ```c
 * #include <glib.h>
 *
 * gboolean is_first(const char **names, const char *name, gpointer value)
 * {
 *     GHashTable *seen = g_hash_table_new(NULL, NULL);
 *     char *key = g_strdup(names[0]);
 *     g_hash_table_insert(seen, key, value);
 *     gboolean first = g_hash_table_contains(seen, name); // want address-key
 *     g_hash_table_destroy(seen);
 *     g_free(key);
 *     return first;
 * }
 * ```
 *
 * ## Good
 * ```c
 * #include <glib.h>
 *
 * gboolean is_first(const char **names, const char *name, gpointer value)
 * {
 *     GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);
 *     char *key = g_strdup(names[0]);
 *     g_hash_table_insert(seen, key, value);
 *     gboolean first = g_hash_table_contains(seen, name);
 *     g_hash_table_destroy(seen);
 *     g_free(key);
 *     return first;
 * }
 * ```
 *
 * ## When it is silent
 * When the table was not made on this path, or it is not known how it hashes; when the
 * very pointer that is looked up was stored; when neither text is a literal or was
 * allocated here, as both may be interned; when the type of a key is not `char *`.
 */
#include "check/rule.h"

/* The entry under a text that cannot be at the address that is looked up. */
static const EntryFact *other_text(RuleCtx *cx, const MapEvent *ev)
{
    const State *state = rule_state(cx);
    const EntryFact *found = NULL;
    for (uint32_t i = 0; i < state->entries.len; i++) {
        const EntryFact *entry = &state->entries.items[i];
        if (entry->map != ev->map || !entry->written)
            continue;
        if (entry->key == 0 || entry->key == ev->key)
            return NULL;
        bool one_is_new =
            rule_is_new_text(cx, entry->key) || rule_is_new_text(cx, ev->key);
        if (one_is_new && rule_is_text(cx, entry->key))
            found = entry;
    }
    return found;
}

static void on_look_up(RuleCtx *cx, const MapEvent *ev)
{
    const MapFact *map = rule_map(cx, ev->map);
    if (!map || !map->made || map->escaped || ev->maybe || ev->key == 0 ||
        !rule_hashes_addresses(cx, map) || !rule_is_text(cx, ev->key))
        return;
    const EntryFact *entry = other_text(cx, ev);
    if (!entry)
        return;
    Report *report = rule_report(
        cx, ev->span, ev->map, ev->name,
        "'%s' hashes its keys by their address: this text is not the one that was "
        "stored, even if both say the same",
        ev->name);
    if (!report)
        return;
    report_advice(report, "make the table with functions that hash and compare texts");
    report_step(report, map->born, 0, "%s() makes '%s'", map->made_by, ev->name);
    report_step(report, entry->span, 0, "a text is stored as a key");
    report_step(report, ev->span, 0, "another text is looked up");
    report_words(report, "new write read");
}

const Rule rule_address_key = {
    .id = "address-key",
    .title = "text keys are hashed by their address",
    .severity = SEV_ERROR,
    .on = { [EV_READ] = on_look_up, [EV_DELETE] = on_look_up },
};
