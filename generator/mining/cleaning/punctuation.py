"""Half-width marks to full-width ones where Chinese stands (GB/T 15834-2011, 5.1), never inside figures or Latin text."""

from __future__ import annotations

import re
from typing import Final

from generator.mining.cleaning.lines import CJK, Line, Lines, Log, mapped

_WIDE: Final = str.maketrans({",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "(": "（", ")": "）"})
_NEAR: Final = rf"[{CJK}“”‘’《》（）。，、；：！？…—×]"
_TARGET: Final = re.compile(
    rf"(?<={_NEAR})[,;:!?]|[,;!?](?={_NEAR})|(?<=[\d%A-Za-z+)]):(?={_NEAR})|(?<=[\d%)A-Za-z]),(?=[{CJK}“‘《])"
)
_SINGLE: Final = re.compile("[,;:!?]")  # the marks of _TARGET, found fast
_ASCII_MARK: Final = re.compile(r"[,;:!?()\" .]|。。。")
_BRACKETS: Final = re.compile(r"\(([^()（）\n]{0,80})\)")
_HAS_CJK: Final = re.compile(f"[{CJK}×]")
_LONE: Final = re.compile(rf"\((?=[{CJK}])|(?<=[{CJK}”’。])\)|^\)(?=[{CJK}])")
_STOP: Final = re.compile(rf"(?<=[{CJK}”）%])\.(?=[{CJK}“‘（]|$)")
_DOTS: Final = re.compile(r"\.{3,}|。{3,}")
_STRAIGHT: Final = re.compile(r'"([^"\n]{1,60})"')
_INNER_SPACE: Final = re.compile(
    rf"(?<=[{CJK}，。、；：！？“”‘’（）《》]) +(?=[{CJK}，。、；：！？“”‘’（）《》\d])|(?<=[\d%]) +(?=[{CJK}，。、；：！？”’）》])"
)
_CUT_FIGURE: Final = re.compile(r"(?<=\d\.) (?=\d+%)|(?<=\d) (?=\.\d)|(?<=\d) (?=%)")


def widen_marks(lines: Lines, log: Log) -> list[Line]:
    """Widen the marks of each line."""
    return mapped(lines, log, widened)


def widened(text: str) -> str:
    """Give *text* with full-width marks where Chinese stands beside them, and without blanks between Chinese characters.

    >>> widened('召开会议,下降15.9%,共1,234人(不含10:30前)')
    '召开会议，下降15.9%，共1,234人（不含10:30前）'
    """
    while _ASCII_MARK.search(text) and (wider := _widened_once(text)) != text:  # a wide mark makes the next one wide
        text = wider
    return text


def _widened_once(text: str) -> str:
    text = _BRACKETS.sub(_bracketed, text) if "(" in text else text
    text = _TARGET.sub(lambda mark: mark[0].translate(_WIDE), text) if _SINGLE.search(text) else text
    text = _LONE.sub(lambda mark: mark[0].translate(_WIDE), text) if "(" in text or ")" in text else text
    text = _STOP.sub("。", text) if "." in text else text
    text = _DOTS.sub("……", text) if ".." in text or "。。。" in text else text
    text = _STRAIGHT.sub(_quoted, text) if '"' in text else text
    return _INNER_SPACE.sub("", _CUT_FIGURE.sub("", text)) if " " in text else text


def _bracketed(match: re.Match[str]) -> str:
    before = match.string[match.start() - 1 : match.start()]
    after = match.string[match.end() : match.end() + 1]
    chinese = _HAS_CJK.search(match[1]) or _HAS_CJK.match(before or " ") or _HAS_CJK.match(after or " ")
    return f"（{match[1]}）" if chinese else match[0]


def _quoted(match: re.Match[str]) -> str:
    return f"“{match[1]}”" if _HAS_CJK.search(match[1]) else match[0]
