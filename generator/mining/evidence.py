"""What speaks for which move in each unit: its words, its place and shape, the genre, and the heading above.

Every piece of evidence is a number from ``data/cues.yml``. Scores are added up as the evidence comes in; what each number came
from is put into words only for the one unit that somebody asks about (:meth:`Evidence.reasons`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, pairwise, repeat
from typing import Final, NamedTuple

from msgspec import Struct

from generator.mining.cues import FADING, Cue, Cues, Scores, cues, weighed
from generator.mining.genre import GENRES
from generator.mining.places import PLACES, places
from generator.mining.units import Unit
from generator.vocabulary import MOVES

# In a report, who says it (会议指出，) is no part of what is said.
_ATTRIBUTION: Final = re.compile(
    r"(?:会议|大会|[^，。；：]{2,30}?)(?:还|并|同时|最后)?(?:指出|强调|要求|认为|提出|表示|号召|说)[，：]“?(?=.{6})"
)
_QUOTED: Final = re.compile("“[^”，。]{1,10}”")  # a name (“三管三必须”) demands nothing
_COPULAR: Final = re.compile(
    r"(?:第.{1,4}，|同志们，|朋友们，|当前，|首先，)?[^，。：要]{2,16}(?<![其别只而但于要还总可不正])是(?![否因由])[^一二三四五六七八九]"
)
# Not done, then …: what always holds, said as a reason and not as a demand.
_MAXIM: Final = re.compile(
    "(?:不|没|只有|一旦|如果|若|越|再|哪怕|即使)[^，。]{1,20}，[^。]{0,20}(?:就|才|便|越|也|都|很难|等于)"
)
_DEMANDS: Final = re.compile("要(?!求)|必须|务必|确保|坚决|严禁|一律")
_HEADING_MOVES: Final = ("significance", "achievements", "shortcomings", "measures")
_PULLS: Final = (
    (1, 0.25),
    (2, 0.4),
    (3, 0.3),
)  # level of a heading → how much of its evidence goes to each unit under it
_REPORT_PULL: Final = 0.4  # a report's subheading sums up the demands, whatever else stands under it
_PULL_LIMIT: Final = 5.3
_BODY_SHARE: Final = 0.64  # weight of what the units say in judging their heading
_UNIT_LIMIT: Final = 13.0
_HEAD_KINDS: Final = frozenset(("title", "line", "salutation"))
_FIGURE: Final = re.compile(r"[\d一二三四五六七八九十百千万](?:(?<=\d)\d*|[一二三四五六七八九十百千万]+)")
_SOME_FIGURES: Final = 2
_DONE: Final = re.compile(
    "了(?!解)|已|过|达|增长|提高|完成|建成|累计|突破"
)  # a figure of what was done, not of what is to be
_SHORT, _LONG = 16, 60  # characters

_SHAPES: Final = {
    "figures": "有两个以上数字", "done": "说的是做成了多少",
    "percent": "有百分数", "question": "是问句", "exclamation": "是感叹句", "short": "短句",
    "long": "长句", "item": "一是、二是的一条", "demand": "一要、二要的一条",
    "attributed": "转述的话（某某指出、强调）", "copular": "“某某是……”的判断句",
    "maxim": "“不……，就……”这样讲道理的话",
}  # fmt: skip


class Reason(NamedTuple):
    """One piece of evidence: for which move, how much, and where it comes from (Chinese, for the user)."""

    move: str
    weight: float
    what: str


class Standing(NamedTuple):
    """What a place, a shape or a genre always brings, as the cue file says."""

    what: str
    weights: Scores


class Evidence(Struct):
    """What speaks for each move in one unit: ``scores`` by move (all of MOVES), and what they were added up from."""

    scores: Scores
    cues: list[Cue] = []
    heading: bool = False
    standing: list[Standing] = []

    def stand(self, standing: Standing) -> None:
        """Take in what a place, a shape, a genre or the heading above brings."""
        self.standing.append(standing)
        scores = self.scores
        for move, weight in standing.weights.items():
            scores[move] += weight

    def reasons(self) -> Iterator[Reason]:
        """Say what each number came from: of several cues for a move each brings what is left of its weight."""
        limits = _limited(self.cues)
        for move, total in weighed(self.cues).items():
            cues = [(weight, cue.text) for cue in self.cues for name, weight in cue.weights if name == move]
            cues.sort(key=lambda one: -abs(one[0]))
            for (weight, text), left in zip(cues, chain(FADING, repeat(FADING[-1])), strict=False):
                brought = weight * left * (limits[move] / total if total else 1)
                yield Reason(move, brought, f"{'标题有' if self.heading else '有'}“{text}”")
        for what, weights in self.standing:
            yield from (Reason(move, weight, what) for move, weight in weights.items() if weight)


def evidence(units: Sequence[Unit], genre: str, *, broken: bool = False) -> list[Evidence]:
    """Collect, for each unit of a document of *genre*, all that speaks for or against a move; *broken* = its end is missing."""
    known = cues()
    found = _own(units, known)
    bias = _standing("bias", genre)
    for one, unit, names in zip(found, units, places(units, spoken=genre != "news", broken=broken), strict=True):
        for name in names:
            one.stand(_standing("place", name))
        if unit.level in (1, 2):
            one.stand(bias)
    _pull_parts(units, found, _REPORT_PULL if genre == "news" else 1.0)
    for one, unit in zip(
        found, units, strict=True
    ):  # not before: a heading is judged by what stands under it, not by the genre twice
        if unit.kind not in _HEAD_KINDS and unit.level not in (1, 2):
            one.stand(bias)
    return found


@lru_cache(maxsize=64)
def _standing(table: str, name: str) -> Standing:
    known = cues()
    weights, names = {
        "place": (known.place, PLACES), "shape": (known.shape, _SHAPES), "bias": (known.bias, GENRES),
    }[table]  # fmt: skip
    return Standing(f"文种：{names[name]}" if table == "bias" else names[name], weights.get(name, {}))


def _own(units: Sequence[Unit], known: Cues) -> list[Evidence]:
    """Collect what each unit's own words and shape say."""
    spoken = [unit for unit in units if unit.kind not in _HEAD_KINDS]
    heads = [unit.body for unit in spoken if unit.level in (1, 2)]
    said = [_said(unit.body) for unit in spoken if unit.level not in (1, 2)]
    in_heads = iter(known.headings.find(heads))
    in_units = zip(said, known.units.find([text for text, _ in said]), strict=True)
    return [
        Evidence(_NOTHING.copy())
        if unit.kind in _HEAD_KINDS
        else _spoken(next(in_heads), heading=True)
        if unit.level in (1, 2)
        else _with_shape(unit, *next(in_units))
        for unit in units
    ]


def _said(body: str) -> tuple[str, bool]:
    """Give what counts of a sentence: of names in quotation marks not the words, and not who says it; and whether one does."""
    attributed = _ATTRIBUTION.match(body)
    said = body[attributed.end() :] if attributed else body
    return _QUOTED.sub("“”", said) if "“" in said else said, attributed is not None


def _with_shape(unit: Unit, said: tuple[str, bool], cues: list[Cue]) -> Evidence:
    found = _spoken(cues, heading=False)
    text, attributed = said
    if attributed:
        found.stand(_standing("shape", "attributed"))
    for name in _shapes(unit, text):
        found.stand(_standing("shape", name))
    return found


def _spoken(found: list[Cue], *, heading: bool) -> Evidence:
    return Evidence(_NOTHING | _limited(found), found, heading)


_NOTHING: Final = dict.fromkeys(MOVES, 0.0)


def _limited(found: Sequence[Cue]) -> Scores:
    scores = weighed(found)
    for move, weight in scores.items():
        if weight > _UNIT_LIMIT or weight < -_UNIT_LIMIT:
            scores[move] = max(-_UNIT_LIMIT, min(_UNIT_LIMIT, weight))
    return scores


def _shapes(unit: Unit, text: str) -> Iterator[str]:
    if len(_FIGURE.findall(text)) >= _SOME_FIGURES:
        yield "figures"
        if _DONE.search(text):
            yield "done"
    if "%" in text or "％" in text:
        yield "percent"
    if text.endswith("？"):
        yield "question"
    if text.rstrip("”").endswith("！"):
        yield "exclamation"
    if len(text) <= _SHORT:
        yield "short"
    elif len(text) >= _LONG:
        yield "long"
    if unit.level == 3:
        yield "item"
        if unit.text[: -len(unit.body)].endswith("要"):
            yield "demand"
    if "是" in text and _COPULAR.match(text):
        yield "copular"
    if _MAXIM.search(text) and not _DEMANDS.search(text):
        yield "maxim"


def _pull_parts(units: Sequence[Unit], found: list[Evidence], strength: float) -> None:
    """Let each heading be judged by its words and by what stands under it, and pull that towards its move."""
    near = _nearest_headings(units)
    for level, pull in _PULLS:
        for head, end in _parts(units, level):
            if level == 3 and end == head + 1:  # nothing stands under it
                continue
            scores = _part_scores(units, found, head, end)
            if level < 3:
                found[head] = Evidence({**_NOTHING, **scores}, standing=[Standing("标题和它下面的话", scores)])
            best = max(scores.values(), default=0.0)
            drawn = Standing(
                f"上面的标题“{units[head].body[:16]}”",
                {
                    move: strength * max(-_PULL_LIMIT, min(_PULL_LIMIT, pull * (weight - best) + 2.0))
                    for move, weight in scores.items()
                },
            )
            for at in range(head + 1, end):
                if level == 3 or near[at] == head:
                    found[at].stand(drawn)


def _nearest_headings(units: Sequence[Unit]) -> list[int | None]:
    """Give, for each unit, the heading that it stands under: of level 1 or 2; for a level-2 heading its part's."""
    found: list[int | None] = []
    part: int | None = None
    head: int | None = None
    for at, unit in enumerate(units):
        if unit.level == 1:
            part = head = at
            found.append(None)
        elif unit.level == 2:
            found.append(part)
            head = at
        else:
            found.append(head)
    return found


def _part_scores(units: Sequence[Unit], found: Sequence[Evidence], head: int, end: int) -> Scores:
    own = found[head].scores
    body = [found[at].scores for at in range(head + 1, end) if units[at].level != 1]
    share = _BODY_SHARE / len(body) if body else 0.0
    return {move: own[move] + share * sum([scores[move] for scores in body]) for move in _HEADING_MOVES}


def _parts(units: Sequence[Unit], level: int) -> Iterator[tuple[int, int]]:
    """Give the parts under headings of *level*: where the heading stands, and where its part ends."""
    heads = [at for at, unit in enumerate(units) if unit.level == level]
    for head, following in pairwise([*heads, len(units)]):
        higher = (at for at in range(head + 1, following) if 0 < units[at].level < level)
        yield head, next(higher, following)
