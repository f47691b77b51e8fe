"""Times `check` of a .docx of 10,000 characters against python-docx reading it: `python tests/bench/check.py`.

Both in one process, warm, medians of seven; then the whole command. Not a test: machines differ; read the ratio.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import docx

from generator.checking.loading import load_rules
from generator.checking.run import check
from generator.rendering import write

PRACTICE = Path(__file__).parent.parent / "cases" / "practice" / "clean"
LENGTH = 10_000


def median(work: Callable[[], object]) -> float:
    """Give the median of seven runs, in seconds."""
    times = []
    for _ in range(7):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def main() -> None:
    """Make the draft, check it, read it."""
    from generator.readers.text import read_text_draft
    from generator.settings import Settings

    text = "\n".join(path.read_text("utf-8") for path in sorted(PRACTICE.glob("*.txt")))[:LENGTH]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "draft.docx"
        path.write_bytes(write(read_text_draft(text, "draft.txt"), ".docx", Settings(), name=str(path)))
        started = time.perf_counter()
        rules = load_rules()
        loaded = time.perf_counter() - started
        ours = median(lambda: check(path, rules))
        theirs = median(lambda: [paragraph.text for paragraph in docx.Document(str(path)).paragraphs])
        command = [sys.executable, "-m", "generator", "check", str(path)]
        whole = median(lambda: subprocess.run(command, capture_output=True, check=False))
    print(
        f"{len(rules)} rules over {len(text)} characters: {ours * 1000:.0f} ms, rules loaded in {loaded * 1000:.0f} ms"
    )
    print(f"python-docx reads the file in {theirs * 1000:.0f} ms; check takes {ours / theirs:.1f} x")
    print(f"the whole command: {whole * 1000:.0f} ms")


if __name__ == "__main__":
    main()
