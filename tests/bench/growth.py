"""How the time grows with the size of what is worked on: four sizes each, ten times apart, and the exponent that fits."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from generator.mining.abstract import Pattern
from generator.mining.merge import merged
from tests.bench.banks import phrases, write_bank
from tests.bench.measuring import run, seconds, side_by_side
from tests.bench.mining import archive, mine
from tests.bench.processes import BRIEF, US, speech_of
from tests.bench.search import compared


def print_curves() -> None:
    """Print the curves as a table."""
    print("\n| work | sizes | seconds | exponent |\n|---|---|---|---:|")
    for name, sizes, measure in CURVES:
        with tempfile.TemporaryDirectory() as folder:
            times = [measure(Path(folder), size) for size in sizes]
        shown = ", ".join(f"{size:,}" for size in sizes), ", ".join(f"{time:.3g}" for time in times)
        print(f"| {name} | {shown[0]} | {shown[1]} | {exponent(sizes, times):.2f} |", flush=True)


def exponent(sizes: Sequence[float], times: Sequence[float]) -> float:
    """Fit ``time = c · size^exponent`` by least squares on logarithms.

    >>> round(exponent([1, 10, 100], [3, 30, 300]), 3)
    1.0
    """
    x, y = [math.log(size) for size in sizes], [math.log(time) for time in times]
    mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
    return sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True)) / sum((a - mean_x) ** 2 for a in x)


def _generate(folder: Path, size: int) -> float:
    bank, out = write_bank(folder / f"{size}", size), folder / "a.docx"
    command = [*US, "generate", str(BRIEF), "-o", str(out), "--bank", str(bank)]
    return side_by_side(3, lambda: run(command, out))[0].seconds


def _compile(folder: Path, size: int) -> float:
    bank = write_bank(folder / f"{size}", size)
    return run([*US, "phrases", "check", "--bank", str(bank)]).seconds


def _search(folder: Path, size: int) -> float:
    return compared(size, folder, 3)[0]


def _mine(folder: Path, size: int) -> float:
    texts = archive(folder, size)
    return mine(texts, folder, 1).seconds


def _check(folder: Path, size: int) -> float:
    draft = speech_of(size, folder)
    return side_by_side(1, lambda: run([*US, "check", str(draft)]))[0].seconds


def _merge(_: Path, size: int) -> float:
    patterns = [
        Pattern(phrase.text, name.partition("/")[0], phrase.role, (), (), (), phrase.source)
        for name, phrase in phrases(size)
    ]
    return seconds(lambda: merged(patterns)).seconds


CURVES: Sequence[tuple[str, Sequence[int], Callable[[Path, int], float]]] = (
    ("`generate`, by phrases in the bank", (1_000, 10_000, 100_000, 1_000_000), _generate),
    ("compiling a bank, by phrases", (1_000, 10_000, 100_000, 1_000_000), _compile),
    ("search, ten queries, by phrases", (1_000, 10_000, 100_000, 1_000_000), _search),
    ("`mine`, by documents", (10, 100, 1_000, 10_000), _mine),
    ("`check`, by characters", (250, 2_500, 25_000, 250_000), _check),
    ("merging near-duplicates, by patterns", (1_000, 10_000, 100_000, 1_000_000), _merge),
)
