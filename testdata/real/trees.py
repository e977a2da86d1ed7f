"""A tree of C or C++ sources without a build, made ready to be parsed.

What a build would tell is taken from the sources themselves: an include names the folder that
holds it, a header that nobody has becomes an empty one, and what configure would have found out
(HAVE_..., the size of long, paths as texts) is found out for this machine. Nothing is known
here of any project, and everything is written below the tree's folder ".made".
"""

import ctypes
import json
import os
import re
import shutil
import subprocess
from collections import defaultdict
from functools import lru_cache
from pathlib import Path

LENIENT = ("-w", "-ferror-limit=0", *(f"-Wno-error={name}" for name in (
    "implicit-function-declaration", "implicit-int", "return-mismatch", "int-conversion",
    "incompatible-pointer-types", "incompatible-function-pointer-types")))  # as mapvet reads
C_SOURCES, CXX_SOURCES = (".c",), (".cc", ".cpp", ".cxx")
SOURCES = C_SOURCES + CXX_SOURCES
HEADERS = (".h", ".hh", ".hpp", ".hxx", ".inc", ".def", ".ipp", ".tcc", ".xmacro")
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+)[>"]', re.M)
DEFINED = re.compile(r"^[ \t]*#[ \t]*define[ \t]+(\w+)", re.M)
CONDITION = re.compile(r"^[ \t]*#[ \t]*(?:el)?if(?:n?def)?\b(.*(?:\\\n.*)*)", re.M)
BRANCH = re.compile(r"^[ \t]*#[ \t]*(if|ifdef|ifndef|elif|else|endif)\b")
OPTION = re.compile(r"^[ \t]*#[ \t]*(?:ifdef|if[ \t]+defined)[ \t(]*((?!WIN)[A-Z][A-Z0-9_]*)[ \t)]*(?:/\*.*|//.*)?$")
ASKED = re.compile(r"\b((?:HAVE|SIZEOF)_\w+)")
TOKENS = re.compile(r"//[^\n]*|/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])+'", re.S)
DIRECTIVE = re.compile(r"^[ \t]*#.*(?:\\\n.*)*", re.M)
BESIDE_TEXT = re.compile(r'""\s*([A-Z][A-Z0-9_]{2,})\b(?!\s*\()|\b([A-Z][A-Z0-9_]{2,})\s*""')
DECLARED = re.compile(r"(?:\}|\btypedef\b[^;{}]*[ *])[ \t\n]*(\w+)[ \t]*(?:\)[^;]*)?;")
ERROR = re.compile(r"^([^:\n]+):(\d+):\d+: (?:fatal )?error: (.*)", re.M)
UNKNOWN_TYPE = re.compile(r"unknown type name '([A-Za-z]\w*)'")
UNDECLARED = re.compile(r"use of undeclared identifier '([A-Z][A-Z0-9_]+)'")
UNDECLARED_CALL = re.compile(r"use of undeclared identifier '(\w*[a-z]\w*)'")
# What earlier standard libraries brought along with others, and sources do not name themselves.
BROUGHT_ALONG = ("algorithm", "array", "cstdint", "cstdio", "cstdlib", "cstring", "functional", "limits",
                 "memory", "optional", "stdexcept", "string", "utility")
SIZES = {"CHAR": 1, "SHORT": 2, "INT": 4, "PID_T": 4, "UID_T": 4, "GID_T": 4, "FLOAT": 4}


def read(path):
    return Path(path).read_text(encoding="utf-8", errors="replace")


def beside_texts(text):
    """Names that stand beside a text in quotes: they can only be texts themselves."""
    bare = TOKENS.sub(lambda match: '""' if match[0][0] == '"' else " ", DIRECTIVE.sub(";", text))
    return {name for pair in BESIDE_TEXT.findall(bare) for name in pair if name}


@lru_cache
def default_folders():
    """Where the compiler looks by itself, for C and C++."""
    said = subprocess.run(["clang-19", "-E", "-v", "-x", "c++", os.devnull], capture_output=True, text=True,
                          stdin=subprocess.DEVNULL).stderr
    listed = said.partition("#include <...> search starts here:")[2].partition("End of search list")[0]
    return [os.path.realpath(line.strip()) for line in listed.splitlines() if line.strip()]


@lru_cache(None)
def compiler_has(name):
    return any(os.path.exists(os.path.join(folder, name)) for folder in default_folders())


@lru_cache
def machine_headers():
    """Headers of installed packages by their last name, those of the compiler left out."""
    found, skipped = defaultdict(list), set(default_folders()) - {"/usr/include"}
    for top in ("/usr/include", "/usr/local/include", *map(str, Path("/usr/lib").glob("*-linux-gnu*"))):
        for folder, folders, files in os.walk(top):
            folders[:] = sorted(name for name in folders if os.path.join(folder, name) not in skipped
                                and os.path.join(folder, name) != "/usr/include/c++")
            for name in files:
                if name.endswith(HEADERS):
                    found[name].append(os.path.join(folder, name))
    return found


@lru_cache(None)
def machine_folder(name, quoted):
    """The folder to add so that an installed package's header is found, or None. A bare name that
    several packages have, or in quotes that every project has one of, is not a package's."""
    if quoted and "/" not in name and re.search(r"config|version|common|util|local|^list|^hash|^log", name):
        return None
    at = [path[:-len(name) - 1] for path in machine_headers()[os.path.basename(name)] if path.endswith("/" + name)]
    if "/" not in name and len(at) > 1:
        return None
    return min(at, key=lambda folder: (folder.count("/"), folder), default=None)


def options(text):
    """(option, first line, last line) of what stands under one option alone."""
    opened = []
    for number, line in enumerate(text.splitlines()):
        directive = BRANCH.match(line)
        if not directive:
            continue
        if not directive[1].startswith("if"):
            name, first = opened.pop() if opened else (None, number)
            if name:
                yield name, first, number
        if directive[1] != "endif":
            option = OPTION.match(line)
            opened.append((option[1] if option else None, number))


def enclosing(text):
    """The options that more than half of a source stands under."""
    return {name for name, first, last in options(text) if last - first > text.count("\n") / 2}


class Tree:
    """The sources below a folder. Paths are relative to it."""

    def __init__(self, root):
        self.root, self.made = Path(root), Path(root) / ".made"
        self.sources, self.headers, self.templates = [], defaultdict(list), defaultdict(list)
        self._texts, self._closures = {}, {}
        for folder, folders, files in os.walk(root):
            folders[:] = sorted(name for name in folders if name not in (".made", ".git", ".mapvet", ".pc"))
            for name in sorted(files):
                path = os.path.relpath(os.path.join(folder, name), root)
                if name.endswith(SOURCES):
                    self.sources.append(path)
                if name.endswith(HEADERS + SOURCES):
                    self.headers[name].append(path)
                elif name.endswith(".in"):
                    self.templates[name[:-3]].append(path)

    def text(self, path):
        if path not in self._texts:
            self._texts[path] = read(self.root / path)
        return self._texts[path]

    def all_files(self):
        return sorted({path for paths in self.headers.values() for path in paths})

    # ---- includes ----

    def nearest(self, name, folder):
        """The header of the tree that an include of NAME most likely means, seen from FOLDER."""
        def distance(path):
            common = os.path.commonpath([folder or ".", os.path.dirname(path) or "."]) if folder else ""
            return -len(common.split("/")) if common else 0, path.count("/"), path
        found = [path for path in self.headers[os.path.basename(name)] if path == name or path.endswith("/" + name)]
        return min(found, key=distance, default=None)

    def closure(self, folder):
        """What the sources of a folder include: (include folders, headers of the tree, missing names)."""
        if folder not in self._closures:
            mine = [path for path in self.sources if os.path.dirname(path) == folder]
            self._closures[folder] = Closure(self, folder, mine)
        return self._closures[folder]

    # ---- what configure would have made ----

    def make_headers(self):
        """Writes .made/defaults.h, which every unit includes first, and fills in templates."""
        shutil.rmtree(self.made, ignore_errors=True)
        self.made.mkdir()
        for name in sorted(self.templates):
            if name.endswith(HEADERS) and not self.headers[name]:
                self.fill_in(name, self.templates[name][0])
        asked, defined, beside = set(), set(), set()
        for path in self.all_files():
            text = self.text(path)
            for condition in CONDITION.findall(text):
                asked.update(ASKED.findall(condition))
            defined.update(DEFINED.findall(text))
            if path.endswith(SOURCES):
                beside |= beside_texts(text)
        lines = ["#define HAVE_CONFIG_H 1", "#ifdef __cplusplus", *(f"#include <{name}>" for name in BROUGHT_ALONG), "#endif"]
        lines += [f"#define {name} {value}" for name in sorted(asked - defined)
                  if (value := configured(name)) is not None]
        lines += [f'#ifndef {name}\n#define {name} "{name.lower()}"\n#endif' for name in sorted(beside - defined)]
        (self.made / "defaults.h").write_text("\n".join(lines) + "\n")
        self.stub("config.h", "")

    def fill_in(self, name, template):
        """Makes NAME beside its template. An include with a @name@ in it means the header there is."""
        def include(match):
            pattern = re.compile("(?:.*/)?" + re.sub(r"@\w+@", lambda _: "[^/]*", re.escape(match[2])))
            meant = next((path for path in self.all_files() if pattern.fullmatch(path)), None)
            return f'{match[1]}"{os.path.relpath(meant, os.path.dirname(template))}"' if meant else match[0]
        text = re.sub(r'^([ \t]*#[ \t]*include[ \t]*)[<"]([^>"\n]*@\w+@[^>"\n]*)[>"]', include, self.text(template), flags=re.M)
        path = template[:-3]
        (self.root / path).write_text(from_template(text))
        self.headers[name].append(path)

    def stub(self, name, includer):
        """An empty header of this name."""
        inside = os.path.normpath(os.path.join(includer, name)) if name.startswith("..") else None
        path = self.root / inside if inside and not inside.startswith("..") else self.made / "stubs" / name.lstrip("./")
        if path.exists() or ".." in path.parts:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()

    def switches(self, unit):
        """Options that stand around most of the unit, or around the include of its own header: it is built
        with them on."""
        own = os.path.splitext(os.path.basename(unit))[0]
        guarded = re.compile(r"^[ \t]*#[ \t]*(?:el)?if[^\n]*?\b(\w+)[ \t]*\)?[ \t]*\n[ \t]*#[ \t]*include[ \t]*[<\"](?:[^>\"\n]*/)?"
                             + re.escape(own) + r"\.h", re.M)
        return sorted({name for path in self.all_files() for name in guarded.findall(self.text(path))}
                      | enclosing(self.text(unit)))

    def options_around(self, name):
        """The options that the type is declared under in headers of the tree; none when it is declared
        without any as well."""
        declared = re.compile(rf"^[ \t]*typedef\b[^;]*?\b{re.escape(name)}\b", re.M)
        around = []
        for path in self.all_files():
            text = self.text(path)
            for match in declared.finditer(text) if path.endswith(HEADERS) else ():
                line = text.count("\n", 0, match.start())
                around.append([option for option, first, last in options(text) if first < line < last])
        return around[0] if all(around) and around else []

    def define(self, names):
        with open(self.made / "defaults.h", "a") as out:
            out.writelines(f"#ifndef {name}\n#define {name} 1\n#endif\n" for name in sorted(names))

    # ---- commands ----

    def write_commands(self, units, extra=()):
        """.made/compile_commands.json for these units; EXTRA words go to each."""
        commands = []
        for unit in units:
            closure = self.closure(os.path.dirname(unit))
            for name, includer in closure.missing:
                self.stub(name, includer)
            words = ["clang-19" if unit.endswith(C_SOURCES) else "clang++-19", "-c", *LENIENT,
                     "-std=gnu17" if unit.endswith(C_SOURCES) else "-std=gnu++17", "-D_GNU_SOURCE",
                     "-include", str(self.made / "defaults.h"), *extra]
            words += [f"-I{folder}" for folder in closure.folders]
            words += [f"-I{self.made / 'stubs'}", f"-I{self.root}", str(self.root / unit)]
            commands.append({"directory": str(self.root), "file": str(self.root / unit), "arguments": words})
        (self.made / "compile_commands.json").write_text(json.dumps(commands, indent=0))

    # ---- what the compiler says ----

    def errors(self, unit):
        """(path, line, text) of the errors of one unit, all of them. Leaves commands for it alone."""
        self.write_commands([unit])
        words = json.loads((self.made / "compile_commands.json").read_text())[0]["arguments"]
        said = subprocess.run([*words, "-fsyntax-only"], cwd=self.root, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, errors="replace").stderr
        return [(os.path.relpath(os.path.join(self.root, path), self.root), int(line), text)
                for path, line, text in ERROR.findall(said)]

    def complaints(self, units):
        return [text for unit in units for _, _, text in self.errors(unit)]

    def define_the_undeclared(self, units):
        """What headers that nobody has would define, as far as these units ask for it: constants become
        numbers in .made/defaults.h, and so do types that nothing in the tree declares. In C++, which
        wants functions declared, they take anything and give a number."""
        errors = self.complaints(units)
        self.define({option for text in errors if (match := UNKNOWN_TYPE.match(text))
                     for option in self.options_around(match[1])})
        errors = self.complaints(units)
        constants = {match[1] for text in errors if (match := UNDECLARED.match(text))}
        calls = {match[1] for text in errors if (match := UNDECLARED_CALL.match(text))}
        calls -= {name for path in self.all_files() for name in re.findall(r"\b(\w+)[ \t]*\([^;]*\{", self.text(path))}
        types = {match[1] for text in errors if (match := UNKNOWN_TYPE.match(text))}
        if types:
            types -= {name for path in self.all_files() for name in DECLARED.findall(self.text(path))}
        self.define(constants)
        with open(self.made / "defaults.h", "a") as out:
            out.writelines(f"typedef long {name};\n" for name in sorted(types))
            out.writelines(f"#ifdef __cplusplus\ntemplate <class... Any> long {name}(Any &&...);\n#endif\n"
                           for name in sorted(calls))


class Closure:
    """Everything that the sources of one folder include, through the headers of the tree and of
    installed packages."""

    def __init__(self, tree, folder, sources):
        self.tree, self.folder = tree, folder
        self.folders, self.headers, self.missing = [], [], set()
        seen, waiting = set(sources), list(sources)
        while waiting:
            path = waiting.pop(0)
            outside = os.path.isabs(path)
            for kind, name in INCLUDE.findall(read(path) if outside else tree.text(path)):
                found = self.resolve(path, kind == '"', name, outside)
                if found and found not in seen:
                    seen.add(found)
                    waiting.append(found)
                    if not os.path.isabs(found):
                        self.headers.append(found)

    def add_folder(self, folder):
        folder = str(folder)
        if folder not in self.folders:
            self.folders.append(folder)

    def resolve(self, includer, quoted, name, outside):
        """The file meant, or None; remembers the folder it takes to find it."""
        here = os.path.dirname(includer)
        beside = os.path.normpath(os.path.join(here, name))
        if quoted and (os.path.exists(beside) if outside else (self.tree.root / beside).exists()):
            return beside
        if not outside:
            if not quoted and compiler_has(name):
                return None
            own = self.tree.nearest(os.path.normpath(name).lstrip("./"), here)
            if own:
                if not name.startswith("."):
                    self.add_folder(self.tree.root / own[:-len(name)].rstrip("/"))
                return own
        if compiler_has(name):
            return None
        folder = machine_folder(name, quoted)
        if folder:
            self.add_folder(folder)
            return os.path.join(folder, name)
        if not outside:
            self.missing.add((name, here))
        return None


# ---- this machine's answers ----

def configured(name):
    """The value of a HAVE_... or SIZEOF_... on this machine, or None when it has not."""
    kind, _, what = name.partition("_")
    if kind == "SIZEOF":
        return SIZES.get(what, 8)
    if what.startswith("DECL_"):
        return 1
    low = what.lower()
    if low.endswith("_h"):
        words = low[:-2]
        names = {words, words.replace("_", "/"), words.replace("_", "/", 1), words.replace("_", "-")}
        return 1 if any(compiler_has(each + ".h") for each in names) else None
    if hasattr(ctypes.CDLL(None), low):
        return 1
    return None


def from_template(text):
    """A header from its .in: questions answered for this machine, @names@ left empty."""
    def answer(match):
        value = configured(match[1]) if ASKED.fullmatch(match[1]) else None
        return f"/* {match[1]} */" if value is None else f"#define {match[1]} {value}"
    text = re.sub(r"^[ \t]*#[ \t]*(?:undef|cmakedefine01|cmakedefine|mesondefine)[ \t]+(\w+).*", answer, text, flags=re.M)
    return re.sub(r"@(\w+)@", lambda match: "0" if match[1].isupper() else "", text)
