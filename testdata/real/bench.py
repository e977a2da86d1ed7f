"""./dev bench analyzer: what mapvet costs, as ratios measured in one run.

Times are of the processor, so that a busy machine does not decide; what is compared is
interleaved, and of several rounds the median counts.
"""

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from measure import Timer, clang_words
from packages import HERE, Failed, prepare

GOALS = {"cold-over-clang": 1.15, "cold-shared-over-clang": 0.2, "warm-over-cold": 0.02, "changed-over-cold": 0.05,
         "memory-over-clang": 1.2, "link-growth": 4.6}
LARGEST = 5  # units whose memory is compared


class Report:
    """Prints `goal NAME MEASURED TARGET met|short`, and remembers whether one was short."""

    def __init__(self):
        self.short = False

    def goal(self, name, measured):
        met = measured <= GOALS[name]
        self.short |= not met
        print(f"goal {name} {measured:.4g} {GOALS[name]:.4g} {'met' if met else 'short'}", flush=True)


def run(command, cwd=None, check=(0, 1)):
    """Seconds of the processor, its children's included."""
    with Timer() as timer:
        done = subprocess.run(list(map(str, command)), cwd=cwd, stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace")
    if check is not None and done.returncode not in check:
        raise Failed(f"'{command[0]} {command[1]}' ended with status {done.returncode}: {done.stderr[-300:].strip()}")
    return timer.spent.cpu


def clang_time(units):
    return sum(run(clang_words(unit), cwd=unit["directory"], check=None) for unit in units)


class Project:
    """Some units of a package in a folder of their own, with a database of their own."""

    def __init__(self, package, units, mapvet, folder):
        self.package, self.units, self.mapvet = package, units, mapvet
        self.build = folder / package.name
        self.build.mkdir(parents=True)
        (self.build / "compile_commands.json").write_text(json.dumps(units))

    def check(self, *options):
        return run([self.mapvet, "check", "-p", self.build, "-j", "1", "--db", self.build / "findings.db", *options],
                   cwd=self.package.root, check=(0, 1, 3))

    def cold(self, *options):
        for old in self.build.glob("findings.db*"):
            old.unlink()
        return self.check(*options)


def halves(units):
    return units[:len(units) // 2], units[len(units) // 2:]


def cold_ratio(project, rounds, *options):
    """mapvet over clang; clang runs half before and half after."""
    ratios = []
    for _ in range(rounds):
        first, second = halves(project.units)
        clang = clang_time(first)
        ours = project.cold(*options)
        ratios.append(ours / (clang + clang_time(second)))
    return statistics.median(ratios)


def warm_ratios(project, rounds):
    """(nothing changed, one file changed) over cold."""
    warm, changed = [], []
    unit = project.units[len(project.units) // 2]
    source = Path(os.path.join(unit["directory"], unit["file"]))
    text = source.read_bytes()
    for _ in range(rounds):
        cold = project.cold()
        warm.append(project.check() / cold)
        try:
            source.write_bytes(text + b"\nstatic int changed_by_the_benchmark __attribute__((unused));\n")
            changed.append(project.check() / cold)
        finally:
            source.write_bytes(text)
    return statistics.median(warm), statistics.median(changed)


def peak(command, cwd):
    """Largest resident set of any process of the command, in KiB."""
    reader, writer = os.pipe()
    if os.fork() == 0:
        os.close(reader)
        nothing = os.open(os.devnull, os.O_RDWR)
        subprocess.run(list(map(str, command)), cwd=cwd, stdin=nothing, stdout=nothing, stderr=nothing)
        os.write(writer, str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss).encode())
        os._exit(0)
    os.close(writer)
    size = int(os.read(reader, 64))
    os.close(reader)
    os.wait()
    return size


def memory_ratio(project):
    """The worst of the units that need most."""
    needs = [(peak(clang_words(unit), unit["directory"]), unit) for unit in project.units[::4]]
    needs.sort(key=lambda one: -one[0])
    ratios = []
    for clang, unit in needs[:LARGEST]:
        words = [word for word in clang_words(unit)[2:] if word != unit["file"]]
        ratios.append(peak([project.mapvet, "check", "--no-db", "-j", "1", unit["file"], "--", *words],
                           unit["directory"]) / clang)
    return max(ratios)


def link_growth(bench_link, functions):
    said = subprocess.run([bench_link, str(functions)], capture_output=True, text=True, check=True).stdout
    small, large = (float(line.split()[2]) for line in said.splitlines())
    print(f"link of {functions // 4} functions {small:.2f} s, of {functions} {large:.2f} s", flush=True)
    return large / small


def others(units):
    """What people run today, on the same units."""
    folder = tempfile.mkdtemp(prefix="mapvet-bench-")

    def words(unit, *first):
        return [*first, *clang_words(unit)[2:]]

    def defines(unit):
        return [word for word in clang_words(unit)[2:] if word.startswith(("-I", "-D"))]

    tools = {
        "clang-tidy-19": lambda unit: ["clang-tidy-19", "--checks=-*,bugprone-*", unit["file"], "--", *clang_words(unit)[2:]],
        "clang-19 --analyze": lambda unit: words(unit, "clang-19", "--analyze", "-Xclang", "-analyzer-output=text"),
        "cppcheck --library=gtk": lambda unit: ["cppcheck", "--quiet", "--library=gtk", *defines(unit), unit["file"]],
        "gcc -fanalyzer": lambda unit: words(unit, "gcc", "-fanalyzer", "-c", "-o", f"{folder}/out.o"),
    }
    for name, command in tools.items():
        yield name, sum(run(command(unit), cwd=unit["directory"], check=None) for unit in units)
    shutil.rmtree(folder)


def compare(projects, rounds):
    """mapvet's time over that of others: below 1 mapvet is the faster."""
    sums = {}
    for project in projects:
        for _ in range(rounds):
            ours = project.cold()
            for name, spent in others(project.units):
                sums.setdefault(name, []).append((ours, spent))
    for name, pairs in sums.items():
        print(f"ratio mapvet over {name}: {sum(a for a, _ in pairs) / sum(b for _, b in pairs):.3g}", flush=True)


def every(units, count):
    """That many, evenly spread."""
    step = max(1, len(units) // count)
    return units[::step][:count]


def options(words):
    parser = argparse.ArgumentParser(prog="./dev bench analyzer", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few units and one round: a rough idea in some minutes")
    parser.add_argument("--cache", type=Path, help="where sources are kept (default: %(default)s)",
                        default=Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "mapvet" / "real")
    parser.add_argument("--build", type=Path, required=True, help="the build tree with mapvet and bench_link")
    return parser.parse_args(words)


def main(words):
    chosen = options(words)
    recipes = {recipe["name"]: recipe for recipe in json.loads((HERE / "packages.json").read_text())}
    cache, mapvet = chosen.cache.resolve(), chosen.build.resolve() / "mapvet"
    cache.mkdir(parents=True, exist_ok=True)
    git, glib = prepare(recipes["git"], cache), prepare(recipes["pacemaker"], cache)
    rounds, report = (1 if chosen.quick else 3), Report()
    with tempfile.TemporaryDirectory(prefix="mapvet-bench-") as folder:
        folder = Path(folder)
        few = every(glib.units(), 30 if chosen.quick else 120)
        plain = Project(glib, few, mapvet, folder)
        shared = Project(git, every(git.units(), 60) if chosen.quick else git.units(), mapvet, folder)
        report.goal("cold-over-clang", cold_ratio(plain, rounds, "--no-share"))
        report.goal("cold-shared-over-clang", cold_ratio(shared, rounds))
        warm, changed = warm_ratios(shared, rounds)
        report.goal("warm-over-cold", warm)
        report.goal("changed-over-cold", changed)
        report.goal("memory-over-clang", memory_ratio(plain))
        report.goal("link-growth", link_growth(chosen.build.resolve() / "bench_link", 20000 if chosen.quick else 100000))
        compare([Project(glib, every(few, 6 if chosen.quick else 20), mapvet, folder / "others")], 1)
    return 1 if report.short else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Failed as failure:
        print(f"bench: {failure}", file=sys.stderr)
        sys.exit(2)
