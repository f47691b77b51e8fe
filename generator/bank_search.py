"""Looking for phrases: by words, move and topic; and counting them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.errors import fail, nearest
from generator.phrasebank import Bank, Phrase
from generator.vocabulary import MOVE_NAMES, MOVES


def select(bank: Bank, move: str | None = None, topic: str | None = None) -> list[tuple[str, Phrase]]:
    """Give (id, phrase) of a move and a topic; phrases without topics fit any. Raises UserError on an unknown move."""
    wanted = _move(move) if move else None
    return [
        (name, phrase)
        for name, phrase in bank.phrases.items()
        if (wanted is None or name.startswith(f"{wanted}/"))
        and (topic is None or not phrase.topics or any(topic in own or own in topic for own in phrase.topics))
    ]


def search(bank: Bank, query: str, move: str | None, topic: str | None, limit: int) -> list[tuple[str, Phrase]]:
    """Give the phrases nearest to *query*: those that hold most of its words, then most of its character pairs."""
    words = query.split()
    pairs = {word[at : at + 2] for word in words for at in range(max(1, len(word) - 1))}

    def nearness(phrase: Phrase) -> tuple[float, float]:
        text = phrase.text + " " + " ".join((*phrase.holds, *phrase.topics))
        return sum(word in text for word in words), sum(pair in text for pair in pairs) / len(pairs)

    scored = [(nearness(phrase), name, phrase) for name, phrase in select(bank, move, topic)] if pairs else []
    found = sorted((entry for entry in scored if entry[0] > (0, 0.3)), key=lambda e: (-e[0][0], -e[0][1], e[1]))
    return [(name, phrase) for _, name, phrase in found[:limit]]


def statistics(bank: Bank) -> Iterator[str]:
    """Give counts by move and by source, a line each."""
    moves = Counter(name.split("/")[0] for name in bank.phrases)
    sources = Counter("自写" if phrase.own else phrase.source.split("#")[0] for phrase in bank.phrases.values())
    yield f"语句{len(bank.phrases)}条，标题组{len(bank.families)}个"
    yield from (f"{MOVE_NAMES[move]}（{move}）\t{moves[move]}" for move in MOVES)
    yield from (f"{source}\t{number}" for source, number in sorted(sources.items()))


def _move(move: str) -> str:
    by_name = {chinese: english for english, chinese in MOVE_NAMES.items()} | {english: english for english in MOVES}
    if move not in by_name:
        near = nearest(move, by_name)
        mend = f"改成“{near}”" if near else "从中选一个"
        raise fail("--move", f"不认识的语步“{move}”", "、".join(MOVE_NAMES.values()) + "之一", mend)
    return by_name[move]
