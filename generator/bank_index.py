"""One folder of a bank, compiled: a SQLite file that gives single phrases without reading the others.

YAML stays what people edit. The index is made from it, kept in the user's cache folder (:mod:`generator.cache`) and made
anew when a file's content has changed. Phrases with the same conditions form a *group*, so that conditions are judged
once for all of them; SQLite's FTS5 finds words, as pairs of characters: its own trigrams would not find two.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import msgspec

from generator import cache
from generator.errors import fail
from generator.phrasebank import Family, Folder, Phrase, files_of
from generator.slots import gaps
from generator.vocabulary import MOVE_NAMES, vocabulary_files

_SCHEMA: Final = """
CREATE TABLE about (name TEXT PRIMARY KEY, value BLOB);
CREATE TABLE topics (number INTEGER PRIMARY KEY, names TEXT UNIQUE);
CREATE TABLE groups (number INTEGER PRIMARY KEY, role TEXT, registers TEXT, size INTEGER, conditions BLOB);
CREATE TABLE phrases (number INTEGER PRIMARY KEY, name TEXT, in_group INTEGER, ring INTEGER, topic INTEGER, record BLOB);
"""
_KEYS: Final = """
CREATE UNIQUE INDEX by_name ON phrases (name);
CREATE INDEX by_group ON phrases (in_group, ring);
CREATE INDEX by_role ON groups (role);
"""
_WORDS: Final = "CREATE VIRTUAL TABLE words USING fts5(text, content='', tokenize='unicode61 remove_diacritics 0')"
_ENCODE: Final = msgspec.msgpack.Encoder().encode
_PHRASE: Final = msgspec.msgpack.Decoder(Phrase)
_FAMILIES: Final = msgspec.msgpack.Decoder(dict[str, Family])
_MOST_KEPT: Final = 20  # indexes, of so many folders
_SOME: Final = "SELECT number, name, record FROM phrases WHERE number > ? ORDER BY number LIMIT ?"
_AT_A_TIME: Final = 1000  # phrases
LOWEST: Final = -(2**63)  # the first point of the ring
_SEPARATOR: Final = "\n"


class Index:
    """Answers from one compiled folder."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take over an open connection."""
        self._connection = connection
        about = dict(connection.execute("SELECT name, value FROM about"))
        self.families: Mapping[str, Family] = _FAMILIES.decode(about["families"])
        self.identity: str = about["identity"].decode()
        self.size: int = int(about["size"])
        self.searchable: bool = about["searchable"] == b"1"

    def _ask(self, query: str, *values: object) -> list[Any]:
        """Ask the database. Raises UserError when its file was damaged after it was opened."""
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.DatabaseError as error:
            mend = f"删去 {cache.folder()}，再来一次；语料库本身没有动"
            raise fail("语料库的索引", f"读不出来（{error}）", "完好的索引", mend) from None

    def phrase(self, name: str) -> Phrase | None:
        """Give a phrase by its id."""
        found = self._ask("SELECT record FROM phrases WHERE name = ?", name)
        return _PHRASE.decode(found[0][0]) if found else None

    def phrases(self) -> Iterator[tuple[str, Phrase]]:
        """Go through all phrases in reading order."""
        last = 0
        while rows := self._ask(_SOME, last, _AT_A_TIME):
            yield from ((name, _PHRASE.decode(record)) for _, name, record in rows)
            last = rows[-1][0]

    def groups(self, role: str, register: str) -> list[tuple[int, int, Phrase]]:
        """Give the groups of a role and register, in the order in which they are read: number, size, conditions.

        The conditions are one of its phrases with its gaps for a text.
        """
        query = "SELECT number, size, conditions FROM groups WHERE role = ? AND instr(registers, ?) ORDER BY number"
        return [(number, size, _PHRASE.decode(data)) for number, size, data in self._ask(query, role, register)]

    def members(self, group: int, start: int, most: int) -> list[tuple[str, Phrase]]:
        """Give at most so many phrases of a group: those that follow the point *start* on the ring of their hashes."""
        query = "SELECT name, record FROM phrases WHERE in_group = ? AND ring {} ? ORDER BY ring LIMIT ?"
        found = self._ask(query.format(">="), group, start, most)
        if len(found) < most and start > LOWEST:
            found += self._ask(query.format("<"), group, start, most - len(found))
        return [(name, _PHRASE.decode(record)) for name, record in found]

    def topics(self) -> list[tuple[int, tuple[str, ...]]]:
        """Give the sets of topics that phrases are bound to, by number; the empty set is among them."""
        rows = self._ask("SELECT number, names FROM topics")
        return [(number, tuple(names.split(_SEPARATOR)) if names else ()) for number, names in rows]

    def ranked(self, match: str, where: str, values: Iterable[object], most: int) -> list[tuple[float, str, Phrase]]:
        """Give the phrases that an FTS5 expression finds, best first, with their rank (smaller is better)."""
        query = (
            f"SELECT rank, name, record FROM words CROSS JOIN phrases ON phrases.number = words.rowid "
            f"WHERE words MATCH ? {where} ORDER BY rank LIMIT ?"
        )
        rows = self._ask(query, match, *values, most)
        return [(rank, name, _PHRASE.decode(record)) for rank, name, record in rows]


def overruled(name: str, later: Iterable[Index]) -> bool:
    """Tell whether a folder that is stacked over this one has a phrase of the same id."""
    return any(index.phrase(name) is not None for index in later)


def open_index(folder: Path) -> Index:
    """Open the index of a folder, making it when it is not there or no longer fits. Raises UserError on wrong files."""
    sources = (*files_of(folder), *vocabulary_files()) if folder.is_dir() else ()
    place = cache.place(folder, "index")
    stamp = cache.stamp(sources)
    mark = cache.kept(place, stamp)
    content = mark.decode() if mark else _content(folder, sources)
    kept = place.with_name(f"{place.name}-{content[:20]}.sqlite")
    index = _opened(kept)
    if index is None:
        index = _made(folder, kept)
    if mark is None and kept.exists():
        cache.keep(place, stamp, content.encode())
    return index


def compile_folder(found: Folder, connection: sqlite3.Connection) -> None:
    """Write what a folder holds into an empty database."""
    connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _SCHEMA)
    searchable = _add_words(connection)
    groups: dict[bytes, tuple[int, int, Phrase]] = {}
    topics: dict[str, int] = {}
    with connection:
        for number, (name, phrase) in enumerate(found.phrases.items(), 1):
            shared = _ENCODE(conditions(phrase))
            group, size, first = groups.get(shared, (len(groups) + 1, 0, phrase))
            groups[shared] = (group, size + 1, first)
            topic = topics.setdefault(_SEPARATOR.join(phrase.topics), len(topics))
            row = (number, name, group, ring_point(name), topic, _ENCODE(phrase))
            connection.execute("INSERT INTO phrases VALUES (?, ?, ?, ?, ?, ?)", row)
            if searchable:
                connection.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (number, words_of(name, phrase)))
        connection.executemany(
            "INSERT INTO groups VALUES (?, ?, ?, ?, ?)",
            (
                (number, first.role, _SEPARATOR.join(first.register), size, shared)
                for shared, (number, size, first) in groups.items()
            ),
        )
        connection.executemany(
            "INSERT INTO topics VALUES (?, ?)", ((number, names) for names, number in topics.items())
        )
        about = {
            "families": _ENCODE(found.families),
            "identity": _identity(found).encode(),
            "size": str(len(found.phrases)).encode(),
            "searchable": b"1" if searchable else b"0",
        }
        connection.executemany("INSERT INTO about VALUES (?, ?)", about.items())
        connection.executescript(_KEYS)


def ring_point(text: str) -> int:
    """Give the point of a text on the ring of 64-bit numbers, as SQLite's signed integers."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big", signed=True)


def conditions(phrase: Phrase) -> Phrase:
    """Give what a phrase shares with its group: everything but its own words and where they come from."""
    names = sorted({gap.name for gap in gaps(phrase.text)})
    text = "".join(f"{{{{{name}}}}}" for name in names)
    return msgspec.structs.replace(phrase, text=text, source="own", also=(), id="")


def words_of(name: str, phrase: Phrase) -> str:
    """Give the words under which a phrase is found; those of its topics, cue words and move stand twice and count so."""
    from generator.character_pairs import BOUNDARY, indexed  # only who compiles a bank pays for it

    about = [indexed(word) for word in (*phrase.topics, *phrase.holds, MOVE_NAMES[name.partition("/")[0]])]
    return BOUNDARY.join([indexed(phrase.text), *about, *about])


def _add_words(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute(_WORDS)
    except sqlite3.OperationalError:  # a SQLite built without FTS5: everything but searching works
        return False
    return True


def _identity(found: Folder) -> str:
    said = sorted((name, phrase.text) for name, phrase in found.phrases.items())
    return hashlib.sha256(msgspec.json.encode(said)).hexdigest()


def _content(folder: Path, sources: Iterable[Path]) -> str:
    """Hash what the files say, and how they are called within their folder."""
    told = hashlib.sha256(str(folder.absolute()).encode())
    for path in sources:
        data = path.read_bytes()
        told.update(f"{path.parent.name}/{path.name}\0{len(data)}\0".encode() + data)
    return told.hexdigest()


def _opened(kept: Path) -> Index | None:
    try:
        return Index(sqlite3.connect(f"{kept.as_uri()}?mode=ro&immutable=1", uri=True))
    except (sqlite3.DatabaseError, KeyError, ValueError, msgspec.DecodeError):  # not there, or damaged
        return None


def _made(folder: Path, kept: Path) -> Index:
    """Make the index beside its place and move it there; where that cannot be, it lives in memory for this run."""
    from generator.phrase_files import (
        read_folder,  # PyYAML and all that checks a phrase: only when something has changed
    )

    found = read_folder(folder)
    beside = kept.with_name(f"{kept.name}.{os.getpid()}")
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        beside.unlink(missing_ok=True)
        with contextlib.closing(sqlite3.connect(beside)) as connection:
            compile_folder(found, connection)
        beside.replace(kept)
        _forget_others(kept)
    except (OSError, sqlite3.OperationalError):
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
    opened = _opened(kept)
    if opened is not None:
        return opened
    memory = sqlite3.connect(":memory:")
    compile_folder(found, memory)
    return Index(memory)


def _forget_others(kept: Path) -> None:
    """Delete what was made from earlier contents of the same folder, and the oldest where many have come together."""
    folder = kept.name.partition("-")[0]
    others = sorted(kept.parent.glob("*.sqlite"), key=lambda other: other.stat().st_mtime, reverse=True)
    for age, other in enumerate(others):
        if other != kept and (age >= _MOST_KEPT or other.name.startswith(folder)):
            with contextlib.suppress(OSError):  # open in another process on Windows: the next one deletes it
                other.unlink()
