"""The table of ratios, and the pictures."""

from goals import OPERATIONS, SIZES
from plot import Chart, Dots, figure

OURS = ("hmap", "flat", "dense")
CELLS = (*OPERATIONS, "bytes")
PAGES = {"small": "pages of 4 KiB", "huge": "huge pages where malloc can have them"}


def ratio(value):
    if value is None:
        return "-"
    return f"{value:.2f}" if value < 2 else f"{value:.1f}" if value < 10 else f"{value:.0f}"


def slashed(values, form):
    texts = [form(value) for value in values]
    return "-" if set(texts) == {"-"} else "/".join(texts)


def nanoseconds(value):
    return "-" if value is None else f"{value:.2g}" if value < 10 else f"{value:.0f}"


class Table:
    """One key type under one page policy: every cell over the best peer's, at each size."""

    def __init__(self, figures, policy, keys):
        self.figures, self.policy, self.keys = figures, policy, keys
        self.sizes = sorted({n for p, k, n, _ in figures if (p, k) == (policy, keys)})
        names = {name for p, k, _, name in figures if (p, k) == (policy, keys)}
        self.ours = [name for name in OURS if name in names]
        self.peers = sorted(names - set(OURS), key=self.order)

    def order(self, name):
        return sum(self.cell(name, cell, self.sizes[0]) or 1e3 for cell in ("hit", "grow"))

    def cell(self, name, cell, n):
        return self.figures.get((self.policy, self.keys, n, name), {}).get(cell)

    def best(self, cell, n):
        values = [value for value in (self.cell(peer, cell, n) for peer in self.peers) if value]
        return min(values) if values else None

    def over_best(self, name, cell):
        return [None if self.cell(name, cell, n) is None or self.best(cell, n) is None
                else self.cell(name, cell, n) / self.best(cell, n) for n in self.sizes]

    def markdown(self):
        sizes = "/".join(SIZES.get(n, str(n)) for n in self.sizes)
        yield f"### {self.keys} keys, {PAGES[self.policy]}; n = {sizes}"
        yield ""
        yield "| | " + " | ".join(CELLS) + " |"
        yield "|---|" + "---|" * len(CELLS)
        bests = (slashed([self.best(cell, n) for n in self.sizes], nanoseconds) for cell in CELLS)
        yield "| best peer: ns an operation, bytes an entry | " + " | ".join(bests) + " |"
        for name in self.peers + self.ours:
            shown = f"**{name}**" if name in self.ours else name
            yield f"| {shown} | " + " | ".join(slashed(self.over_best(name, cell), ratio) for cell in CELLS) + " |"
        yield ""

    def picture(self, path, foot):
        rows = self.peers[::-1] + self.ours[::-1]
        charts = [Dots(cell, [(name, self.over_best(name, cell)) for name in reversed(rows)],
                       [SIZES.get(n, str(n)) for n in self.sizes], strong=OURS) for cell in CELLS]
        figure(path, charts, columns=5, width=330, height=60 + 18 * len(rows), foot=foot,
               head=f"Time (and bytes) over the best peer's: {self.keys} keys, {PAGES[self.policy]}; left is better; "
                    f"small to large dots: {', '.join(SIZES.get(n, str(n)) for n in self.sizes)} entries")


def huge_pages(figures):
    """The share of each map's memory that really was in huge pages."""
    found = []
    for (policy, keys, n, name), cells in sorted(figures.items(), key=lambda item: item[0][3]):
        if policy == "huge" and keys == "int64" and n == max(key[2] for key in figures):
            found.append(f"{name} {min(1, cells['huge'] / (cells['bytes'] * n)):.0%}")
    return ", ".join(found)


def octave(growth):
    """Bytes an entry while the number of entries doubles, to the largest that was measured: it is the size at which a map
    is asked that decides which one looks good."""
    yield "| | int64: least | mean | most | text: least | mean | most |"
    yield "|---|---|---|---|---|---|---|"
    for name in sorted({name for _, name in growth}):
        row = [name]
        for keys in ("int64", "text"):
            row += [f"{value:.0f}" for value in least_mean_most(growth[keys, name])]
        yield "| " + " | ".join(row) + " |"
    yield ""


def shares(points, first):
    """(n, bytes an entry), evenly over the octaves from `first` on; `points` has only the changes."""
    found, held, i, n = [], 0, 0, first
    while n <= points[-1][0]:
        while i < len(points) and points[i][0] <= n:
            held, i = points[i][1], i + 1
        found.append((n, held / n))
        n += max(1, n // 90)
    return found


def least_mean_most(points):
    found = [share for _, share in shares(points, points[-1][0] // 2)]
    return min(found), sum(found) / len(found), max(found)


def growth_picture(growth, keys, path, foot):
    names = [name for name in OURS if (keys, name) in growth]
    names += sorted(name for k, name in growth if k == keys and name not in OURS)
    lines = [(name, growth[keys, name]) for name in names]
    each = [(name, shares(points, 64)) for name, points in lines]
    figure(path, [Chart(f"Growth steps, {keys} keys", "entries", "bytes held", lines, True, True, steps=True),
                  Chart("The same for one entry", "entries", "bytes an entry", each, True, least_y=0, most_y=140, legend=None)],
           width=900, height=460, foot=foot)
