"""Mining against what a script would do with the same texts, and on two cores against one."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from tests.bench.measuring import Row, Used, run, side_by_side
from tests.bench.processes import PRACTICE, US

LENGTH = 2500
_SCRIPT = """
import sys, pathlib, jieba, opencc
jieba.setLogLevel(60)
convert = opencc.OpenCC("t2s").convert
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    list(jieba.cut(convert(path.read_text("utf-8"))))
"""


def archive(folder: Path, count: int) -> Path:
    """Write so many speeches of 2,500 characters: the practice speeches, so that phrases repeat as in an archive."""
    texts = [path.read_text("utf-8") for path in sorted(PRACTICE.glob("*.txt"))]
    long = [(text + "\n" + texts[at - 1])[:LENGTH] for at, text in enumerate(texts)]
    made = folder / f"archive-{count}"
    made.mkdir(exist_ok=True)
    for number in range(count):
        (made / f"{number:06}.txt").write_text(long[number % len(long)], "utf-8")
    return made


def mine(texts: Path, bank: Path, jobs: int) -> Used:
    """Mine a folder into a new bank, as a command."""
    return run([*US, "mine", str(texts), "--into", str(bank / str(time.monotonic_ns())), "--jobs", str(jobs)])


def against_a_script(folder: Path, times: int, documents: int = 10_000) -> Iterator[Row]:
    """Compare mining on one core with opencc and jieba.cut over the same files."""
    if find_spec("jieba") is None:
        raise ModuleNotFoundError("jieba: pip install 'jianggao[bench]'")
    texts = archive(folder, documents)
    ours, theirs = side_by_side(
        times, lambda: mine(texts, folder, 1), lambda: run([sys.executable, "-c", _SCRIPT, str(texts)])
    )
    name = f"`mine` of {documents:,} documents, one core"
    yield Row(name, "opencc and jieba.cut", ours.seconds, theirs.seconds, "s", 0.7)


def on_two_cores(folder: Path, times: int, documents: int = 2_000) -> Iterator[Row]:
    """Compare two processes with one."""
    if (os.cpu_count() or 1) < 2:
        raise OSError("one core only")
    texts = archive(folder, documents)
    two, one = side_by_side(times, lambda: mine(texts, folder, 2), lambda: mine(texts, folder, 1))
    yield Row(f"`mine` of {documents:,} documents, two cores", "one core", two.seconds, one.seconds, "s", 0.6)
