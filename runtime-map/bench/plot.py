"""Charts as SVG: lines, steps and bars on linear or logarithmic axes. No library: the figures are simple, and a text file
shows in a diff what has changed."""

import math
from xml.sax.saxutils import escape

COLOURS = ["#d62728", "#1f77b4", "#2ca02c", "#ff7f0e", "#9467bd", "#8c564b", "#e377c2", "#7f7f7f", "#bcbd22", "#17becf",
           "#000000", "#8fb8de", "#7ccf7c"]
LEFT, RIGHT, TOP, BOTTOM = 64, 14, 30, 44


class Axis:
    """Maps values to pixels."""

    def __init__(self, values, first, last, log=False, least=None, most=None):
        values = [value for value in values if not log or value > 0] or [1]
        low, high = min(values) if least is None else least, max(values) if most is None else most
        if not log and least is None:
            low = min(0, low)
        if low == high:
            high = low * 2 or 1
        self.log, self.low, self.high, self.first, self.last = log, low, high, first, last

    def at(self, value):
        if self.log:
            share = math.log(max(value, self.low) / self.low) / math.log(self.high / self.low)
        else:
            share = (value - self.low) / (self.high - self.low)
        return self.first + min(max(share, 0), 1.02) * (self.last - self.first)

    def ticks(self):
        if not self.log:
            step = 10 ** math.floor(math.log10((self.high - self.low) / 4))
            step *= next(by for by in (1, 2, 5, 10) if (self.high - self.low) / (step * by) <= 6)
            first = math.ceil(self.low / step)
            return [step * i for i in range(first, math.floor(self.high / step + 1e-9) + 1)]
        decades = math.log10(self.high / self.low)
        factors = (1,) if decades > 3 else (1, 3) if decades > 1.5 else (1, 2, 5)
        powers = range(math.floor(math.log10(self.low)), math.ceil(math.log10(self.high)) + 1)
        ticks = [by * 10.0 ** power for power in powers for by in factors]
        return [tick for tick in ticks if self.low * 0.999 <= tick <= self.high * 1.001]


def short(value):
    """1500000 as 1.5M."""
    for size, letter in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if abs(value) >= size:
            return f"{value / size:.3g}{letter}"
    return f"{value:.3g}"


def words(x, y, text, anchor="middle", size=11, extra=""):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" {extra}>{escape(text)}</text>'


def line(x1, y1, x2, y2, colour="#ddd", width=1):
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" stroke-width="{width}"/>'


class Chart:
    """Lines over x. Each series is (name, [(x, y), ...]); with steps, y holds until the next x."""

    def __init__(self, title, x, y, series, log_x=False, log_y=False, steps=False, least_y=None, most_y=None,
                 legend=LEFT + 8):
        self.title, self.x, self.y, self.series, self.steps, self.beside = title, x, y, series, steps, legend
        self.log_x, self.log_y, self.least_y, self.most_y = log_x, log_y, least_y, most_y

    def draw(self, width, height):
        xs = [x for _, points in self.series for x, _ in points]
        ys = [y for _, points in self.series for _, y in points]
        across = Axis(xs, LEFT, width - RIGHT, self.log_x, least=None if not xs else min(xs))
        up = Axis(ys, height - BOTTOM, TOP, self.log_y, self.least_y, self.most_y)
        out = [words(LEFT, 18, self.title, "start", 13, 'font-weight="bold"')]
        for tick in across.ticks():
            out += [line(across.at(tick), TOP, across.at(tick), height - BOTTOM),
                    words(across.at(tick), height - BOTTOM + 14, short(tick))]
        for tick in up.ticks():
            out += [line(LEFT, up.at(tick), width - RIGHT, up.at(tick)),
                    words(LEFT - 5, up.at(tick) + 4, short(tick), "end")]
        out += [words((LEFT + width - RIGHT) / 2, height - 10, self.x),
                words(14, (TOP + height - BOTTOM) / 2, self.y,
                      extra=f'transform="rotate(-90 14 {(TOP + height - BOTTOM) / 2:.1f})"')]
        for i, (name, points) in enumerate(self.series):
            out.append(self.path(points, across, up, COLOURS[i % len(COLOURS)]))
        return out + self.legend()

    def path(self, points, across, up, colour):
        marks, last = [], None
        for x, y in points:
            if self.steps and last is not None:
                marks.append(f"{across.at(x):.1f},{last:.1f}")
            last = up.at(y)
            marks.append(f"{across.at(x):.1f},{last:.1f}")
        return f'<polyline points="{" ".join(marks)}" fill="none" stroke="{colour}" stroke-width="1.5"/>'

    def legend(self):
        out = []
        if self.beside is None:  # it is that of the chart above
            return out
        for i, (name, _) in enumerate(self.series):
            y = TOP + 12 + 14 * i
            out += [line(self.beside, y - 4, self.beside + 18, y - 4, COLOURS[i % len(COLOURS)], 2),
                    words(self.beside + 22, y, name, "start", 10)]
        return out


class Dots:
    """A row for each name, on a logarithmic scale; several dots a row, small to large. Row values may be None."""

    def __init__(self, title, rows, dots, least=0.5, most=32, strong=()):
        self.title, self.rows, self.dots, self.least, self.most, self.strong = title, rows, dots, least, most, strong

    def draw(self, width, height):
        left, bottom = 108, 22
        across = Axis([1], left, width - RIGHT, True, self.least, self.most)
        out = [words(left, 18, self.title, "start", 13, 'font-weight="bold"')]
        for tick in (0.5, 1, 2, 4, 8, 16, 32):
            if self.least <= tick <= self.most:
                out += [line(across.at(tick), TOP, across.at(tick), height - bottom, "#888" if tick == 1 else "#ddd"),
                        words(across.at(tick), height - 7, short(tick), size=10)]
        for i, (name, values) in enumerate(self.rows):
            y = TOP + (i + 0.5) * (height - bottom - TOP) / len(self.rows)
            colour = COLOURS[0] if name in self.strong else COLOURS[1]
            out.append(words(left - 6, y + 4, name, "end", 10, 'font-weight="bold"' if name in self.strong else ""))
            for j, value in enumerate(values):
                if value is not None:
                    out.append(f'<circle cx="{across.at(value):.1f}" cy="{y:.1f}" r="{2 + j * 1.2:.1f}" fill="{colour}" '
                               f'fill-opacity="{0.45 + 0.25 * j:.2f}"><title>{escape(name)}, {escape(self.dots[j])}: '
                               f'{value:.2f}</title></circle>')
        return out


class Bars:
    """Horizontal bars: [(name, value), ...]."""

    def __init__(self, title, x, bars, log=False):
        self.title, self.x, self.bars, self.log = title, x, bars, log

    def draw(self, width, height):
        left = 190
        values = [value for _, value in self.bars]
        across = Axis(values, left, width - 60, self.log, least=min(values) / 2 if self.log else None)
        out = [words(left, 18, self.title, "start", 13, 'font-weight="bold"'),
               words((left + width) / 2, height - 8, self.x)]
        step = (height - TOP - 24) / max(1, len(self.bars))
        for i, (name, value) in enumerate(self.bars):
            y = TOP + i * step
            out += [f'<rect x="{left}" y="{y + step * 0.15:.1f}" width="{across.at(value) - left:.1f}" '
                    f'height="{step * 0.7:.1f}" fill="{COLOURS[i % len(COLOURS)]}"/>',
                    words(left - 6, y + step / 2 + 4, name, "end"),
                    words(across.at(value) + 4, y + step / 2 + 4, short(value), "start")]
        return out


def figure(path, charts, columns=1, width=640, height=360, head="", foot=""):
    """Writes charts beside and below each other into one SVG file."""
    rows = -(-len(charts) // columns)
    top, total = 26 if head else 0, (columns * width, rows * height + (26 if head else 0) + (20 if foot else 0))
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{total[0]}" height="{total[1]}" '
           f'viewBox="0 0 {total[0]} {total[1]}" font-family="sans-serif" fill="#222">',
           f'<rect width="{total[0]}" height="{total[1]}" fill="white"/>']
    if head:
        out.append(words(16, 18, head, "start", 14, 'font-weight="bold"'))
    for i, chart in enumerate(charts):
        out.append(f'<g transform="translate({i % columns * width} {top + i // columns * height})">')
        out += chart.draw(width, height)
        out.append("</g>")
    if foot:
        out.append(words(16, total[1] - 6, foot, "start", 10))
    path.write_text("\n".join([*out, "</svg>"]) + "\n")
