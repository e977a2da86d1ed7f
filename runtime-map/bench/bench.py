"""./dev bench map: runtime-map beside the maps that C, C++ and Go programs use today.

Each map runs in a process of its own, pinned to one processor; in each round every map runs once; of the rounds the median
counts. Prints the ratios and a line for each goal, and writes them with pictures to runtime-map/bench/results.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import goals
import machine
import report
from rounds import Failed, KEYS, Load, Plan, Programs, measure_bytes, measure_growth, measure_times

HERE = Path(__file__).resolve().parent
PACKAGES = ("libboost1.81-dev", "libabsl-dev", "robin-map-dev", "uthash-dev", "libhts-dev", "libglib2.0-dev", "libstdc++-12-dev",
            "golang-go")
FULL = Plan({1000: (60, 8192), 100_000: (3, 200_000), 2_000_000: (1, 1_000_000)}, 5, ("small", "huge"), 1 << 17)
QUICK = Plan({1000: (15, 4096), 100_000: (1, 50_000)}, 2, ("small",), 1 << 13)


def say(text):
    print(f"bench: {text}", file=sys.stderr, flush=True)


def options(words):
    parser = argparse.ArgumentParser(prog="./dev bench map", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true",
                        help="two sizes, two rounds, small pages only: a rough idea in a minute, written to the build tree")
    parser.add_argument("--headers", action="append", default=[], metavar="DIR",
                        help="where verstable.h, khash.h or ankerl/unordered_dense.h are, which Debian has not; repeatable")
    parser.add_argument("--rounds", type=int, metavar="N", help="instead of 5, or 2 if quick")
    parser.add_argument("--processor", type=int, default=max(os.sched_getaffinity(0)), metavar="N",
                        help="the processor that all maps run on (default: %(default)s)")
    parser.add_argument("--build", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--results", type=Path, help="where to write (default: runtime-map/bench/results)")
    return parser.parse_args(words)


def build(tree, headers):
    tree.mkdir(parents=True, exist_ok=True)
    log = tree / "bench.log"
    folders = ";".join(str(Path(folder).resolve()) for folder in headers)
    with log.open("w") as out:
        for command in (["cmake", "-S", HERE.parent, "-B", tree, "-G", "Ninja", "-DRMAP_BENCH=ON", "-DMAPVET_TESTS=OFF",
                         f"-DRMAP_BENCH_HEADERS={folders}"], ["cmake", "--build", tree]):
            if subprocess.run(command, stdout=out, stderr=out, stdin=subprocess.DEVNULL).returncode != 0:
                raise Failed(f"cannot build the programs; see {log}")
    for line in log.read_text().splitlines():
        if "bench: without" in line:
            say(line.split("bench: ")[1])


def preface(plan, load, quick):
    yield "# runtime-map beside other maps"
    yield ""
    yield "Written by `./dev bench map" + (" --quick" if quick else "") + "`; what the cells mean is said in ../README.md."
    if quick:
        yield "A quick run: fewer sizes and rounds, small pages only. Not for quoting."
    yield ""
    yield from machine.describe()
    yield f"* {machine.package_versions(PACKAGES)}"
    yield (f"* medians of {plan.rounds} interleaved rounds; the programs had the processor {load.share():.0%} of the time"
           + (": the machine was busy, the figures are noisy" if load.share() < 0.95 else ""))
    yield ""


def write(folder, plan, figures, growth, judged, load, quick):
    """Files of an earlier run are replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    foot = "; ".join(line.lstrip("* ") for line in machine.describe()[:2])
    lines = list(preface(plan, load, quick))
    for policy in plan.policies:
        for keys in KEYS:
            table = report.Table(figures, policy, keys)
            lines += table.markdown()
            table.picture(folder / f"comparison-{keys}-{policy}.svg", foot)
    if "huge" in plan.policies:
        lines += [f"In huge pages, of the memory of each map at the largest size: {report.huge_pages(figures)}.", ""]
    lines += [f"### Bytes an entry while n goes from {plan.growth // 2:,} to {plan.growth:,}", "", *report.octave(growth)]
    for keys in KEYS:
        report.growth_picture(growth, keys, folder / f"growth-{keys}.svg", foot)
    lines += ["### Goals", "", "```", *judged.lines, "```"]
    (folder / "table.md").write_text("\n".join(lines) + "\n")
    rows = [[*where, cells] for where, cells in sorted(figures.items())]
    (folder / "measured.json").write_text("[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]\n")
    return lines


def main(words):
    chosen = options(words)
    plan = QUICK if chosen.quick else FULL
    plan.rounds = chosen.rounds or plan.rounds
    results = chosen.results or (chosen.build / "results" if chosen.quick else HERE / "results")
    begin = time.monotonic()
    build(chosen.build, chosen.headers)
    programs, load = Programs(chosen.build.resolve() / "bench"), Load()
    say(f"{', '.join(programs.maps)}; built in {time.monotonic() - begin:.0f} s")
    figures = measure_times(programs, plan, chosen.processor, load, say)
    measure_bytes(programs, plan, chosen.processor, figures)
    growth = measure_growth(programs, plan, chosen.processor)
    judged = goals.judge(figures, plan.policies)
    print("\n".join(write(results, plan, figures, growth, judged, load, chosen.quick)))
    say(f"{time.monotonic() - begin:.0f} s; written to {os.path.relpath(results)}"
        + ("; a quick run: fewer sizes and rounds" if chosen.quick else ""))
    return 1 if judged.short else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Failed as failure:
        print(f"bench: {failure}", file=sys.stderr)
        sys.exit(2)
