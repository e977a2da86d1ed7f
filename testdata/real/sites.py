"""Finds functions, iterations and other places in C text where a fault can be planted.

It reads text, not syntax: comments, strings and directives are blanked, then brackets are counted.
What it does not understand it leaves out. It knows nothing of what mapvet finds.
"""

import re
from dataclasses import dataclass, field

HIDDEN = re.compile(r"""//[^\n]* | /\*.*?\*/ | "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*'
                        | ^[ \t]*\#(?:\\\n|[^\n])*""", re.M | re.S | re.X)
PLACE = r"[A-Za-z_]\w*(?:(?:->|\.)\w+)*"
CHANGES = r"insert|replace|add|remove|remove_all|steal|steal_all|steal_extended|destroy|unref|foreach_remove"


@dataclass
class Function:
    name: str
    start: int  # of the first word of its definition
    params: str
    open: int  # its braces
    end: int


@dataclass
class Iteration:
    """iter_init(&IT, MAP); ... while (iter_next(&IT, &KEY, ..)) { BODY }"""
    function: Function
    init: int  # start of the iter_init statement
    loop: int  # start of "while"
    open: int  # braces of the body
    end: int
    iterator: str
    map: str
    key: str  # the key's variable, or "" if it is not asked for
    removals: list = field(default_factory=list)  # spans of g_hash_table_iter_remove (&IT)
    clean: bool = True  # nothing in the body changes the map, as far as the text shows
    is_global: bool = False  # the map is a variable of the file
    calls: list = field(default_factory=list)  # of functions of this file, in the body

    def span(self):
        return self.init, self.end


@dataclass
class Disposal:
    """A statement that frees MAP; GUARD spans "if (MAP)" before it, or is None."""
    function: Function
    start: int
    end: int
    map: str
    guard: tuple
    is_global: bool = False

    def span(self):
        return (self.guard[0] if self.guard else self.start), self.end


@dataclass
class Loop:
    """for (..) { BODY } or while (..) { BODY }"""
    function: Function
    start: int
    open: int
    end: int

    def span(self):
        return self.start, self.end


@dataclass
class Foreach:
    """g_hash_table_foreach (MAP, CALLBACK, ..) with a map and a callback of this file."""
    function: Function
    start: int
    end: int
    map: str
    callback: Function

    def span(self):
        return self.start, self.end


def blank(text):
    """The text with its comments, strings and directives as spaces; every position stays."""
    return HIDDEN.sub(lambda hit: re.sub(r"[^\n]", " ", hit[0]), text)


def closing(code, start):
    """Position of the bracket that closes the one at START, or -1."""
    depth = 0
    for at in range(start, len(code)):
        if code[at] in "({[":
            depth += 1
        elif code[at] in ")}]":
            depth -= 1
            if depth == 0:
                return at
    return -1


def arguments(text, code, start):
    """The arguments of the call whose parenthesis is at START, and its closing position."""
    end = closing(code, start)
    if end < 0:
        return [], -1
    out, depth, last = [], 0, start + 1
    for at in range(start + 1, end):
        depth += (code[at] in "({[") - (code[at] in ")}]")
        if code[at] == "," and depth == 0:
            out.append(text[last:at].strip())
            last = at + 1
    out.append(text[last:end].strip())
    return out, end


def functions(code):
    """Function definitions whose last brace stands in the first column."""
    out, at = [], 0
    for hit in re.finditer(r"\)\s*\{", code):
        brace = hit.end() - 1
        if hit.start() < at:
            continue
        begin = max(code.rfind(";", at, hit.start()), code.rfind("}", at, hit.start()), at - 1) + 1
        header = code[begin:hit.start() + 1]
        shape = re.search(r"(\w+)\s*(\([^{}=]*\))$", header)
        end = code.find("\n}", brace)
        if not shape or "=" in header or end < 0 or closing(header, shape.start(2)) != len(header) - 1:
            continue
        start = begin + len(header) - len(header.lstrip())
        out.append(Function(shape[1], start, shape[2][1:-1], brace, end + 1))
        at = end + 2
    return out


def _inside(pattern, code, function):
    return re.compile(pattern).finditer(code, function.open, function.end)


def _assigned(code, place):
    """Is the place, or what it hangs on, assigned in this text?"""
    parts = [hit.start() for hit in re.finditer(r"->|\.", place)] + [len(place)]
    return any(re.search(rf"(?<![\w.>&]){re.escape(place[:cut])}\s*=[^=]", code) for cut in parts)


def calls(text, code, start, end, own_functions):
    """(Function, arguments, position) of the calls of this file's functions in a span."""
    out = []
    for hit in re.compile(r"(?<![\w.>])(\w+)\s*(\()").finditer(code, start, end):
        if hit[1] in own_functions:
            words, _ = arguments(text, code, hit.start(2))
            out.append((own_functions[hit[1]], words, hit.start()))
    return out


def inside_callee(place, is_global, callee, words):
    """What the caller's PLACE is called in the callee that gets the arguments WORDS, or None."""
    if is_global:
        return place
    for param, word in zip(callee.params.split(","), words):
        name = re.search(r"(\w+)\s*$", param)
        if name and (word == place or place.startswith(f"{word}->")):
            return name[1] + place[len(word):]
    return None


def iterations(text, code, function, own_maps, own_functions):
    """Iterations of a function whose map is a plain place that stays the same."""
    out = []
    for hit in _inside(r"\bwhile\s*\(\s*g_hash_table_iter_next\s*\(", code, function):
        words, call_end = arguments(text, code, hit.end() - 1)
        body = re.match(r"\s*\)\s*\{", code[call_end + 1:])
        if len(words) != 3 or not body or not re.fullmatch(r"&\s*\w+", words[0]):
            continue
        iterator = words[0][1:].strip()
        init = list(re.finditer(rf"\bg_hash_table_iter_init\s*\(\s*&\s*{iterator}\s*,\s*({PLACE})\s*\)\s*;",
                                code[function.open:hit.start()]))
        opening = call_end + body.end()
        end = closing(code, opening)
        if not init or end < 0 or end > function.end:
            continue
        map_, begin = init[-1][1], function.open + init[-1].start()
        inside = code[opening:end]
        if _assigned(code[begin:end], map_):
            continue
        key = re.search(r"&\s*(\w+)\s*\)?$", words[1])
        site = Iteration(function, begin, hit.start(), opening, end, iterator, map_, key[1] if key else "")
        site.removals = [(opening + one.start(), opening + one.end()) for one in
                         re.finditer(rf"\bg_hash_table_iter_remove\s*\(\s*&\s*{iterator}\s*\)\s*;", inside)]
        site.clean = not re.search(rf"\bg_hash_table_(?:{CHANGES}|iter_\w+)\s*\(\s*&?\s*"
                                   rf"(?:{re.escape(map_)}|{iterator})\b", inside)
        site.is_global = map_ in own_maps
        site.calls = calls(text, code, opening, end, own_functions)
        out.append(site)
    return out


def disposals(code, function, own_maps):
    """Statements that free or clear a map which is a plain place."""
    out = []
    for hit in _inside(rf"\bg_hash_table_(?:destroy|unref)\s*\(\s*({PLACE})\s*\)\s*;", code, function):
        before = code[function.open:hit.start()]
        place = re.escape(hit[1])
        guard = re.search(rf"\bif\s*\(\s*(?:{place}(?:\s*!=\s*NULL)?|NULL\s*!=\s*{place})\s*\)(\s*\{{?\s*)$", before)
        span = (function.open + guard.start(), function.open + guard.start(1)) if guard else None
        out.append(Disposal(function, hit.start(), hit.end(), hit[1], span, hit[1] in own_maps))
    return out


def foreachs(text, code, function, own_maps, own_functions):
    out = []
    for hit in _inside(r"\bg_hash_table_foreach\s*(\()", code, function):
        words, end = arguments(text, code, hit.start(1))
        callback = own_functions.get(words[1]) if len(words) == 3 else None
        if callback and words[0] in own_maps and callback is not function:
            out.append(Foreach(function, hit.start(), end, words[0], callback))
    return out


def loops(code, function):
    """The for and while loops with a body in braces."""
    out = []
    for hit in _inside(r"\b(?:for|while)\s*(\()", code, function):
        head = closing(code, hit.start(1))
        body = re.match(r"\s*\{", code[head + 1:]) if head > 0 else None
        if body and re.search(r"[;{}]\s*$", code[function.open:hit.start()]):
            opening = head + body.end()
            out.append(Loop(function, hit.start(), opening, closing(code, opening)))
    return out


def globals_of(code):
    """Maps that are variables of the file."""
    return set(re.findall(r"^(?:static\s+|extern\s+)?GHashTable\s*\*\s*(\w+)\s*(?:=[^;]*)?;", code, re.M))
