"""A search for phrases against SQLite's FTS5 alone over the same words, inside one process, first ten hits ranked."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from generator.bank import Bank
from generator.bank_index import Index, compile_folder, words_of
from generator.bank_search import search
from generator.character_pairs import expression, pairs
from generator.phrasebank import Folder
from tests.bench.banks import phrases
from tests.bench.measuring import Row, seconds, side_by_side

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


def against_fts(folder: Path, times: int, sizes: tuple[int, ...] = (100_000, 1_000_000)) -> Iterator[Row]:
    """Compare all queries, at banks of these sizes."""
    for count in sizes:
        ours, theirs = compared(count, folder, times)
        yield Row(f"search in {count:,} phrases", "FTS5 alone", 1000 * ours, 1000 * theirs, "ms for ten queries", 1.5)


def compared(count: int, folder: Path, times: int) -> tuple[float, float]:
    """Give the times of all queries in seconds, ours and FTS5's, over a bank of so many phrases."""
    made = Folder(dict(phrases(count)), {})
    ours = sqlite3.connect(folder / f"{count}.sqlite")
    compile_folder(made, ours)
    bank = Bank((Index(ours),))
    theirs = sqlite3.connect(folder / f"{count}.fts")
    theirs.execute("CREATE VIRTUAL TABLE words USING fts5(text, tokenize='unicode61 remove_diacritics 0')")
    rows = ((words_of(name, phrase),) for name, phrase in made.phrases.items())
    with theirs:
        theirs.executemany("INSERT INTO words VALUES (?)", rows)
    pair = side_by_side(
        times,
        lambda: seconds(lambda: [search(bank, query, None, None, 10) for query in QUERIES]),
        lambda: seconds(lambda: [_alone(theirs, query) for query in QUERIES]),
    )
    theirs.close()
    ours.close()
    return pair[0].seconds, pair[1].seconds


def _alone(theirs: sqlite3.Connection, query: str) -> list[tuple[int, str]]:
    """Ask FTS5 as our search does: for all the words, and where too few hold them all, for any pair of characters."""
    sql = "SELECT rowid, text FROM words WHERE words MATCH ? ORDER BY rank LIMIT 10"
    every = " AND ".join(expression(word) for word in query.split())
    some = " OR ".join(f'"{pair}"' for word in query.split() for pair in pairs(word))
    found = theirs.execute(sql, (every,)).fetchall()
    return found if len(found) >= 10 else (found + theirs.execute(sql, (some,)).fetchall())[:10]
