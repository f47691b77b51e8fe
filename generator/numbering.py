"""Numbers that are never typed: headings and the 一是、二是 of a list get theirs from their place in the draft.

Source of the forms: GB/T 9704-2012, 7.3.3 (一、 （一） 1. （1）).
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.draft import Block, Heading, Paragraph

_DIGITS = "零一二三四五六七八九"


def chinese_numeral(n: int) -> str:
    """Write *n* (from 1) in Chinese: 3 三, 10 十, 12 十二, 20 二十, 21 二十一; past 99 in digits, where no speech goes.

    >>> chinese_numeral(21)
    '二十一'
    """
    if n > 99:
        return str(n)
    tens, ones = divmod(n, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones else "")


def heading_label(level: int, n: int) -> str:
    """Write the number of the *n*-th heading of *level* (1 to 4) as GB/T 9704 wants it."""
    match level:
        case 1:
            return f"{chinese_numeral(n)}、"
        case 2:
            return f"（{chinese_numeral(n)}）"
        case 3:
            return f"{n}."
        case _:
            return f"（{n}）"


def item_label(n: int) -> str:
    """Write what opens the *n*-th item of a list: 一是, 二是 …"""
    return f"{chinese_numeral(n)}是"


def labels(blocks: Iterable[Block]) -> tuple[str, ...]:
    """Give one label a block, empty where none is printed; headings restart under their parent."""
    counts = [0, 0, 0, 0]
    found: list[str] = []
    for block in blocks:
        label = ""
        if isinstance(block, Heading):
            counts[block.level :] = [0] * (4 - block.level)
            if block.numbered:
                counts[block.level - 1] += 1
                label = heading_label(block.level, counts[block.level - 1])
        elif isinstance(block, Paragraph) and block.item:
            label = item_label(block.item)
        found.append(label)
    return tuple(found)
