"""Jinja's syntax tree of an outline into records, and all that an outline does which none may do.

A body prints, goes through lists, asks and sets; nothing else of Jinja is let in, so that an outline from a stranger computes nothing and
comes to an end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes

from generator.encoding import forbidden
from generator.errors import Problem, UserError, Where, fail, nearest
from generator.outline import Outline
from generator.outline_body import (
    FIELDS,
    LOOP,
    LOOP_FIELDS,
    NAMES,
    Body,
    Compared,
    Constant,
    Each,
    Either,
    Expression,
    Field,
    Filtered,
    Joined,
    Let,
    Name,
    Not,
    Print,
    Statement,
    Tested,
    When,
    Written,
    mistake,
)

_FILTERS = ("first", "last", "length")
_TESTS = {"defined": 0, "undefined": 0, "odd": 0, "even": 0, "divisibleby": 1}  # with the number of their arguments


def read_body(outline: Outline) -> Body:
    """Read an outline's body. Raises UserError with every mistake."""
    try:
        tree = Environment(trim_blocks=True, lstrip_blocks=True).parse(_padded(outline))
        problems = [
            *_barred(outline, tree),
            *_unknown_names(outline, tree),
            *_unknown_fields(outline, tree),
            *_typed_numbers(outline),
        ]
    except TemplateSyntaxError as error:
        raise UserError([mistake(outline, error.lineno, f"Jinja 语法不对：{error.message}")]) from error
    except RecursionError as error:
        raise fail(str(outline.path), "括号或 if 套得太深", "几层以内的 for 和 if", "拆开来写") from error
    if problems:
        raise UserError(problems)
    return _statements(tree.body)


def _statements(found: Sequence[nodes.Node]) -> Body:
    return tuple(statement for node in found for statement in _statement(node))


def _statement(node: nodes.Node) -> Iterator[Statement]:
    if isinstance(node, nodes.Output):
        for child in node.nodes:
            if isinstance(child, nodes.TemplateData):
                yield Written(child.data)
            else:
                yield Print(_expression(child), child.lineno)
    elif isinstance(node, nodes.For) and isinstance(node.target, nodes.Name):
        only = _expression(node.test) if node.test else None
        among, body, otherwise = _expression(node.iter), _statements(node.body), _statements(node.else_)
        yield Each(node.target.name, among, only, body, otherwise, node.lineno)
    elif isinstance(node, nodes.If):
        otherwise = _statements(node.else_)
        for other in reversed(node.elif_):
            otherwise = (When(_expression(other.test), _statements(other.body), otherwise, other.lineno),)
        yield When(_expression(node.test), _statements(node.body), otherwise, node.lineno)
    elif isinstance(node, nodes.Assign) and isinstance(node.target, nodes.Name):
        yield Let(node.target.name, _expression(node.node), node.lineno)


def _expression(node: nodes.Node) -> Expression:
    return _EXPRESSIONS[type(node)](node)


_EXPRESSIONS: Mapping[type, Callable[[Any], Expression]] = {
    nodes.Name: lambda node: Name(node.name),
    nodes.Getattr: lambda node: Field(_expression(node.node), node.attr),
    nodes.Const: lambda node: Constant(node.value),
    nodes.Filter: lambda node: Filtered(_expression(node.node), node.name),
    nodes.Test: lambda node: Tested(_expression(node.node), node.name, *map(_expression, node.args)),
    nodes.Not: lambda node: Not(_expression(node.node)),
    nodes.And: lambda node: Joined(_expression(node.left), _expression(node.right), every=True),
    nodes.Or: lambda node: Joined(_expression(node.left), _expression(node.right), every=False),
    nodes.Compare: lambda node: Compared(
        _expression(node.expr), tuple((operand.op, _expression(operand.expr)) for operand in node.ops)
    ),
    nodes.CondExpr: lambda node: Either(
        _expression(node.test), _expression(node.expr1), _expression(node.expr2) if node.expr2 else None
    ),
}
_ALLOWED = (
    *_EXPRESSIONS, nodes.Template, nodes.Output, nodes.TemplateData, nodes.For, nodes.If, nodes.Assign, nodes.Operand,
)  # fmt: skip
"""What a body may be made of. No calls, sums or macros: an outline must end."""


def _barred(outline: Outline, tree: nodes.Template) -> Iterator[Problem]:
    for node in tree.find_all(nodes.Node):
        what = _foreign(node)
        if what:
            where = Where(str(outline.path), node.lineno, 1)
            yield Problem(where, f"提纲里不能用{what}", "打印、for、if、set", "只排版面，别的交给语料库和设置")


def _foreign(node: nodes.Node) -> str:
    """Name what a node does that no outline may do, "" when it may."""
    if isinstance(node, nodes.Filter) and (node.name not in _FILTERS or node.args or node.kwargs):
        return f"过滤器“{node.name}”"
    if isinstance(node, nodes.Test) and (_TESTS.get(node.name) != len(node.args) or node.kwargs):
        return f"测试“{node.name}”"
    if isinstance(node, nodes.Const) and isinstance(node.value, str) and (char := forbidden(node.value)):
        return f"看不见的字符 U+{ord(char):04X}"
    if isinstance(node, nodes.For) and node.recursive:
        return "写法“recursive”"
    return "" if isinstance(node, _ALLOWED) else f"写法“{type(node).__name__}”"


def _unknown_names(outline: Outline, tree: nodes.Template) -> Iterator[Problem]:
    stored = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "store"}
    for node in tree.find_all(nodes.Name):
        if node.ctx == "load" and node.name not in stored | {*NAMES, LOOP}:
            yield _unknown(outline, node.lineno, node.name, (*NAMES, *stored))


def _unknown_fields(outline: Outline, tree: nodes.Template) -> Iterator[Problem]:
    known = {name for fields in FIELDS.values() for name in fields}
    for node in tree.find_all(nodes.Getattr):
        allowed = LOOP_FIELDS if isinstance(node.node, nodes.Name) and node.node.name == LOOP else known
        if node.attr not in allowed:
            yield _unknown(outline, node.lineno, node.attr, allowed)


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
