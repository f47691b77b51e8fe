"""What a phrase sounds like: how it opens, what it turns on, which of its clauses a listener would know again."""

from __future__ import annotations

import re
from functools import cache

from generator.draft import Text, plain
from generator.phrasebank import NEAR, Phrase
from generator.slots import gaps, literal, pieces
from generator.vocabulary import grammar

_CLAUSE = re.compile(r"[，。；：！？]")
_LONG_CLAUSE = 7  # a clause of this many characters may stand in a speech once
_APART = 10  # characters between two words that a condition wants near each other
_OPENING = 2  # characters that make two openings sound alike


def gap_words(phrase: Phrase) -> frozenset[str]:
    """Give the slots that a phrase has gaps for."""
    return frozenset(gap.word for gap in gaps(phrase.text))


def found(sought: str, text: str) -> bool:
    """Whether *text* holds what a phrase's ``holds`` or ``lacks`` asks for: words, or two of them near each other (喇叭…坏)."""
    return bool(_near(sought).search(text)) if NEAR in sought else sought in text


@cache
def _near(sought: str) -> re.Pattern[str]:
    return re.compile(rf"[^\n。]{{0,{_APART}}}?".join(map(re.escape, sought.split(NEAR))))


def opening(pattern: str) -> str:
    """Give the characters that a pattern opens with, "" when it opens with a gap."""
    first = next(iter(pieces(pattern)), "")
    return first[:_OPENING] if isinstance(first, str) else ""


@cache
def has_words(pattern: str) -> bool:
    """Whether a pattern says anything of its own, or only lets the brief speak."""
    return bool(literal(pattern).strip("，；。"))


@cache
def verbs(pattern: str) -> frozenset[str]:
    """Give the verbs of two and more characters in a pattern's own words."""
    known, longest = _verbs()
    own = literal(pattern)
    return known.intersection(
        own[at : at + size] for size in range(2, longest + 1) for at in range(len(own) - size + 1)
    )


@cache
def _verbs() -> tuple[frozenset[str], int]:
    known = frozenset(grammar().verbs)
    return known, max(map(len, known))


def clauses(text: Text) -> list[str]:
    """Give the longer clauses of a text that are the bank's words."""
    own = plain(span for span in text if span.origin.kind == "phrase")
    return [clause for clause in _CLAUSE.split(own) if len(clause) >= _LONG_CLAUSE]
