"""Which sources to check beside one file, when a tree is too large to check whole.

The choice knows only the file's path. Function by function, calls are followed by name from those
of the file down to their callees and up to their callers, and the sources that define most of what
leads to maps, near by, come first; so do those that do something to a map which is a member that the
file or its own header names. Names are read by pattern, without parsing; which functions are about
maps the models say.
"""

import os
import re
from collections import defaultdict
from functools import lru_cache

from packages import HERE
from trees import SOURCES

CALL = re.compile(r"\b([A-Za-z_]\w{2,})\s*\(")
DEFINITION = re.compile(r"^(?![ \t#}]|static inline)[^\n;={]*?\b([A-Za-z_]\w{2,})[ \t]*\((?![^\n]*;[ \t]*$)", re.M)
MODEL_ROW = re.compile(r"^(?:fn|macro)[ \t]+([A-Za-z_]\w*)", re.M)
VALUE_ROW = re.compile(r"^fn[ \t]+([A-Za-z_]\w*)[ \t]+(?:alloc|dispose)\b", re.M)
MAP_MEMBER = re.compile(r"\b([A-Za-z_]\w{2,})\s*\([^;(),]*(?:->|\.)(\w+)\s*[,)]")
WORD = re.compile(r"\w+")
KNOWN_TO_ALL = 4  # a name that so many files define says nothing
FAR = 6           # calls that are followed down ...
UP = 2            # ... and up
CALLEE = 16       # a function that is called in the file counts so much, one called there half of it ...
CALLER = 4        # ... one that calls into the file ...
MEMBER = 4        # ... a member that both know, and the source has a map in ...
TO_MAPS, OF_VALUES, ELSE = 1 / 2, 1 / 4, 1 / 16  # ... of it, when it does nothing to a map itself


@lru_cache
def models():
    return [path.read_text() for path in sorted((HERE.parent.parent / "rules" / "models").glob("*.model"))]


@lru_cache
def map_functions():
    """What libraries call their functions on maps: the rows below a `map` line of the models."""
    return {name for text in models() for name in MODEL_ROW.findall(text.partition("\nmap ")[2])}


@lru_cache
def value_functions():
    """... and what makes and frees memory."""
    return {name for text in models() for name in VALUE_ROW.findall(text)}


def map_members(text):
    """Names of members that stand first in a call of a function on maps."""
    return {member for function, member in MAP_MEMBER.findall(text) if function in map_functions()}


class Calls:
    """What the functions of a tree's sources call, by name; (path, name) is a function."""

    def __init__(self, tree):
        self.tree = tree
        self.calls, self.functions, self.definers = {}, defaultdict(list), defaultdict(list)
        for path in tree.sources:
            text = tree.text(path)
            starts = list(DEFINITION.finditer(text))
            for start, following in zip(starts, [*starts[1:], None]):
                body = text[start.end():following.start() if following else len(text)]
                function = (path, start[1])
                if function not in self.calls:
                    self.functions[path].append(function)
                    self.definers[start[1]].append(function)
                self.calls[function] = self.calls.get(function, frozenset()) | set(CALL.findall(body))
        self.callers = defaultdict(list)
        for function in self.calls:
            for callee in self.callees_of(function):
                self.callers[callee].append(function)
        self.leading = self.leading_to_maps()
        self.of_values = {function for function, names in self.calls.items() if names & value_functions()}
        self.of_maps = {function for function, names in self.calls.items() if names & map_functions()}

    def meant(self, name, path):
        """The functions that the name may mean in a source, the nearest; none when too many bear it."""
        found = self.definers.get(name, ())
        if len(found) <= 1:
            return found
        nearest = min(nearness(other, path)[0] for other, _ in found)
        near = [function for function in found if nearness(function[0], path)[0] == nearest]
        own = [function for function in near if function[0] == path]
        return own or (near if len(near) < KNOWN_TO_ALL else ())

    def callees_of(self, function):
        path = function[0]
        for name in sorted(self.calls[function]):
            yield from self.meant(name, path)

    def leading_to_maps(self):
        """The functions that do something to a map, and those that call them, on and on."""
        about = map_functions()
        rim = [function for function, names in self.calls.items() if names & about]
        leading = set(rim)
        while rim:
            rim = [caller for function in rim for caller in self.callers[function] if caller not in leading]
            rim = list(dict.fromkeys(rim))
            leading.update(rim)
        return leading

    def worth(self, function):
        return 1 if function in self.of_maps else TO_MAPS if function in self.leading else \
            OF_VALUES if function in self.of_values else ELSE

    def weights(self, path):
        """How much each other source has to do with the file."""
        weights, modelled = defaultdict(float), map_functions()

        def down(function):
            return (callee for callee in self.callees_of(function) if callee[1] not in modelled)
        for follow, far, weight in ((down, FAR, CALLEE), (self.callers.__getitem__, UP, CALLER)):
            seen = set(self.functions[path])
            rim = list(seen)
            for _ in range(far):
                rim = [near for function in sorted(rim) for near in follow(function)]
                rim = [function for function in dict.fromkeys(rim) if function not in seen]
                seen.update(rim)
                for function in rim:
                    weights[function[0]] += weight * self.worth(function)
                weight /= 2
        for source, shared in self.sharing(path):
            weights[source] += MEMBER * len(shared)
        weights.pop(path, None)
        return weights

    def sharing(self, path):
        """The sources with maps in members that the file or its header names, and these members."""
        header = os.path.splitext(os.path.basename(path))[0] + ".h"
        texts = [self.tree.text(each) for each in (path, *self.tree.headers.get(header, ()))]
        names = {word for text in texts for word in WORD.findall(text)}
        for source in self.tree.sources:
            shared = map_members(self.tree.text(source)) & names
            if shared:
                yield source, shared


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
    calls, weights = Calls(tree), defaultdict(float)
    for start in first[:most]:
        for found, weight in calls.weights(start).items():
            weights[found] += weight
    ranked = sorted((found for found in weights if found not in first[:most]),
                    key=lambda found: (-weights[found], nearness(found, path)))
    return (first + ranked)[:most]
