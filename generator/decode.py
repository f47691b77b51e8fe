"""Data files (phrases, families, front matter) into structs: fast when they are right, thorough when they are wrong.

The fast path is PyYAML's C loader and msgspec. Only when one of them refuses is the file read again with the place of
every key, and *all* its mistakes are listed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml
from msgspec import inspect

from generator import source
from generator.encoding import forbidden
from generator.errors import Problem, UserError, Where, nearest
from generator.source import Mapping, Node, Scalar, Sequence

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
T = TypeVar("T")


def decode_file(path: Path, shape: type[T]) -> T:
    """Read a YAML file into *shape*. Raises UserError that lists every mistake with its place."""
    try:
        return _fast(path.read_text("utf-8"), shape)
    except (yaml.YAMLError, msgspec.ValidationError, RecursionError, OSError, ValueError):
        return _thorough(source.load(path), shape)


def decode_text(text: str, name: str, shape: type[T], first_line: int = 1) -> T:
    """Read YAML text into *shape*; *first_line* is where it begins in the file *name*. Raises UserError."""
    padded = "\n" * (first_line - 1) + text
    try:
        return _fast(text, shape)
    except (yaml.YAMLError, msgspec.ValidationError, RecursionError, ValueError):
        return _thorough(source.parse(padded, name), shape)


def _fast(text: str, shape: type[T]) -> T:
    """Read YAML without asking what type a scalar is (the struct knows): half the time of PyYAML's SafeLoader."""
    if forbidden(text):
        raise ValueError("a control character: the thorough reader says where")
    if "*" in text:
        raise ValueError("there may be aliases: only the thorough reader knows how to refuse them")
    return msgspec.convert(_data(yaml.compose(text, Loader=_Loader)), shape, strict=False)


def _data(node: yaml.Node | None) -> Any:  # noqa: ANN401 - plain data is what msgspec takes
    match node:
        case yaml.MappingNode():
            return {key.value: _data(value) for key, value in node.value}
        case yaml.SequenceNode():
            return [_data(value) for value in node.value]
        case yaml.ScalarNode():
            return node.value if node.style or node.value not in ("", "~", "null") else None
        case _:
            return None


def _thorough(node: Mapping, shape: type[T]) -> T:
    problems = list(_problems(node, inspect.type_info(shape)))
    if problems:
        raise UserError(problems)
    return msgspec.convert(_plain(node), shape, strict=False)


def _plain(node: Node) -> Any:  # noqa: ANN401 - plain data is what msgspec takes
    match node:
        case Scalar():
            return None if node.null else node.value
        case Sequence():
            return [_plain(item) for item in node.items]
        case Mapping():
            return {key.value: _plain(value) for key, value in node.entries}


def _problems(node: Node, info: inspect.Type) -> Iterator[Problem]:
    match info:
        case inspect.UnionType():
            tries = [list(_problems(node, member)) for member in info.types if not isinstance(member, inspect.NoneType)]
            if not (isinstance(node, Scalar) and node.null and inspect.NoneType() in info.types):
                yield from min(tries, key=len)
        case inspect.StructType():
            yield from _struct_problems(node, info)
        case inspect.ListType() | inspect.VarTupleType():
            if not isinstance(node, Sequence):
                yield _wrong_shape(node, "列表，每项以“- ”开头或写在 [ ] 里")
            else:
                for item in node.items:
                    yield from _problems(item, info.item_type)
        case inspect.DictType():
            if not isinstance(node, Mapping):
                yield _wrong_shape(node, "“键: 值”")
            else:
                for _, value in node.entries:
                    yield from _problems(value, info.value_type)
        case inspect.LiteralType():
            if not isinstance(node, Scalar) or node.value not in map(str, info.values):
                shown = node.value if isinstance(node, Scalar) else "…"
                near = nearest(shown, map(str, info.values))
                mend = f"改成“{near}”" if near else "从中选一个"
                yield Problem(node.where, f"不认识的取值“{shown}”", "、".join(map(str, info.values)) + "之一", mend)
        case inspect.StrType():
            if not isinstance(node, Scalar) or node.null:
                yield _wrong_shape(node, "一段文字")
        case _:
            yield from _number_problems(node, info)


def _number_problems(node: Node, info: inspect.Type) -> Iterator[Problem]:
    names: dict[type, tuple[type, str]] = {
        inspect.IntType: (int, "整数"),
        inspect.FloatType: (float, "数字"),
        inspect.BoolType: (bool, "true 或 false"),
    }
    kind, name = names.get(type(info), (object, ""))
    if kind is object:
        return
    try:
        msgspec.convert(_plain(node), kind, strict=False)
    except msgspec.ValidationError:
        yield _wrong_shape(node, name)


def _struct_problems(node: Node, info: inspect.StructType) -> Iterator[Problem]:
    if not isinstance(node, Mapping):
        yield _wrong_shape(node, "“键: 值”，键有" + "、".join(field.encode_name for field in info.fields))
        return
    fields = {field.encode_name: field for field in info.fields}
    for key, value in node.entries:
        if key.value in fields:
            yield from _problems(value, fields[key.value].type)
            continue
        near = nearest(key.value, fields)
        mend = f"改成“{near}”" if near else "删去这一项"
        yield Problem(key.where, f"不认识的键“{key.value}”", "、".join(fields) + "之一", mend)
    for name, field in fields.items():
        if field.required and node.key(name) is None:
            yield Problem(node.where, f"缺少“{name}”", f"有“{name}: …”一项", f"补上“{name}”")


def _wrong_shape(node: Node, expected: str) -> Problem:
    shapes = {Scalar: "一段文字", Sequence: "一个列表", Mapping: "一组“键: 值”"}
    wrong = "这里没有值" if isinstance(node, Scalar) and node.null else f"这里是{shapes[type(node)]}"
    return Problem(node.where, wrong, expected, "照此改写")


def locate(path: Path, *steps: str | int) -> Where:
    """Find the place of an entry of a YAML file by keys and list positions; the file itself when it is not there."""
    node: Node | None = source.load(path)
    for step in steps:
        if isinstance(node, Mapping) and isinstance(step, str):
            node = node.get(step)
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            return Where(str(path))
    return node.where if node else Where(str(path))
