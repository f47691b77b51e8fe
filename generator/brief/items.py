"""Items, facts and duties of a brief: the six sections."""

from __future__ import annotations

from typing import Final, TypeAlias

import msgspec
from msgspec import Struct

from generator.brief import keys, references
from generator.brief.fields import Fields, Values, listed
from generator.brief.keys import Key
from generator.brief.references import Links
from generator.brief.schema import Duty, Fact, Item
from generator.source import Mapping, Node, Scalar

_PARTS: Final = keys.ITEM.find("分项")
# Stand-ins where a mistake was noted: they keep the count of the places right and never leave the reader.
_SAYS_NOTHING: Final[Values] = {"say": ""}
_DOES_NOTHING: Final[Values] = {"do": ""}
_CONTENT: Final = frozenset({"point", "heading", "unit", "facts", "cause", "praise", "parts", "duties"})


class _Read(Struct, frozen=True):
    """An item that was read without a mistake; its node is held so that no other can get its id."""

    node: Node
    item: Item
    links: Links


Known: TypeAlias = dict[tuple[int, str, int], _Read]
"""Items by the id of their node, their section and number: rows of a table share the nodes that they leave alone."""


class Items(Fields):
    """Reads items and keeps their names and references for the check at the end; takes those that are *known* as they are."""

    def __init__(self, known: Known | None = None) -> None:
        """Start with no mistakes and no names."""
        super().__init__()
        self.links = Links()
        self._known: Known = {} if known is None else known
        self._section = ""
        self._trail: tuple[str, ...] = ()  # numbers of the items around: () at the top, one inside 分项

    def _read_items(self, key: Key, node: Node) -> tuple[Item, ...]:
        if key is not _PARTS:
            self._section, self._trail = key.name, ()
        elif len(self._trail) > 1:
            self.mistakes.add(node.where, "分项里又有分项", "一层分项", "把里层的并到“事实”里，或提到外面一层")
            return ()
        read = self._item if self._trail else self._known_item
        return tuple(read(number, item) for number, item in enumerate(listed(node), 1))

    def _known_item(self, number: int, node: Node) -> Item:
        """Read an item of a section, or take it from those that are known."""
        key = (id(node), self._section, number)
        known = self._known.get(key)
        if known is None:
            around, before = self.links, self.mistakes.count
            self.links = Links()
            item, inside = self._item(number, node), self.links
            self.links = around
            known = _Read(node, item, inside)
            if self.mistakes.count == before:
                self._known[key] = known
        self.links.extend(known.links)
        return known.item

    def _item(self, number: int, node: Node) -> Item:
        before = self.mistakes.count
        outer, self._trail = self._trail, (*self._trail, str(number))
        values = self.entry(node, keys.ITEM, "point")
        self._trail = outer
        if values.keys().isdisjoint(_CONTENT) and self.mistakes.count == before:
            self.mistakes.add(node.where, "这一项是空的", "有“要点”或“事实”的一项", "补上内容，或删去这一项")
        if isinstance(node, Mapping):
            self._note_links(node, values)
        elif "point" in values:
            self.links.name(self._section, outer, "要点", values["point"], node.where)
        return _inherit(Item(**values))

    def _note_links(self, node: Mapping, values: Values) -> None:
        """Keep the names and references of an item with their places; they are looked up when all is read."""
        for name, value in node.entries:
            key = keys.ITEM.find(name.value)
            if key is None or key.attribute not in values:
                continue
            if key.attribute in ("point", "id"):
                self.links.name(self._section, self._trail, key.name, values[key.attribute], value.where)
            elif key.attribute in references.TARGETS:
                given = [item for item in listed(value) if isinstance(item, Scalar)]
                self.links.refer(key, [(item.value.strip(), item.where) for item in given])
            elif key.attribute == "at" and self._section != "典型":
                self.mistakes.add(name.where, f"“在”放到了“{self._section}”里", "“典型”里的键", "删去“在”，或移到典型")

    def _read_facts(self, _key: Key, node: Node) -> tuple[Fact, ...]:
        return tuple(self._fact(item) for item in listed(node))

    def _fact(self, node: Node) -> Fact:
        before = self.mistakes.count
        values = self.entry(node, keys.FACT, "say")
        if "say" not in values and self.mistakes.count == before:
            self.mistakes.add(node.where, "这条事实没有“说”", "“说: …”（一句能念出来的话）", "补上这个键，或删去这一条")
        return Fact(**_SAYS_NOTHING | values)

    def _read_duties(self, _key: Key, node: Node) -> tuple[Duty, ...]:
        return tuple(self._duty(item) for item in listed(node))

    def _duty(self, node: Node) -> Duty:
        before = self.mistakes.count
        values = self.entry(node, keys.DUTY, "do")
        if "do" not in values and self.mistakes.count == before:
            self.mistakes.add(node.where, "这项任务没有“干什么”", "“干什么: …”（动宾短语）", "补上这个键，或删去这一项")
        return Duty(**_DOES_NOTHING | values, spoken=isinstance(node, Scalar))


def _inherit(item: Item) -> Item:
    """Hand 负责, 牵头 and 配合 down to the duties that give none of the three; one that names only who helps keeps the chief.

    Plain strings stay as they are.
    """
    bodies = {"in_charge": item.in_charge, "lead": item.lead, "with_": item.with_}
    if not any(bodies.values()):
        return item
    parts = tuple(msgspec.structs.replace(part, duties=_handed(part.duties, bodies)) for part in item.parts)
    return msgspec.structs.replace(item, duties=_handed(item.duties, bodies), parts=parts)


def _handed(duties: tuple[Duty, ...], bodies: dict[str, tuple[str, ...]]) -> tuple[Duty, ...]:
    return tuple(
        duty
        if duty.spoken or duty.in_charge or duty.lead
        else msgspec.structs.replace(duty, in_charge=bodies["in_charge"], lead=bodies["lead"])
        if duty.with_
        else msgspec.structs.replace(duty, **bodies, inherited=True)
        for duty in duties
    )
