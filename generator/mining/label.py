"""Which move each unit makes: the words of the unit, the heading above, the place, the genre, and the order of moves.

Every piece of evidence is a number from ``data/cues.yml``; the best sequence of moves is found by the Viterbi algorithm
(Viterbi 1967). Nothing is learnt or downloaded, and :func:`explain` tells what each number came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from generator.mining.cues import Cues, Found, Scores, added, cues
from generator.mining.units import Unit
from generator.vocabulary import MOVES

# In a report, who says it (会议指出，) is no part of what is said.
_ATTRIBUTION: Final = re.compile(
    r"(?:会议|大会|[^，。；：]{2,30}?)(?:还|并|同时|最后)?(?:指出|强调|要求|认为|提出|表示|号召|说)[，：]“?(?=.{6})"
)
_QUOTED: Final = re.compile("“[^”，。]{1,10}”")  # a name (“三管三必须”) demands nothing
_COPULAR: Final = re.compile(r"[^，。：要]{2,16}(?<![其别只而但于要还总可不正])是(?![否因由])[^一二三四五六七八九]")
_HEADING_MOVES: Final = ("significance", "achievements", "shortcomings", "measures")
_PART_PULL: Final = 0.25  # how much of a heading's evidence goes to each unit under it
_SUBPART_PULL: Final = 0.4
_REPORT_PULL: Final = 0.4  # a report's subheading sums up the demands, whatever else stands under it
_HOPELESS: Final = 9.0
_REPORT_ORDER: Final = 0.5  # … and its moves follow no order
_ITEM_PULL: Final = 0.3
_PULL_LIMIT: Final = 5.3
_BODY_SHARE: Final = 0.64  # weight of what the units say in judging their heading
_UNIT_LIMIT: Final = 13.0
_FIGURE: Final = re.compile(r"\d+")
_SOME_FIGURES: Final = 2
_SHORT, _LONG = 16, 60  # characters
_START_UNITS, _START_SHARE = 9, 0.5  # the sentences that tell the genre, and their weight beside the title's
_LONGEST_START: Final = 10  # units before the first part that still may open the speech
_FIRST_UNITS, _LAST_UNITS = 4, 4  # what may open and close a text without headings
_ANNOUNCES: Final = re.compile(
    "(?:下面|现在|在此|这里).{0,30}(?:讲|谈|提|强调|汇报|报告|说)|(?:讲|谈|提|强调)[几两三四五六]点"
)
_SURE_GENRE: Final = 3.0
_FEW_DEMANDS, _MANY_DEMANDS = 0.12, 0.25  # shares of the sentences


@dataclass(frozen=True, slots=True)
class Labelled:
    """A unit with its move."""

    unit: Unit
    move: str


class Reason(NamedTuple):
    """One piece of evidence: for which move, how much, and where it comes from (Chinese, for the user)."""

    move: str
    weight: float
    what: str


@dataclass(frozen=True, slots=True)
class _Part:
    start: int
    end: int
    head: int | None


def label(units: Sequence[Unit], *, broken: bool = False) -> tuple[Labelled, ...]:
    """Label *units* of one document, in reading order; *broken* = its end is missing, so that no closing is expected."""
    genre = genre_of(units)
    scores = [_summed(one) for one in evidence(units, genre, broken=broken)]
    strength = _REPORT_ORDER if genre == "news" else 1.0
    return tuple(map(Labelled, units, _best_path(units, scores, strength)))


def evidence(units: Sequence[Unit], genre: str, *, broken: bool = False) -> list[list[Reason]]:
    """Collect, for each unit of a document of *genre*, all that speaks for or against a move."""
    known = cues()
    reasons = [_own_evidence(unit, known) for unit in units]
    places = list(_places(units, spoken=genre != "news", broken=broken))
    for at, names in enumerate(places):
        for name in names:
            reasons[at] += _standing("place", name)
    for at, unit in enumerate(units):
        if unit.kind not in ("title", "line", "salutation"):
            reasons[at] += _standing("bias", genre)
    _pull_parts(units, reasons, _REPORT_PULL if genre == "news" else 1.0)
    return reasons


def genre_of(units: Sequence[Unit]) -> str:
    """Tell the genre by the title, the first sentences and how much is demanded: see ``genres`` in the cue file."""
    found = cues().genres
    title = "".join(unit.text for unit in units[:1] if unit.kind == "title")
    start = "".join(unit.text for unit in units[1:_START_UNITS])
    scores: dict[str, float] = {}
    for share, text in ((1.0, title), (_START_SHARE, start), (1.0, _demands(units))):
        for one in found.find(text):
            scores[one.name] = scores.get(one.name, 0.0) + share * one.weight
    if any(unit.kind == "salutation" for unit in units[:6]):
        scores.pop("news", None)
    best = max(scores, key=lambda name: (scores[name], name), default="speech")
    return best if scores.get(best, 0.0) >= _SURE_GENRE else "speech"


def _demands(units: Sequence[Unit]) -> str:
    """Say in a word of the cue file how many of the sentences demand something."""
    bodies = [unit for unit in units if unit.kind in ("sentence", "item", "lead")]
    share = sum("要" in unit.body or "必须" in unit.body for unit in bodies) / max(1, len(bodies))
    return "〔很少提要求〕" if share < _FEW_DEMANDS else "〔常提要求〕" if share > _MANY_DEMANDS else ""


_GENRES: Final = {
    "exchange": "经验交流", "news": "会议报道", "seminar": "研讨发言", "pledge": "表态发言", "report": "工作报告", "speech": "讲话",
}  # fmt: skip
_PLACES: Final = {
    "title": "标题", "head_line": "标题下的一行", "salutation": "称谓", "before_first_heading": "第一个标题之前",
    "first_tenth": "开头一成", "last_tenth": "最后一成", "middle": "中间", "last_paragraph": "最后一段",
    "after_call": "结尾号召之后",
}  # fmt: skip


@lru_cache(maxsize=64)
def _standing(table: str, name: str) -> tuple[Reason, ...]:
    """Give the evidence that a place, a shape or a genre brings, as the cue file says."""
    known = cues()
    weights, names = {
        "place": (known.place, _PLACES), "shape": (known.shape, _SHAPES), "bias": (known.bias, _GENRES),
    }[table]  # fmt: skip
    what = f"文种：{names[name]}" if table == "bias" else names[name]
    return tuple(Reason(move, weight, what) for move, weight in weights.get(name, {}).items() if weight)


def _own_evidence(unit: Unit, known: Cues) -> list[Reason]:
    if unit.kind in ("title", "line", "salutation"):
        return []
    if unit.level in (1, 2):
        return _cue_reasons(known.headings.find(unit.body), "标题有")
    attributed = _ATTRIBUTION.match(unit.body)
    said = unit.body[attributed.end() :] if attributed else unit.body
    if "“" in said:
        said = _QUOTED.sub("“”", said)
    reasons = _cue_reasons(known.units.find(said), "有")
    if attributed:
        reasons += _standing("shape", "attributed")
    for name in _shapes(unit, said):
        reasons += _standing("shape", name)
    return reasons


_SHAPES: Final = {
    "figures": "有两个以上数字", "percent": "有百分数", "question": "是问句", "exclamation": "是感叹句", "short": "短句",
    "long": "长句", "item": "一是、二是的一条",
    "attributed": "转述的话（某某指出、强调）", "copular": "“某某是……”的判断句",
}  # fmt: skip


def _cue_reasons(found: Sequence[Found], what: str) -> list[Reason]:
    """Turn found cues into reasons, scaled so that they add up as :func:`generator.mining.cues.added` says."""
    totals = added(found)
    plain = dict.fromkeys(totals, 0.0)
    for name, weight, _ in found:
        plain[name] += abs(weight)
    share = {name: max(-_UNIT_LIMIT, min(_UNIT_LIMIT, totals[name])) / plain[name] for name in plain}
    return [Reason(name, share[name] * abs(weight), f"{what}“{cue}”") for name, weight, cue in found]


def _shapes(unit: Unit, text: str) -> Iterator[str]:
    if len(_FIGURE.findall(text)) >= _SOME_FIGURES:
        yield "figures"
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
    if _COPULAR.match(text):
        yield "copular"


def _places(units: Sequence[Unit], *, spoken: bool, broken: bool) -> Iterator[list[str]]:
    """Name the places that count for each unit; a report (not *spoken*) puts its moves in any order."""
    count = len(units)
    first_heading = _start_length(units)
    last_paragraph = units[-1].paragraph if units else 0
    called = False
    for at, unit in enumerate(units):
        if unit.kind in ("title", "line", "salutation") and at < max(first_heading, 8):
            yield [{"title": "title", "line": "head_line"}.get(unit.kind, "salutation")]
            continue
        names: list[str] = []
        if not spoken:
            yield names
            continue
        late = at >= count - max(_LAST_UNITS, count * 0.1) and at > count / 2 and not broken
        if at < first_heading:
            names.append("before_first_heading")
        elif at >= count / 10:
            names.append("last_tenth" if late else "middle")
        if at < count / 10:
            names.append("first_tenth")
        if unit.paragraph == last_paragraph and not broken and count > 8 and at > count / 2 and unit.level == 0:
            names.append("last_paragraph")
        if at >= count * 0.8 and unit.level == 0 and unit.first and _CALL.match(unit.text):
            called = True
        if unit.level in (1, 2):
            called = False
        if called:
            names.append("after_call")
        yield names


class _Call:
    """Whether a paragraph near the end opens with an address, as final calls do."""

    words: Final = (
        "同志们，",
        "同志们！",
        "同志们：",
        "同志们,",
        "各位代表！",
        "各位同志",
        "老师们",
        "同学们",
        "朋友们",
        "各位领导",
    )

    def match(self, text: str) -> bool:
        return text.startswith(self.words) or (text.startswith(("各位", "全体")) and "，" in text[:14])


_CALL: Final = _Call()


def _start_length(units: Sequence[Unit]) -> int:
    """Count the units before the body: up to the first part, or to the sentence that announces the points (下面，我讲……)."""
    heading = next((at for at, unit in enumerate(units) if unit.level == 1), None)
    if heading is not None:
        return heading if heading <= max(_LONGEST_START, len(units) * 0.3) else min(_FIRST_UNITS, len(units) // 4)
    announced = next((at for at, unit in enumerate(units[: len(units) // 2]) if _ANNOUNCES.search(unit.body)), None)
    return announced + 1 if announced is not None else min(_FIRST_UNITS, len(units) // 4)


def _pull_parts(units: Sequence[Unit], reasons: list[list[Reason]], strength: float) -> None:
    """Let each heading be judged by its words and by what stands under it, and pull that towards its move."""
    near = _nearest_headings(units)
    for level, pull in ((1, _PART_PULL), (2, _SUBPART_PULL), (3, _ITEM_PULL)):
        for part in _parts(units, level):
            if part.head is None:
                continue
            scores = _part_scores(units, reasons, part)
            if level < 3:
                reasons[part.head] = [Reason(move, weight, "标题和它下面的话") for move, weight in scores.items()]
            best = max(scores.values(), default=0.0)
            what = f"上面的标题“{units[part.head].body[:16]}”"
            drawn = [
                Reason(move, strength * max(-_PULL_LIMIT, min(_PULL_LIMIT, pull * (weight - best) + 2.0)), what)
                for move, weight in scores.items()
            ]
            for at in range(part.head + 1, part.end):
                if level == 3 or near[at] == part.head:
                    reasons[at] += drawn


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


def _part_scores(units: Sequence[Unit], reasons: Sequence[Sequence[Reason]], part: _Part) -> Scores:
    assert part.head is not None
    own = _summed(reasons[part.head])
    body = [_summed(reasons[at]) for at in range(part.head + 1, part.end) if units[at].level != 1]
    scores: Scores = {}
    for move in _HEADING_MOVES:
        mean = sum(one.get(move, 0.0) for one in body) / len(body) if body else 0.0
        scores[move] = own.get(move, 0.0) + _BODY_SHARE * mean
    return scores


def _parts(units: Sequence[Unit], level: int) -> Iterator[_Part]:
    heads = [at for at, unit in enumerate(units) if unit.level == level]
    for rank, head in enumerate(heads):
        end = heads[rank + 1] if rank + 1 < len(heads) else len(units)
        for at in range(head + 1, end):
            if 0 < units[at].level < level:
                end = at
                break
        yield _Part(head, end, head)


def _summed(reasons: Sequence[Reason]) -> Scores:
    scores = dict.fromkeys(MOVES, 0.0)
    for move, weight, _ in reasons:
        scores[move] += weight
    return scores


def _best_path(units: Sequence[Unit], scores: Sequence[Scores], strength: float) -> list[str]:
    """Find the sequence of moves with the highest sum (Viterbi)."""
    if not units:
        return []
    best = _hopeful(scores[0])
    paths: list[dict[str, str]] = []
    for unit, score in zip(units[1:], scores[1:], strict=True):
        steps = _steps(strength * (0.3 if unit.level in (1, 2) else 0.6 if unit.first else 1.0))
        here: dict[str, float] = {}
        came: dict[str, str] = {}
        for move, weight in _hopeful(score).items():
            top, last = max((sum_ + steps[before, move], before) for before, sum_ in best.items())
            here[move] = top + weight
            came[move] = last
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
def _steps(factor: float) -> dict[tuple[str, str], float]:
    """Give what each move adds to the one after it."""
    order = cues().order
    return {(last, move): factor * order[last][move] for last in MOVES for move in MOVES}
