"""Near-duplicates among mined patterns, found in near-linear time: MinHash signatures in bands (Broder 1997; LSH)."""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from msgspec import Struct, field

from generator.mining.abstract import Pattern
from generator.mining.slotting import SLOT

MOST_SOURCES: Final = (
    20  # further places that a phrase names: enough to look it up, and memory does not grow with the archive
)
_HASHES, _BANDS = 12, 6  # two hashes a band: texts that share half of their trigrams meet with near certainty
_NONE: Final = 1 << 32
_ALIKE: Final = 0.9  # share of equal characters from which two patterns are one
_PUNCTUATION: Final = re.compile(r"[^\w□]")


class Merged(Struct):
    """A pattern and the further places where the same was said."""

    pattern: Pattern
    also: list[str] = field(default_factory=list)

    def add_source(self, source: str) -> bool:
        """Add a further place, unless it is known or enough are; tell whether it was added."""
        new = len(self.also) < MOST_SOURCES and source != self.pattern.source and source not in self.also
        if new:
            self.also.append(source)
        return new


class Index:
    """Texts by their signature; :meth:`like` finds a stored text that is nearly the same."""

    def __init__(self, texts: Iterable[tuple[str, str]] = ()) -> None:
        """Store *texts*: pairs of a group (near-duplicates must share it) and the text."""
        self._bands: dict[tuple[int, str, int, int], list[int]] = defaultdict(list)
        self._texts: list[str] = []
        self._exact: dict[tuple[str, str], int] = {}
        for group, text in texts:
            self.add(group, text)

    def add(self, group: str, text: str) -> int:
        """Store *text* and give its number."""
        letters = _letters(text)
        number = len(self._texts)
        self._texts.append(letters)
        self._exact.setdefault((group, letters), number)
        for band in _bands(letters):
            self._bands[(band[0], group, band[1], band[2])].append(number)
        return number

    def like(self, group: str, text: str) -> int | None:
        """Give the number of the first stored text of *group* that is at least nine tenths the same, or None."""
        from rapidfuzz.fuzz import ratio

        letters = _letters(text)
        exact = self._exact.get((group, letters))
        if exact is not None:
            return exact
        near = {n for band in _bands(letters) for n in self._bands.get((band[0], group, band[1], band[2]), ())}
        texts = self._texts
        return next((n for n in sorted(near) if ratio(letters, texts[n], score_cutoff=100 * _ALIKE)), None)


class Merging:
    """Patterns merged as they come: near-duplicates within a move add their sources to the first."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._index = Index()
        self._all: list[Merged] = []
        self._known: dict[tuple[str, str], int] = {}
        self._changed: dict[int, None] = {}

    def add(self, patterns: Iterable[Pattern]) -> None:
        """Take in *patterns*, in order."""
        for pattern in patterns:
            same = self._known.get((pattern.move, pattern.text))
            if same is None:
                same = self._index.like(pattern.move, pattern.text)
            if same is None:
                same = self._index.add(pattern.move, pattern.text)
                self._all.append(Merged(pattern))
            elif not self._all[same].add_source(pattern.source):
                continue
            self._known[pattern.move, pattern.text] = same
            self._changed[same] = None

    def take(self) -> list[Merged]:
        """Give what is new or has new sources since the last call, in order of first appearance."""
        changed = [self._all[number] for number in sorted(self._changed)]
        self._changed.clear()
        return changed


def merged(patterns: Iterable[Pattern]) -> list[Merged]:
    """Merge near-duplicates within a move, in order: the first stays, the others add their sources."""
    merging = Merging()
    merging.add(patterns)
    return merging.take()


def _letters(text: str) -> str:
    return _PUNCTUATION.sub("", SLOT.sub("□", text))


@lru_cache(maxsize=64)  # what is looked for and not found is stored next
def _bands(letters: str) -> list[tuple[int, int, int]]:
    """Give the bands of the signature of *letters*: one permutation of its trigrams, cut into bins (Li, Owen, Zhang 2012).

    An empty bin takes the value of the next full one (Shrivastava and Li 2014), so that short texts do not all look alike.
    """
    bins = [_NONE] * _HASHES
    for gram in {letters[at : at + 3] for at in range(max(1, len(letters) - 2))}:
        number = zlib.crc32(gram.encode())
        at = number % _HASHES
        bins[at] = min(bins[at], number)
    for at in range(-1, -2 * _HASHES, -1):
        if bins[at % _HASHES] == _NONE:
            bins[at % _HASHES] = bins[(at + 1) % _HASHES]
    return [(band, bins[2 * band], bins[2 * band + 1]) for band in range(_BANDS)]
