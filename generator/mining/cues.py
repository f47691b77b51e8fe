"""The cue file (``data/cues.yml``) compiled: which words speak for which move, found in one pass over a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias

from msgspec import Struct

from generator.decode import decode_text
from generator.mining.rules import data_text

Scores: TypeAlias = dict[str, float]
Weights: TypeAlias = dict[str, dict[str, float]]

_CLAUSE_ENDS: Final = "，；：、。！？“"
_REACH: Final = 60  # characters between the two halves of a cue with …
# The second cue of a move adds half of its weight, the third a quarter …: a long sentence is no surer than a short one.
_FADING: Final = (1.0, 0.5, 0.25, 0.15, 0.1)


class _CueFile(Struct, frozen=True, forbid_unknown_fields=True):
    about: str
    units: dict[str, dict[str, tuple[str, ...]]]
    headings: dict[str, dict[str, tuple[str, ...]]]
    place: Weights
    shape: Weights
    genres: dict[str, dict[str, tuple[str, ...]]]
    bias: Weights
    order: Weights


class Found(NamedTuple):
    """A cue that a text holds, for one name."""

    name: str
    weight: float
    cue: str


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue: its words, what they must stand at, and what finding it means for each name (move or genre)."""

    text: str
    head: str
    rest: tuple[str, ...]
    starts: bool
    clause: bool
    ends: bool
    plain: bool
    found: tuple[Found, ...]


class CueSet:
    """Cues as one automaton (Aho and Corasick 1975): matching is linear in the text, however many cues there are."""

    def __init__(self, groups: Mapping[str, Mapping[str, Iterable[str]]]) -> None:
        """Compile *groups*: name → weight → cues. A cue may stand under several names."""
        from ahocorasick_rs import AhoCorasick

        weights: dict[str, dict[str, float]] = defaultdict(dict)
        for name, by_weight in groups.items():
            for weight, cues in by_weight.items():
                for text in cues:
                    weights[text][name] = weights[text].get(name, 0.0) + float(weight)
        by_head: dict[str, list[Cue]] = defaultdict(list)
        for written, names in weights.items():
            cue = _compiled(written, names)
            by_head[cue.head].append(cue)
        self._cues = [sorted(cues, key=lambda cue: (not cue.starts, not cue.clause)) for cues in by_head.values()]
        self._automaton = AhoCorasick(list(by_head))

    def find(self, text: str) -> list[Found]:
        """Find the cues in *text* (without its number). A cue that lies inside a longer one is not counted."""
        matches = self._automaton.find_matches_as_indexes(text, overlapping=True)
        matches.sort(key=_first_and_longest)
        found: dict[str, Cue] = {}
        covered = 0
        body = text.rstrip("。！？”’）；：，")
        for number, start, end in matches:
            for cue in self._cues[number]:
                if (end > covered or cue.rest) and (cue.plain or _stands(cue, text, start, end, body)):
                    found[cue.text] = cue
                    covered = max(covered, end)
                    break
        return [one for cue in found.values() for one in cue.found]

    def scores(self, text: str) -> Scores:
        """Add up what *text* says for each name, with fading weights."""
        return added(self.find(text))


def added(found: Iterable[Found]) -> Scores:
    """Add up weights by name: the strongest whole, each further one less."""
    by_name: dict[str, list[float]] = defaultdict(list)
    for one in found:
        by_name[one.name].append(one.weight)
    return {name: _faded(weights) for name, weights in by_name.items()}


def _faded(weights: list[float]) -> float:
    if len(weights) == 1:
        return weights[0]
    weights.sort(key=abs, reverse=True)
    return sum(weight * (_FADING[rank] if rank < len(_FADING) else _FADING[-1]) for rank, weight in enumerate(weights))


def _compiled(text: str, names: Mapping[str, float]) -> Cue:
    starts, ends = text.startswith("^"), text.endswith("$")
    pieces = text.lstrip("^/").removesuffix("$").split("…")
    clause, rest = text.startswith("/"), tuple(pieces[1:])
    found = tuple(Found(name, weight, text) for name, weight in sorted(names.items()))
    return Cue(text, pieces[0], rest, starts, clause, ends, not (starts or clause or ends or rest), found)


def _first_and_longest(match: tuple[int, int, int]) -> tuple[int, int]:
    return match[1], -match[2]


def _stands(cue: Cue, text: str, start: int, end: int, body: str) -> bool:
    if start and (cue.starts or (cue.clause and text[start - 1] not in _CLAUSE_ENDS)):
        return False
    for piece in cue.rest:
        here = text.find(piece, end, end + _REACH)
        if here < 0:
            return False
        end = here + len(piece)
    return not cue.ends or end == len(body)


@dataclass(frozen=True, slots=True)
class Cues:
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
