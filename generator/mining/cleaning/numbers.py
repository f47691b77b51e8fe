"""Heading numbers as drafters type them: how to read one, and which level it stands for."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from msgspec import Struct

Kind: TypeAlias = Literal["一、", "（一）", "1.", "（1）", "一是", "第一，", "部分"]

_NUMERAL: Final = "[一二三四五六七八九十]{1,3}"
_VALUES: Final = {char: value for value, char in enumerate("零一二三四五六七八九")}
_FORMS: Final[tuple[tuple[Kind, re.Pattern[str]], ...]] = (
    ("一、", re.compile(rf"({_NUMERAL})(?:、|\.(?!\d)|．| (?=\S))\s*")),
    ("（一）", re.compile(rf"[（(]({_NUMERAL})[)）]、?\s*")),
    ("一是", re.compile(rf"({_NUMERAL})(?:是要?|要|则)(?!否|不是|求|素|点|么|不要|件)")),
    (
        "第一，",
        re.compile(
            rf"第({_NUMERAL})(?:[，、,：:。 ]|是|要|个(?:问题|方面|意见|要求|建议|，|是)|点(?:意见|要求|建议|，|是))\s*"
        ),
    ),
    ("第一，", re.compile(r"(首先|其次|再次|最后)[，,]")),
    ("部分", re.compile(rf"第({_NUMERAL})(?:部分|篇章?|章)[：:、，\s]*")),
    ("（1）", re.compile(r"[（(](\d{1,2})[)）]、?\s*")),
    ("1.", re.compile(r"(\d{1,2})(?:[.．](?!\d)|、)\s*")),
)
_FIRST: Final = frozenset("一二三四五六七八九十（(第首其再最0123456789")


class Number(Struct, frozen=True):
    """A number at the start of a line: its form, its value from 1 (0 where the word counts nothing), its text."""

    kind: Kind
    value: int
    text: str


def number_at(text: str) -> Number | None:
    """Read the number that *text* begins with, or None.

    >>> number_at("（二）深化治理。")
    Number(kind='（一）', value=2, text='（二）')
    """
    return _read(text) if text[:1] in _FIRST else None


@lru_cache(maxsize=2048)  # each step of cleaning asks again
def _read(text: str) -> Number | None:
    for kind, form in _FORMS:
        if match := form.match(text):
            return Number(kind, value(match[1]), match[0])
    return None


def value(numeral: str) -> int:
    """Read a Chinese or Arabic numeral up to 99; ordinal words (首先) give their rank, 0 for 最后.

    >>> value("二十一"), value("7"), value("其次")
    (21, 7, 2)
    """
    if numeral.isdigit():
        return int(numeral)
    if numeral in _RANKS:
        return _RANKS[numeral]
    tens, ten, ones = numeral.rpartition("十")
    if ten:
        return (_VALUES.get(tens, 1) if tens else 1) * 10 + _VALUES.get(ones, 0)
    return _VALUES.get(numeral, 0)


_RANKS: Final = {"首先": 1, "其次": 2, "再次": 3, "最后": 0}
