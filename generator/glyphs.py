"""Characters that the GB 2312 typefaces lack: a name such as 朱镕基 would be printed with a hole or in another face."""

from __future__ import annotations

from generator.draft import Draft, plain
from generator.encoding import within

_HAN = (("\u3400", "\u9fff"), ("\uf900", "\ufaff"), ("\U00020000", "\U0003ffff"))


def outside_gb2312(text: str) -> tuple[str, ...]:
    """Give the Chinese characters of *text* that GB 2312 does not hold, each once, in order of appearance.

    >>> outside_gb2312("镕镇喆")
    ('镕', '喆')
    """
    if _in_gb2312(text):
        return ()
    return tuple(char for char in dict.fromkeys(text) if within(char, _HAN) and not _in_gb2312(char))


def rare_characters(draft: Draft) -> tuple[str, ...]:
    """Give the characters of a draft that 仿宋_GB2312 and 楷体_GB2312 cannot print."""
    return outside_gb2312("".join(plain(block.text) for block in draft.blocks))


def _in_gb2312(text: str) -> bool:
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
