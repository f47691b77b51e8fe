"""Word's automatic numbers as text: what the reader of the page sees before a paragraph (ECMA-376 Part 1, 17.9).

A paragraph names a list (numId) and a level; the list names an abstract list whose levels say where to start, in which
digits to count (numFmt, 17.18.59) and what to print around them (lvlText: ``（%1）``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.docx_names import W
from generator.docx_text import parse_xml
from generator.numbering import chinese_numeral

if TYPE_CHECKING:
    from lxml.etree import _Element

_LEVELS: Final = 9
_LEGAL: Final = "零壹贰叁肆伍陆柒捌玖"
_PLAIN: Final = "〇一二三四五六七八九"
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN: Final = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
                 (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


class ListLevel(Struct, frozen=True):
    """One level of a list: first value, digits, printed pattern, after which level it restarts (0: never)."""

    start: int
    form: str
    pattern: str
    restart: int
    legal: bool
    style: str


class Lists(Struct, frozen=True):
    """The lists of a document: numId → its abstract list and its own starts; abstract list → its levels."""

    abstract: Mapping[str, Mapping[int, ListLevel]]
    lists: Mapping[str, tuple[str, Mapping[int, int], Mapping[int, ListLevel]]]

    def level_of_style(self, number: str, style: str) -> int:
        """Give the level of the list that is tied to a style, 0 when none is."""
        levels = self.levels(number)
        return next((at for at, level in levels.items() if level.style == style), 0)

    def levels(self, number: str) -> Mapping[int, ListLevel]:
        """Give the levels of list *number*, its own over those of its abstract list."""
        found = self.lists.get(number)
        return {**self.abstract.get(found[0], {}), **found[2]} if found else {}


class Counter:
    """Counts the numbered paragraphs of one document, in order."""

    def __init__(self, lists: Lists) -> None:
        """Start at the top of a document with *lists*."""
        self._lists = lists
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()

    def label(self, number: str, level: int) -> str:
        """Count a paragraph of list *number* at *level* (from 0) and give its printed number; '' for bullets and no list."""
        levels = self._lists.levels(number)
        here = levels.get(level)
        if here is None:
            return ""
        counts = self._advance(number, level, levels, here)
        if here.form in ("bullet", "none"):
            return ""
        text = here.pattern
        for at in range(_LEVELS, 0, -1):
            if f"%{at}" in text and (one := levels.get(at - 1)):
                form = "decimal" if here.legal and at - 1 < level else one.form
                text = text.replace(f"%{at}", formatted(counts.get(at - 1, one.start), form))
        return text

    def _advance(self, number: str, level: int, levels: Mapping[int, ListLevel], here: ListLevel) -> Mapping[int, int]:
        abstract, starts, _ = self._lists.lists[number]
        counts = self._counts.setdefault(abstract, {})
        if level in starts and (number, level) not in self._started:
            counts[level] = starts[level] - 1
        self._started.add((number, level))
        counts[level] = counts.get(level, here.start - 1) + 1
        for below in [at for at in counts if at > level]:
            restart = levels[below].restart if below in levels else below
            if restart and level < restart:
                del counts[below]
        return counts


def read_lists(data: bytes | None, name: str) -> Lists:
    """Read ``numbering.xml``; no such part is no lists. Raises UserError when it does not parse."""
    if data is None:
        return Lists({}, {})
    root = parse_xml(data, name)
    abstract = {str(one.get(W + "abstractNumId")): _levels(one) for one in root.iterchildren(W + "abstractNum")}
    lists = {}
    for one in root.iterchildren(W + "num"):
        overrides = list(one.iterchildren(W + "lvlOverride"))
        starts = {
            _int(over.get(W + "ilvl")): _int(value)
            for over in overrides
            if (value := _value(over, "startOverride")) is not None
        }
        own = {at: level for over in overrides for at, level in _levels(over).items()}
        lists[str(one.get(W + "numId"))] = (_value(one, "abstractNumId") or "", starts, own)
    return Lists(abstract, lists)


def formatted(n: int, form: str) -> str:
    """Write *n* as numFmt *form* does; a form that is not known counts in digits, as Word's fall-back does.

    >>> formatted(3, "chineseCounting"), formatted(12, "upperRoman"), formatted(2, "decimalEnclosedCircle")
    ('三', 'XII', '②')
    """
    return _FORMS.get(form, str)(n) if n > 0 else "0"


def _levels(element: _Element) -> dict[int, ListLevel]:
    return {_int(level.get(W + "ilvl")): _level(level) for level in element.iterchildren(W + "lvl")}


def _level(element: _Element) -> ListLevel:
    at = _int(element.get(W + "ilvl"))
    restart = _value(element, "lvlRestart")
    return ListLevel(
        start=_int(_value(element, "start") or "1"),
        form=_value(element, "numFmt") or "decimal",
        pattern=_value(element, "lvlText") or "",
        restart=at if restart is None else _int(restart),
        legal=(_value(element, "isLgl") or "true") not in ("0", "false") and element.find(W + "isLgl") is not None,
        style=_value(element, "pStyle") or "",
    )


def _value(element: _Element, tag: str) -> str | None:
    found = element.find(W + tag)
    return None if found is None else found.get(W + "val")


def _int(value: str | None) -> int:
    return int(value) if value is not None and value.lstrip("-").isdigit() else 0


def _roman(n: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        count, n = divmod(n, value)
        text += letters * count
    return text


def _letter(n: int) -> str:
    return chr(ord("a") + (n - 1) % 26) * ((n - 1) // 26 + 1)


def _digits(n: int, table: str) -> str:
    return "".join(table[int(digit)] for digit in str(n))


def _legal(n: int) -> str:
    if n > 99:
        return _digits(n, _LEGAL)
    return chinese_numeral(n).translate(str.maketrans("一二三四五六七八九十", "壹贰叁肆伍陆柒捌玖拾"))


_FORMS: Final[dict[str, Callable[[int], str]]] = {
    "chineseCounting": chinese_numeral,
    "chineseCountingThousand": chinese_numeral,
    "japaneseCounting": chinese_numeral,
    "taiwaneseCounting": chinese_numeral,
    "taiwaneseCountingThousand": chinese_numeral,
    "ideographTraditional": lambda n: _STEMS[(n - 1) % 10],
    "ideographZodiac": lambda n: _BRANCHES[(n - 1) % 12],
    "ideographDigital": lambda n: _digits(n, _PLAIN),
    "japaneseDigitalTenThousand": lambda n: _digits(n, _PLAIN),
    "taiwaneseDigital": lambda n: _digits(n, _PLAIN),
    "chineseLegalSimplified": _legal,
    "decimal": str,
    "decimalZero": lambda n: f"{n:02}",
    "decimalFullWidth": lambda n: _digits(n, "０１２３４５６７８９"),
    "decimalFullWidth2": lambda n: _digits(n, "０１２３４５６７８９"),
    "decimalHalfWidth": str,
    "decimalEnclosedCircle": lambda n: chr(0x2460 + n - 1) if n <= 20 else str(n),
    "decimalEnclosedCircleChinese": lambda n: chr(0x2460 + n - 1) if n <= 20 else str(n),
    "decimalEnclosedParen": lambda n: chr(0x2474 + n - 1) if n <= 20 else f"({n})",
    "decimalEnclosedFullstop": lambda n: chr(0x2488 + n - 1) if n <= 20 else f"{n}.",
    "ideographEnclosedCircle": lambda n: chr(0x3280 + n - 1) if n <= 10 else chinese_numeral(n),
    "lowerLetter": _letter,
    "upperLetter": lambda n: _letter(n).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda n: _roman(n).upper(),
}
