"""Measuring processes and calls, and the rows of the table."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple


class Used(NamedTuple):
    """What a process took: wall time in seconds, peak memory in MB."""

    seconds: float
    megabytes: float


class Row(NamedTuple):
    """One comparison: ours and theirs in the same unit, and the ratio that was promised."""

    work: str
    against: str
    ours: float
    theirs: float
    unit: str
    bound: float
    more_is_better: bool = False

    @property
    def ratio(self) -> float:
        return self.ours / self.theirs

    @property
    def kept(self) -> bool:
        return self.ratio >= self.bound if self.more_is_better else self.ratio <= self.bound

    def __str__(self) -> str:
        """Give the row as Markdown."""
        sign = "≥" if self.more_is_better else "≤"
        numbers = f"{self.ours:.3g} {self.unit} | {self.theirs:.3g} {self.unit}"
        verdict = "yes" if self.kept else "**no**"
        return f"| {self.work} | {self.against} | {numbers} | {self.ratio:.2f} | {sign} {self.bound} | {verdict} |"


HEAD = "| work | against | ours | theirs | ratio | bound | kept |\n|---|---|---:|---:|---:|---:|---|"


# A process starts with the memory of the one that starts it, and its peak counts that: so a small one starts it.
_STARTER = """
import os, sys, time
started = time.perf_counter()
out = os.open(os.devnull, os.O_WRONLY)
process = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, out, 1)])
_, status, usage = os.wait4(process, 0)
print(time.perf_counter() - started, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status))
"""


def run(command: Sequence[str], fresh: Path | None = None) -> Used:
    """Run a command once; *fresh* is a file of its making that is deleted before. Raises RuntimeError when it fails."""
    if fresh is not None:
        fresh.unlink(missing_ok=True)
    starter = [sys.executable, "-I", "-S", "-c", _STARTER, *command]
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}  # as installed
    done = subprocess.run(starter, env=kept, capture_output=True, text=True, check=True)
    took, peak, code = done.stdout.split()
    if code not in ("0", "1"):
        raise RuntimeError(f"{' '.join(command)}: {done.stderr[-400:]}")
    return Used(float(took), float(peak))


def side_by_side(times: int, *works: Callable[[], Used]) -> list[Used]:
    """Do each work so many times, in turn, after a first time that does not count; give the medians."""
    found: list[list[Used]] = [[] for _ in works]
    for turn in range(times + 1):
        for work, kept in zip(works, found, strict=True):
            used = work()
            if turn:
                kept.append(used)
    return [Used(*(statistics.median(column) for column in zip(*kept, strict=True))) for kept in found]


def seconds(work: Callable[[], object]) -> Used:
    """Do something in this process."""
    started = time.perf_counter()
    work()
    return Used(time.perf_counter() - started, 0)
