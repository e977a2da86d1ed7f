"""./dev experiments: reproduces the claims of the articles on the memory of maps, and writes runtime-map/experiments/RESULTS.md.

Each exp_*.c (and go_*.go, where Go is installed) is a program that takes up some claims; claim.h says what it prints.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "bench"))
import machine  # noqa: E402
from plot import Chart, figure  # noqa: E402

ALL = [f"{letter}{i}" for letter, last in (("A", 18), ("B", 14), ("C", 23)) for i in range(1, last + 1)]
SECTIONS = {"A": "Two-level maps", "B": "clear", "C": "Layout"}
WORDS = {"holds": "holds", "partly": "holds in part", "fails": "does not hold"}
LIBRARY, GO = "runtime-map", "Go"


class Failed(Exception):
    pass


class Answer:
    """What one program says of one claim."""

    def __init__(self):
        self.figures, self.verdict, self.why = [], None, ""


class Book:
    """All that was said, by claim."""

    def __init__(self):
        self.says, self.answers, self.elsewhere, self.charts, self.points = {}, {}, {}, {}, {}

    def read(self, who, output):
        """Lines of a program, as claim.h describes them."""
        answer = chart = None
        for line in output.splitlines():
            word, _, rest = line.partition(" ")
            if word == "claim":
                name, _, says = rest.partition(" ")
                if name not in ALL:
                    raise Failed(f"no such claim: {line}")
                if says:
                    self.says[name] = says
                answer = self.answers.setdefault(name, {}).setdefault(who, Answer())
                claim = name
            elif word == "figure":
                answer.figures.append(rest)
            elif word == "verdict":
                answer.verdict, _, answer.why = rest.partition(" ")
                if answer.verdict not in WORDS or not answer.figures:
                    raise Failed(f"claim {claim}: {line}")
            elif word == "chart":
                head, *texts = [part.strip() for part in rest.split("|")]
                chart, *options = head.split()
                self.charts[chart] = (claim, options, texts)
            elif word == "point":
                head, _, place = rest.partition(" | ")
                chart, _, series = head.partition(" ")
                self.points.setdefault(chart, {}).setdefault(series, []).append(tuple(map(float, place.split())))
            else:
                raise Failed(f"not a line of an experiment: {line[:80]}")

    def read_elsewhere(self, text):
        """Lines "ID CLAIM | WHAT TAKES ITS PLACE": claims without a counterpart in C."""
        for line in text.splitlines():
            head, _, place = line.partition(" | ")
            name, _, says = head.partition(" ")
            self.says.setdefault(name, says)
            self.elsewhere[name] = place

    def missing(self):
        return [name for name in ALL if LIBRARY not in self.answers.get(name, {}) and name not in self.elsewhere]


def run(program, words=()):
    done = subprocess.run([program, *words], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode != 0:
        raise Failed(f"{Path(program).name}: status {done.returncode}: {done.stderr.strip()[-300:]}")
    return done.stdout


def build(tree):
    tree.mkdir(parents=True, exist_ok=True)
    log = tree / "experiments.log"
    # The compiler's notes on the stack are made beside objects, which a cache would not restore.
    quiet = {**os.environ, "CCACHE_DISABLE": "1"}
    with log.open("w") as out:
        for command in (["cmake", "-S", HERE.parent, "-B", tree, "-G", "Ninja", "-DRMAP_EXPERIMENTS=ON", "-DMAPVET_TESTS=OFF"],
                        ["cmake", "--build", tree]):
            if subprocess.run(command, stdout=out, stderr=out, stdin=subprocess.DEVNULL, env=quiet).returncode != 0:
                raise Failed(f"cannot build the experiments; see {log}")
    programs = [path for path in sorted((tree / "experiments").glob("exp_*")) if path.is_file() and os.access(path, os.X_OK)]
    if not programs:
        raise Failed(f"no program exp_* in {tree}")
    return programs


def build_go(tree):
    """None without Go."""
    if not shutil.which("go"):
        return []
    programs = []
    for source in sorted(HERE.glob("go_*.go")):
        program = tree / source.stem
        done = subprocess.run(["go", "build", "-o", program, source, HERE / "claim.go"], capture_output=True, text=True,
                              env={**os.environ, "GO111MODULE": "off"})
        if done.returncode != 0:
            raise Failed(f"{source.name}: {done.stderr.strip()[-300:]}")
        programs.append(program)
    return programs


def draw(book, folder):
    """Writes the pictures; {claim: file name}."""
    drawn = {}
    for name, (claim, options, (title, x, y)) in book.charts.items():
        series = sorted(book.points.get(name, {}).items())
        if series:
            path = folder / f"{name}.svg"
            figure(path, [Chart(title, x, y, series, "log-x" in options, "log-y" in options, "steps" in options)],
                   width=720, height=380)
            drawn[claim] = path.name
    return drawn


def told(answer):
    return "" if answer is None else WORDS[answer.verdict]


def summary(book):
    yield "| claim | runtime-map | Go |"
    yield "|---|---|---|"
    for name in ALL:
        answers = book.answers.get(name, {})
        ours = told(answers.get(LIBRARY)) or ("no counterpart" if name in book.elsewhere else "not yet")
        yield f"| [{name}](#{name.lower()}) | {ours} | {told(answers.get(GO))} |"
    yield ""


def chapter(book, name, drawn):
    """One claim."""
    yield f"### {name}"
    yield ""
    yield f"> {book.says.get(name, '')}"
    yield ""
    answers = book.answers.get(name, {})
    if name in book.elsewhere and LIBRARY not in answers:
        yield f"*{LIBRARY}*: no counterpart: {book.elsewhere[name]}."
        yield ""
    for who in (LIBRARY, GO):
        if who in answers:
            yield f"*{who}*: **{WORDS[answers[who].verdict]}**: {answers[who].why}."
            yield ""
            yield from (f"* {said}" for said in answers[who].figures)
            yield ""
    if not answers and name not in book.elsewhere:
        yield "Not measured yet."
        yield ""
    if name in drawn:
        yield f"![{name}]({drawn[name]})"
        yield ""


def results(book, drawn):
    yield "# The articles' claims, measured"
    yield ""
    yield ("Written by `./dev experiments`. A verdict follows from the figures of this run: on another machine it may be "
           "another one. Figures in a claim are the articles'. Go 1.19 has neither `clear` nor `maps`: where Go clears, the "
           "loop of range and delete was measured.")
    yield ""
    yield from machine.describe()
    yield ""
    yield from summary(book)
    for letter, title in SECTIONS.items():
        yield f"## {letter}. {title}"
        yield ""
        for name in (name for name in ALL if name[0] == letter):
            yield from chapter(book, name, drawn)


def options(words):
    parser = argparse.ArgumentParser(prog="./dev experiments", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("claims", nargs="*", metavar="CLAIM", help="print what is measured of these (A4 C11 ...), write nothing")
    parser.add_argument("--small", action="store_true", help="measure little, to see that the programs work; write nothing")
    parser.add_argument("--build", type=Path, required=True, help=argparse.SUPPRESS)
    return parser.parse_args(words)


def concerns(source, claims):
    """Does the program take up one of the claims?"""
    return not claims or any(re.search(rf'"{name}"', source.read_text()) for name in claims)


def main(words):
    chosen = options(words)
    begin, book = time.monotonic(), Book()
    book.read_elsewhere((HERE / "elsewhere.txt").read_text())
    unknown = [name for name in chosen.claims if name not in ALL]
    if unknown:
        raise Failed(f"no such claim: {' '.join(unknown)}")
    programs = [(LIBRARY, path, HERE / f"{path.name}.c") for path in build(chosen.build.resolve())]
    programs += [(GO, path, HERE / f"{path.name}.go") for path in build_go(chosen.build.resolve())]
    for who, program, source in programs:
        if concerns(source, chosen.claims):
            started = time.monotonic()
            book.read(who, run(program, ["small"] if chosen.small else []))
            print(f"experiments: {program.name}, {time.monotonic() - started:.1f} s", file=sys.stderr, flush=True)
    if chosen.small or chosen.claims:
        for name in chosen.claims or ALL:
            print("\n".join(chapter(book, name, {})))
    else:
        text = "\n".join(results(book, draw(book, HERE)))
        (HERE / "RESULTS.md").write_text(text.rstrip("\n") + "\n")
        print("\n".join(summary(book)))
    missing = [name for name in book.missing() if name in (chosen.claims or ALL)]
    print(f"experiments: {time.monotonic() - begin:.0f} s; not measured: {' '.join(missing) or 'none'}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Failed as failure:
        print(f"experiments: {failure}", file=sys.stderr)
        sys.exit(2)
