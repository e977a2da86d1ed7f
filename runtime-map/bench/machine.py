"""What a result is worth nothing without: the machine, the compilers, the date, and how busy the machine was."""

import datetime
import platform
import re
import subprocess
from pathlib import Path


def first_line(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[0]
    except (OSError, subprocess.CalledProcessError, IndexError):
        return "not installed"


def cache_sizes():
    sizes = []
    for index in sorted(Path("/sys/devices/system/cpu/cpu0/cache").glob("index*")):
        kind = (index / "type").read_text().strip()
        if kind != "Instruction":
            sizes.append(f"L{(index / 'level').read_text().strip()} {(index / 'size').read_text().strip()}")
    return ", ".join(sizes)


def describe():
    """Lines of Markdown."""
    cpu = Path("/proc/cpuinfo").read_text()
    model = re.search(r"model name\s*: (.*)", cpu)
    memory = int(re.search(r"MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text()).group(1)) / 2**20
    pages = Path("/sys/kernel/mm/transparent_hugepage/enabled")
    return [f"* {datetime.date.today().isoformat()}",
            f"* {model.group(1) if model else platform.machine()}, {cpu.count('processor')} processors, {cache_sizes()}, "
            f"{memory:.0f} GiB, Linux {platform.release()}"
            + (", a virtual machine" if "hypervisor" in cpu else ""),
            f"* transparent huge pages of the system: {pages.read_text().strip() if pages.exists() else 'none'}",
            f"* {first_line('gcc', '--version')}; {first_line('go', 'version')}"]


def package_versions(names):
    """"NAME VERSION, ..." of those Debian packages that are installed."""
    said = subprocess.run(["dpkg-query", "-W", "-f", "${Package} ${Version}, ", *names], capture_output=True, text=True)
    return said.stdout.rstrip(", ")
