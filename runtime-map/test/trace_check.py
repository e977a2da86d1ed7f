"""Runs `rmap_trace FILE` and reads what it wrote: JSON in Chrome's trace event format,
with the events of two threads, in order, and spans that begin and end.

Usage: trace_check.py PROGRAM FILE
"""
import json
import subprocess
import sys

program, path = sys.argv[1:]
subprocess.run([program, path], check=True)
with open(path, encoding="utf-8") as file:
    trace = json.load(file)

events = [e for e in trace["traceEvents"] if e["ph"] != "M"]
instants = [e for e in events if e["ph"] == "i"]
names = {}
for e in instants:
    assert e["s"] == "t" and e["args"]["bytes"] >= 0
    names.setdefault(e["tid"], []).append(e["name"])
threads = [n for n in names.values() if len(n) > 1]
assert len(threads) == 2, names
for kinds in threads:
    assert kinds[0] == "make" and kinds[-1] == "free", kinds
    assert kinds.count("grow") >= 5 and "clear" in kinds, kinds

times = [e["ts"] for e in events]
assert times == sorted(times) and times[0] >= 0

spans = {}
for e in events:
    if e["ph"] in "be":
        spans[e["id"]] = spans.get(e["id"], 0) + (1 if e["ph"] == "b" else -1)
        assert spans[e["id"]] in (0, 1), "a span in a span of its own"
assert spans and not any(spans.values()), spans

last = {e["name"]: e["args"] for e in events if e["ph"] == "C"}
assert len(last) == 3 and all(args["bytes"] == 0 for args in last.values()), last
assert any('odd "name"\\\n\ufffd' in name for name in last), last
assert trace["otherData"]["lost"] == "0"
