"""A new brief to fill in: only the keys that the genre needs, each with a word on what belongs there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

import msgspec
import yaml
from msgspec import Struct

from generator.brief.keys import BRIEF
from generator.levels import levels

SCHEMA_NAME: Final = "brief.schema.json"
"""The name under which a copy of the schema lies beside a new brief, so that editors find it without a network."""
_SPECIAL: Final = re.compile(r"""^[\s\-?:,\[\]{}#&*!|>'"%@`]|: |:$| #|[\n\t]|\s$|^(~|null|Null|NULL)?$""")


class _Skeleton(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    about: str
    always: tuple[str, ...]
    blocks: dict[str, str]


class Genre(Struct, frozen=True):
    """What the samples of a new brief take from the genre; empty where it has no such thing."""

    salutation: str = "同志们"
    title: str = "在云岭市安全生产工作会议|暨第一次全体会议上的讲话"
    parts: str = "[看清形势, 抓住重点, 压实责任]"


def new_brief(
    outline_id: str,
    outline_name: str,
    wants: Iterable[str],
    *,
    level: str | None = None,
    topic: str | None = None,
    minutes: int | None = None,
    genre: Genre | None = None,
    schema: str = SCHEMA_NAME,
) -> str:
    """Give the text of a new brief with the keys that every brief has and those of *wants*, in their order.

    *schema* is the path of the JSON Schema as the brief's own folder sees it. Without *level* and *topic* the brief
    says where to put them and is refused until they are there.
    """
    skeleton = _skeleton()
    genre = genre or Genre()
    wanted = {*skeleton.always, *(want.partition(".")[0] for want in wants)}
    words = {
        "提纲": _plain(outline_name),
        "主题": _plain(topic or ""),
        "层级": _plain(level or ""),
        "各层级": " ".join(levels()),
        "分钟": str(minutes or ""),
        "称谓": genre.salutation,
        "标题例": genre.title,
        "骨架例": genre.parts,
    }
    if not genre.salutation:
        wanted.discard("称谓")
    blocks = [skeleton.blocks[key.name] for key in BRIEF.keys if key.name in wanted and key.name in skeleton.blocks]
    head = (
        f"# yaml-language-server: $schema={schema}\n"
        f"# 任务单：{outline_name}（{outline_id}）。“#”后面是说明；去掉行首“# ”再改，就成了内容。没有的可以空着。\n"
        "# 缩进用空格，不用 Tab；键后面是半角冒号加空格；文字里的标点用全角。\n"
    )
    return head + "".join(_fill(block, words) for block in blocks)


def _fill(block: str, words: dict[str, str]) -> str:
    empty = [f"〔{name}〕" for name, word in words.items() if not word]
    lines = block.splitlines(keepends=True)
    block = "".join(line for line in lines if not (line.lstrip().startswith("#") and any(n in line for n in empty)))
    for name, word in words.items():
        block = block.replace(f"〔{name}〕", word)
    return re.sub(r":  +#", ":    #", block).replace(":  \n", ":\n")


def _plain(text: str) -> str:
    """Quote text that YAML would take for something else."""
    text = " ".join(text.split())
    return "'" + text.replace("'", "''") + "'" if text and _SPECIAL.search(text) else text


@cache
def _skeleton() -> _Skeleton:
    text = Path(__file__).with_name("skeleton.yml").read_text("utf-8")
    return msgspec.convert(yaml.safe_load(text), _Skeleton)
