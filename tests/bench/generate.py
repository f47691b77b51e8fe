"""Times `jianggao generate` against a bare interpreter, as whole processes: `python tests/bench/generate.py [RUNS]`.

Prints the median of each and their ratio. Not a test: machines differ; compare two checkouts in one run.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def median(command: list[str], runs: int) -> float:
    """Give the median wall time of a command in milliseconds, after one warm-up run."""
    times = []
    for run in range(runs + 1):
        started = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
        times += [1000 * (time.perf_counter() - started)] if run else []
    return statistics.median(times)


def main() -> None:
    """Time the commands that have a promise to keep."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    with tempfile.TemporaryDirectory() as folder:
        brief = str(ROOT / "examples" / "safety-work-meeting.yml")
        commands = {
            "bare python": [sys.executable, "-c", "pass"],
            "jianggao --help": [sys.executable, "-m", "generator", "--help"],
            "generate .txt": [sys.executable, "-m", "generator", "generate", brief, "-o", f"{folder}/a.txt", "--force"],
            "generate .docx": [sys.executable, "-m", "generator", "generate", brief, "-o", f"{folder}/a.docx"],
        }
        for name, command in commands.items():
            print(f"{name:18} {median(command, runs):7.0f} ms")


if __name__ == "__main__":
    main()
