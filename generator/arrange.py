"""Arranging: a plan goes into an outline's Jinja body, a draft comes out, and every piece of text keeps its origin.

Jinja's ``finalize`` hook sees each value that an outline prints; there the value is wrapped in noncharacters (U+FDD0 and up,
which the readers refuse in users' files), and the tree builder turns the marks into spans again. Outlines stay plain
``{{ … }}`` and run in Jinja's immutable sandbox with strict undefined names.
"""

from __future__ import annotations

import marshal
import re
import sys
import traceback
from collections.abc import Iterator, Mapping, Sequence
from types import CodeType
from typing import Any

import jinja2
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from msgspec import Struct

from generator import cache
from generator.draft import Draft, Origin, Span, Text, plain
from generator.errors import Problem, UserError, Where, fail, nearest
from generator.outline import Outline
from generator.planning.plan import Paragraph, Plan, PlannedItem, PlannedPart
from generator.readers.markdown import parse

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

_OPEN, _CLOSE, _SHUT, _ZERO = "\ufdd0", "\ufdde", "\ufddf", 0xFDD1
_MARKED = re.compile(f"{_OPEN}([\ufdd1-\ufdda]+){_CLOSE}(.*?){_SHUT}", re.DOTALL)
_ALLOWED_NAMES = {*NAMES, "loop"}
_ALLOWED_NODES = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Const, nodes.Name, nodes.Getattr, nodes.For, nodes.If,
    nodes.Not, nodes.And, nodes.Or, nodes.Test, nodes.Filter, nodes.Compare, nodes.Operand, nodes.CondExpr, nodes.Assign,
    nodes.Tuple,
)  # fmt: skip
"""What a body may be made of: printing, going through, asking. No calls, sums or macros: an outline must end."""
_ALLOWED_FILTERS = {"first", "last", "length"}


class Passage(Struct, frozen=True):
    """A text that an outline can print, test and measure, but not take apart."""

    text: Text

    def __str__(self) -> str:
        """Give the text as shown."""
        return plain(self.text)

    def __bool__(self) -> bool:
        """Tell whether there is any text."""
        return bool(self.text)

    def __len__(self) -> int:
        """Count the characters."""
        return len(plain(self.text))


def arrange(plan: Plan, outline: Outline) -> Draft:
    """Put *plan* into *outline*. Raises UserError, with the line of the outline, when its Jinja is wrong."""
    marks = _Marks(outline.front.id)
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, finalize=marks.mark, trim_blocks=True, lstrip_blocks=True, autoescape=False
    )
    try:
        code = _compiled(environment, outline)
        template = environment.template_class.from_code(environment, code, {})
        return Draft(parse(template.render(view(plan)), marks.spans))
    except (TemplateError, SecurityError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
        raise _explained(outline, error) from error


def _compiled(environment: ImmutableSandboxedEnvironment, outline: Outline) -> CodeType:
    """Check and compile an outline, once for as long as its file stays as it is. Raises UserError."""

    def made() -> bytes:
        check_outline(outline)
        return marshal.dumps(environment.compile(_padded(outline), filename=str(outline.path)))

    return marshal.loads(cache.made([outline.path], f"code {sys.version} {jinja2.__version__}", bytes, made))  # type: ignore[no-any-return]


def view(plan: Plan) -> dict[str, Any]:
    """Give a plan under the names that an outline sees."""
    return {
        "标题": Passage(plan.title),
        "日期行": Passage(plan.date or ()),
        "讲话人行": Passage(plan.speaker or ()),
        "称谓": Passage(plan.salutation or ()),
        "开头": _passages(plan.opening),
        "各部分": tuple(map(_part, plan.parts)),
        "结尾": _passages(plan.ending),
        "来源行": Passage(plan.source or ()),
    }


def _part(part: PlannedPart) -> dict[str, Any]:
    return {
        "标题": Passage(part.heading or ()),
        "引语": _passages(part.lead),
        "各条": tuple(map(_item, part.items)),
        "结语": _passages(part.close),
    }


def _item(item: PlannedItem) -> dict[str, Any]:
    return {
        "标题": Passage(item.heading),
        "段落": _passages(item.paragraphs),
        "列举": item.listed,
        "分条": tuple(map(_item, item.parts)),
    }


def _passages(paragraphs: Sequence[Paragraph]) -> tuple[Passage, ...]:
    return tuple(Passage(tuple(span for sentence in paragraph for span in sentence.text)) for paragraph in paragraphs)


class _Marks:
    """Hands out a mark for each origin and takes the marks back."""

    def __init__(self, outline: str) -> None:
        self._origins: list[Origin] = []
        self._outline = Origin("outline", outline)

    def mark(self, value: object) -> object:
        return "".join(map(self._marked, value.text)) if isinstance(value, Passage) else value

    def _marked(self, span: Span) -> str:
        self._origins.append(span.origin)
        number = "".join(chr(_ZERO + int(digit)) for digit in str(len(self._origins) - 1))
        return f"{_OPEN}{number}{_CLOSE}{span.text}{_SHUT}"

    def spans(self, raw: str) -> Text:
        return tuple(self._taken_back(raw))

    def _taken_back(self, raw: str) -> Iterator[Span]:
        at = 0
        for found in _MARKED.finditer(raw):
            if found.start() > at:
                yield Span(raw[at : found.start()], self._outline)
            number = int("".join(str(ord(char) - _ZERO) for char in found[1]))
            yield Span(found[2], self._origins[number])
            at = found.end()
        if at < len(raw):
            yield Span(raw[at:], self._outline)


def check_outline(outline: Outline) -> None:
    """Find what is wrong with an outline's body before anybody generates. Raises UserError with every mistake."""
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined)
    try:
        tree = environment.parse(_padded(outline))
        problems = [
            *_barred(outline, tree),
            *_unknown_names(outline, tree),
            *_unknown_fields(outline, tree),
            *_typed_numbers(outline),
        ]
    except TemplateSyntaxError as error:
        raise _explained(outline, error) from error
    except RecursionError as error:
        raise fail(str(outline.path), "括号或 if 套得太深", "几层以内的 for 和 if", "拆开来写") from error
    if problems:
        raise UserError(problems)


def _barred(outline: Outline, tree: nodes.Template) -> Iterator[Problem]:
    for node in tree.find_all(nodes.Node):
        foreign = isinstance(node, nodes.Filter) and node.name not in _ALLOWED_FILTERS
        if foreign or not isinstance(node, _ALLOWED_NODES):
            what = f"过滤器“{node.name}”" if isinstance(node, nodes.Filter) else f"写法“{type(node).__name__}”"
            where = Where(str(outline.path), node.lineno, 1)
            yield Problem(where, f"提纲里不能用{what}", "打印、for、if、set", "只排版面，别的交给语料库和设置")


def _unknown_names(outline: Outline, tree: nodes.Template) -> Iterator[Problem]:
    stored = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "store"}
    for node in tree.find_all(nodes.Name):
        if node.ctx == "load" and node.name not in stored | _ALLOWED_NAMES:
            yield _unknown(outline, node.lineno, node.name, (*NAMES, *stored))


def _unknown_fields(outline: Outline, tree: nodes.Template) -> Iterator[Problem]:
    known = {name for fields in FIELDS.values() for name in fields}
    for node in tree.find_all(nodes.Getattr):
        if isinstance(node.node, nodes.Name) and node.node.name == "loop":
            continue
        if node.attr not in known:
            yield _unknown(outline, node.lineno, node.attr, known)


def _typed_numbers(outline: Outline) -> Iterator[Problem]:
    for number, line in enumerate(outline.body.splitlines(), outline.body_line):
        found = re.match(
            r"(#+ |- )\s*([一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|[一二三四五六七八九十]是)", line
        )
        if found:
            where = Where(str(outline.path), number, found.start(2) + 1)
            yield Problem(where, f"手写了序号“{found[2]}”", "不带序号的标题，序号由程序加", "删去序号")


def _unknown(outline: Outline, line: int, name: str, allowed: Sequence[str] | set[str]) -> Problem:
    near = nearest(name, allowed)
    column = _column(outline, line, name)
    mend = f"改成“{near}”" if near else "从中选一个"
    return Problem(
        Where(str(outline.path), line, column), f"提纲里没有“{name}”这个名字", "、".join(sorted(allowed)) + "之一", mend
    )


def _column(outline: Outline, line: int, name: str) -> int:
    lines = _padded(outline).splitlines()
    return (lines[line - 1].find(name) + 1 if 0 < line <= len(lines) else 0) or 1


def _padded(outline: Outline) -> str:
    """Give the body with its line numbers as in the file."""
    return "\n" * (outline.body_line - 1) + outline.body


def _explained(outline: Outline, error: Exception) -> UserError:
    if isinstance(error, TemplateSyntaxError):
        line, what = error.lineno, f"Jinja 语法不对：{error.message}"
    else:
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(outline.path)]
        line = (frames[-1].lineno or 1) if frames else outline.body_line
        what = f"用了没有的名字：{error}" if isinstance(error, UndefinedError) else f"这一行运行不了：{error}"
    return UserError(
        [
            Problem(
                Where(str(outline.path), line, 1),
                what,
                "docs/outlines.md 所列的名字和普通的 for、if",
                "改正这一行，再用 jianggao outlines check 查一遍",
            )
        ]
    )
