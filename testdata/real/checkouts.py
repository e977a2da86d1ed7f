"""Commits of git repositories, written out into a cache folder, a folder a commit.

Only text that a compiler or a build description would read is written: sources, headers and
templates of headers. The repository is only read, may be bare, and may lack blobs.
"""

import os
import subprocess
from pathlib import Path

from packages import Failed

WANTED = (".c", ".cc", ".cpp", ".cxx", ".h", ".hh", ".hpp", ".hxx", ".inc", ".def", ".ipp", ".tcc", ".in",
          ".cmake", ".xmacro", ".list", ".gen")
LARGEST = 4 << 20


def find_repository(folder, name):
    """The git directory of owner/name in FOLDER, or None. Clones are called OWNER+NAME,
    OWNER/NAME, NAME or NAME.git, and may hold the repository in a folder "repo"."""
    owner, _, short = name.partition("/")
    for base in (f"{owner}+{short}", f"{owner}/{short}", short, f"{owner}+{short}.git", f"{short}.git"):
        for inside in ("repo/.git", "repo", ".git", "."):
            git = folder / base / inside
            if (git / "HEAD").is_file() and (git / "objects").is_dir():
                return git.resolve()
    return None


def git(repository, *words, **more):
    done = subprocess.run(["git", f"--git-dir={repository}", *words], capture_output=True, **more)
    if done.returncode != 0:
        raise Failed(f"git {words[0]} in {repository}: {done.stderr.decode(errors='replace').strip()[-200:]}")
    return done.stdout


def wanted_blobs(repository, commit):
    """(blob, path) of the files worth writing; links and submodules are left out."""
    for line in git(repository, "ls-tree", "-r", "-l", "-z", f"{commit}^{{tree}}").decode(errors="replace").split("\0"):
        entry, _, path = line.partition("\t")
        if not entry:
            continue
        mode, kind, blob, size = entry.split()
        inside = not os.path.isabs(path) and ".." not in path.split("/")
        if kind == "blob" and mode != "120000" and inside and path.endswith(WANTED) \
                and (size == "-" or int(size) <= LARGEST):
            yield blob, path


def write_blobs(repository, blobs, folder):
    """Takes blobs from one `git cat-file --batch`; those that the clone lacks are skipped."""
    names = "".join(f"{blob}\n" for blob, _ in blobs).encode()
    text, at = git(repository, "cat-file", "--batch", input=names), 0
    for _, path in blobs:
        end = text.index(b"\n", at)
        head, at = text[at:end].split(), end + 1
        if len(head) != 3:  # "NAME missing"
            continue
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text[at:at + int(head[2])])
        at += int(head[2]) + 1


def check_out(repository, name, commit, cache):
    """The folder that holds the commit's sources; made once."""
    root = cache / name.replace("/", "+") / commit
    if (root / ".complete").exists():
        return root
    blobs = list(wanted_blobs(repository, commit))
    if not blobs:
        raise Failed(f"{name} {commit[:12]} holds no C or C++ file")
    root.mkdir(parents=True, exist_ok=True)
    write_blobs(repository, blobs, root)
    (root / ".complete").touch()
    return root
