"""The cue file (``data/cues.yml``) compiled: which words speak for which move, found in one pass over a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain, repeat
from typing import Final, TypeAlias

from msgspec import Struct

from generator.decode import decode_text
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
    """One cue as written, what finding it means for each name (move or genre), and the pieces between its gaps."""

    text: str
    weights: tuple[tuple[str, float], ...]
    pieces: tuple[str, ...]


class CueSet:
    """Cues as one automaton (Aho and Corasick 1975): matching is linear in the text, however many cues there are.

    Where a sentence and a clause begin and where the sentence ends are characters of their own in the text that is searched,
    so that ^ / and $ cost nothing.
    """

    def __init__(self, groups: Mapping[str, Mapping[str, Iterable[str]]]) -> None:
        """Compile *groups*: name → weight → cues. A cue may stand under several names."""
        from ahocorasick_rs import AhoCorasick, MatchKind

        weights: dict[str, dict[str, float]] = defaultdict(dict)
        for name, by_weight in groups.items():
            for weight, cues in by_weight.items():
                for text in cues:
                    weights[text][name] = weights[text].get(name, 0.0) + float(weight)
        whole: dict[str, Cue] = {}
        gapped: dict[str, list[Cue]] = defaultdict(list)
        for written, names in weights.items():
            pieces = tuple(_marked_cue(written).split("…"))
            cue = Cue(written, tuple(sorted(names.items())), pieces)
            if len(pieces) == 1:
                whole[pieces[0]] = cue
            else:
                gapped[max(pieces, key=len)].append(cue)
        self._whole, self._gapped = list(whole.values()), list(gapped.values())
        self._find_whole = AhoCorasick(list(whole), matchkind=MatchKind.LeftmostLongest).find_matches_as_indexes
        self._find_pieces = AhoCorasick(list(gapped)).find_matches_as_indexes

    def find(self, text: str) -> list[Cue]:
        """Find the cues in *text* (without its number), each once: of those without a gap that overlap, the first and longest."""
        body = text.rstrip(_END_MARKS)
        marked = f"{_START}{_CLAUSE}{_with_clauses(body)}{_END}{text[len(body) :]}"
        whole, gapped = self._whole, self._gapped
        found = {number: whole[number] for number, _, _ in self._find_whole(marked)}
        for number, start, end in self._find_pieces(marked, overlapping=True):
            for cue in gapped[number]:
                if _stands(cue.pieces, marked, start, end):
                    found[id(cue)] = cue
        return list(found.values())


def weighed(cues: Sequence[Cue]) -> Scores:
    """Add up what *cues* say for each name: the strongest counts whole, each further one less."""
    if len(cues) == 1:
        return dict(cues[0].weights)
    by_name: dict[str, list[float]] = {}
    for cue in cues:
        for name, weight in cue.weights:
            if name in by_name:
                by_name[name].append(weight)
            else:
                by_name[name] = [weight]
    return {name: weights[0] if len(weights) == 1 else _faded(weights) for name, weights in by_name.items()}


def _faded(weights: list[float]) -> float:
    weights.sort(key=abs, reverse=True)
    return sum([weight * share for weight, share in zip(weights, chain(FADING, repeat(FADING[-1])), strict=False)])


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


def _stands(pieces: tuple[str, ...], text: str, start: int, end: int) -> bool:
    """Whether all *pieces* stand around the longest, found from *start* to *end*, in order and not too far apart."""
    at = pieces.index(text[start:end])
    for piece in reversed(pieces[:at]):
        start = text.rfind(piece, max(0, start - _REACH), start)
        if start < 0:
            return False
    for piece in pieces[at + 1 :]:
        here = text.find(piece, end, end + _REACH)
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
