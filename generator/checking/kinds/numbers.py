"""Kinds about numbers in order: ``numbering`` (gaps, jumps, 一是…三是) and ``agreement`` (讲三点意见)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar, Final, Literal

from generator.checking.document import Document, Hit, Passage, Span
from generator.checking.rule import Rule
from generator.numbering import chinese_numeral, heading_label, item_label

_NUMERALS: Final = {chinese_numeral(n): n for n in range(1, 100)} | {"两": 2}
_NUMBER: Final = re.compile(r"[（(]?([一二三四五六七八九十]{1,3}|\d{1,2})[)）、.．]")
_ITEM: Final = re.compile(r"(?<![第之唯统])([一二三四五六七八九十]{1,3})(是|要)(?![一否不]|因此)")
_STATED: Final = re.compile(
    r"(?:讲|谈|提|提出|强调|说|汇报)(?:一下|以下|如下)?([一二三四五六七八九十两]|\d)(点|个方面|个问题|条)"
    r"(?:的)?(?:具体)?(?:意见|要求|希望|建议|看法|问题|体会|想法|内容)?(?=[。：；])"
)
# What a heading promises: 做到“三个坚持”, 抓好四件事; what keeps it comes as 一是, 二是 or as so many names in quotation marks.
_PROMISED: Final = re.compile(
    r"(?:做到|抓好|抓住|突出|落实|强化|把握|守住|念好|打好|管住|盯住|办好)(?:以下)?“?([三四五六七八九十])(?:个[\u4e00-\u9fff]{2,4}|件事|条|点|项任务|道关|本账|关)”?$"
)


def numeral(shown: str) -> int | None:
    """Read a Chinese or Arabic numeral up to 99, or None."""
    return int(shown) if shown.isdigit() else _NUMERALS.get(shown)


def heading_number(passage: Passage) -> int | None:
    """Read a heading's printed number; None where Word or nobody counts."""
    match = _NUMBER.match(passage.number)
    return numeral(match[1]) if match else None


class Numbering(Rule, frozen=True, kw_only=True):
    """``of``: ``gap`` headings of one level count 1, 2, 3; ``jump`` no level is left out; ``items`` 一是, 二是 in order."""

    of_briefs: ClassVar[bool] = False
    of: Literal["gap", "jump", "items"]

    def hits(self, document: Document) -> Iterator[Hit]:
        if self.of == "items":
            for span in document.ranges("paragraph"):
                yield from self._items(document.text, span)
            return
        headings = [p for p in document.passages if p.role == "heading" and heading_number(p) is not None]
        yield from self._gaps(headings) if self.of == "gap" else self._jumps(headings)

    def _gaps(self, headings: list[Passage]) -> Iterator[Hit]:
        last = [0, 0, 0, 0]
        for heading in headings:
            number = heading_number(heading) or 0
            last[heading.level :] = [0] * (4 - heading.level)
            wanted = last[heading.level - 1] + 1
            last[heading.level - 1] = 1 if number == 1 else wanted  # a number that starts anew is one mistake, not many
            if number != wanted:
                right = heading_label(heading.level, wanted)
                words = (("found", heading.number.strip()), ("right", right))
                typed = heading.body > heading.start
                yield Hit(heading.start, max(heading.body, heading.start + 1), words, right if typed else None)

    def _jumps(self, headings: list[Passage]) -> Iterator[Hit]:
        if not headings:
            return
        above = 0
        two_levels = not any(heading.level == 2 for heading in headings)  # then 一、 and 1. will do
        for heading in headings:
            if heading.level > above + 1 + two_levels and above:
                words = (("found", heading.number.strip()), ("right", heading_label(above + 1, 1)))
                yield Hit(heading.start, max(heading.body, heading.start + 1), words)
            above = heading.level

    def _items(self, text: str, span: Span) -> Iterator[Hit]:
        last = {"是": 0, "要": 0}
        for match in _ITEM.finditer(text, *span):
            if match.start() > span[0] and text[match.start() - 1] not in "。；：，！？ \u3000":
                continue
            number, kind = numeral(match[1]) or 0, match[2]
            wanted = last[kind] + 1
            if number != 1 and last[kind] and number != wanted:
                right = item_label(wanted)[:-1] + kind
                yield Hit(*match.span(), (("found", match[0]), ("right", right)))
            last[kind] = number


class Agreement(Rule, frozen=True, kw_only=True):
    """A stated count (讲三点意见) agrees with the numbered headings or items that follow it.

    ``of: heading`` asks it of a heading (做到“三个坚持”): the 一是, 二是 and the headings under it are as many, where there are any.
    """

    of: Literal["speech", "heading"] = "speech"

    of_briefs: ClassVar[bool] = False

    def hits(self, document: Document) -> Iterator[Hit]:
        if self.of == "heading":
            yield from self._promises(document)
            return
        for match in _STATED.finditer(document.text):
            stated = numeral(match[1])
            found = self._following(document, match.end())
            if found and stated != found:
                shown = f"{'两' if found == 2 else chinese_numeral(found)}{match[2]}"
                yield Hit(*match.span(), (("found", match[0]), ("count", str(found)), ("right", shown)))

    @staticmethod
    def _promises(document: Document) -> Iterator[Hit]:
        headings = [p for p in document.passages if p.role == "heading"]
        for heading in headings:
            match = _PROMISED.search(document.text[heading.body : heading.end].rstrip("。"))
            if not match:
                continue
            after = [p for p in headings if p.start > heading.start and p.level <= heading.level]
            end = after[0].start if after else len(document.text)
            inner = sum(p.level == heading.level + 1 for p in headings if heading.start < p.start < end)
            items = [
                m
                for m in _ITEM.finditer(document.text, heading.end, end)
                if document.text[m.start() - 1] in "\n。；：，"
            ]
            found = inner or len(items)
            if found > 1 and numeral(match[1]) != found:
                shown = document.text[heading.body : heading.end]
                yield Hit(heading.body, heading.end, (("found", shown), ("count", str(found)), ("right", str(found))))

    @staticmethod
    def _following(document: Document, offset: int) -> int:
        """Count the headings of the first level met after the offset; failing those, the items of the paragraph."""
        passage = document.passage_at(offset)
        assert passage is not None
        rest = document.text[offset : passage.end]
        inline = [numeral(match[1]) for match in _ITEM.finditer(rest)]
        if inline:
            return len(inline) if inline == list(range(1, len(inline) + 1)) and len(inline) > 1 else 0
        headings = [p for p in document.passages if p.start > offset and p.role == "heading"]
        if not headings or headings[0].start > passage.end + 1 + 120:
            return 0
        level = headings[0].level
        count = 0
        for heading in headings:
            if heading.level < level:
                break
            count += heading.level == level and (bool(heading.number) or heading_number(heading) is not None)
        return count if heading_number(headings[0]) == 1 else 0
