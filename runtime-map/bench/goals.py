"""What runtime-map wants to reach, and the lines `goal NAME MEASURED TARGET met|short` that say whether it did. A goal
that this run could not measure (a size left out, a peer without headers) is `unmeasured`, with - for its figure."""

import math

SIZES = {1000: "1k", 100_000: "100k", 2_000_000: "2M"}
FLAT_PEERS = ("boost", "absl", "verstable", "unordered_dense")
OPERATIONS = ("grow", "reserved", "hit", "miss", "iterate", "clear+refill", "erase", "churn", "dep")

# hmap against Go 1.19: at least so many times faster, at 1 k, 100 k and 2 M.
HMAP = {
    "int64": {"hit": (8, 5, 2.5), "miss": (2.5, 1.5, 3.5), "grow": (3, 1.5, 2), "clear+refill": (5, 3.5, 1.8),
              "erase": (3, 3, 3), "iterate": (2.3, 2.3, 2.3)},
    "text": {"hit": (4, 2, 1.5), "miss": (5, 3, 2.5), "grow": (3, 1.5, 1.4), "clear+refill": (3.5, 3, 1.4),
             "erase": (2, 2, 2), "iterate": (2.3, 2.3, 2.3)},
}
HMAP_BYTES = 1.02

# flat against the best of FLAT_PEERS in the same cell: at most so many times its time.
FLAT = {"grow": 1.0, "reserved": 1.0, "clear+refill": 1.0, "hit": 1.1, "miss": 1.1, "erase": 1.0, "churn": 1.0, "dep": 1.15}
FLAT_MEAN = 0.9
FLAT_BYTES, FLAT_ITERATE, DENSE_ITERATE = 1.0, 3.5, 1.1


class Goals:
    """Collects the lines; `short` says whether one was missed."""

    def __init__(self, figures):
        self.figures, self.lines, self.short = figures, [], False

    def cell(self, policy, keys, n, name, cell):
        return self.figures.get((policy, keys, n, name), {}).get(cell)

    def judge(self, name, measured, target, at_least=False):
        if measured is None:
            self.lines.append(f"goal {name} - {target:g} unmeasured")
            return
        shown = f"{measured:.3g}"  # and judged as shown: 1.004 times is not worth a line that says 1 is short of 1
        met = float(shown) >= target if at_least else float(shown) <= target
        self.short |= not met
        self.lines.append(f"goal {name} {shown} {target:g} {'met' if met else 'short'}")

    def ratio(self, over, under):
        return None if over is None or not under else over / under

    def best(self, policy, keys, n, cell):
        """Of flat's peers; None unless all of them are here, since the best may be the one that is not."""
        values = [self.cell(policy, keys, n, peer, cell) for peer in FLAT_PEERS]
        return None if None in values else min(values)


def hmap_goals(goals):
    """The system's pages: what Go does with huge ones cannot be asked for."""
    for keys, cells in HMAP.items():
        for cell, targets in cells.items():
            for (n, size), target in zip(SIZES.items(), targets):
                goals.judge(f"hmap-{keys}-{size}-{cell}", goals.ratio(goals.cell("small", keys, n, "go", cell),
                                                                     goals.cell("small", keys, n, "hmap", cell)), target, True)
        for n, size in SIZES.items():
            goals.judge(f"hmap-{keys}-{size}-bytes", goals.ratio(goals.cell("small", keys, n, "hmap", "bytes"),
                                                                 goals.cell("small", keys, n, "go", "bytes")), HMAP_BYTES)


def mean(values):
    if not values or None in values:
        return None
    return math.exp(sum(map(math.log, values)) / len(values))


def flat_goals(goals, policy, keys, n, size):
    def against(cell, peer=None):
        other = goals.cell(policy, keys, n, peer, cell) if peer else goals.best(policy, keys, n, cell)
        return goals.ratio(goals.cell(policy, keys, n, "flat", cell), other)

    where = f"flat-{keys}-{size}-{policy}"
    goals.judge(f"{where}-mean", mean([against(cell) for cell in OPERATIONS]), FLAT_MEAN)
    for cell, target in FLAT.items():
        goals.judge(f"{where}-{cell}", against(cell), target)
    goals.judge(f"{where}-bytes", against("bytes", "boost"), FLAT_BYTES)
    goals.judge(f"{where}-iterate", against("iterate", "unordered_dense"), FLAT_ITERATE)
    goals.judge(f"dense-{keys}-{size}-{policy}-iterate",
                goals.ratio(goals.cell(policy, keys, n, "dense", "iterate"),
                            goals.cell(policy, keys, n, "unordered_dense", "iterate")), DENSE_ITERATE)


def judge(figures, policies):
    goals = Goals(figures)
    hmap_goals(goals)
    for policy in policies:
        for keys in ("int64", "text"):
            for n, size in SIZES.items():
                flat_goals(goals, policy, keys, n, size)
    return goals
