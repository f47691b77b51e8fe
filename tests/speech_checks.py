"""What must hold of every draft, whatever the brief: used on the examples and on generated briefs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import msgspec

from generator.brief.schema import Brief
from generator.draft import Draft, Heading, Title, plain
from generator.generation import Generated
from generator.numbering import chinese_numeral
from generator.unspoken import unspoken

_NUMBER = re.compile(r"\d[\d.,]*%?")
_COUNTED = re.compile(
    r"[一二两三四五六七八九十百千万亿]+(?=(?:多|余|几)?(?:万|亿)?(?:个|项|件|名|人|家|户|次|起|栋|处|条|座|台|亩|吨|公里|元|年|月|日|天|倍|成|点|方面|部分))"
)


def strings(brief: Brief) -> Iterator[str]:
    """Go through every string of a brief."""

    def walk(value: object) -> Iterator[str]:
        match value:
            case str():
                yield value
            case dict():
                for inner in value.values():
                    yield from walk(inner)
            case list() | tuple():
                for inner in value:
                    yield from walk(inner)

    yield from walk(msgspec.to_builtins(brief))


def foreign_figures(generated: Generated) -> list[str]:
    """Give the figures of the draft that the brief does not have; numbering and computed counts aside."""
    words = "\n".join(strings(generated.brief))
    own = set(_NUMBER.findall(words))
    found = [number for number in _NUMBER.findall(_shown(generated.draft)) if number not in own]
    counted = {chinese_numeral(n) for n in range(1, 60)} | {"两"}
    chinese = [
        match[0]
        for span in generated.draft.spans()
        if span.origin.kind == "phrase"
        for match in _COUNTED.finditer(span.text)
        if match[0] != "一"
    ]
    computed = [s.text for s in generated.draft.spans() if s.origin == ("computed", "项数") and s.text not in counted]
    return found + chinese + computed


def _shown(draft: Draft) -> str:
    """Give the text with a □ for each blank: hints are instructions, not speech."""
    return "\n".join(
        "".join("□" if span.origin.kind == "blank" else span.text for span in block.text) for block in draft.blocks
    )


def lost(generated: Generated) -> list[str]:
    """Give the places whose material the draft neither says nor withholds by rule."""
    missing = unspoken(generated.brief, generated.draft, generated.outline.front)
    return [f"{entry.place}：{entry.text}" for entry in missing if not entry.reason]


def repeated(generated: Generated) -> list[str]:
    """Give what the bank says twice; the drafter may repeat herself."""
    counts = Counter(s.text for s in generated.draft.spans() if s.origin.kind == "phrase" and len(s.text) >= 8)
    return [text for text, times in counts.items() if times > 1]


def slips(generated: Generated) -> list[str]:
    """Give what would make a reader stumble: left-over slots, doubled words and marks, empty headings."""
    text = _shown(generated.draft)
    found = re.findall(r"\{\{|\}\}|\{%|[\ufdd0-\ufdef]|None|工作工作|建设建设|的的|[，；。：、]{2,}|“”|（）", text)
    empty = [block for block in generated.draft.blocks if isinstance(block, Heading | Title) and not plain(block.text)]
    return found + [f"empty {block}" for block in empty]


def twin_blanks(generated: Generated) -> list[str]:
    """Give the hints that stand in two blanks."""
    counts = Counter(span.text for span in generated.draft.spans() if span.origin.kind == "blank")
    return [hint for hint, times in counts.items() if times > 1]
