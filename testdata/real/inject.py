"""--inject: plants misuses into copies of the packages' sources, and counts which are found.

Two batches a package: one of misuses, one of their lawful twins at the same sites, each plant
in functions of its own. What a plant needs in another unit goes into one more unit, planted_far.c. A plant counts as found when a finding of the expected rule lies on the
planted lines or on those of its loop, and was not there without the plant. Any new finding in a
function with a lawful twin is a false one.
"""

import json
import os
import re
import shutil
import subprocess
import zlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import plants
import sites
from measure import clang_words, run_mapvet

MOST_OF_A_KIND = 6  # in one package


@dataclass
class Place:
    """A site and the kind that was chosen for it."""
    path: str  # relative to the package's root
    kind: object
    rules: tuple
    site: object
    number: int


@dataclass
class Planted:
    place: Place
    plan: plants.Plan
    lines: tuple  # first and last line where the finding belongs
    owned: list  # (first, last) lines of all functions it changed; the first line holds its helpers


def source_of(unit):
    return os.path.normpath(os.path.join(unit["directory"], unit["file"]))


def line_of(text, at):
    return text.count("\n", 0, at) + 1


def candidates(text):
    """(kinds, site) for every site of a file."""
    code = sites.blank(text)
    own = sites.functions(code)
    names, maps = {function.name: function for function in own}, sites.globals_of(code)
    for function in own:
        for site in sites.iterations(text, code, function, maps, names):
            yield (plants.ITERATION_KINDS if site.clean else plants.REMOVAL_KINDS), site
        for site in sites.foreachs(text, code, function, maps, names):
            yield plants.FOREACH_KINDS, site
        for site in sites.disposals(code, function, maps):
            yield plants.DISPOSAL_KINDS, site
        for site in sites.loops(code, function):
            yield plants.LOOP_KINDS, site


def choose(package):
    """Places in an order that depends on names only, the kinds shared out evenly."""
    found = []
    for unit in package.units():
        path = source_of(unit)
        if not path.startswith(f"{package.source}/"):
            continue
        text = Path(path).read_text(errors="surrogateescape")
        code = sites.blank(text)
        relative = os.path.relpath(path, package.root)
        for kinds, site in candidates(text):
            rank = zlib.crc32(f"{relative} {site.function.name} {site.span()[0]}".encode())
            found.append((kinds is plants.LOOP_KINDS, rank, relative, site, kinds, code))
    found.sort(key=lambda one: one[:3])  # iterations and disposals first: they are rarer than loops
    taken, count, out = set(), Counter(), []
    for _, _, path, site, kinds, code in found:
        for kind, rules in sorted(kinds, key=lambda kind: count[kind[0]]):
            plan = kind(site, len(out), False, code) if count[kind] < MOST_OF_A_KIND else None
            changed = {(path, function.start) for function in (site.function, *(plan.also if plan else ()))}
            if not plan or changed & taken:
                continue
            taken |= changed
            count[kind] += 1
            out.append(Place(path, kind, rules, site, len(out)))
            break
    return out


def plan_file(text, places, lawful):
    """The file's new text, and what was planted."""
    code, edits, planted = sites.blank(text), [], []
    for place in places:
        plan = place.kind(place.site, place.number, lawful, code)
        if not plan:
            continue
        function = place.site.function
        edits.append((function.start, function.start, plants.declarations(place.number) + plan.helpers))
        for other in plan.also:
            edits.append((other.start, other.start, plants.declarations(place.number)))
        edits += plan.edits
        reach = plan.reach or place.site.span()
        owned = [(line_of(text, one.start), line_of(text, one.end)) for one in (function, *plan.also)]
        planted.append(Planted(place, plan, (line_of(text, reach[0]), line_of(text, reach[1])), owned))
    for start, end, new in sorted(edits, key=lambda edit: edit[0], reverse=True):
        text = text[:start] + new + text[end:]
    return text, planted


def broken_lines(unit):
    """Lines of the unit's own file on which clang sees an error."""
    done = subprocess.run([*clang_words(unit), "-w", "-Wno-error", "-fno-caret-diagnostics"], cwd=unit["directory"],
                          capture_output=True, text=True, errors="replace", stdin=subprocess.DEVNULL)
    name = re.escape(os.path.basename(unit["file"]))
    lines = [int(hit) for hit in re.findall(rf"{name}:(\d+):\d+: (?:fatal )?error", done.stderr)]
    return lines or ([0] if done.returncode else [])


def plant_unit(unit, original, places, lawful):
    """Writes the unit's planted file; leaves out what does not compile. Gives what was planted."""
    path = Path(source_of(unit))
    for _ in range(3):
        text, planted = plan_file(original, places, lawful)
        path.unlink()  # it is a hard link to the original
        path.write_text(text, errors="surrogateescape")
        bad = broken_lines(unit)
        if not bad:
            return planted
        wrong = {one.place.number for one in planted for first, last in one.owned
                 if any(first <= line <= last for line in bad)}
        places = [place for place in places if place.number not in wrong] if wrong else []
    path.unlink()
    path.write_text(original, errors="surrogateescape")
    return []


def far_unit(unit, path):
    """The command of another unit of the program, for a file that needs GLib only."""
    words = [word for word in clang_words(unit)[2:] if not word.endswith(".c")]
    return {"directory": unit["directory"], "file": str(path), "arguments": ["clang-19", "-c", *words, str(path)]}


def planted_tree(package, places, lawful):
    """A copy of the package with the plants in it, and commands for the planted units only."""
    tree = package.root.with_name(f"planted_{package.root.name}")
    far = tree / "planted_far.c"
    shutil.rmtree(tree, ignore_errors=True)
    subprocess.run(["cp", "-al", package.root, tree], check=True)
    files = {place.path for place in places}
    units = [unit for unit in package.units() if os.path.relpath(source_of(unit), package.root) in files]
    moved = json.loads(json.dumps(units).replace(f"{package.root}/", f"{tree}/"))
    planted = []
    for unit, copy in zip(units, moved):
        own = [place for place in places if f"{package.root}/{place.path}" == source_of(unit)]
        original = Path(source_of(unit)).read_text(errors="surrogateescape")
        planted += plant_unit(copy, original, own, lawful)
    far.write_text("#include <glib.h>\n" + "".join(one.plan.elsewhere for one in planted))
    moved.append(far_unit(moved[0], far))
    return tree, units, moved, planted


def check_units(mapvet, root, units, folder):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "compile_commands.json").write_text(json.dumps(units))
    return run_mapvet(mapvet, root, folder, 60 + 10 * len(units))


def new_findings(before, after):
    def key(finding):
        return finding["rule"], finding["path"], finding["line"], finding.get("function")
    known = {key(finding) for finding in before.findings}
    return [finding for finding in after.findings if key(finding) not in known]


def belongs(planted, finding):
    """Does the finding stand where this misuse should be reported?"""
    first, last = planted.lines
    helpers = planted.owned[1:] + ([(planted.owned[0][0],) * 2] if planted.plan.helpers else [])
    return (finding["path"] == planted.place.path and finding["rule"] in planted.place.rules
            and any(low <= finding["line"] <= high for low, high in [(first, last), *helpers]))


def owns(planted, finding):
    return finding["path"] == planted.place.path and any(
        first <= finding["line"] <= last for first, last in planted.owned)


def inject(package, mapvet, cache, report):
    """Plants, checks and counts; REPORT takes one line each for what was missed or false."""
    places = choose(package)
    tally = {"planted": Counter(), "found": Counter(), "twins": Counter(), "false": Counter()}
    before = None
    for lawful in (False, True):
        tree, units, moved, planted = planted_tree(package, places, lawful)
        before = before or check_units(mapvet, package.root, units, cache / "inject" / package.name)
        after = check_units(mapvet, tree, moved, cache / "inject" / f"planted_{package.name}")
        fresh = new_findings(before, after)
        if after.failed:
            report(f"{package.name}: {after.failed} planted units not analysed: {after.complaints[:300].strip()}")
        for one in planted:
            kind = one.place.kind.__name__.replace("_", "-")
            where = f"{package.name} {one.place.path}:{one.lines[0]} {one.place.site.function.name}"
            tally["twins" if lawful else "planted"][kind] += 1
            if not lawful and any(belongs(one, finding) for finding in fresh):
                tally["found"][kind] += 1
            elif not lawful:
                other = [f"{f['rule']}:{f['line']}" for f in fresh if owns(one, f)]
                report(f"missed {kind} {where} {' '.join(other)}".rstrip())
            wrong = [finding for finding in fresh if owns(one, finding)] if lawful else []
            tally["false"][kind] += bool(wrong)
            for finding in wrong:
                report(f"false {kind} {where}: {finding['line']}: {finding['rule']}: {finding['message']}")
        for finding in fresh:
            if not any(owns(one, finding) for one in planted):
                report(f"elsewhere {'lawful' if lawful else 'misuse'} {package.name} {finding['path']}:"
                       f"{finding['line']} {finding['rule']}: {finding['message']}")
    return tally
