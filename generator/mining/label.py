"""Which move each unit makes: the sequence of moves that the evidence and the order of moves together make likeliest.

The best sequence is found by the Viterbi algorithm (Viterbi 1967). Nothing is learnt or downloaded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from msgspec import Struct

from generator.mining.cues import Scores, cues
from generator.mining.evidence import evidence
from generator.mining.genre import genre_of
from generator.mining.units import Unit
from generator.vocabulary import MOVES

_REPORT_ORDER: Final = 0.5  # the moves of a news report follow hardly any order
_HOPELESS: Final = 9.0
_NO_SUM: Final = float("-inf")
_AT_HEADING, _AT_PARAGRAPH = 0.3, 0.6  # how much of the order of moves holds across a heading, across paragraphs


class Labelled(Struct, frozen=True):
    """A unit with its move."""

    unit: Unit
    move: str


def label(units: Sequence[Unit], *, broken: bool = False) -> tuple[Labelled, ...]:
    """Label *units* of one document, in reading order; *broken* = its end is missing, so that no closing is expected."""
    genre = genre_of(units)
    scores = [one.scores for one in evidence(units, genre, broken=broken)]
    strength = _REPORT_ORDER if genre == "news" else 1.0
    return tuple(map(Labelled, units, _best_path(units, scores, strength)))


def _best_path(units: Sequence[Unit], scores: Sequence[Scores], strength: float) -> list[str]:
    """Find the sequence of moves with the highest sum (Viterbi)."""
    if not units:
        return []
    best = _hopeful(scores[0])
    paths: list[dict[str, str]] = []
    for unit, score in zip(units[1:], scores[1:], strict=True):
        steps = _steps(strength * (_AT_HEADING if unit.level in (1, 2) else _AT_PARAGRAPH if unit.first else 1.0))
        hopeful = _hopeful(score)
        if len(best) == 1:  # one way to come from: nothing to compare
            [(before, total)] = best.items()
            paths.append(dict.fromkeys(hopeful, before))
            best = {move: total + steps[move][before] + weight for move, weight in hopeful.items()}
            continue
        here: dict[str, float] = {}
        came: dict[str, str] = {}
        for move, weight in hopeful.items():
            step = steps[move]
            top, came[move] = _NO_SUM, ""
            for before, total in best.items():
                by_it = total + step[before]
                if by_it > top or (by_it == top and before > came[move]):
                    top, came[move] = by_it, before
            here[move] = top + weight
        paths.append(came)
        best = here
    path = [max(best, key=lambda move: best[move])]
    for came in reversed(paths):
        path.append(came[path[-1]])
    return path[::-1]


def _hopeful(scores: Scores) -> Scores:
    """Leave out the moves that no neighbour could save: the order of moves is worth at most a few points."""
    least = max(scores.values()) - _HOPELESS
    return {move: score for move, score in scores.items() if score >= least}


@lru_cache(maxsize=16)
def _steps(factor: float) -> Mapping[str, Mapping[str, float]]:
    """Give, for each move, what each move before it adds to it."""
    order = cues().order
    return {move: {last: factor * order[last][move] for last in MOVES} for move in MOVES}
