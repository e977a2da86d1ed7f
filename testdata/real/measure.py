"""Runs mapvet and clang over the units of a package, and reads what they say."""

import json
import os
import re
import resource
import shlex
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from packages import Failed

TOTALS = re.compile(r"^([\d,]+) units?(?: \((?:([\d,]+) not analysed)?(?:, )?(?:([\d,]+) in part)?\))?, "
                    r"([\d,]+) map operations?, ([\d,]+) iterations?, ([\d,]+) findings?; "
                    r"([\d,]+) functions? unmodelled", re.M)


@dataclass
class Spent:
    """Seconds on the clock, and of the processor."""
    wall: float = 0
    cpu: float = 0

    def __add__(self, other):
        return Spent(self.wall + other.wall, self.cpu + other.cpu)


@dataclass
class Outcome:
    findings: list
    units: int
    failed: int  # not analysed at all
    in_part: int  # with errors: headers that no one has made
    operations: int
    iterations: int
    complaints: str  # what it said on standard error
    spent: Spent
    status: int


class Timer:
    """with Timer() as timer: ...; timer.spent, children included."""

    def __enter__(self):
        self.spent, self._wall, self._cpu = Spent(), time.monotonic(), self._children()
        return self

    def __exit__(self, *_):
        self.spent = Spent(time.monotonic() - self._wall, self._children() - self._cpu)

    @staticmethod
    def _children():
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime


def clang_words(unit):
    """clang-19 -fsyntax-only with the unit's own flags."""
    words = unit.get("arguments") or shlex.split(unit["command"])
    out, skip = ["clang-19", "-fsyntax-only"], False
    for word in words[1:]:
        if skip:
            skip = False
        elif word in ("-o", "-MF", "-MT", "-MQ"):
            skip = True
        elif word not in ("-c", "-MD", "-MMD", "-MP"):
            out.append(word)
    return out


def run_clang(units):
    """Time of clang over the units, a process each as in a build."""
    with Timer() as timer:
        for unit in units:
            subprocess.run(clang_words(unit), cwd=unit["directory"], stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    return timer.spent


def run_mapvet(mapvet, root, build, patience):
    """mapvet check over build/compile_commands.json, one thread, nothing known from before."""
    database = Path(build) / "findings.db"
    for old in database.parent.glob("findings.db*"):
        old.unlink()
    (Path(root) / ".mapvet").mkdir(exist_ok=True)  # makes ROOT the project, whatever lies above
    command = [mapvet, "check", "-p", build, "-j", "1", "--db", database, "--format", "json"]
    with Timer() as timer:
        try:
            done = subprocess.run(command, cwd=root, capture_output=True, stdin=subprocess.DEVNULL, timeout=patience)
        except subprocess.TimeoutExpired:
            raise Failed(f"mapvet did not end within {patience:.0f} s over {build}") from None
    said = done.stdout.decode(errors="replace")
    complaints = done.stderr.decode(errors="replace")
    totals = TOTALS.search(complaints) or TOTALS.search(said)
    if not totals:
        raise Failed(f"mapvet (status {done.returncode}) gave no totals over {build}: {complaints[-400:].strip()}")
    units, failed, in_part, operations, iterations = (int((totals[at] or "0").replace(",", "")) for at in range(1, 6))
    findings = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    for finding in findings:
        finding["path"] = os.path.relpath(os.path.join(os.path.realpath(root), finding["path"]), os.path.realpath(root))
    return Outcome(findings, units, failed, in_part, operations, iterations, complaints, timer.spent, done.returncode)
