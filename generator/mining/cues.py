"""The cue file (``data/cues.yml``) compiled: which words speak for which move, found in one pass over a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, chain, repeat
from typing import Final, NamedTuple, TypeAlias

from msgspec import Struct

from generator.decode import decode_text
from generator.mining.cleaning.lines import APART
from generator.mining.rules import data_text

Scores: TypeAlias = dict[str, float]
Weights: TypeAlias = dict[str, dict[str, float]]

_START, _CLAUSE, _END = "\x02", "\x01", "\x03"  # stand in the searched text for ^ / and $
_CLAUSE_ENDS: Final = "，；：、。！？“"
_END_MARKS: Final = "。！？”’）；：，"
_REACH: Final = 64  # characters between the two halves of a cue with …
# The second cue of a move adds half of its weight, the third a quarter …: a long sentence is no surer than a short one.
FADING: Final = (1.0, 0.5, 0.25, 0.15, 0.1)


class _CueFile(Struct, frozen=True, forbid_unknown_fields=True):
    about: str
    units: dict[str, dict[str, tuple[str, ...]]]
    headings: dict[str, dict[str, tuple[str, ...]]]
    place: Weights
    shape: Weights
    genres: dict[str, dict[str, tuple[str, ...]]]
    bias: Weights
    order: Weights


class Cue(Struct, frozen=True):
    """One cue as written, and what finding it means for each name (move or genre)."""

    text: str
    weights: tuple[tuple[str, float], ...]


class _Gapped(NamedTuple):
    """A cue with gaps: its pieces before the longest, nearest first, and those after it."""

    cue: Cue
    before: tuple[str, ...]
    after: tuple[str, ...]


class CueSet:
    """Cues as one automaton (Aho and Corasick 1975): matching is linear in the text, however many cues there are.

    Where a sentence and a clause begin and where the sentence ends are characters of their own in the text that is searched,
    so that ^ / and $ cost nothing.
    """

    def __init__(self, groups: Mapping[str, Mapping[str, Iterable[str]]]) -> None:
        """Compile *groups*: name → weight → cues. A cue may stand under several names."""
        from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

        weights: dict[str, dict[str, float]] = defaultdict(dict)
        for name, by_weight in groups.items():
            for weight, cues in by_weight.items():
                for text in cues:
                    weights[text][name] = weights[text].get(name, 0.0) + float(weight)
        whole: dict[str, Cue] = {}
        gapped: dict[str, list[_Gapped]] = defaultdict(list)
        for written, names in weights.items():
            pieces = tuple(_marked_cue(written).split("…"))
            cue = Cue(written, tuple(sorted(names.items())))
            if len(pieces) == 1:
                whole[pieces[0]] = cue
            else:
                longest = max(pieces, key=len)
                at = pieces.index(longest)
                gapped[longest].append(_Gapped(cue, pieces[:at][::-1], pieces[at + 1 :]))
        self._whole, self._gapped = list(whole.values()), list(gapped.values())
        self._find_whole = AhoCorasick(list(whole), matchkind=MatchKind.LeftmostLongest).find_matches_as_indexes
        self._find_pieces = AhoCorasick(list(gapped), implementation=Implementation.DFA).find_matches_as_indexes

    def find(self, texts: Sequence[str]) -> list[list[Cue]]:
        """Find the cues in each of *texts* (without its number), each once: of those without a gap that overlap, the first
        and longest. The texts are searched as one: a document has many, and each search costs something of itself.
        """
        marked = _marked(texts)
        ends = list(accumulate(map(len, marked)))
        whole = self._whole
        found: list[dict[int, Cue]] = [{} for _ in texts]
        text = "".join(marked)
        at = 0
        for number, start, _ in self._find_whole(text):
            while start >= ends[at]:
                at += 1
            found[at][number] = whole[number]
        self._find_gapped(text, ends, found)
        return [list(one.values()) for one in found]

    def _find_gapped(self, text: str, ends: Sequence[int], found: Sequence[dict[int, Cue]]) -> None:
        """Add the cues with a gap to what was *found* in the texts that *text* joins, and that stop at *ends*."""
        gapped = self._gapped
        at = begin = 0
        for number, start, end in self._find_pieces(text, overlapping=True):
            while start >= ends[at]:
                begin = ends[at]
                at += 1
            for cue, before, after in gapped[number]:
                if (not before or _stand_before(before, text, begin, start)) and (
                    not after or _stand_after(after, text, end, ends[at])
                ):
                    found[at][id(cue)] = cue


def weighed(cues: Sequence[Cue]) -> Scores:
    """Add up what *cues* say for each name: the strongest counts whole, each further one less."""
    if len(cues) == 1:
        return dict(cues[0].weights)
    by_name: dict[str, list[float]] = {}
    for cue in cues:
        for name, weight in cue.weights:
            weights = by_name.get(name)
            if weights is None:
                by_name[name] = [weight]
            else:
                weights.append(weight)
    return {name: weights[0] if len(weights) == 1 else _faded(weights) for name, weights in by_name.items()}


def _faded(weights: list[float]) -> float:
    if len(weights) == 2:
        first, second = weights
        return first + second * FADING[1] if abs(first) >= abs(second) else second + first * FADING[1]
    weights.sort(key=abs, reverse=True)
    return sum([weight * share for weight, share in zip(weights, chain(FADING, repeat(FADING[-1])), strict=False)])


def _marked(texts: Sequence[str]) -> list[str]:
    """Put the characters that stand for the starts and ends of sentences and clauses into *texts*."""
    bodies = [text.rstrip(_END_MARKS) for text in texts]
    clauses = _with_clauses(APART.join(bodies)).split(APART) if bodies else []
    return [
        f"{_START}{_CLAUSE}{marked}{_END}{text[len(body) :]}"
        for text, body, marked in zip(texts, bodies, clauses, strict=True)
    ]


def _with_clauses(text: str) -> str:
    for mark in _CLAUSE_ENDS:  # five times as fast as str.translate
        if mark in text:
            text = text.replace(mark, mark + _CLAUSE)
    return text


def _marked_cue(written: str) -> str:
    """Write a cue with the characters that stand for where it must stand."""
    body = written.lstrip("^/").removesuffix("$")
    before = f"{_START}{_CLAUSE}" if written[0] == "^" else _CLAUSE if written[0] == "/" else ""
    return before + _with_clauses(body) + _END * written.endswith("$")


def _stand_before(pieces: tuple[str, ...], text: str, begin: int, start: int) -> bool:
    """Whether *pieces*, nearest first, stand in *text* between *begin* and *start*, each not too far from the one after it."""
    for piece in pieces:
        start = text.rfind(piece, max(begin, start - _REACH), start)
        if start < 0:
            return False
    return True


def _stand_after(pieces: tuple[str, ...], text: str, end: int, stop: int) -> bool:
    """Whether *pieces* stand in *text* between *end* and *stop*, in order, each not too far from the one before it."""
    for piece in pieces:
        here = text.find(piece, end, min(stop, end + _REACH))
        if here < 0:
            return False
        end = here + len(piece)
    return True


class Cues(Struct, frozen=True):
    """All that the cue file says."""

    units: CueSet
    headings: CueSet
    genres: CueSet
    place: Weights
    shape: Weights
    bias: Weights
    order: Weights


@lru_cache(maxsize=1)
def cues() -> Cues:
    """Load the cue file."""
    file = decode_text(data_text("cues.yml"), "cues.yml", _CueFile)
    return Cues(
        CueSet(file.units), CueSet(file.headings), CueSet(file.genres), file.place, file.shape, file.bias, file.order
    )
