"""All comparisons that this machine can run, as one table: `python -m tests.bench [--times 3] [NAME…]`.

Whole processes unless said, interleaved, medians. What is missing to run a comparison is said in its place. The floors
stand under the table: what any program of this kind pays on this machine.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench import growth, mining, processes, search
from tests.bench.measuring import HEAD, Row, run, side_by_side

Comparison = Callable[[Path, int], Iterator[Row]]
COMPARISONS: dict[str, Comparison] = {
    "one-document": processes.one_document,
    "many-documents": processes.many_documents,
    "start-up": processes.start_up,
    "large-bank": processes.large_bank,
    "search": search.against_fts,
    "mine": mining.against_a_script,
    "two-cores": mining.on_two_cores,
    "check": processes.checking,
}
FLOORS = {
    "bare Python": "pass",
    "and typer": "import typer",
    "and msgspec": "import typer, msgspec",
    "and PyYAML": "import typer, msgspec, yaml",
    "and Jinja2": "import typer, msgspec, yaml, jinja2.sandbox",
    "and sqlite3, zipfile, hashlib": "import typer, msgspec, yaml, jinja2.sandbox, sqlite3, zipfile, hashlib",
}


def main() -> None:
    """Run the comparisons named, or all of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*COMPARISONS, "floors", "growth", []], metavar="NAME")
    parser.add_argument("--times", type=int, default=3)
    asked = parser.parse_args()
    names = asked.names or [*COMPARISONS, "floors", "growth"]
    print(HEAD, flush=True)
    for name in names:
        if name in COMPARISONS:
            _compare(name, asked.times)
    if "floors" in names:
        _floors(asked.times)
    if "growth" in names:
        growth.print_curves()


def _compare(name: str, times: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        try:
            for row in COMPARISONS[name](Path(folder), times):
                print(row, flush=True)
        except (ModuleNotFoundError, OSError) as missing:
            print(f"| {name} | not run | {missing} | | | | |", flush=True)


def _floors(times: int) -> None:
    used = side_by_side(times, *(lambda code=code: run([sys.executable, "-c", code]) for code in FLOORS.values()))
    print("\n| floor | ms | MB |\n|---|---:|---:|")
    for name, each in zip(FLOORS, used, strict=True):
        print(f"| {name} | {each.seconds * 1000:.0f} | {each.megabytes:.0f} |")


if __name__ == "__main__":
    main()
