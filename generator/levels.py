"""The closed table of levels (层级): how a city, a bureau or a school speaks of itself and of those below it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from msgspec import Struct

from generator import source
from generator.data import data_path
from generator.errors import fail

KEYS: Final[Mapping[str, str]] = {
    "whole": "全域",
    "ours": "我域",
    "party": "党委",
    "government": "政府",
    "below": "下级",
    "chain": "层级链",
    "count": "层级数",
}
"""Attribute of :class:`Level` -> key in the table."""


class Level(Struct, frozen=True):
    """One row of the table. The words are ready to be put into a sentence."""

    name: str  # 市
    whole: str  # 全域 全市
    ours: str  # 我域 我市
    party: str  # 党委 市委
    government: str  # 政府 市政府
    below: str  # 下级 各县（区）
    chain: str  # 层级链 市、县（区）、乡镇（街道）
    count: str  # 层级数, a Chinese numeral that goes before 级: 两, not 二


@cache
def levels() -> Mapping[str, Level]:
    """Give the table by name (省 市 区 县 乡镇 街道 局 校 企业), in its order. Raises UserError when it is damaged."""
    path = data_path("phrasebank", "vocabulary", "levels.yml")
    table = source.load(path).get("levels")
    if not isinstance(table, source.Mapping):
        raise fail(str(path), "缺“levels”", "层级表", "恢复随软件安装的文件")
    return MappingProxyType({key.value: _level(key, row) for key, row in table.entries})


def _level(key: source.Scalar, row: source.Node) -> Level:
    if not isinstance(row, source.Mapping):
        raise fail(key.where, f"“{key.value}”不是一行键值", "{全域: …, 我域: …}", "照别的层级填写")
    words = {}
    for name in Level.__struct_fields__[1:]:
        word = row.get(KEYS[name])
        if not isinstance(word, source.Scalar):
            raise fail(key.where, f"“{key.value}”缺“{KEYS[name]}”", "一个词", "照别的层级补上")
        words[name] = word.value
    return Level(name=key.value, **words)
