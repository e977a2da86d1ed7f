"""Debian source packages, fetched and made ready to be parsed, in a cache folder.

Nothing is compiled: meson writes compile_commands.json by itself, packages with a configure
script are "built" by record-cc, and only generated sources and headers are made. Of those with
"tree" nothing is run: that word is a pattern of the sources to leave out.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

from trees import SOURCES, Tree

HERE = Path(__file__).resolve().parent
RECORDER = HERE / "record-cc"


class Failed(Exception):
    """One line for the user."""


class Package:
    """A package in the cache: root/src, root/build and root/compile_commands.json."""

    def __init__(self, recipe, version, root):
        self.recipe, self.name, self.version, self.root = recipe, recipe["name"], version, root
        self.source = root / "src"
        self.build = self.source if recipe.get("in_source") else root / "build"

    def units(self):
        return json.loads((self.root / "compile_commands.json").read_text())


def run(command, log, cwd=None, **environment):
    """Runs to the end with its output in LOG; a failure names the log."""
    with open(log, "ab") as out:
        out.write(f"$ {shlex.join(map(str, command))}\n".encode())
        out.flush()
        status = subprocess.run(command, cwd=cwd, stdout=out, stderr=out, stdin=subprocess.DEVNULL,
                                env={**os.environ, **environment}).returncode
    if status != 0:
        raise Failed(f"'{shlex.join(map(str, command[:4]))}' ended with status {status}; see {log}")


def need_packages(names, log):
    """Installs those Debian packages that are missing, in one go."""
    listed = subprocess.run(["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *names],
                            capture_output=True, text=True).stdout
    present = {line.split()[0] for line in listed.splitlines() if line.endswith(" installed")}
    missing = [name for name in names if name not in present]
    if not missing:
        return
    print("installing: " + " ".join(missing), flush=True)
    root = [] if os.getuid() == 0 else ["sudo"]
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
    run([*root, *quiet, "update"], log)
    run([*root, *quiet, "install", "-y", "--no-install-recommends", *missing], log)


def source_lists(folder):
    """Writes into FOLDER the machine's own apt sources of this release, as source entries."""
    release = re.search(r"^VERSION_CODENAME=(\w+)", Path("/etc/os-release").read_text(), re.M)[1]
    own = [Path("/etc/apt/sources.list"), *sorted(Path("/etc/apt/sources.list.d").glob("*"))]
    folder.mkdir(parents=True, exist_ok=True)
    for path in own:
        if not path.is_file():
            continue
        text = path.read_text()
        if path.suffix == ".sources":
            kept = [re.sub(r"^Types:.*", "Types: deb-src", stanza, flags=re.M)
                    for stanza in re.split(r"\n\s*\n", text)
                    if re.search(rf"^Suites:.*\b{release}\b", stanza, re.M)]
            (folder / path.name).write_text("\n\n".join(kept) + "\n")
        elif path.suffix == ".list":
            kept = [re.sub(r"^deb\s", "deb-src ", line) for line in text.splitlines()
                    if re.match(rf"deb\s.*\s{release}[\w-]*\s", line)]
            (folder / path.name).write_text("\n".join(kept) + "\n")


def apt_get(cache):
    """apt-get with source entries, whose state is in the cache: the machine's own stays as it is."""
    state = cache / "apt"
    if not (state / "sources.d").is_dir():
        source_lists(state / "sources.d")
    (state / "lists" / "partial").mkdir(parents=True, exist_ok=True)
    options = {"Dir::Etc::sourcelist": "/dev/null", "Dir::Etc::sourceparts": state / "sources.d",
               "Dir::State::Lists": state / "lists", "Dir::Cache::pkgcache": "",
               "Dir::Cache::srcpkgcache": ""}
    if os.getuid() == 0:
        options["APT::Sandbox::User"] = "root"
    return ["apt-get", "-q", *(word for key, value in options.items() for word in ("-o", f"{key}={value}"))]


def fetch(recipe, cache, log):
    """Downloads and unpacks the release's version; gives the Package, not yet configured."""
    ready = sorted(path.parent for path in cache.glob(f"{recipe['name']}_*/compile_commands.json"))
    if ready:
        return Package(recipe, ready[-1].name.split("_", 1)[1], ready[-1])
    command = apt_get(cache)
    folder = cache / "download"
    folder.mkdir(parents=True, exist_ok=True)
    if not any((cache / "apt" / "lists").glob("*Sources*")):
        run([*command, "update"], log)
    run([*command, "source", "--download-only", recipe["name"]], log, cwd=folder)
    found = sorted(folder.glob(f"{recipe['name']}_*.dsc"), key=lambda path: path.stat().st_mtime)
    version = found[-1].stem.split("_", 1)[1]
    package = Package(recipe, version, cache / f"{recipe['name']}_{version}")
    shutil.rmtree(package.root, ignore_errors=True)
    package.root.mkdir(parents=True)
    run(["dpkg-source", "-x", found[-1], package.source], log)
    return package


def configure_meson(package, log):
    run(["meson", "setup", package.build, package.source, *package.recipe["meson"]], log, CC="clang-19")
    targets = subprocess.run(["ninja", "-C", package.build, "-t", "targets", "all"],
                             capture_output=True, text=True, check=True).stdout
    made = re.findall(r"^(\S+\.[ch]): CUSTOM_COMMAND", targets, re.M)
    if made:
        run(["ninja", "-C", package.build, *made], log)
    return json.loads((package.build / "compile_commands.json").read_text())


def configure_make(package, log):
    record = package.root / "record"
    if "autogen" in package.recipe:
        run(package.recipe["autogen"], log, cwd=package.source, CC=str(RECORDER))
    for name in ("aclocal.m4", "configure", "config.h.in", "Makefile.in"):  # patches made them look old
        for path in package.source.rglob(name):
            path.touch()
    package.build.mkdir(exist_ok=True)
    run([package.source / "configure", *package.recipe["configure"]], log, cwd=package.build, CC=str(RECORDER))
    run(["make"], log, cwd=package.build, RECORD_TO=str(record))
    units = []
    for line in record.read_text().splitlines():
        folder, *words = line.split("\t")
        source = next(word for word in reversed(words) if word.endswith(".c"))
        units.append({"directory": folder, "file": source, "arguments": ["clang-19", *words]})
    return units


def configure_tree(package, _):
    """No configuration at all: what it would find out is guessed from the sources (trees.py)."""
    tree = Tree(package.source)
    tree.make_headers()
    units = [path for path in tree.sources if not re.search(package.recipe["tree"], path)]
    tree.define_the_undeclared(units)
    tree.write_commands(units)
    return json.loads((tree.made / "compile_commands.json").read_text())


def configure_dry(package, log):
    """For a Makefile that needs no configuring: what `make` would run, without running it."""
    if "makes" in package.recipe:
        run(["make", *package.recipe["makes"]], log, cwd=package.source)
    said = subprocess.run(["make", "-n", "V=1", *package.recipe["dry_make"]], cwd=package.source,
                          capture_output=True, text=True, stdin=subprocess.DEVNULL).stdout
    units, folders = [], [str(package.source)]
    for line in said.splitlines():
        if moved := re.match(r"make\[\d+\]: (Entering|Leaving) directory '(.*)'", line):
            folders = [*folders, moved[2]] if moved[1] == "Entering" else folders[:-1]
        try:
            words = shlex.split(line)
        except ValueError:  # a piece of a shell script
            continue
        source = next((word for word in reversed(words) if word.endswith(SOURCES)), None)
        if "-c" in words and source:
            units.append({"directory": folders[-1], "file": source, "arguments": ["clang-19", *words[1:]]})
    return units


WAYS = {"meson": configure_meson, "configure": configure_make, "tree": configure_tree,
        "dry_make": configure_dry}


def prepare(recipe, cache):
    """Gives the package with its compile commands, one for each source; from the cache if it can."""
    log = cache / f"{recipe['name']}.log"
    package = fetch(recipe, cache, log)
    if (package.root / "compile_commands.json").exists():
        return package
    print(f"preparing {package.name} {package.version}", flush=True)
    need_packages(recipe["needs"], log)
    configure = next(way for key, way in WAYS.items() if key in recipe)
    units = configure(package, log)
    first = {}
    for unit in units:
        path = os.path.normpath(os.path.join(unit["directory"], unit["file"]))
        if path.endswith(SOURCES) and os.path.exists(path):
            first.setdefault(path, unit)
    if not first:
        raise Failed(f"{package.name}: nothing was compiled; see {log}")
    text = json.dumps(list(first.values()), indent=1)
    (package.root / "compile_commands.json").write_text(text + "\n")
    return package
