"""Is a goal met, short or unmeasured when it should be, and is every cell of the goals there?"""

import tempfile
import unittest
from pathlib import Path

import goals
import plot
import report

SIZES = tuple(goals.SIZES)


def figures(**factors):
    """Every map needs 10 in every cell, but for the factor of its name."""
    names = ("hmap", "flat", "dense", "go", *goals.FLAT_PEERS)
    return {(policy, keys, n, name): {cell: 10.0 * factors.get(name, 1) for cell in (*goals.OPERATIONS, "bytes", "huge")}
            for policy in ("small", "huge") for keys in ("int64", "text") for n in SIZES for name in names}


def lines(measured, policies=("small", "huge")):
    judged = goals.judge(measured, policies)
    return judged, {line.split()[1]: line.split()[2:] for line in judged.lines}


class GoalsTest(unittest.TestCase):
    def test_all_there(self):
        _, found = lines(figures())
        self.assertEqual(len(found), 2 * 7 * 3 + 2 * 2 * 3 * 12)

    def test_faster_than_go(self):
        _, found = lines(figures(go=8))
        self.assertEqual(found["hmap-int64-1k-hit"], ["8", "8", "met"])
        self.assertEqual(found["hmap-int64-1k-bytes"], ["0.125", "1.02", "met"])
        judged, found = lines(figures(go=7.9))
        self.assertEqual(found["hmap-int64-1k-hit"], ["7.9", "8", "short"])
        self.assertTrue(judged.short)

    def test_against_the_best_peer(self):
        _, found = lines(figures(flat=0.9, boost=2))
        self.assertEqual(found["flat-text-2M-huge-mean"], ["0.9", "0.9", "met"])
        self.assertEqual(found["flat-text-2M-huge-bytes"], ["0.45", "1", "met"])
        _, found = lines(figures(flat=0.9, verstable=0.5))
        self.assertEqual(found["flat-text-2M-huge-mean"], ["1.8", "0.9", "short"])
        self.assertEqual(found["flat-int64-1k-small-erase"], ["1.8", "1", "short"])

    def test_judged_as_shown(self):
        _, found = lines(figures(flat=1.004))
        self.assertEqual(found["flat-int64-1k-small-grow"], ["1", "1", "met"])
        _, found = lines(figures(flat=1.006))
        self.assertEqual(found["flat-int64-1k-small-grow"], ["1.01", "1", "short"])

    def test_nothing_short_when_all_is_met(self):
        judged, _ = lines(figures(hmap=0.1, flat=0.5, dense=0.5, boost=1))
        self.assertFalse(judged.short)

    def test_without_a_peer(self):
        measured = {where: cells for where, cells in figures().items() if where[3] != "verstable"}
        _, found = lines(measured)
        self.assertEqual(found["flat-int64-1k-small-hit"], ["-", "1.1", "unmeasured"])
        self.assertEqual(found["flat-int64-1k-small-iterate"], ["1", "3.5", "met"])

    def test_ratios_are_over_peers_alone(self):
        table = report.Table(figures(hmap=0.5, boost=2), "small", "int64")
        self.assertEqual(table.over_best("hmap", "hit"), [0.5, 0.5, 0.5])
        self.assertEqual(table.over_best("boost", "hit"), [2, 2, 2])

    def test_bytes_over_an_octave(self):
        least, mean, most = report.least_mean_most([(64, 640), (96, 1920), (128, 1920)])
        self.assertAlmostEqual(most, 20, places=0)
        self.assertAlmostEqual(least, 6.7, places=1)
        self.assertTrue(least < mean < most)


class PlotTest(unittest.TestCase):
    def test_a_picture_holds_its_points(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "a.svg"
            plot.figure(path, [plot.Chart("t & u", "x", "y", [("a", [(1, 1), (10, 100)])], True, True, steps=True),
                               plot.Dots("d", [("m", [1, None, 2])], ["s", "m", "l"]), plot.Bars("b", "x", [("n", 3)])])
            text = path.read_text()
        self.assertIn("t &amp; u", text)
        self.assertEqual(text.count("<circle"), 2)
        self.assertRegex(text, r'<polyline points="[\d.]+,[\d.]+ [\d.]+,[\d.]+ [\d.]+,[\d.]+"')


if __name__ == "__main__":
    unittest.main()
