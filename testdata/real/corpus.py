"""./dev corpus DIR: which known bugs of real projects mapvet finds, without building them.

DIR holds clones. Each case of the corpus names a repository, a commit with a bug, one that mends
it, and where a linter should speak. It is found when the named function is reported for the named
rule with its anchor or one of its steps inside the lines given, and no such report is left at the
mended commit. A near miss is code that must not be reported. The cases are in ../shared/corpus
beside the project, or where --cases says.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from checkouts import check_out, find_repository
from measure import TOTALS
from packages import HERE, Failed
from targets import choose, starts
from trees import Tree

PROJECT = HERE.parent.parent
GOALS = {"corpus-found": 0.6, "corpus-near-misses": 0}
CXX_WEIGHT = 5  # a C++ unit takes so many times as long as one of C


@dataclass
class Run:
    """mapvet over the units chosen for one path at one commit."""
    findings: list = field(default_factory=list)
    failure: str = ""
    units: int = 0
    seconds: float = 0


@dataclass
class Verdict:
    state: str  # found, missed, noise, silent, skipped, failed
    reason: str = ""


class Bench:
    """Runs mapvet over trees, and remembers what it said."""

    def __init__(self, chosen):
        self.mapvet, self.cache, self.most = chosen.mapvet, chosen.cache, chosen.units
        self.jobs, self.patience, self.runs, self.trees = chosen.jobs, chosen.patience, {}, {}

    def tree(self, repository, name, commit):
        key = (name, commit)
        if key not in self.trees:
            self.trees = {key: Tree(check_out(repository, name, commit, self.cache))}  # one at a time: they are large
            self.trees[key].make_headers()
        return self.trees[key]

    def run(self, repository, name, commit, path):
        tree = self.tree(repository, name, commit)
        units = choose(tree, path, max(1, self.most // (1 if path.endswith((".c", ".h")) else CXX_WEIGHT)))
        key = (name, commit, frozenset(units))
        if not units:
            return tree, Run(failure=f"{path} is not there, and nothing includes it")
        if key not in self.runs:
            tree.define(tree.switches(units[0]))
            tree.define_the_undeclared([unit for unit in units if unit == units[0] or not unit.endswith(".c")])
            tree.write_commands(units)
            self.runs[key] = self.check(tree)
        else:
            tree.write_commands(units)
        return tree, self.runs[key]

    def check(self, tree):
        (tree.root / ".mapvet").mkdir(exist_ok=True)
        command = [self.mapvet, "check", "-p", tree.made, "-j", str(self.jobs), "--no-db", "--format", "json"]
        begun = time.monotonic()
        with subprocess.Popen(["nice", *map(str, command)], cwd=tree.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              stdin=subprocess.DEVNULL, text=True, errors="replace") as process:
            try:
                said, complaints = process.communicate(timeout=self.patience)
            except subprocess.TimeoutExpired:
                process.terminate()
                process.communicate()
                return Run(failure=f"mapvet did not end within {self.patience} s", seconds=self.patience)
        (tree.made / "findings.jsonl").write_text(said)
        (tree.made / "complaints.txt").write_text(complaints)
        totals = TOTALS.search(complaints)
        if not totals:
            return Run(failure=f"mapvet ended with status {process.returncode}: {complaints.strip()[-200:]}")
        return Run([json.loads(line) for line in said.splitlines() if line.startswith("{")], "",
                   int(totals[1].replace(",", "")), time.monotonic() - begun)


# ---- what the compiler says of the case's own unit ----

def parse_trouble(mapvet, tree, path, function):
    """Why the case's function cannot have been seen as it is; empty when it was."""
    unit = starts(tree, path)[0]
    errors = tree.errors(unit)
    if is_type(function):
        return f"({len(errors)} errors in the unit)" if errors else ""
    dumped = subprocess.run([mapvet, "dump", "ir", "-p", tree.made, tree.root / unit], cwd=tree.root, text=True,
                            capture_output=True, stdin=subprocess.DEVNULL, errors="replace").stdout
    short = function.split("::")[-1].split(".")[-1]
    body = re.search(rf"^func '?(?:[^ (']*[:.])?{re.escape(short)}(?:\(.*'|@\S+)? .*body @1:(\d+):\d+-(\d+):", dumped, re.M)
    if not body:
        first = f"; first error: {errors[0][2]}" if errors else ""
        return f"parsing: the function was not lowered ({len(errors)} errors in the unit{first})"
    inside = [text for at, line, text in errors if at == unit and int(body[1]) <= line <= int(body[2])]
    if inside:
        return f"parsing: {len(inside)} errors in the function, the first: {inside[0]}"
    return f"({len(errors)} errors elsewhere in the unit)" if errors else ""


# ---- judging ----

def is_type(function):
    """Whether the corpus names a type: then no function of that name is reported."""
    return function.startswith(("struct ", "class ", "union "))


def same_function(finding, case):
    if is_type(case["function"]):
        return True
    return (finding.get("function") or "").split("::")[-1].split("@")[0] == \
        case["function"].split("::")[-1].split(".")[-1]


def places(finding):
    return [(finding["path"], finding["line"])] + [(step["path"], step["line"]) for step in finding.get("steps", [])]


def inside(finding, case):
    first, last = case["buggy_lines"]
    return any(path == case["path"] and first <= line <= last for path, line in places(finding))


def reports(run, case, rule):
    return [finding for finding in run.findings if finding["rule"] == rule and same_function(finding, case)
            and any(path == case["path"] for path, _ in places(finding))]


def judge_bug(bench, repository, case):
    tree, run = bench.run(repository, case["repo"], case["buggy_commit"], case["path"])
    if run.failure:
        return Verdict("failed", run.failure)
    said = reports(run, case, case["rule"])
    hits = [finding for finding in said if inside(finding, case)]
    if not hits:
        if said:
            return Verdict("missed", f"reported, but at line {said[0]['line']}")
        others = Counter(finding["rule"] for finding in run.findings if inside(finding, case))
        why = f"reported there: {', '.join(sorted(others))}" if others else "nothing reported there"
        trouble = parse_trouble(bench.mapvet, tree, case["path"], case["function"])
        return Verdict("missed", f"{why} {trouble}".strip())
    _, mended = bench.run(repository, case["repo"], case["fix_commit"], case["path"])
    if mended.failure:
        return Verdict("failed", f"at the mended commit: {mended.failure}")
    still = reports(mended, case, case["rule"])
    if still:
        return Verdict("noise", f"still reported at the mended commit, line {still[0]['line']}: {still[0]['message']}")
    return Verdict("found", f"line {hits[0]['line']}: {hits[0]['message']}")


def judge_near_miss(bench, repository, case):
    _, run = bench.run(repository, case["repo"], case["commit"], case["path"])
    if run.failure:
        return Verdict("failed", run.failure)
    said = reports(run, case, case["rule_that_should_not_fire"])
    if said:
        return Verdict("noise", f"line {said[0]['line']}: {said[0]['message']}")
    return Verdict("silent")


def judge_all(bench, folder, cases):
    """One line a case; gives the states of bugs and of near misses."""
    tallies = Counter(), Counter()
    for case in cases:
        is_bug = "buggy_commit" in case
        repository = find_repository(folder, case["repo"])
        begun = time.monotonic()
        if case["lang"] not in ("c", "cpp", "c++"):
            verdict = Verdict("skipped", f"no front end for {case['lang']}")
        elif not repository:
            verdict = Verdict("skipped", f"{case['repo']} is not in {folder}")
        else:
            try:
                verdict = (judge_bug if is_bug else judge_near_miss)(bench, repository, case)
            except Failed as failure:
                verdict = Verdict("failed", str(failure))
        tallies[0 if is_bug else 1][verdict.state] += 1
        rule = case["rule"] if is_bug else case["rule_that_should_not_fire"]
        print(f"{verdict.state:8} {case['id']} {rule} {case['function']} [{time.monotonic() - begun:.0f} s] {verdict.reason}".rstrip(), flush=True)
    return tallies


def say_goal(name, measured, met):
    print(f"goal {name} {measured:.4g} {GOALS[name]:.4g} {'met' if met else 'short'}")
    return met


def sum_up(bugs, near):
    judged = sum(count for state, count in bugs.items() if state != "skipped")
    quiet = sum(count for state, count in near.items() if state != "skipped")
    print(f"bugs: {judged} judged, {bugs['found']} found, {bugs['missed']} missed, {bugs['noise']} still reported when "
          f"mended, {bugs['failed']} failed, {bugs['skipped']} skipped")
    print(f"near misses: {quiet} judged, {near['silent']} silent, {near['noise']} reported, {near['failed']} failed, "
          f"{near['skipped']} skipped")
    if not judged + quiet:
        raise Failed("no case has its repository there")
    met = True
    if judged:
        met &= say_goal("corpus-found", bugs["found"] / judged, bugs["found"] / judged >= GOALS["corpus-found"])
    if quiet:
        loud = near["noise"] + near["failed"]
        met &= say_goal("corpus-near-misses", loud, loud <= GOALS["corpus-near-misses"])
    return met


def read_cases(paths):
    cases = []
    for path in paths:
        try:
            cases += [json.loads(line) for line in path.read_text().splitlines() if line.strip()]
        except (OSError, ValueError) as why:
            raise Failed(f"{path}: {why}") from None
    return cases


def options(words):
    shared = PROJECT.parent / "shared" / "corpus"
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "mapvet" / "corpus"
    parser = argparse.ArgumentParser(prog="./dev corpus", description="known bugs of real projects: which are found?")
    parser.add_argument("folder", type=Path, metavar="DIR", help="holds clones, as OWNER+NAME, OWNER/NAME or NAME")
    parser.add_argument("only", nargs="*", metavar="CASE", help="only cases whose id holds this")
    parser.add_argument("--cases", type=Path, action="append", metavar="FILE",
                        help=f"a corpus file; may be repeated (default: those in {shared})")
    parser.add_argument("--cache", type=Path, default=cache, help="where commits are written out (default: %(default)s)")
    parser.add_argument("--mapvet", default=os.environ.get("MAPVET"), help="the program (default: $MAPVET)")
    parser.add_argument("--units", type=int, default=160, help="check at most so many sources a case (default: %(default)s)")
    parser.add_argument("--patience", type=int, default=300, help="seconds for one run of mapvet (default: %(default)s)")
    parser.add_argument("-j", "--jobs", type=int, default=os.cpu_count() or 1)
    chosen = parser.parse_intermixed_args(words)
    if not chosen.folder.is_dir():
        parser.error(f"{chosen.folder} is not a folder")
    if not chosen.mapvet or not Path(chosen.mapvet).exists():
        parser.error("no mapvet: build it first, or say --mapvet PROGRAM")
    chosen.folder, chosen.cache, chosen.mapvet = (Path(each).resolve() for each in (chosen.folder, chosen.cache, chosen.mapvet))
    chosen.cases = chosen.cases or [shared / "real-bugs.jsonl", shared / "real-correct.jsonl"]
    return chosen


def main(words):
    chosen = options(words)
    cases = [case for case in read_cases(chosen.cases)
             if not chosen.only or any(part in case["id"] for part in chosen.only)]
    if not cases:
        raise Failed("no such case")
    return 0 if sum_up(*judge_all(Bench(chosen), chosen.folder, cases)) else 1


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Failed as failure:
        print(f"corpus: {failure}", file=sys.stderr)
        sys.exit(2)
