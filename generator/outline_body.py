"""The body of an outline as records: what it prints, goes through, asks and sets. ``generator.arrange`` walks them.

Jinja reads a body (``generator.outline_jinja``) and is not needed again until the file changes: the records are kept in the cache.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from generator import cache
from generator.errors import Problem, Where
from generator.outline import Outline

NAMES: Mapping[str, str] = {
    "标题": "标题",
    "日期行": "（年月日），没有时为空",
    "讲话人行": "职务和姓名，没有时为空",
    "称谓": "称谓，不带冒号，没有时为空",
    "开头": "开头各段",
    "各部分": "各个一级部分",
    "结尾": "结尾各段",
    "来源行": "通稿的来源，没有时为空",
}
"""The names that an outline sees, with what each holds; ``docs/outlines.md`` lists them too."""

FIELDS: Mapping[str, Mapping[str, str]] = {
    "部分": {"标题": "一级标题，可能为空", "引语": "第一条之前各段", "各条": "各条", "结语": "最后一条之后各段"},
    "条": {
        "标题": "二级标题，或“一是”后面的话",
        "段落": "各段",
        "列举": "真：写成“一是”；假：写成标题",
        "分条": "下一层各条",
    },
}

LOOP = "loop"
"""The name under which a ``for`` tells how far it has come."""

LOOP_FIELDS = ("index", "index0", "revindex", "revindex0", "first", "last", "length")
"""What it tells."""

_KIND = "body 1"  # to be raised when the records change


class Name(Struct, frozen=True, tag="name", array_like=True):
    """A name that the plan or a ``set`` or ``for`` gives."""

    name: str


class Field(Struct, frozen=True, tag="field", array_like=True):
    """What a part, an item or ``loop`` holds under a name."""

    of: Expression
    name: str


class Constant(Struct, frozen=True, tag="constant", array_like=True):
    """A text, number or truth that the outline writes."""

    value: str | int | float | bool | None


class Filtered(Struct, frozen=True, tag="filtered", array_like=True):
    """The first, the last or the number of things."""

    of: Expression
    name: str


class Tested(Struct, frozen=True, tag="tested", array_like=True):
    """``x is defined`` and the like; *by* is what ``divisibleby`` divides by."""

    of: Expression
    name: str
    by: Expression | None = None


class Not(Struct, frozen=True, tag="not", array_like=True):
    """The opposite."""

    of: Expression


class Joined(Struct, frozen=True, tag="joined", array_like=True):
    """``and`` (*every*) or ``or``."""

    left: Expression
    right: Expression
    every: bool


class Compared(Struct, frozen=True, tag="compared", array_like=True):
    """``a < b``, and chains of it: the operators of Jinja's syntax tree with what stands behind them."""

    first: Expression
    rest: tuple[tuple[str, Expression], ...]


class Either(Struct, frozen=True, tag="either", array_like=True):
    """``a if test else b``."""

    test: Expression
    then: Expression
    otherwise: Expression | None


Expression = Name | Field | Constant | Filtered | Tested | Not | Joined | Compared | Either


class Written(Struct, frozen=True, tag="written", array_like=True):
    """Text of the outline's own: line ends and the marks of headings."""

    text: str


class Print(Struct, frozen=True, tag="print", array_like=True):
    """``{{ … }}``."""

    what: Expression
    line: int


class Each(Struct, frozen=True, tag="each", array_like=True):
    """``for``, with its condition and its ``else``."""

    name: str
    among: Expression
    only: Expression | None
    body: tuple[Statement, ...]
    otherwise: tuple[Statement, ...]
    line: int


class When(Struct, frozen=True, tag="when", array_like=True):
    """``if``; ``elif`` is an ``if`` in *otherwise*."""

    test: Expression
    body: tuple[Statement, ...]
    otherwise: tuple[Statement, ...]
    line: int


class Let(Struct, frozen=True, tag="let", array_like=True):
    """``set``."""

    name: str
    value: Expression
    line: int


Statement = Written | Print | Each | When | Let
Body = tuple[Statement, ...]


def outline_body(outline: Outline) -> Body:
    """Give the records of an outline's body, read once for as long as its file stays as it is. Raises UserError."""

    def read() -> Body:
        from generator.outline_jinja import read_body  # Jinja2, for an outline not read before

        return read_body(outline)

    return cache.made([outline.path], _KIND, Body, read)


def mistake(outline: Outline, line: int, what: str) -> Problem:
    """Give a problem of one line of an outline."""
    mend = "改正这一行，再用 jianggao outlines check 查一遍"
    return Problem(Where(str(outline.path), line, 1), what, "docs/outlines.md 所列的名字和普通的 for、if", mend)
