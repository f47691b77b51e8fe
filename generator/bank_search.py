"""Looking for phrases: by words, move and topic; and counting them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.bank import Bank
from generator.bank_index import Index, overruled
from generator.character_pairs import expression, pairs
from generator.errors import fail, nearest
from generator.phrasebank import Phrase
from generator.vocabulary import MOVE_NAMES, MOVES

Found = tuple[str, Phrase]


def select(bank: Bank, move: str | None = None, topic: str | None = None) -> list[Found]:
    """Give (id, phrase) of a move and a topic; phrases without topics fit any. Raises UserError on an unknown move."""
    wanted = _move(move) if move else None
    return [
        (name, phrase)
        for name, phrase in bank.phrases.items()
        if (wanted is None or name.startswith(f"{wanted}/"))
        and (topic is None or not phrase.topics or _bound(phrase.topics, topic))
    ]


def search(bank: Bank, query: str, move: str | None, topic: str | None, limit: int) -> list[Found]:
    """Give the phrases nearest to *query*, at most *limit*: those that hold all its words before those that hold a part.

    Among them FTS5's bm25 decides; a word found among a phrase's topics, cue words or in its move's name counts double.
    With *topic*, phrases bound to it come before those that fit any. Raises UserError on an unknown move.
    """
    wanted = _move(move) if move else None
    words = [expressed for word in query.split() if (expressed := expression(word))]
    parts = [f'"{pair}"' for word in query.split() for pair in pairs(word)]
    found: dict[str, Phrase] = {}
    for match in dict.fromkeys((" AND ".join(words), " OR ".join(parts))):
        for bound in (True, False) if topic else (None,):
            if match and len(found) < limit:
                found |= dict(_ranked(bank, match, wanted, topic, bound, limit))
    return list(found.items())[:limit]


def _ranked(bank: Bank, match: str, move: str | None, topic: str | None, bound: bool | None, limit: int) -> list[Found]:
    entries: list[tuple[float, str, Phrase]] = []
    for at, index in enumerate(bank.indexes):
        if not index.searchable:
            raise fail(
                "phrases search", "这台机器的 SQLite 不带 FTS5", "带 FTS5 的 SQLite", "换一个 Python，或用 phrases list"
            )
        where, values = _filter(index, move, topic, bound)
        over = bank.indexes[at + 1 :]
        found = index.ranked(match, where, values, limit)
        entries += [entry for entry in found if not overruled(entry[1], over)]
    return [(name, phrase) for _, name, phrase in sorted(entries, key=lambda entry: entry[:2])][:limit]


def _filter(index: Index, move: str | None, topic: str | None, bound: bool | None) -> tuple[str, list[str]]:
    """Give the condition in SQL, and its values, for a move and for phrases bound to a topic or to none."""
    where, values = "", []
    if move:
        where += " AND phrases.name BETWEEN ? AND ?"
        values += [f"{move}/", f"{move}0"]  # 0 follows /
    if topic:
        numbers = [number for number, names in index.topics() if (_bound(names, topic) if bound else not names)]
        where += f" AND phrases.topic IN ({', '.join(map(str, numbers))})"
    return where, values


def _bound(names: tuple[str, ...], topic: str) -> bool:
    return any(topic in name or name in topic for name in names)


def statistics(bank: Bank) -> Iterator[str]:
    """Give counts by move and by source, a line each."""
    moves = Counter[str]()
    sources = Counter[str]()
    for name, phrase in bank.phrases.items():
        moves[name.partition("/")[0]] += 1
        sources["自写" if phrase.own else phrase.source.split("#")[0]] += 1
    yield f"语句{moves.total()}条，标题组{len(bank.families)}个"
    yield from (f"{MOVE_NAMES[move]}（{move}）\t{moves[move]}" for move in MOVES)
    yield from (f"{source}\t{number}" for source, number in sorted(sources.items()))


def _move(move: str) -> str:
    by_name = {chinese: english for english, chinese in MOVE_NAMES.items()} | {english: english for english in MOVES}
    if move not in by_name:
        near = nearest(move, by_name)
        mend = f"改成“{near}”" if near else "从中选一个"
        raise fail("--move", f"不认识的语步“{move}”", "、".join(MOVE_NAMES.values()) + "之一", mend)
    return by_name[move]
