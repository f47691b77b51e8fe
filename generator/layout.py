"""How a page looks, as data: ``layouts/*.yml`` loaded into frozen records, every measure a :class:`Length`.

The rules and the measurements behind the shipped numbers: ``docs/layout.md``.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from generator.data import read_data

LayoutName: TypeAlias = Literal["gbt9704", "reading"]
FontsName: TypeAlias = Literal["gb2312", "system"]
PageNumberAt: TypeAlias = Literal["outer", "center", "none"]
FontRole: TypeAlias = Literal["fangsong", "kaiti", "heiti", "biaosong", "songti"]
Align: TypeAlias = Literal["both", "left", "center", "right"]

_TWIPS = {"twip": 1.0, "pt": 20.0, "mm": 1440 / 25.4}
_LENGTH = re.compile(r"(-?\d+(?:\.\d+)?) ?(twip|pt|mm)")


class Length(int):
    """A length in whole twips (1/20 pt), the unit in which Word writes pages and spacing.

    >>> Length.parse("16 pt"), Length.parse("16 pt").half_points
    (320, 32)
    """

    @classmethod
    def parse(cls, written: str) -> Length:
        """Read ``37 mm``, ``28.95 pt`` or ``579 twip``, rounding to the nearest twip. Raises ValueError."""
        match = _LENGTH.fullmatch(written.strip())
        if match is None:
            raise ValueError(f"not a length: {written!r}; write a number and mm, pt or twip")
        return cls(round(float(match[1]) * _TWIPS[match[2]]))

    @property
    def pt(self) -> float:
        """The length in points."""
        return self / 20

    @property
    def mm(self) -> float:
        """The length in millimetres."""
        return self / _TWIPS["mm"]

    @property
    def half_points(self) -> int:
        """The length in half points, Word's unit of type sizes."""
        return round(self / 10)

    @property
    def emu(self) -> int:
        """The length in English Metric Units, python-docx's unit (635 a twip)."""
        return self * 635


class Page(Struct, frozen=True, kw_only=True):
    """Paper and margins; ``footer`` runs from the bottom edge of the paper to that of the footer."""

    width: Length
    height: Length
    top: Length
    bottom: Length
    left: Length
    right: Length
    footer: Length


class Style(Struct, frozen=True, kw_only=True):
    """How one kind of paragraph is set. ``indent`` is its first line's, in characters of its own size."""

    font: FontRole
    size: Length
    indent: int = 0
    align: Align = "both"
    line_pitch: Length | None = None

    @property
    def first_line(self) -> Length:
        """The first line's indent as a length, for programs that do not know indents in characters."""
        return Length(self.indent * self.size)


class Styles(Struct, frozen=True, kw_only=True):
    """One style for every kind of line that a speech has."""

    body: Style
    title: Style
    subtitle: Style
    date: Style
    speaker: Style
    salutation: Style
    source: Style
    heading_1: Style
    heading_2: Style
    heading_3: Style
    heading_4: Style

    def heading(self, level: int) -> Style:
        """Give the style of headings of *level* 1 to 4."""
        return (self.heading_1, self.heading_2, self.heading_3, self.heading_4)[level - 1]


class PageNumber(Struct, frozen=True, kw_only=True):
    """Where ``— 1 —`` stands (outer: right on odd pages, left on even ones) and how it is set."""

    at: PageNumberAt
    font: FontRole
    size: Length


class Font(Struct, frozen=True, kw_only=True):
    """A typeface by name, and the names Word may try ``instead``, best first."""

    name: str
    instead: tuple[str, ...] = ()


class Fonts(Struct, frozen=True, kw_only=True):
    """The typeface that plays each part."""

    fangsong: Font
    kaiti: Font
    heiti: Font
    biaosong: Font
    songti: Font

    def name(self, role: FontRole) -> str:
        """Give the name of the typeface that plays *role*."""
        return self.font(role).name

    def font(self, role: FontRole) -> Font:
        """Give the typeface that plays *role*."""
        found: Font = getattr(self, role)
        return found


class Layout(Struct, frozen=True, kw_only=True):
    """One page design. ``lines`` and ``characters`` are what a full page must hold; tests measure it.

    A paragraph of at most ``keep_lines`` lines is not broken over two pages (0: any may be).
    """

    page: Page
    lines: int
    characters: int
    line_pitch: Length
    letter_spacing: Length
    latin: str
    title_limit: int
    keep_lines: int = 0
    page_number: PageNumber
    styles: Styles
    fonts: Fonts


LAYOUTS: Final[tuple[LayoutName, ...]] = ("gbt9704", "reading")


def layout_text(name: str) -> str:
    """Give a shipped layout's file as it stands, comments and all."""
    return (_folder() / f"{name}.yml").read_text(encoding="utf-8")


def load_layout(name: LayoutName, fonts: FontsName, page_number: PageNumberAt | None = None) -> Layout:
    """Load a shipped layout with one set of fonts; *page_number* None keeps the layout's own place for it."""
    layout = _load(name, fonts)
    if page_number is None:
        return layout
    return replace(layout, page_number=replace(layout.page_number, at=page_number))


@cache
def _load(name: LayoutName, fonts: FontsName) -> Layout:
    """Read the two data files. They are ours, so a mistake in them is a bug and raises msgspec's error."""
    raw = _read(name)
    raw["fonts"] = _read("fonts")[fonts]
    return msgspec.convert(raw, Layout, dec_hook=_length, strict=False)


def _read(name: str) -> dict[str, Any]:
    return read_data(_folder() / f"{name}.yml", dict[str, Any])


def _folder() -> Path:
    return Path(__file__).parent / "layouts"


def _length(wanted: type, written: object) -> object:
    if wanted is Length and isinstance(written, str):
        return Length.parse(written)
    raise NotImplementedError(f"no rule to read {wanted.__name__} from {written!r}")
