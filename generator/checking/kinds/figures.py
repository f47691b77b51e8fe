"""Kinds about figures: ``sum`` (found, done, left, rate), ``roster`` (units and their shares), ``conflict`` (one noun, two figures)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from generator.brief.keys import SECTIONS
from generator.checking.document import Document, Hit, Span
from generator.checking.patterns import either
from generator.checking.rule import Rule

_MEASURE: Final = "[个项条处件起户家人名]"
_FIGURE: Final = r"(\d[\d,]{0,12}(?:\.\d{1,4})?)(万|亿)?"
_WHOLE: Final = re.compile(
    rf"(?:排查|查处|发现|受理|接到|共有|共|应|任务|登记|收到|梳理|查出)[^\d。；，]{{0,14}}{_FIGURE}({_MEASURE}|万[元人])"
)
_DONE: Final = re.compile(
    rf"(?:整改|办结|完成|销号|解决|落实|化解|已改|实改)(?:完成|完毕|到位|销号|了|率)?[^\d。；，]{{0,8}}{_FIGURE}({_MEASURE})"
)
_LEFT: Final = re.compile(rf"(?:尚有|还有|剩余|仍有|余下)[^\d。；，]{{0,6}}{_FIGURE}({_MEASURE})")
_RATE: Final = re.compile(r"(?:整改|办结|完成|销号|化解|解决|合格)率(?:为|达|达到|是)?(\d{1,3}(?:\.\d{1,2})?)%")
# 清源县7项、东湾区5项, with 其余8个乡镇21项 at its end where the units are not all named.
_UNIT: Final = "[个项条处件起户家人名座台辆亩吨所间套栋村宗例]"
_OTHERS: Final = "(?:其余|其他|剩下|另外)"
_SHARE: Final = rf"(?!{_OTHERS})[\u4e00-\u9fff（）]{{2,12}}?\d{{1,6}}"
_ROSTER: Final = re.compile(rf"(?<=[，；：\n]){_SHARE}({_UNIT})(?:、{_SHARE}\1){{1,30}}(?![\u4e00-\u9fff])")
_REST: Final = re.compile(rf"[，、]{_OTHERS}(?:的|\d{{1,4}}个)?[\u4e00-\u9fff（）]{{0,12}}?(\d{{1,6}})({_UNIT})")


def value(number: str, unit: str | None) -> float:
    """Read a figure: thousands' commas out, 万 and 亿 multiplied."""
    return float(number.replace(",", "")) * {"万": 1e4, "亿": 1e8}.get(unit or "", 1)


class Sum(Rule, frozen=True, kw_only=True):
    """Found, done, left and rate of one sentence add up; the rate may be rounded as it is printed."""

    def hits(self, document: Document) -> Iterator[Hit]:
        for span in document.ranges("sentence"):
            yield from self._sentence(document.text, span)

    @staticmethod
    def _sentence(text: str, span: Span) -> Iterator[Hit]:
        wholes, dones = list(_WHOLE.finditer(text, *span)), list(_DONE.finditer(text, *span))
        if len(wholes) != 1 or len(dones) != 1 or wholes[0][3] != dones[0][3] or wholes[0].end() > dones[0].start():
            return
        whole, done = value(wholes[0][1], wholes[0][2]), value(dones[0][1], dones[0][2])
        lefts, rates = list(_LEFT.finditer(text, *span)), list(_RATE.finditer(text, *span))
        stated = f"{wholes[0][1]}{wholes[0][2] or ''}、{dones[0][1]}{dones[0][2] or ''}"
        if len(lefts) == 1 and lefts[0][3] == dones[0][3]:
            left = value(lefts[0][1], lefts[0][2])
            if done <= whole and abs(whole - done - left) > 0.5 and not wholes[0][2]:
                yield Hit(*lefts[0].span(1), (("found", lefts[0][1]), ("right", f"{whole - done:g}"), ("from", stated)))
        if len(rates) == 1 and 0 < done <= whole:
            rate, shown = float(rates[0][1]), rates[0][1]
            places = len(shown.partition(".")[2])
            if abs(100 * done / whole - rate) > 0.6 * 10**-places and not wholes[0][2] and not dones[0][2]:
                right = f"{100 * done / whole:.{max(places, 1)}f}%"
                yield Hit(*rates[0].span(1), (("found", f"{shown}%"), ("right", right), ("from", stated)))


class Roster(Rule, frozen=True, kw_only=True):
    """Units called out with their shares do not come to more than the figure they share; with 其余 they come to just that.

    In a brief the figure is that of the fact which the 名单 stands under.
    """

    def hits(self, document: Document) -> Iterator[Hit]:
        if not document.is_brief or document.brief is None:
            yield from self._unequal(document.text)
            return
        for section in SECTIONS:
            for item in document.brief.section(section):
                for fact in (*item.facts, *(fact for part in item.parts for fact in part.facts)):
                    for hit in self._unequal(f"{fact.say}，{fact.names}。" if fact.names else fact.say):
                        at = document.text.find(fact.say)
                        yield Hit(at, at + len(fact.say), hit.words)

    @staticmethod
    def _unequal(text: str) -> Iterator[Hit]:
        for match in _ROSTER.finditer(text):
            measure = match[1]
            before = text[max(text.rfind("。", 0, match.start()) + 1, match.start() - 80) : match.start() - 1]
            counted = re.compile(rf"(\d{{1,6}}){measure}")
            wholes = counted.findall(before.rpartition("\n")[2])
            if not wholes:
                continue
            rest = _REST.match(text, match.end())
            of_all = (
                rest is not None and rest[2] == measure
            )  # 其余 that counts something else says nothing of the whole
            others = int(rest[1]) if rest and of_all else 0
            whole, total = int(wholes[-1]), sum(map(int, counted.findall(match[0]))) + others
            if total > whole or (of_all and total != whole):
                words = (("found", f"{whole}{measure}"), ("right", f"{total}{measure}"), ("from", match[0]))
                yield Hit(*match.span(), words)


class Conflict(Rule, frozen=True, kw_only=True):
    """One of the ``nouns`` (patterns; each may stand before a figure) is given two figures of one unit."""

    nouns: tuple[str, ...]
    verbs: str = "为|达|达到|是|有|共|共有|约|累计"

    def hits(self, document: Document) -> Iterator[Hit]:
        pattern = re.compile(rf"({'|'.join(self.nouns)})(?:{self.verbs})?{_FIGURE}([个项条处件起户家人名%元吨])")
        first: dict[tuple[str, str], tuple[float, str, int]] = {}
        for match in pattern.finditer(document.text):
            key = (match[1], match[4])
            amount, shown = value(match[2], match[3]), f"{match[2]}{match[3] or ''}{match[4]}"
            if key not in first:
                first[key] = (amount, shown, match.start())
            elif first[key][0] != amount:
                where = document.where(first[key][2])
                words = (("noun", match[1]), ("found", shown), ("other", first[key][1]), ("first", str(where.line)))
                yield Hit(match.start(2), match.end(), words)

    def patterns_used(self) -> Iterable[str]:
        return (either(self.nouns).pattern, self.verbs)
