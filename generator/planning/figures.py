"""Figures in the drafter's words: finding them, and the short name of what they count. Nothing is computed from them."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from generator.slots import HAN
from generator.vocabulary import grammar

_RATE = re.compile(rf"{HAN}{{2,5}}率(?:达到|达|为|由[\d.]+%{HAN}{{1,3}})?\d[\d.]*%")
_QUOTED = re.compile(r"“([^“”]{1,12})”")
_LONGEST_NAME, _LONGEST_DEAL = 18, 24  # with what is done to it
_SHORTEST_NAME, _LONGEST_DEED = 4, 6
_ONCE, _ATTRIBUTE = "一遍", "的"
_TAKES = ("对", "为", "给", "把", "将", "向")  # what stands behind is what something is done to


@cache
def _number() -> re.Pattern[str]:
    words = "|".join(sorted(grammar().measure_words, key=len, reverse=True))
    return re.compile(rf"(?:\d[\d.,]*(?:万|亿|千|百)?(?:余|多)?|[两三四五六七八九十]+)({words})")


@cache
def _remainder() -> re.Pattern[str]:
    return re.compile(rf"(?:尚有|还有|仍有|剩余|剩下|还剩)({_number().pattern})")


@cache
def _cut(marks: str) -> re.Pattern[str]:
    """Match where a name ends: at one of *marks*, or before a word that says what is done to it."""
    words = "|".join(sorted(grammar().cut_before, key=len, reverse=True))
    return re.compile(f"[{marks}]|(?<![主重需必])(?:{words})")


def rate(text: str) -> str:
    """Find the first percentage with its name (整改率97.3%), or ""."""
    found = _RATE.search(text)
    return found[0] if found else ""


def remainder(text: str) -> str:
    """Find the figure that is left over (尚有35项 gives 35项), or ""."""
    found = _remainder().search(text)
    return found[1] if found else ""


def is_left_by(share: str, left: str, told: str) -> bool:
    """Whether what is left over is what the percentage leaves of a figure that is told: 35项 of 1286项 at 97.3%.

    >>> is_left_by("整改率97.3%", "35项", "排查重大事故隐患1286项，整改率97.3%"), is_left_by("合格率98.4%", "17批", "抽检5620批")
    (True, False)
    """
    rest, word = _amount(left)
    wholes = (_amount(found[0]) for found in _number().finditer(told))
    part = 1 - float(re.findall(r"[\d.]+", share)[-1]) / 100
    return any(unit == word and abs(whole * part - rest) <= max(1.0, 0.1 * rest) for whole, unit in wholes)


def _amount(text: str) -> tuple[float, str]:
    """Read a figure with its measure word: 1.2万户 is 12000 and 户; one in characters counts as none."""
    found = re.match(r"([\d.]+)(万|亿)?(?:余|多)?(.*)", text.replace(",", ""))
    if found is None:
        return 0.0, ""
    return float(found[1].strip(".") or 0) * {"万": 10_000, "亿": 100_000_000}.get(found[2] or "", 1), found[3]


def measure_word(text: str) -> str:
    """Find the measure word of the first figure, or ""."""
    found = _number().search(text)
    return found[1].removeprefix("余").removeprefix("万") if found else ""


def sample(text: str) -> str:
    """Find what a check looked at where it looked at some only (抽查72个工地 gives 72个工地), or ""."""
    found = _sampled().search(text)
    return found[1] if found else ""


@cache
def _sampled() -> re.Pattern[str]:
    some = "|".join(grammar().sampling)
    return re.compile(rf"(?:{some})了?({_number().pattern}{HAN}{{0,4}})(?=[，、；。]|$)")


def quoted(text: str) -> str:
    """Find the first words in quotation marks, without the marks, or ""."""
    found = _QUOTED.search(text)
    return found[1] if found else ""


def twin_quotes(text: str) -> tuple[str, str] | None:
    """Find two quotations of one length that differ in one character (“回了” and “办了”), or None."""
    found = _QUOTED.findall(text)
    for first, second in pairwise(found):
        if len(first) == len(second) and sum(a != b for a, b in zip(first, second, strict=True)) == 1:
            return first, second
    return None


def counted(text: str, deed: int | None = None) -> str:
    """Name what a duty counts: its first figure with the noun behind it, or "" when there is none.

    *deed*: the most characters of what is done to it that go along, less 一遍; by default as many as make no long name.

    >>> counted("完成剩余34公里老旧管网改造")
    '34公里老旧管网改造'
    >>> counted("对2310台“两客一危”车辆逐台检查")
    '2310台“两客一危”车辆逐台检查'
    """
    found = _number().search(text)
    if not found:
        return _object(text).removesuffix(_ONCE if deed is not None else "")
    if text[: found.start()].endswith(_ATTRIBUTE):  # 盘活闲置的19个冷库: the figure alone would not tell which
        return ""
    if found.end() == len(text):  # 新增电动自行车充电端口1.2万个: the noun stands before its figure
        return _behind_verb(text)
    rest = text[found.end() :]
    stop = _cut("，。；：、！？").search(rest)
    if (
        stop and stop.start() == 0 and rest[0] in "，、；"
    ):  # 储备编织袋20万条、冲锋舟60艘: the first thing stands for all
        return _behind_verb(text[: found.end()])
    done = rest[stop.start() :] if stop else ""
    if deed is not None and stop:
        done = done.removesuffix(_ONCE)
        name = found[0] + rest[: stop.start()] + (done if len(done) <= deed else "")
        return name if name.count("“") == name.count("”") and len(found[0]) < len(name) <= _LONGEST_DEAL else ""
    whole = bool(done) and len(found[0] + rest) <= _LONGEST_DEAL and "，" not in done
    name = found[0] + (rest[: stop.start()] if stop and not whole else rest)
    balanced = name.count("“") == name.count("”") and name.count("（") == name.count("）")
    return name if balanced and len(found[0]) < len(name) <= (_LONGEST_DEAL if whole else _LONGEST_NAME) else ""


def _object(text: str) -> str:
    """Give what a clause is done to with what is done (对农村常住人口集中排查一遍 gives 农村常住人口集中排查), or ""."""
    if not text.startswith(_TAKES):
        return ""
    rest = text[1:]
    stop = _cut("，。；：！？").search(rest)
    name = rest[: stop.start()] if stop else rest if text.endswith(_ONCE) else ""
    deed = rest[stop.start() :] if stop else ""
    what = deed if len(deed.removesuffix(_ONCE)) <= _LONGEST_DEED and "，" not in deed else ""
    return name + what if len(name + what) >= _SHORTEST_NAME and len(name) <= _LONGEST_NAME else ""


def named(text: str) -> str:
    """Give the name in quotation marks that a clause turns on, marks and all (把“一窗通办”推到各县 gives “一窗通办”), or ""."""
    found = _QUOTED.search(text)
    return found[0] if found else ""


def _behind_verb(text: str) -> str:
    """Give the noun and figure behind the last verb (在河段安装摄像头60个 gives 摄像头60个), or ""."""
    figure = _number().search(text)
    until = figure.start() if figure else len(text)
    ends = [
        text.rfind(verb, 0, until) + len(verb) for verb in grammar().verbs if len(verb) > 1 and verb in text[:until]
    ]
    name = text[max((end for end in ends if end < until and text[end] != _ATTRIBUTE), default=0) :]
    return name if len(name) <= _LONGEST_NAME and "，" not in name else ""
