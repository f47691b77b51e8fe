"""The mistakes of one brief, collected, and the words for the usual ones: unknown keys and YAML's traps."""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct, field

from generator.brief.keys import TABLES, Table
from generator.errors import Problem, Where, nearest
from generator.source import Mapping, Node, Scalar, Sequence

_MEANT: Final = {
    "谁": "负责",
    "谁干": "负责",
    "责任单位": "负责",
    "牵头单位": "牵头",
    "配合单位": "配合",
    "完成时限": "时限",
    "截止": "时限",
}
"""Keys that drafters write for want of the right one."""
_QUOTE: Final = "逗号改成全角“，”，或把整句加引号"
_COLON: Final = "冒号改成全角“：”，或把整句加引号"
_GLUED: Final = re.compile(r"\s*([^\s:：]+)\s*(：|:)(\s*).*", re.DOTALL)
_UNSEEN: Final = re.compile("[\u00a0\u200b-\u200f\u2060\u3000\ufeff]")


class Mistakes(Struct):
    """A list that grows while a brief is read; one report comes out at the end."""

    problems: list[Problem] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many mistakes there are so far: what is missing where one was noted is no news."""
        return len(self.problems)

    def add(self, where: Where, wrong: str, expected: str, mend: str) -> None:
        """Note one mistake."""
        self.problems.append(Problem(where, wrong, expected, mend))

    def wrong_type(self, node: Node, expected: str, mend: str, table: Table | None = None) -> None:
        """Note that *node* has the wrong shape, or the trap that made it so; *table* are the keys that fit here."""
        if isinstance(node, Scalar) and table and self.glued(node, table):
            return
        if isinstance(node, Mapping) and not table and node.entries:
            self.sentence_became_mapping(node, None)
            return
        self.add(node.where, f"这里是{_kind(node)}", expected, mend)

    def unknown_key(self, key: Scalar, value: Node, table: Table, *, flow: bool) -> None:
        """Note a key that *table* does not have: a trap, a key of another place, or a slip of the pen."""
        if self.glued(key, table):
            return
        bare = _UNSEEN.sub("", key.value).strip()
        if key.value.startswith("\u3000") and any(other.find(bare) for other in TABLES):
            self.add(key.where, f"“{bare}”前面是全角空格", "半角空格的缩进", "改成半角空格，和同一层的键对齐")
            return
        if bare != key.value and table.find(bare):
            self.add(key.where, f"键“{bare}”里夹着看不见的空格", f"“{bare}”", "删去键前后的全角空格，重打这个键")
            return
        if flow and isinstance(value, Scalar) and value.null and not value.value:
            self.add(key.where, f"“{key.value}”被半角逗号切开，成了没有值的键", f"{table.label}的键和值", _QUOTE)
            return
        if key.value in _MEANT and table.find(_MEANT[key.value]):
            meant = _MEANT[key.value]
            self.add(
                key.where,
                f"{table.label}里没有“{key.value}”这个键",
                f"“{meant}”",
                f"改成“{meant}: …”（另有牵头、配合）",
            )
            return
        owners = [other.label for other in TABLES if other is not table and other.find(key.value)]
        if owners:
            there = "、".join(f"“{label}”" for label in owners)
            self.add(key.where, f"键“{key.value}”放错了地方", f"{there}里的键", "移到那里，并对齐缩进")
            return
        near = nearest(key.value, table.words())
        expected = f"“{near}”" if near else f"{table.label}的键：{'、'.join(table.names())}"
        mend = f"把“{key.value}”改成“{near}”" if near else "改成其中的一个，或删去"
        self.add(key.where, f"不认识的键“{key.value}”", expected, mend)

    def sentence_became_mapping(self, node: Mapping, table: Table | None) -> None:
        """Note that a sentence with a colon and a space was taken for a key and its value (``63条: 态度``)."""
        key = node.entries[0][0]
        if table and self.glued(key, table):
            return
        near = nearest(key.value, table.words()) if table else None
        also = f"；想写键的，键名是“{near}”" if near else ""
        mend = "去掉花括号，写成一句" if node.flow else _COLON
        self.add(key.where, f"“{key.value}: …”被当成了键和值", "一句文字", mend + also)

    def twice(self, key: Scalar, first: Scalar) -> None:
        """Note a key that was given under its Chinese and its English name."""
        wrong = f"“{key.value}”和第{first.where.line}行的“{first.value}”是同一个键"
        self.add(key.where, wrong, "一个键一处", "合并成一处")

    def glued(self, node: Scalar, table: Table) -> bool:
        """Note ``键：值`` or ``键:值`` when what stands before the colon is a key of *table*."""
        found = _GLUED.fullmatch(node.value)
        if not found or node.style in ("single", "double") or not table.find(_UNSEEN.sub("", found[1])):
            return False
        key = found[1]
        if found[2] == "：":
            wrong = f"键“{key}”后面用了全角冒号"
        elif "\u3000" in found[3]:
            wrong = f"键“{key}”的冒号后面用了全角空格"
        else:
            wrong = f"键“{key}”的冒号后面没有空格"
        self.add(node.where, wrong, "半角冒号加一个空格", f"写成“{key}: …”")
        return True


def _kind(node: Node) -> str:
    match node:
        case Sequence():
            return "一个列表"
        case Mapping():
            return "键和值"
        case Scalar(null=True):
            return "空的"
        case Scalar():
            return f"一段文字“{short(node.value)}”"


def short(text: str, most: int = 20) -> str:
    """Cut a quotation in a message to *most* characters."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1] + "…"
