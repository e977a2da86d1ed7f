"""./dev realworld: how mapvet does on real code. The packages are in packages.json.

Without options: every unit of every package is checked, beside clang -fsyntax-only over the
same units; the findings are compared with the verdicts in PACKAGE.jsonl, one finding a line,
each read by a person. With --inject: misuses are planted and counted (inject.py).
"""

import argparse
import json
import math
import os
import statistics
import sys
from collections import Counter, defaultdict
from pathlib import Path

import inject
from measure import run_clang, run_mapvet
from packages import HERE, Failed, prepare

GOALS = {"real-packages": 8, "real-failed-units": 0, "real-unread-findings": 0, "real-precision": 0.95,
         "real-time-over-clang": 1.15,
         "planted-misuses": 200, "planted-found": 0.9, "planted-false": 0}


class Goals:
    """Prints the lines `goal NAME MEASURED TARGET met|short`, and remembers whether one was short."""

    def __init__(self):
        self.short = False

    def say(self, name, measured, at_most=False):
        target = GOALS[name]
        met = measured is not None and (measured <= target if at_most else measured >= target)
        self.short |= not met
        shown = "none" if measured is None else f"{measured:.4g}"
        print(f"goal {name} {shown} {target:.4g} {'met' if met else 'short'}")


def wilson(right, total):
    """Lower end of the 95 % interval of a share."""
    z = 1.96
    share = right / total
    middle = share + z * z / (2 * total)
    return (middle - z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))) / (1 + z * z / total)


def verdicts(name):
    path = HERE / f"{name}.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def verdict_of(finding, known):
    """The verdict on a finding: by fingerprint, or by place, since the package's version is fixed."""
    for one in known:
        same_file = one["file"] == finding["path"] and one["rule"] == finding["rule"]
        if same_file and (one["fingerprint"] == finding.get("fingerprint") or
                          (one["line"], one["function"]) == (finding["line"], finding.get("function"))):
            return one
    return None


def median(spent, field):
    return statistics.median(getattr(one, field) for one in spent)


def measure(package, mapvet, cache, rounds):
    """One line of figures a package. Clang runs half before and half after each run of mapvet,
    so that whatever else slows the machine hits both; not at all for no rounds."""
    units, clang, ours = package.units(), [], []
    for _ in range(max(1, rounds)):
        first = run_clang(units[:len(units) // 2] if rounds else [])
        outcome = run_mapvet(mapvet, package.root, package.root, 120 + 20 * len(units))
        (cache / f"{package.name}.findings.jsonl").write_text(
            "".join(json.dumps(finding) + "\n" for finding in outcome.findings))
        (cache / f"{package.name}.stderr").write_text(outcome.complaints)
        ours.append(outcome.spent)
        clang.append(first + run_clang(units[len(units) // 2:] if rounds else []))
    times = {f"{who}_{field}": median(spent, field) for who, spent in (("clang", clang), ("mapvet", ours))
             for field in ("wall", "cpu")}
    print(f"{package.name} {package.version}: {outcome.units} units, {outcome.failed} failed, {outcome.in_part} in part, "
          f"{outcome.operations} map operations, {outcome.iterations} iterations; mapvet {times['mapvet_wall']:.1f} s", end="")
    if rounds:
        print(f", clang {times['clang_wall']:.1f} s, ratio {times['mapvet_wall'] / times['clang_wall']:.2f} "
              f"(processor time {times['mapvet_cpu'] / times['clang_cpu']:.2f})", end="")
    print(flush=True)
    rules = Counter(finding["rule"] for finding in outcome.findings)
    print("    " + (", ".join(f"{rule} {count}" for rule, count in sorted(rules.items())) or "no findings"))
    return outcome, times


def judge(package, outcome, tally):
    """Adds the package's findings to the tally of their rules; false and unread ones are printed."""
    known = verdicts(package.name)
    for finding in outcome.findings:
        verdict = verdict_of(finding, known)
        tally[finding["rule"]]["unread" if not verdict else "true" if verdict["verdict"] else "false"] += 1
        if verdict and verdict["verdict"]:
            continue
        print(f"    {'false' if verdict else 'unread'} {finding['path']}:{finding['line']} {finding.get('function', '')} "
              f"{finding['rule']} {finding.get('fingerprint', '')}: {finding['message']}")


def all_units(chosen, mapvet, cache, rounds, goals):
    rules, wall, failed = defaultdict(Counter), Counter(), 0
    for package in chosen:
        outcome, times = measure(package, mapvet, cache, rounds)
        wall.update(mapvet=times["mapvet_wall"], clang=times["clang_wall"])
        # A package that was not configured lacks headers, so that units seen in part are no surprise.
        failed += outcome.failed + (0 if "tree" in package.recipe else outcome.in_part)
        failed += max(0, len(package.units()) - outcome.units)
        judge(package, outcome, rules)
    for rule, counts in sorted(rules.items()):
        print(f"{rule:24} {counts['true']:4} true {counts['false']:4} false {counts['unread']:4} unread")
    totals = sum(rules.values(), Counter())
    read = totals["true"] + totals["false"]
    if read:
        print(f"precision {totals['true']}/{read} = {totals['true'] / read:.1%}, "
              f"at least {wilson(totals['true'], read):.1%} (95 %); {totals['unread']} unread")
    goals.say("real-packages", len(chosen))
    goals.say("real-failed-units", failed, at_most=True)
    goals.say("real-unread-findings", totals["unread"], at_most=True)
    goals.say("real-precision", totals["true"] / read if read else None)
    if rounds:
        goals.say("real-time-over-clang", wall["mapvet"] / wall["clang"], at_most=True)


def all_plants(chosen, mapvet, cache, goals):
    total = {"planted": Counter(), "found": Counter(), "twins": Counter(), "false": Counter()}
    log = cache / "inject.log"
    with log.open("w") as out:
        for package in (one for one in chosen if "libglib2.0-dev" in one.recipe["needs"]):
            tally = inject.inject(package, mapvet, cache, lambda line: print(line, file=out, flush=True))
            print(f"{package.name} {package.version}: found {sum(tally['found'].values())} of "
                  f"{sum(tally['planted'].values())} planted; {sum(tally['false'].values())} false in "
                  f"{sum(tally['twins'].values())} lawful twins", flush=True)
            for name, counter in tally.items():
                total[name].update(counter)
    print(f"{'kind':28} planted  found  twins  false")
    for kind in sorted(total["planted"]):
        print(f"{kind:28} {total['planted'][kind]:7} {total['found'][kind]:6} {total['twins'][kind]:6} {total['false'][kind]:6}")
    print(f"each missed or false one: {log}")
    planted = sum(total["planted"].values())
    goals.say("planted-misuses", planted)
    goals.say("planted-found", sum(total["found"].values()) / planted if planted else None)
    goals.say("planted-false", sum(total["false"].values()), at_most=True)


def options(words):
    parser = argparse.ArgumentParser(prog="./dev realworld", description="mapvet on real Debian packages")
    parser.add_argument("packages", nargs="*", metavar="PACKAGE", help="only these")
    parser.add_argument("--all", action="store_true", help="also the packages that take longer")
    parser.add_argument("--inject", action="store_true", help="plant misuses and count which are found")
    parser.add_argument("--cache", type=Path, default=Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "mapvet" / "real",
                        help="where sources and results are kept (default: %(default)s)")
    parser.add_argument("--mapvet", type=Path, default=os.environ.get("MAPVET"), help="the program (default: $MAPVET)")
    parser.add_argument("--rounds", type=int, default=1, help="repeat the timing, take the median; 0: no timing")
    return parser, parser.parse_args(words)


def main(words):
    parser, chosen = options(words)
    recipes = json.loads((HERE / "packages.json").read_text())
    unknown = set(chosen.packages) - {recipe["name"] for recipe in recipes}
    if unknown:
        parser.error(f"no such package: {' '.join(sorted(unknown))}; known: {' '.join(recipe['name'] for recipe in recipes)}")
    if not chosen.mapvet or not Path(chosen.mapvet).exists():
        parser.error("no mapvet: build it first, or say --mapvet PROGRAM")
    cache, mapvet = chosen.cache.resolve(), Path(chosen.mapvet).resolve()
    cache.mkdir(parents=True, exist_ok=True)
    packages = [prepare(recipe, cache) for recipe in recipes
                if recipe["name"] in chosen.packages
                or not chosen.packages and (chosen.all or not recipe.get("more"))]
    goals = Goals()
    if chosen.inject:
        all_plants(packages, mapvet, cache, goals)
    else:
        all_units(packages, mapvet, cache, max(0, chosen.rounds), goals)
    return 1 if goals.short else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Failed as failure:
        print(f"realworld: {failure}", file=sys.stderr)
        sys.exit(2)
