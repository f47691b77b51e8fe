"""A brief from YAML: shorthands spelled out, inheritance done, every mistake of the file in one report."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from generator import source
from generator.brief import keys, references
from generator.brief.fields import Values, given, listed, null
from generator.brief.items import Items, Known
from generator.brief.keys import Key
from generator.brief.schema import AgendaItem, Brief, Ending, Length, Meeting, Part, Speaker, Verbatim, Wishes
from generator.errors import UserError, Where
from generator.source import Mapping, Node, Scalar

_NOTHING: Final[Values] = {"outline": "", "topic": "", "level": ""}  # stand-ins: what is missing is reported


def read_brief(path: Path) -> Brief:
    """Read a brief. Raises UserError with every mistake of the file, in its order."""
    return build_brief(source.load(path))


def parse_brief(text: str, name: str) -> Brief:
    """Read a brief from text; *name* stands for the file in messages. Raises UserError as :func:`read_brief` does."""
    return build_brief(source.parse(text, name))


def build_brief(top: Mapping, known: Known | None = None) -> Brief:
    """Read a brief that is YAML nodes already; *known* keeps the items read, for briefs that share nodes with this one.

    Raises UserError as :func:`read_brief` does.
    """
    reader = _Reader(known)
    values = reader.fields(top, keys.BRIEF)
    _note_missing(top, reader)
    brief = Brief(**_NOTHING | values)
    references.check(brief, reader.links, reader.mistakes)
    if reader.mistakes.problems:
        raise UserError(reader.mistakes.problems)
    return brief


def _note_missing(top: Mapping, reader: _Reader) -> None:
    present = {name.value for name, node in top.entries if not null(node)}
    for key in keys.BRIEF.keys:
        if key.name in keys.REQUIRED and present.isdisjoint((key.name, key.english)):
            expected = f"“{key.name}: …”（{key.about}）"
            reader.mistakes.add(Where(top.where.file), f"缺“{key.name}”", expected, "在最外层补上这一行")


class _Reader(Items):
    """Adds the structs that occur once."""

    def _read_length(self, _key: Key, node: Node) -> Length | None:
        values = self.struct(node, keys.LENGTH, "{分钟: 15, 字数: 3000-3300}")
        return None if values is None else Length(**values)

    def _read_meeting(self, _key: Key, node: Node) -> Meeting | None:
        values = self.struct(node, keys.MEETING, "{名称: 全市安全生产工作会议}")
        return Meeting(**values) if values else None

    def _read_agenda(self, _key: Key, node: Node) -> tuple[AgendaItem, ...]:
        agenda = tuple(self._agenda_item(item) for item in listed(node))
        if sum(item.speech for item in agenda) > 1:
            self.mistakes.add(node.where, "“本讲话”写了几次", "一处", "留下讲话真正的位置，其余的删去")
        return agenda

    def _agenda_item(self, node: Node) -> AgendaItem:
        if isinstance(node, Scalar) and node.value.strip() == keys.THIS_SPEECH:
            return AgendaItem(speech=True)
        before = self.mistakes.count
        values = self.struct(node, keys.AGENDA, "{谁: 市应急局, 做: 通报, 事: 2025年情况}，或 本讲话")
        if values is not None and "do" not in values and self.mistakes.count == before:
            self.mistakes.add(node.where, "议程的这一项没有“做”", "{谁: …, 做: …, 事: …}", "补上“做: 通报”之类")
        return AgendaItem(**values or {})

    def _read_speaker(self, _key: Key, node: Node) -> Speaker | None:
        values = self.struct(node, keys.SPEAKER, "{姓名: ×××, 职务: 市长}")
        return Speaker(**values) if values else None

    def _read_wishes(self, _key: Key, node: Node) -> Wishes | None:
        values = self.struct(node, keys.WISHES, "{语气: 严肃}")
        return None if values is None else Wishes(**values)

    def _read_frame(self, _key: Key, node: Node) -> tuple[Part, ...]:
        parts = tuple(self._part(item) for item in listed(node))
        written = [section for part in parts for section in part.write]
        for section in dict.fromkeys(written):
            if written.count(section) > 1:
                wrong = f"“{section}”写进了几个部分"
                self.mistakes.add(node.where, wrong, "一节归一个部分", "只留一处，其余的删去")
        return parts

    def _part(self, node: Node) -> Part:
        before = self.mistakes.count
        values = self.entry(node, keys.PART, "title")
        if not values and self.mistakes.count == before:
            self.mistakes.add(node.where, "骨架的这一项是空的", "标题，或 {标题: …, 写: [成绩, 问题]}", "补上，或删去")
        return Part(**values)

    def _read_verbatim(self, _key: Key, node: Node) -> tuple[Verbatim, ...]:
        return given(self._verbatim(item) for item in listed(node))

    def _verbatim(self, node: Node) -> Verbatim | None:
        before = self.mistakes.count
        values = self.struct(node, keys.VERBATIM, "{处: 问题/1, 文字: 超期一天，就是失职一天。}")
        if values is None or not isinstance(node, Mapping):
            return None
        missing = [key for key in keys.VERBATIM.keys if key.attribute not in values]
        if missing:
            if self.mistakes.count == before:
                key = missing[0]
                self.mistakes.add(node.where, f"照录缺“{key.name}”", f"“{key.name}: …”（{key.about}）", "补上这个键")
            return None
        at = node.get("处") or node.get("at")
        self.links.places.append((values["at"], at.where if at else node.where))
        return Verbatim(**values)

    def _read_ending(self, _key: Key, node: Node) -> Ending | None:
        values = self.struct(node, keys.ENDING, "{号召: …, 回扣: …}")
        return None if values is None else Ending(**values)
