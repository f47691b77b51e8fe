"""Times a search for phrases against SQLite's FTS5 alone over the same words: `python tests/bench/search.py [PHRASES…]`.

Inside one process, first ten hits ranked: the sum over the queries, each the median of nine repetitions. Not a test: read the ratio.
"""

from __future__ import annotations

import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from generator.bank import Bank
from generator.bank_index import Index, compile_folder, words_of
from generator.bank_search import search
from generator.character_pairs import expression, pairs
from generator.phrasebank import Folder
from tests.bench.banks import phrases

QUERIES = (
    "考核",
    "责任",
    "压实责任",
    "考核 问责",
    "群众 满意",
    "安全生产",
    "整改 到位",
    "基层治理 群众",
    "验收销号",
    "领头雁",
)
REPEATED = 9


def median(work: Callable[[], object]) -> float:
    """Give the median time of one call, in milliseconds."""
    times = []
    for _ in range(REPEATED):
        started = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - started))
    return statistics.median(times)


def compared(count: int, folder: Path) -> tuple[float, float]:
    """Give the times of all queries, ours and FTS5's, over a bank of so many phrases."""
    made = Folder(dict(phrases(count)), {})
    ours = sqlite3.connect(folder / f"{count}.sqlite")
    compile_folder(made, ours)
    bank = Bank((Index(ours),))
    theirs = sqlite3.connect(folder / f"{count}.fts")
    theirs.execute("CREATE VIRTUAL TABLE words USING fts5(text, tokenize='unicode61 remove_diacritics 0')")
    rows = ((words_of(name, phrase),) for name, phrase in made.phrases.items())
    with theirs:
        theirs.executemany("INSERT INTO words VALUES (?)", rows)
    timed = [
        (median(lambda q=query: search(bank, q, None, None, 10)), median(lambda q=query: _alone(theirs, q)))
        for query in QUERIES
    ]
    theirs.close()
    ours.close()
    return sum(pair[0] for pair in timed), sum(pair[1] for pair in timed)


def _alone(theirs: sqlite3.Connection, query: str) -> list[tuple[int, str]]:
    """Ask FTS5 as our search does: for all the words, and where too few hold them all, for any pair of characters."""
    sql = "SELECT rowid, text FROM words WHERE words MATCH ? ORDER BY rank LIMIT 10"
    every = " AND ".join(expression(word) for word in query.split())
    some = " OR ".join(f'"{pair}"' for word in query.split() for pair in pairs(word))
    found = theirs.execute(sql, (every,)).fetchall()
    return found if len(found) >= 10 else (found + theirs.execute(sql, (some,)).fetchall())[:10]


def main() -> None:
    """Compare at the sizes given, or at those of the promise."""
    for count in [int(word) for word in sys.argv[1:]] or [1_000, 10_000, 100_000, 1_000_000]:
        with tempfile.TemporaryDirectory() as folder:
            ours, theirs = compared(count, Path(folder))
        print(f"{count:9,} phrases: {ours:7.2f} ms, FTS5 alone {theirs:7.2f} ms: {ours / theirs:.2f} x")


if __name__ == "__main__":
    main()
