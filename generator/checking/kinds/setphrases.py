"""``set-phrases``: a dated list of set political phrases (提法), and what each replaced."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from generator.checking.document import Document, Hit
from generator.checking.kinds.calendar import meeting_date
from generator.checking.patterns import either
from generator.checking.rule import Rule, outside


class Phrase(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One set phrase: the current wording, the patterns it replaced, where it is laid down and since when."""

    now: str
    was: tuple[str, ...]
    since: str
    source: str
    unless: tuple[str, ...] = ()


class SetPhrases(Rule, frozen=True, kw_only=True):
    """Fires on a replaced wording. With ``stale`` it fires once when the list (``dated``) is over a year older than the
    speech, whose date the draft or the brief must name: there is no clock in a check."""

    dated: str
    phrases: tuple[Phrase, ...] = ()
    stale: bool = False

    def hits(self, document: Document) -> Iterator[Hit]:
        if self.stale:
            yield from self._stale(document)
            return
        for phrase in self.phrases:
            barred = either(phrase.unless) if phrase.unless else None
            for match in either(phrase.was).finditer(document.text):
                if outside(barred, document.text, *match.span()):
                    words = (("found", match[0]), ("right", phrase.now), ("since", phrase.since))
                    yield Hit(*match.span(), (*words, ("source", phrase.source), ("dated", self.dated)))

    def _stale(self, document: Document) -> Iterator[Hit]:
        meeting = meeting_date(document)
        found = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", self.dated)
        if meeting and found and (meeting - date(*map(int, found.groups()))).days > 366 and document.text:
            yield Hit(0, 1, (("dated", self.dated),))

    def patterns_used(self) -> Iterable[str]:
        return tuple(pattern for phrase in self.phrases for pattern in (*phrase.was, *phrase.unless))
