"""The ground of reading a brief: keys by their table, shorthands, and the single values.

A value of the shape ``clause`` is read by the method ``_read_clause(key, node)``, and so on for every ``Shape``. What
was wrong is left out, and its mistake noted.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

from generator.brief import keys, scalars
from generator.brief.keys import Key, Table
from generator.brief.mistakes import Mistakes
from generator.brief.schema import Weight
from generator.source import Mapping, Node, Scalar, Sequence

Values: TypeAlias = dict[str, Any]
"""Attribute -> value, ready for a struct."""


def null(node: Node) -> bool:
    """Whether nothing was given."""
    return isinstance(node, Scalar) and node.null


def listed(node: Node) -> tuple[Node, ...]:
    """Take anything but a list as a list of one."""
    return node.items if isinstance(node, Sequence) else (node,)


def given(values: Iterable[Any]) -> tuple[Any, ...]:
    """Keep what could be read."""
    return tuple(value for value in values if value is not None)


class Fields:
    """Reads mappings, lists and single values. Subclasses add the shapes that are structs."""

    def __init__(self) -> None:
        """Start with no mistakes."""
        self.mistakes = Mistakes()

    def fields(self, node: Mapping, table: Table) -> Values:
        """Read the keys of *table*; those without a value count as absent."""
        values: Values = {}
        seen: dict[str, Scalar] = {}
        for name, value in node.entries:
            key = table.find(name.value)
            if key is None:
                self.mistakes.unknown_key(name, value, table, flow=node.flow)
            elif key.attribute in seen:
                self.mistakes.twice(name, seen[key.attribute])
            else:
                seen[key.attribute] = name
                read = None if null(value) else getattr(self, f"_read_{key.shape}")(key, value)
                if read is not None:
                    values[key.attribute] = read
        return values

    def struct(self, node: Node, table: Table, example: str) -> Values | None:
        """Read a mapping; None when it is none."""
        if isinstance(node, Mapping):
            return self.fields(node, table)
        self.mistakes.wrong_type(node, f"{table.label}的键和值，如 {example}", "照样例写成键和值", table)
        return None

    def entry(self, node: Node, table: Table, plain: str) -> Values:
        """Read an entry of a list that is a mapping, or a plain string that stands for its key *plain*."""
        if isinstance(node, Sequence):
            self.mistakes.wrong_type(node, "一句文字，或键和值", "去掉多出来的“-”或方括号")
            return {}
        if isinstance(node, Mapping):
            if node.entries and not any(table.find(key.value) for key, _ in node.entries):
                self.mistakes.sentence_became_mapping(node, table)
                return {}
            return self.fields(node, table)
        if self.mistakes.glued(node, table):
            return {}
        value = scalars.clause(node, self.mistakes)
        return {} if value is None else {plain: value}

    # Single values and lists of them

    def _read_text(self, _key: Key, node: Node) -> str | None:
        return scalars.text(node, self.mistakes)

    def _read_clause(self, _key: Key, node: Node) -> str | None:
        return scalars.clause(node, self.mistakes)

    def _read_lines(self, _key: Key, node: Node) -> str | None:
        return scalars.text(node, self.mistakes, lines=True)

    def _read_texts(self, _key: Key, node: Node) -> tuple[str, ...]:
        return given(scalars.text(item, self.mistakes) for item in listed(node))

    def _read_clauses(self, _key: Key, node: Node) -> tuple[str, ...]:
        return given(scalars.clause(item, self.mistakes) for item in listed(node))

    def _read_run(self, key: Key, node: Node) -> str | None:
        return "、".join(self._read_clauses(key, node)) or None

    def _read_people(self, key: Key, node: Node) -> str | None:
        return scalars.people(self._read_run(key, node), node, self.mistakes)

    def _read_choice(self, key: Key, node: Node) -> str | None:
        return scalars.choice(node, key.choices, self.mistakes, key.name)

    def _read_sections(self, key: Key, node: Node) -> tuple[str, ...]:
        named = (scalars.choice(item, keys.SECTIONS, self.mistakes, key.name) for item in listed(node))
        return given(named)

    def _read_level(self, _key: Key, node: Node) -> str | None:
        return scalars.level(node, self.mistakes)

    def _read_flag(self, key: Key, node: Node) -> bool | None:
        return scalars.flag(node, key, self.mistakes)

    def _read_minutes(self, _key: Key, node: Node) -> tuple[float, float] | None:
        return scalars.span(node, "分钟", self.mistakes)

    def _read_characters(self, _key: Key, node: Node) -> tuple[int, int] | None:
        both = scalars.span(node, "字", self.mistakes)
        return (int(both[0]), int(both[1])) if both else None

    def _read_weights(self, _key: Key, node: Node) -> tuple[Weight, ...]:
        if not isinstance(node, Mapping):
            self.mistakes.wrong_type(node, "各节和轻重，如 {开头: 短, 问题: 重}", "照样例写成键和值")
            return ()
        read = [
            scalars.weight(key.value, value, key.where, self.mistakes) for key, value in node.entries if not null(value)
        ]
        return given(read)

    def _read_roles(self, _key: Key, node: Node) -> tuple[tuple[str, str], ...]:
        if not isinstance(node, Mapping):
            self.mistakes.wrong_type(node, "角色和人，如 {包案: 东湾区政府}", "照样例写成键和值")
            return ()
        pairs = []
        for role, who in node.entries:
            if null(who):
                mend = "几个单位用“、”连起来，或写成列表" if node.flow else "补上单位，或删去这一行"
                self.mistakes.add(role.where, f"“{role.value}”后面没有人", "角色和人", mend)
                continue
            pairs.append((role.value, "、".join(self._read_texts(_key, who))))
        return tuple(pairs)
