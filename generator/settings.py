"""An office's habits (``jianggao.yml``): how fast its leader speaks, how its pages look, what stands in the head lines.

Keys are Chinese, the English names are accepted too. A brief says what a speech is about; nothing here does.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as Table
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal, TypeAlias, TypeVar

import msgspec

from generator import source
from generator.errors import Problem, UserError, nearest
from generator.layout import FontsName, Layout, LayoutName, PageNumberAt, load_layout
from generator.source import Node, Scalar

HeadOrder: TypeAlias = Literal["date-first", "speaker-first"]

FILE_NAME: Final = "jianggao.yml"
_SLOWEST, _FASTEST = 60, 400  # characters a minute; outside it is a slip of the finger

T = TypeVar("T")


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one settings file says; each default is what holds without a file. ``rate`` is characters a minute."""

    rate: int = 220
    layout: LayoutName = "gbt9704"
    fonts: FontsName = "gb2312"
    date_line: bool = True
    speaker_line: bool = True
    order: HeadOrder = "date-first"
    page_number: PageNumberAt | None = None
    rules_off: tuple[str, ...] = ()  # rules or groups of `check` that this office switches off

    def page_layout(self) -> Layout:
        """Load the page design that these settings ask for."""
        return load_layout(self.layout, self.fonts, self.page_number)


@dataclass(slots=True)
class _Reader:
    """Gathers the mistakes of one file, so that all of them are reported together."""

    problems: list[Problem] = field(default_factory=list)

    def choice(self, node: Node, allowed: Table[str, T]) -> T | None:
        """Read one word of a closed list."""
        shown = node.value if isinstance(node, Scalar) else ""
        if shown in allowed:
            return allowed[shown]
        wrong = f"不认识的取值“{shown}”" if shown else "这里要写一个词"
        near = nearest(shown, allowed)
        mend = f"改成“{near}”" if near else "从中选一个"
        self.problems.append(Problem(node.where, wrong, "、".join(allowed) + "之一", mend))
        return None

    def words(self, node: Node) -> tuple[str, ...] | None:
        """Read a list of words, or a single one."""
        items = node.items if isinstance(node, source.Sequence) else (node,)
        if all(isinstance(item, Scalar) and item.value for item in items):
            return tuple(item.value for item in items if isinstance(item, Scalar))
        self.problems.append(Problem(node.where, "这里要写规则名", "一列规则名或组名", "例如写成“不查: [page]”"))
        return None

    def rate(self, node: Node) -> int | None:
        """Read a rate of speech, in characters a minute."""
        shown = node.value if isinstance(node, Scalar) else ""
        if shown.isascii() and shown.isdigit() and _SLOWEST <= int(shown[:9]) <= _FASTEST:
            return int(shown)
        expected = f"每分钟字数，{_SLOWEST}到{_FASTEST}之间的整数"
        self.problems.append(Problem(node.where, f"语速“{shown or '…'}”用不了", expected, "例如写成“语速: 220”"))
        return None


_SHOWN: Final = {"显示": True, "不显示": False}
_LAYOUTS: Final[Table[str, LayoutName]] = {"gbt9704": "gbt9704", "reading": "reading"}
_FONTS: Final[Table[str, FontsName]] = {"gb2312": "gb2312", "system": "system"}
_ORDERS: Final[Table[str, HeadOrder]] = {"日期在前": "date-first", "讲话人在前": "speaker-first"}
_PLACES: Final[Table[str, PageNumberAt]] = {"外侧": "outer", "居中": "center", "无": "none"}

_READ: Final[Table[str, Callable[[_Reader, Node], object]]] = {
    "rate": _Reader.rate,
    "layout": lambda reader, node: reader.choice(node, _LAYOUTS),
    "fonts": lambda reader, node: reader.choice(node, _FONTS),
    "date_line": lambda reader, node: reader.choice(node, _SHOWN),
    "speaker_line": lambda reader, node: reader.choice(node, _SHOWN),
    "order": lambda reader, node: reader.choice(node, _ORDERS),
    "page_number": lambda reader, node: reader.choice(node, _PLACES),
    "rules_off": _Reader.words,
}
_KEYS: Final = {
    "语速": "rate",
    "版式": "layout",
    "字体": "fonts",
    "日期行": "date_line",
    "讲话人行": "speaker_line",
    "次序": "order",
    "页码": "page_number",
    "不查": "rules_off",
}


def load_settings(path: Path | str | None) -> Settings:
    """Read a settings file; None gives the defaults. Raises UserError that lists every mistake with its place."""
    if path is None:
        return Settings()
    path = Path(path)
    text = source.read_text(path)
    node = source.parse_node(text, str(path))
    if node is None:  # a file of comments only: everything as it comes
        return Settings()
    return _decode(source.parse(text, str(path)))


def find_settings(brief_path: Path) -> Path | None:
    """Give the ``jianggao.yml`` that lies beside a brief or a draft, or None."""
    path = brief_path.with_name(FILE_NAME)
    return path if path != brief_path and path.is_file() else None


def _decode(node: source.Mapping) -> Settings:
    reader = _Reader()
    values: dict[str, object] = {}
    for key, value in node.entries:
        name = _KEYS.get(key.value, key.value)
        if name not in _READ:
            reader.problems.append(_unknown(key))
        elif name in values:
            reader.problems.append(Problem(key.where, f"“{key.value}”说了两遍", "中文键或英文键写一次", "删去一处"))
        elif not (isinstance(value, Scalar) and value.null):
            values[name] = _READ[name](reader, value)
    if reader.problems:
        raise UserError(reader.problems)
    return msgspec.convert(values, Settings)


def _unknown(key: Scalar) -> Problem:
    near = nearest(key.value, [*_KEYS, *_KEYS.values()])
    mend = f"改成“{near}”" if near else "删去这一项"
    return Problem(key.where, f"不认识的键“{key.value}”", "、".join(_KEYS) + "之一", mend)
