"""experiments_test.py PROGRAM: does it print a claim, a figure and a verdict for each? (Not: which verdict.)
experiments_test.py: is the reader of their output right, and is each claim taken up once?"""

import re
import sys
import unittest

import experiments


def check(program):
    book = experiments.Book()
    book.read(experiments.LIBRARY, experiments.run(program, ["small"]))
    if not book.answers:
        return f"{program} takes up no claim"
    for name, answers in book.answers.items():
        answer = answers[experiments.LIBRARY]
        if answer.verdict is None or not answer.why or not any(re.search(r"[0-9]|found|:", one) for one in answer.figures):
            return f"claim {name} lacks a verdict, its reason, or a figure"
        if not book.says.get(name):
            return f"claim {name} is not told"
    for name in book.charts:
        if not book.points.get(name):
            return f"chart {name} has no point"
    return None


class ReaderTest(unittest.TestCase):
    def test_a_whole_claim(self):
        book = experiments.Book()
        book.read("x", "claim A4 says this\nfigure 3 buckets\nchart c log-x | T | X | Y\npoint c one two | 1 2\n"
                       "verdict fails too few\n")
        answer = book.answers["A4"]["x"]
        self.assertEqual((answer.figures, answer.verdict, answer.why), (["3 buckets"], "fails", "too few"))
        self.assertEqual(book.charts["c"], ("A4", ["log-x"], ["T", "X", "Y"]))
        self.assertEqual(book.points["c"], {"one two": [(1, 2)]})
        self.assertIn("A4", [name for name in experiments.ALL if name in book.answers])

    def test_what_is_refused(self):
        for text in ("claim A99 none such\n", "claim A4 x\nverdict fails nothing measured\n",
                     "claim A4 x\nfigure 1\nverdict true as it is\n", "Segmentation fault\n"):
            with self.assertRaises(experiments.Failed, msg=text):
                experiments.Book().read("x", text)

    def test_each_claim_once(self):
        told = {}
        for source in sorted(experiments.HERE.glob("exp_*.c")):
            for name in re.findall(r'claim\(&?e, "([ABC][0-9]+)"', source.read_text()):
                self.assertNotIn(name, told, f"{source.name} and {told.get(name)}")
                self.assertIn(name, experiments.ALL)
                told[name] = source.name
        book = experiments.Book()
        book.read_elsewhere((experiments.HERE / "elsewhere.txt").read_text())
        for name, place in book.elsewhere.items():
            self.assertIn(name, experiments.ALL)
            self.assertNotIn(name, told)
            self.assertTrue(place)


if __name__ == "__main__":
    if len(sys.argv) == 2:
        sys.exit(check(sys.argv[1]))
    unittest.main()
