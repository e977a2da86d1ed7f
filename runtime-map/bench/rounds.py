"""Runs the programs of the benchmark: each map in a process of its own, pinned to one processor, and in each round every
map once, so that a machine that changes its mood does so for all of them."""

import ctypes
import os
import statistics
import subprocess
import time

KEYS = ("int64", "text")
POLICIES = ("small", "huge")
PR_SET_THP_DISABLE = 41


class Failed(Exception):
    pass


class Load:
    """How much of the time that a process was measured for it really ran."""

    def __init__(self):
        self.cpu = self.wall = 0.0

    def share(self):
        return self.cpu / self.wall if self.wall else 1.0


def environment(policy, exact):
    """malloc asks for huge pages itself, for every C and C++ map alike; Go has no such switch."""
    tunables = ["glibc.malloc.hugetlb=1"] if policy == "huge" else []
    if exact:
        tunables.append("glibc.malloc.tcache_count=0")
    return {**os.environ, "GLIBC_TUNABLES": ":".join(tunables)}


def prepare(processor, policy):
    """Of a process that is about to become a map's."""
    def inside():
        os.sched_setaffinity(0, {processor})
        if policy == "small":
            ctypes.CDLL(None, use_errno=True).prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0)
    return inside


def run(program, words, policy, processor, load=None, exact=False):
    """What it prints, as pairs of words."""
    begin, before = time.monotonic(), os.times()
    done = subprocess.run([program, *map(str, words)], capture_output=True, text=True, env=environment(policy, exact),
                          preexec_fn=prepare(processor, policy), stdin=subprocess.DEVNULL)
    after = os.times()
    if load is not None:
        load.wall += time.monotonic() - begin
        load.cpu += after.children_user + after.children_system - before.children_user - before.children_system
    if done.returncode != 0:
        raise Failed(f"{program.name} {' '.join(map(str, words))}: status {done.returncode}: {done.stderr.strip()[-200:]}")
    return [line.split() for line in done.stdout.splitlines()]


class Programs:
    """bench_MAP_KEYS of a build tree."""

    def __init__(self, folder):
        self.folder = folder
        self.maps = sorted(path.name[len("bench_"):-len("_int64")] for path in folder.glob("bench_*_int64"))
        if not self.maps:
            raise Failed(f"no program bench_*_int64 in {folder}")

    def path(self, name, keys):
        return self.folder / f"bench_{name}_{keys}"


class Plan:
    """What is run: sizes as {n: (sets, queries)}, and how often."""

    def __init__(self, sizes, rounds, policies, growth):
        self.sizes, self.rounds, self.policies, self.growth = sizes, rounds, policies, growth


def measure_times(programs, plan, processor, load, say):
    """{(policy, keys, n, map): {cell: median of the rounds}}."""
    gathered = {}
    for policy in plan.policies:
        for turn in range(plan.rounds):
            say(f"{policy} pages, round {turn + 1} of {plan.rounds}")
            for n, (sets, queries) in plan.sizes.items():
                for keys in KEYS:
                    turned = programs.maps[turn % len(programs.maps):] + programs.maps[:turn % len(programs.maps)]
                    for name in turned:
                        cells = gathered.setdefault((policy, keys, n, name), {})
                        for cell, spent in run(programs.path(name, keys), ["time", n, sets, queries, turn + 1], policy,
                                               processor, load):
                            cells.setdefault(cell, []).append(float(spent))
    return {where: {cell: statistics.median(values) for cell, values in cells.items()}
            for where, cells in gathered.items()}


def measure_bytes(programs, plan, processor, times):
    """Adds the cells `bytes` and `huge` (a share) to the times."""
    for policy, keys, n, name in list(times):
        said = dict(run(programs.path(name, keys), ["bytes", n, 1], policy, processor, exact=True))
        times[policy, keys, n, name]["bytes"] = float(said["bytes"])
        times[policy, keys, n, name]["huge"] = float(said["huge"])


def measure_growth(programs, plan, processor):
    """{(keys, map): [(n, bytes), ...]}, with small pages."""
    return {(keys, name): [(int(n), int(held)) for n, held in
                           run(programs.path(name, keys), ["growth", plan.growth, 1], "small", processor, exact=True)]
            for keys in KEYS for name in programs.maps}
