"""YAML with the place of every key and value, as the drafter typed it.

Neither types nor objects are guessed: ``2025年``, ``9:00``, ``是`` and ``0123`` stay text. What YAML would drop or
change in silence (anchors, tags, a repeated key, a line break between two Chinese characters) is refused or put right
here, so that what comes out is what was written.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, cast

import yaml
from msgspec import Struct, field

from generator.encoding import forbidden, read_text, refuse_characters, within
from generator.errors import Problem, UserError, Where, fail
from generator.nodes import Mapping, Node, Scalar, Sequence, Style

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # a PyYAML built without libyaml: slower, the same places
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

__all__ = ("Mapping", "Node", "Scalar", "Sequence", "Style", "load", "parse", "parse_node", "read_text")

MAX_DEPTH: Final = 20  # a brief needs nine; the limit keeps hostile files from exhausting the stack
_STYLES: Final[dict[str, Style]] = {"'": "single", '"': "double", "|": "literal", ">": "folded"}
_MERGED: Final = re.compile(r"\n *(-) ")
_NUMBERED: Final = re.compile(r"[ \t]+(#)[0-9]")
_WIDE: Final = (
    ("\u2e80", "\u9fff"),
    ("\uf900", "\ufaff"),
    ("\uff00", "\uffef"),
    ("\u2014", "\u2014"),
    ("\u2018", "\u201d"),
    ("\u2026", "\u2026"),
    ("\U00020000", "\U0003ffff"),
)


def load(path: Path) -> Mapping:
    """Read a YAML file whose top is a mapping.

    UTF-8 with or without BOM, UTF-16 with BOM and GB18030 are understood; at most 2 MB.
    Raises UserError when the file cannot be read, is not text, is not YAML, or is not a mapping.
    """
    return parse(read_text(path), str(path))


def parse(text: str, name: str) -> Mapping:
    """Read YAML text whose top is a mapping; *name* stands for the file in messages. Raises UserError."""
    node = parse_node(text, name)
    if node is None:
        raise fail(name, "文件是空的", "“键: 值”一行一项", "照样例填写，或用 jianggao new 生成一份再改")
    if not isinstance(node, Mapping):
        raise UserError([_not_a_mapping(node)])
    return node


def parse_node(text: str, name: str) -> Node | None:
    """Read YAML text with anything at its top; None for text that holds nothing but comments. Raises UserError."""
    text = text.lstrip("\ufeff")
    refuse_characters(text, name)
    builder = _Builder(name, text)
    try:
        node = builder.document(yaml.parse(text, Loader=_Loader))
    except yaml.MarkedYAMLError as error:
        from generator import syntax  # only who mistypes pays for it

        raise UserError([syntax.explain(error, text.splitlines(), name)]) from error
    if builder.problems:
        raise UserError(builder.problems)
    return None if isinstance(node, Scalar) and node.null else node


def _not_a_mapping(node: Scalar | Sequence) -> Problem:
    if isinstance(node, Scalar) and "：" in node.value:
        return Problem(node.where, "键后面用了全角冒号“：”", "半角冒号加一个空格", "把每个键后面的“：”改成“: ”")
    if isinstance(node, Scalar) and ":" in node.value:
        return Problem(node.where, "冒号后面没有空格", "半角冒号加一个空格", "把每个键后面的“:”改成“: ”")
    shape = "一个列表" if isinstance(node, Sequence) else "一段文字"
    return Problem(node.where, f"最外层是{shape}", "“键: 值”一行一项", "从“键: ”写起，列表放在它的键下面")


class _Builder(Struct):
    """Turns the parser's events into nodes. Events, not ``yaml.compose``: that one recurses in C without a limit."""

    name: str
    text: str
    problems: list[Problem] = field(default_factory=list)

    def document(self, events: Iterator[yaml.Event]) -> Node | None:
        node: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if node is not None:
                    raise fail(self._where(event), "“---”又起了一份", "一个文件一份任务单", "删去“---”，或分成两个文件")
                node = self._node(next(events), events, 1)
        return node

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        self._refuse_marks(event)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        where = self._where(event)
        if depth > MAX_DEPTH:
            raise fail(where, f"嵌套超过{MAX_DEPTH}层", "几层以内的列表和键", "检查这里的括号和缩进")
        if isinstance(event, yaml.SequenceStartEvent):
            items = tuple(self._children(events, depth, yaml.SequenceEndEvent))
            return Sequence(items, where, bool(event.flow_style))
        assert isinstance(event, yaml.MappingStartEvent)
        return self._mapping(event, events, depth)

    def _mapping(self, event: yaml.MappingStartEvent, events: Iterator[yaml.Event], depth: int) -> Mapping:
        children = self._children(events, depth, yaml.MappingEndEvent)
        entries: dict[str, tuple[Scalar, Node]] = {}
        for key in children:
            value = next(children)
            if not isinstance(key, Scalar):
                raise fail(key.where, "括号里又是括号，成了键", "文字作键", "值以 { 或 [ 开头时加引号")
            if key.value in entries:
                first = entries[key.value][0].where
                self.problems.append(
                    Problem(
                        key.where,
                        f"键“{key.value}”重复了（第一次在第{first.line}行第{first.column}列）",
                        "同一层里一个键一处",
                        "合并成一处，或改名，或删去一处",
                    )
                )
                continue
            entries[key.value] = (key, value)
        return Mapping(tuple(entries.values()), self._where(event), bool(event.flow_style))

    def _children(self, events: Iterator[yaml.Event], depth: int, end: type[yaml.Event]) -> Iterator[Node]:
        for event in events:
            if isinstance(event, end):
                return
            yield self._node(event, events, depth + 1)

    def _refuse_marks(self, event: yaml.Event) -> None:
        """Refuse anchors, aliases and tags: YAML takes them out of the text, which no drafter means."""
        mend = "整句加引号"
        if isinstance(event, yaml.AliasEvent):
            raise fail(self._where(event), "“*”开头的词会被当成引用", "不带“*”的文字", mend)
        if getattr(event, "anchor", None):
            raise fail(self._where(event), "“&”开头的词会被当成记号", "不带“&”的文字", mend)
        if getattr(event, "tag", None):
            raise fail(self._where(event), "“!”开头的词会被当成类型", "不带“!”的文字", mend)

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        style = _STYLES.get(event.style or "", "plain")
        start, end = _mark(event.start_mark).index, _mark(event.end_mark).index
        value, where = str(event.value), self._where(event)
        if forbidden(value):  # only an escape gets past the check of the whole text
            self.problems.append(Problem(where, "双引号里的“\\”写出了控制字符", "文字和标点", "外面改用单引号"))
        if style == "plain":
            self._refuse_losses(start, end)
        return Scalar(_join_wide(value, self.text[start:end]) if style != "literal" else value, where, style)

    def _refuse_losses(self, start: int, end: int) -> None:
        """Refuse what plain text may hold without YAML minding: a list swallowed by the entry above, a number sign."""
        merged = _MERGED.search(self.text, start, end)
        if merged:
            mend = "把这一行的“-”和上一项的“-”对齐"
            at = self._place(merged.start(1))
            self.problems.append(Problem(at, "这一行缩进太深，被并进了上一项", "上下对齐的“-”", mend))
        if number := _NUMBERED.match(self.text, end):
            at = self._place(number.start(1))
            self.problems.append(
                Problem(at, "从“#”起会被当成说明丢掉", "不带“#”的文字", "整句加引号；真是说明的，“#”后空一格")
            )

    def _place(self, index: int) -> Where:
        before = self.text[:index]
        return Where(self.name, before.count("\n") + 1, index - before.rfind("\n"))

    def _where(self, event: yaml.Event) -> Where:
        mark = _mark(event.start_mark)
        return Where(self.name, mark.line + 1, mark.column + 1)


def _mark(mark: Any) -> yaml.Mark:  # noqa: ANN401 - the stubs allow for events made by hand, which have no mark
    assert mark is not None
    return cast(yaml.Mark, mark)


def _join_wide(value: str, source: str) -> str:
    """Take out the space that YAML puts between two lines where both neighbours are Chinese.

    >>> _join_wide("先通风 再检测", "先通风\\n  再检测")
    '先通风再检测'
    """
    lines = [line.strip(" \t\r\"'") for line in source.split("\n")]
    at = 0
    for line, following in itertools.pairwise(lines):
        found = value.find(line, at) if line else -1
        if found < 0:
            continue  # the header of a block, an empty line, or a line with escapes
        at = found + len(line)
        if (
            following
            and value.startswith(" " + following, at)
            and within(line[-1], _WIDE)
            and within(following[0], _WIDE)
        ):
            value = value[:at] + value[at + 1 :]
    return value
