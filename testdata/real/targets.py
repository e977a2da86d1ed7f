"""Which sources to check beside one file, when a tree is too large to check whole.

The choice knows only the file's path: from it, calls are followed by name to the sources that
define what is called, those that call what the file defines come next, and so on outwards, until
there are enough. Names are read by pattern, without parsing.
"""

import os
import re
from collections import defaultdict

from trees import SOURCES

CALL = re.compile(r"\b([A-Za-z_]\w{2,})\s*\(")
DEFINITION = re.compile(r"^(?![ \t#}]|static inline)[^\n;={]*?\b([A-Za-z_]\w{2,})[ \t]*\((?![^\n]*;[ \t]*$)", re.M)
KNOWN_TO_ALL = 4  # a name that so many files define says nothing


class Names:
    """What each source of a tree defines and calls."""

    def __init__(self, tree):
        self.defines, self.calls = {}, {}
        self.definers, self.callers = defaultdict(list), defaultdict(list)
        for path in tree.sources:
            text = tree.text(path)
            self.defines[path] = set(DEFINITION.findall(text))
            self.calls[path] = set(CALL.findall(text))
            for name in self.defines[path]:
                self.definers[name].append(path)
        for path in tree.sources:
            for name in self.calls[path] | self.defines[path]:
                if name in self.definers and name not in self.defines[path]:
                    self.callers[name].append(path)

    def callees_of(self, path):
        for name in self.calls[path] - self.defines[path]:
            if len(self.definers[name]) < KNOWN_TO_ALL:
                yield from self.definers[name]

    def callers_of(self, path):
        for name in self.defines[path]:
            if len(self.definers[name]) < KNOWN_TO_ALL:
                yield from self.callers[name]


def nearness(path, origin):
    """Sorts the files of near folders before those of far ones."""
    common = os.path.commonpath([os.path.dirname(path) or ".", os.path.dirname(origin) or "."]) \
        if os.path.dirname(path) and os.path.dirname(origin) else ""
    return -len([part for part in common.split("/") if part]), path


def starts(tree, path):
    """The units that the path stands for: itself, or those that include a header, nearest first."""
    if path.endswith(SOURCES):
        return [path] if path in tree.sources else []
    base = re.compile(r'#[ \t]*include[ \t]*[<"](?:[^>"\n]*/)?' + re.escape(os.path.basename(path)) + '[>"]')
    users = [source for source in tree.sources if base.search(tree.text(source))]
    return sorted(users, key=lambda user: nearness(user, path))


def choose(tree, path, most):
    """Up to MOST sources, those of the path first; all of them when they are no more."""
    first = starts(tree, path)
    if len(tree.sources) <= most:
        return first + [source for source in tree.sources if source not in set(first)]
    names, chosen, rim = Names(tree), first[:most], first
    for hop in range(6):
        near = {found for source in rim for found in names.callees_of(source)}
        if hop < 2:
            near |= {found for source in rim for found in names.callers_of(source)}
        rim = sorted(near - set(chosen), key=lambda found: nearness(found, path))
        chosen += rim[:most - len(chosen)]
        if len(chosen) >= most or not rim:
            break
    return chosen
