"""The misuses that --inject plants, each with a lawful twin that looks much like it.

A kind is a function (site, n, lawful) that gives a Plan, or None where the site does not fit.
Plans add no line, so that a finding's line means the same before and after. What a planted
statement needs from outside is declared before the function: flags, keys and another map of
which no one knows anything.
"""

import re
from dataclasses import dataclass, field

import sites

JUMP = r"\b(?:break|return|goto|continue|g_assert_not_reached|abort|exit)\b"


@dataclass
class Plan:
    edits: list  # (position, end, text): TEXT in place of that span
    helpers: str = ""  # definitions, before the function
    reach: tuple = None  # (from, to): where the finding belongs; the whole site if not said
    also: list = field(default_factory=list)  # other functions changed, where it belongs as well
    elsewhere: str = ""  # definitions for another unit, which includes glib.h and nothing else


def declarations(n):
    return (f"extern int planted_flag_{n}; extern gpointer planted_key_{n}; "
            f"extern GHashTable *planted_map_{n}; extern void planted_note_{n} (void); ")


def _key(site, n):
    return site.key or f"planted_key_{n}"


def _again(site, n, statement, code):
    """STATEMENT at one of three points of the body after which the loop goes on."""
    body = code[site.open + 1:site.end]
    if n % 3 == 1 and not re.search(rf"{JUMP}[^;]*;\s*$", body):
        return [(site.end, site.end, f" {statement} ")]
    if n % 3 == 2 and not re.search(JUMP, body):
        return [(site.open + 1, site.open + 1, f" {statement}")]
    return [(site.open + 1, site.open + 1, f" if (planted_flag_{n}) {{ {statement} continue; }}")]


def _then_out(site, n, statement):
    return [(site.open + 1, site.open + 1, f" if (planted_flag_{n}) {{ {statement} break; }}")]


def _either(site, n, lawful, code, statement, helpers=""):
    """STATEMENT with the loop going on; or, lawful, with the loop left at once."""
    edits = _then_out(site, n, statement) if lawful else _again(site, n, statement, code)
    return Plan(edits, helpers)


def remove_current(site, n, lawful, code):
    if lawful and n % 2:  # it says whether it removed anything
        return Plan([(site.open + 1, site.open + 1,
                      f" if (g_hash_table_remove ({site.map}, {_key(site, n)})) break;")])
    return _either(site, n, lawful, code, f"g_hash_table_remove ({site.map}, {_key(site, n)});")


def remove_other(site, n, lawful, code):
    if lawful:  # another map altogether
        return Plan(_again(site, n, f"g_hash_table_remove (planted_map_{n}, planted_key_{n});", code))
    return Plan(_again(site, n, f"g_hash_table_remove ({site.map}, planted_key_{n});", code))


def steal_current(site, n, lawful, code):
    return _either(site, n, lawful, code, f"g_hash_table_steal ({site.map}, {_key(site, n)});")


def insert_new(site, n, lawful, code):
    call = ("g_hash_table_insert ({}, planted_key_{n}, NULL);", "g_hash_table_replace ({}, planted_key_{n}, NULL);",
            "g_hash_table_add ({}, planted_key_{n});")[n // 3 % 3].format(site.map, n=n)
    if lawful and n % 3 == 0 and site.key:  # what is there already is not inserted
        ensure = (f"static void planted_ensure_{n} (GHashTable *table, gpointer key) "
                  "{ if (!g_hash_table_contains (table, key)) g_hash_table_insert (table, key, NULL); } ")
        return Plan(_again(site, n, f"planted_ensure_{n} ({site.map}, (gpointer) {site.key});", code), ensure)
    if lawful and n % 3 == 1:  # asks only
        call = f"if (!g_hash_table_contains ({site.map}, planted_key_{n})) planted_note_{n} ();"
        return Plan(_again(site, n, call, code))
    return _either(site, n, lawful, code, call)


def clear_whole(site, n, lawful, code):
    verbs = ("remove_all", "steal_all") if lawful else ("remove_all", "destroy", "steal_all")
    return _either(site, n, lawful, code, f"g_hash_table_{verbs[n // 3 % len(verbs)]} ({site.map});")


def helper(site, n, lawful, code):
    """The change is in a function; the lawful one leaves the loop when something was removed."""
    drop = (f"static gboolean planted_drop_{n} (GHashTable *table, gconstpointer key) "
            "{ return g_hash_table_remove (table, key); } ")
    call = f"planted_drop_{n} ({site.map}, {_key(site, n)})"
    if lawful:
        return Plan([(site.open + 1, site.open + 1, f" if ({call}) break;")], drop)
    return Plan(_again(site, n, call + ";", code), drop)


def helper_of_helper(site, n, lawful, code):
    chain = (f"static void planted_inner_{n} (gconstpointer key, GHashTable *table) "
             "{ if (key != NULL) g_hash_table_remove (table, key); } "
             f"static void planted_outer_{n} (GHashTable *table, gconstpointer key) "
             f"{{ planted_note_{n} (); planted_inner_{n} (key, table); }} ")
    return _either(site, n, lawful, code, f"planted_outer_{n} ({site.map}, {_key(site, n)});", chain)


def helper_told(site, n, lawful, code):
    """A parameter says whether to remove: the lawful call says no."""
    told = (f"static void planted_maybe_{n} (GHashTable *table, gconstpointer key, gboolean really) "
            "{ if (really) g_hash_table_remove (table, key); } ")
    word = "FALSE" if lawful else "TRUE"
    return Plan(_again(site, n, f"planted_maybe_{n} ({site.map}, {_key(site, n)}, {word});", code), told)


def helper_of_owner(site, n, lawful, code):
    """The helper gets the struct that holds the map."""
    root = re.match(r"(\w+)->", site.map)
    param = root and next((one.strip() for one in site.function.params.split(",")
                           if re.search(rf"[\s*]{root[1]}$", one.strip())), None)
    if not param:
        return None
    drop = (f"static void planted_forget_{n} ({param}, gconstpointer planted_key) "
            f"{{ g_hash_table_remove ({site.map}, planted_key); }} ")
    return _either(site, n, lawful, code, f"planted_forget_{n} ({root[1]}, {_key(site, n)});", drop)


def helper_of_global(site, n, lawful, code):
    """The helper names the global map itself; the lawful one another."""
    if not site.is_global:
        return None
    target = f"planted_map_{n}" if lawful else site.map
    drop = f"static void planted_forget_{n} (void) {{ g_hash_table_remove ({target}, planted_key_{n}); }} "
    return Plan(_again(site, n, f"planted_forget_{n} ();", code), drop)


def own_callee(site, n, lawful, code):
    """A function of the program's own, called in the loop, removes from the map it is given."""
    for callee, words, at in site.calls:
        place = sites.inside_callee(site.map, site.is_global, callee, words)
        goes_on = not re.search(r"\b(?:break|return|goto)\b", code[at:site.end])
        if place and goes_on and callee is not site.function:
            target = f"planted_map_{n}" if lawful else place
            return Plan([(callee.open + 1, callee.open + 1, f" g_hash_table_remove ({target}, planted_key_{n});")],
                        also=[callee])
    return None


def alias(site, n, lawful, code):
    other = f" planted_alias_{n} = planted_map_{n};" if lawful else ""
    edits = [(site.loop, site.loop, f"GHashTable *planted_alias_{n} = {site.map};{other} ")]
    return Plan(edits + _again(site, n, f"g_hash_table_remove (planted_alias_{n}, {_key(site, n)});", code))


def inner_loop(site, n, lawful, code):
    """Several others are removed on the way; the lawful one collects them, and removes later."""
    if not lawful:
        return Plan(_again(site, n, f"for (int planted_i = 0; planted_i < planted_flag_{n}; planted_i++) "
                           f"{{ g_hash_table_remove ({site.map}, GINT_TO_POINTER (planted_i)); }}", code))
    keep = f"planted_list_{n} = g_list_prepend (planted_list_{n}, {_key(site, n)});"
    later = (f" for (GList *planted_l = planted_list_{n}; planted_l != NULL; planted_l = planted_l->next) "
             f"{{ g_hash_table_remove ({site.map}, planted_l->data); }} g_list_free (planted_list_{n});")
    return Plan([(site.loop, site.loop, f"GList *planted_list_{n} = NULL; "), *_again(site, n, keep, code),
                 (site.end + 1, site.end + 1, later)])


def break_of_switch(site, n, lawful, code):
    """A break that leaves only the switch; the lawful one jumps out of the loop."""
    leave = f"goto planted_out_{n};" if lawful else "break;"
    edits = [(site.open + 1, site.open + 1, f" switch (planted_flag_{n}) {{ case 1: "
              f"g_hash_table_remove ({site.map}, {_key(site, n)}); {leave} default: break; }}")]
    if lawful:
        edits.append((site.end + 1, site.end + 1, f" planted_out_{n}: ;"))
    return Plan(edits)


def iterator_begun_again(site, n, lawful, code):
    """Lawful when the iteration begins anew after the removal, not when it began before."""
    begin = f"g_hash_table_iter_init (&{site.iterator}, {site.map});"
    removal = f"g_hash_table_remove ({site.map}, {_key(site, n)});"
    return Plan(_again(site, n, f"{removal} {begin}" if lawful else f"{begin} {removal}", code))


def _far(head, body):
    """(declaration, definition) of a function of another unit."""
    return f"{head}; ", f"{head}; {head} {body}\n"


def far_helper(site, n, lawful, code):
    """As helper, but the function is in another unit."""
    declared, defined = _far(f"gboolean planted_far_drop_{n} (GHashTable *table, gconstpointer key)",
                             "{ return g_hash_table_remove (table, key); }")
    call = f"planted_far_drop_{n} ({site.map}, {_key(site, n)})"
    if lawful:
        return Plan([(site.open + 1, site.open + 1, f" if ({call}) break;")], declared, elsewhere=defined)
    return Plan(_again(site, n, call + ";", code), declared, elsewhere=defined)


def far_chain(site, n, lawful, code):
    """Two calls down in another unit, the arguments changing places."""
    declared, defined = _far(f"void planted_far_outer_{n} (GHashTable *table, gconstpointer key)",
                             f"{{ planted_far_inner_{n} (key, table); }}")
    inner = (f"static void planted_far_inner_{n} (gconstpointer key, GHashTable *table) "
             "{ if (key != NULL) g_hash_table_remove (table, key); }\n")
    plan = _either(site, n, lawful, code, f"planted_far_outer_{n} ({site.map}, {_key(site, n)});", declared)
    plan.elsewhere = inner + defined
    return plan


def far_told(site, n, lawful, code):
    """A parameter says whether to remove: the lawful call says no."""
    declared, defined = _far(f"void planted_far_maybe_{n} (GHashTable *table, gconstpointer key, gboolean really)",
                             "{ if (really) g_hash_table_remove (table, key); }")
    word = "FALSE" if lawful else "TRUE"
    call = f"planted_far_maybe_{n} ({site.map}, {_key(site, n)}, {word});"
    return Plan(_again(site, n, call, code), declared, elsewhere=defined)


def far_clear(site, n, lawful, code):
    """Another unit clears the map; the lawful one clears what it made itself."""
    body = ("{ GHashTable *own = g_hash_table_new (NULL, NULL); g_hash_table_add (own, table); "
            "g_hash_table_remove_all (own); g_hash_table_destroy (own); }" if lawful else "{ g_hash_table_remove_all (table); }")
    declared, defined = _far(f"void planted_far_clear_{n} (GHashTable *table)", body)
    return Plan(_again(site, n, f"planted_far_clear_{n} ({site.map});", code), declared, elsewhere=defined)


def far_foreach(site, n, lawful, code):
    """A callback of g_hash_table_foreach that another unit defines."""
    if lawful:
        declared, defined = _far(f"gboolean planted_far_each_{n} (gpointer key, gpointer value, gpointer data)",
                                 "{ (void) key; return value == data; }")
    else:
        declared, defined = _far(f"void planted_far_each_{n} (gpointer key, gpointer value, gpointer data)",
                                 "{ if (value == NULL) g_hash_table_remove (data, key); }")
    call = f"g_hash_table_foreach{'_remove' if lawful else ''} ({site.map}, planted_far_each_{n}, {site.map}); "
    return Plan([(site.init, site.init, call)], declared, elsewhere=defined)


def far_handler(site, n, lawful, code):
    """The function that removes is handed to another unit, which calls it later."""
    react = (f"static void planted_react_{n} (GHashTable *table, gconstpointer key) "
             f"{{ g_hash_table_{'contains' if lawful else 'remove'} (table, key); }} ")
    kind = f"void (*handler) (GHashTable *, gconstpointer)"
    set_it, set_body = _far(f"void planted_far_set_{n} ({kind})", f"{{ planted_far_handler_{n} = handler; }}")
    fire, fire_body = _far(f"void planted_far_fire_{n} (GHashTable *table, gconstpointer key)",
                           f"{{ if (planted_far_handler_{n}) planted_far_handler_{n} (table, key); }}")
    held = f"static void (*planted_far_handler_{n}) (GHashTable *, gconstpointer);\n"
    edits = [(site.loop, site.loop, f"planted_far_set_{n} (planted_react_{n}); "),
             *_again(site, n, f"planted_far_fire_{n} ({site.map}, {_key(site, n)});", code)]
    return Plan(edits, react + set_it + fire, elsewhere=held + set_body + fire_body)


def foreach_callback(site, n, lawful, code):
    """A callback of g_hash_table_foreach removes; the lawful one leaves that to foreach_remove."""
    if lawful:
        each = f"static gboolean planted_each_{n} (gpointer key, gpointer value, gpointer data) {{ return value == data; }} "
        verb = "foreach_remove"
    else:
        each = (f"static void planted_each_{n} (gpointer key, gpointer value, gpointer data) "
                "{ GHashTable *table = data; if (value == NULL) g_hash_table_remove (table, key); } ")
        verb = "foreach"
    call = f"g_hash_table_{verb} ({site.map}, planted_each_{n}, {site.map}); "
    return Plan([(site.init, site.init, call)], each)


def callback_changed(site, n, lawful, code):
    """The program's own callback of g_hash_table_foreach removes from the global map."""
    key = re.match(r"\s*gpointer\s+(\w+)\s*,", site.callback.params)
    if not key:
        return None
    target = f"planted_map_{n}" if lawful else site.map
    at = site.callback.open + 1
    return Plan([(at, at, f" g_hash_table_remove ({target}, {key[1]});")], also=[site.callback])


def iter_remove_replaced(site, n, lawful, code):
    """The program's own g_hash_table_iter_remove becomes g_hash_table_remove."""
    if not site.removals or not site.key:
        return None
    start, end = site.removals[0]
    if re.search(r"\b(?:break|return|goto)\b", code[end:site.end]):
        return None
    leave = "break; " if lawful else ""
    return Plan([(start, end, f"{{ g_hash_table_remove ({site.map}, {site.key}); {leave}}}")])


def _mentioned(site, code):
    """Is the map spoken of between the head of the function and the site, so that it may be known?"""
    return re.search(rf"(?<![\w.>]){re.escape(site.map)}\b", code[site.function.open:site.start])


def write_after_destroy(site, n, lawful, code):
    made = f"{site.map} = g_hash_table_new (NULL, NULL);" if lawful else ""
    freed = f" g_hash_table_unref ({site.map}); {site.map} = NULL;" if lawful else ""
    verb = (f"g_hash_table_insert ({site.map}, planted_key_{n}, NULL);",
            f"g_hash_table_add ({site.map}, planted_key_{n});")[n % 2]
    return Plan([(site.start, site.start, "{ "), (site.end, site.end, f" {site.map} = NULL; {made} {verb}{freed} }}")])


def clear_after_destroy(site, n, lawful, code):
    guard = f"if ({site.map}) " if lawful else ""
    verb = ("remove_all", "destroy", "unref")[n % 3]
    return Plan([(site.start, site.start, "{ "),
                 (site.end, site.end, f" {site.map} = NULL; {guard}g_hash_table_{verb} ({site.map}); }}")])


def write_after_clear_pointer(site, n, lawful, code):
    verb = (f"g_hash_table_remove ({site.map}, planted_key_{n});",
            f"g_hash_table_replace ({site.map}, planted_key_{n}, NULL);")[n % 2]
    guard = f"if ({site.map} != NULL) " if lawful else ""
    return Plan([(site.start, site.end, f"{{ g_clear_pointer (&{site.map}, g_hash_table_unref); {guard}{verb} }}")])


def tested_then_freed(site, n, lawful, code):
    """NULL is thought possible in one line and forgotten in the next."""
    if site.guard or _mentioned(site, code):
        return None
    if lawful and n % 2:  # an assertion says that it is never NULL
        return Plan([(site.start, site.start, f"{{ g_warn_if_fail ({site.map} != NULL); "), (site.end, site.end, " }")])
    keep, mark = "else " if lawful else "", f"planted_flag_{n} = 1;"  # no call: it might make the map
    return Plan([(site.start, site.start, f"{{ if ({site.map} == NULL) {mark} {keep}"),
                 (site.end, site.end, " }")])


def guard_removed(site, n, lawful, code):
    """if (map) free(map): the guard stays as a note only, or, lawful, is turned round."""
    if not site.guard or re.match(r"\s*\}?\s*else\b", code[site.end:]):
        return None
    start, end = site.guard
    note = f"if (!{site.map}) planted_flag_{n} = 1;"
    return Plan([(start, end, f"{note} if (NULL != {site.map})" if lawful else note)])


def made_on_condition(site, n, lawful, code):
    """The map is made on one branch only, and freed at the end without a question."""
    if site.guard or not re.fullmatch(r"\w+", site.map):
        return None
    make = re.search(rf"(?<![\w.>]){site.map}\s*=\s*(g_hash_table_new\w*\s*\([^;]*\))\s*;",
                     code[site.function.open:site.start])
    if not make or site.is_global:
        return None
    begin = site.function.open + make.start()
    if re.search(rf"!\s*{site.map}\b|(?<![\w.>]){site.map}\s*[!=]=|[(&|]\s*{site.map}\s*[)&|?]", code[begin:site.start]):
        return None
    other = f"else {site.map} = {make[1]}; " if lawful else ""
    after = site.function.open + make.end()
    value = (site.function.open + make.start(1), site.function.open + make.end(1))
    return Plan([(value[0], value[0], f"NULL; if (planted_flag_{n}) {site.map} = "), (after, after, " " + other)],
                reach=(begin, site.function.end))


def far_nil(site, n, lawful, code):
    """Another unit makes the map, or none; the lawful one always makes it."""
    body = "{ return on ? g_hash_table_new (NULL, NULL) : " + ("g_hash_table_new (g_str_hash, g_str_equal)" if lawful else "NULL") + "; }"
    declared, defined = _far(f"GHashTable *planted_far_make_{n} (int on)", body)
    verb = (f"g_hash_table_insert ({site.map}, planted_key_{n}, NULL);", f"g_hash_table_add ({site.map}, planted_key_{n});")[n % 2]
    return Plan([(site.start, site.start, "{ "),
                 (site.end, site.end, f" {site.map} = planted_far_make_{n} (planted_flag_{n}); {verb} }}")], declared, elsewhere=defined)


def far_free(site, n, lawful, code):
    """Another unit destroys a map that is used afterwards, or, lawful, before."""
    declared, defined = _far(f"void planted_far_free_{n} (GHashTable *table)", "{ g_hash_table_destroy (table); }")
    use, free = f"g_hash_table_add (planted_t_{n}, planted_key_{n});", f"planted_far_free_{n} (planted_t_{n});"
    pair = f"{use} {free}" if lawful else f"{free} {use}"
    return Plan([(site.start, site.start, f"{{ GHashTable *planted_t_{n} = g_hash_table_new (NULL, NULL); {pair} "),
                 (site.end, site.end, " }")], declared, elsewhere=defined)


def used_after_destroy(site, n, lawful, code):
    """The same without leaving the function; the lawful one makes the map anew."""
    again = f"planted_t_{n} = g_hash_table_new (NULL, NULL); " if lawful else ""
    last = f" g_hash_table_destroy (planted_t_{n});" if lawful else ""
    verb = (f"g_hash_table_add (planted_t_{n}, planted_key_{n});", f"g_hash_table_remove_all (planted_t_{n});",
            f"g_hash_table_lookup (planted_t_{n}, planted_key_{n});")[n % 3]
    return Plan([(site.start, site.start, f"{{ GHashTable *planted_t_{n} = g_hash_table_new (NULL, NULL); "
                  f"g_hash_table_destroy (planted_t_{n}); {again}{verb}{last} "), (site.end, site.end, " }")])


def inner_map_remade(site, n, lawful, code):
    """A new inner map in each turn under one key; lawful where the key is new or was looked for."""
    outer = f"planted_outer_{n}"
    fill = f"g_hash_table_insert ({outer}, {{}}, g_hash_table_new (g_str_hash, g_str_equal));"
    misuse = (fill.format('(gpointer) "one"'), fill.format(f"planted_mine_{n}"),
              fill.format(f"GINT_TO_POINTER (planted_n_{n}++ % 4)"))
    twin = (f'if (!g_hash_table_contains ({outer}, "one")) ' + fill.format('(gpointer) "one"'),
            f"if (g_hash_table_lookup ({outer}, planted_mine_{n}) == NULL) {{ " + fill.format(f"planted_mine_{n}") + " }",
            fill.format(f"GINT_TO_POINTER (planted_n_{n}++)"))
    before = (f"GHashTable *{outer} = planted_map_{n}; gpointer planted_mine_{n} = planted_key_{n}; "
              f"int planted_n_{n} = 0; (void) planted_mine_{n}; (void) planted_n_{n}; ")
    return Plan([(site.start, site.start, before), (site.open + 1, site.open + 1, " " + (twin if lawful else misuse)[n % 3])])


MUTATE, CLEAR = ("mutate-in-iteration",), ("clear-in-iteration",)
NIL_WRITE, NIL_CLEAR, FREED = ("nil-map-write",), ("nil-map-clear",), ("use-after-free-map",)

# (kind, rules of which one is expected): for iterations whose body does not change the map yet, ...
ITERATION_KINDS = [(remove_current, MUTATE), (clear_whole, CLEAR), (helper, MUTATE), (own_callee, MUTATE), (insert_new, MUTATE),
                   (remove_other, MUTATE), (helper_of_helper, MUTATE), (alias, MUTATE), (foreach_callback, MUTATE),
                   (helper_of_owner, MUTATE), (break_of_switch, MUTATE), (inner_loop, MUTATE),
                   (helper_told, MUTATE), (helper_of_global, MUTATE), (steal_current, MUTATE),
                   (iterator_begun_again, MUTATE), (far_helper, MUTATE), (far_chain, MUTATE), (far_told, MUTATE),
                   (far_clear, CLEAR), (far_foreach, MUTATE), (far_handler, MUTATE)]
# ... for those that use iter_remove, for statements that free a map, and for any loop.
REMOVAL_KINDS = [(iter_remove_replaced, MUTATE)]
DISPOSAL_KINDS = [(tested_then_freed, NIL_CLEAR), (guard_removed, NIL_CLEAR), (write_after_destroy, NIL_WRITE),
                  (clear_after_destroy, NIL_CLEAR), (write_after_clear_pointer, NIL_WRITE),
                  (made_on_condition, NIL_CLEAR + NIL_WRITE), (far_nil, NIL_WRITE),
                  (far_free, FREED), (used_after_destroy, FREED)]
FOREACH_KINDS = [(callback_changed, MUTATE)]
LOOP_KINDS = [(inner_map_remade, ("unreused-inner-map",))]
