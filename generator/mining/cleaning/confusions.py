"""What scanners misread: characters and quotation marks, mended only where no other reading is possible."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from generator.mining.cleaning.lines import CJK, Line, Lines, Log, mapped
from generator.mining.rules import confusions

_CHAIN: Final = rf"[{CJK}（）]{{2,14}}(?:\+[{CJK}（）]{{2,14}})+"
_TEN_FOR_PLUS: Final = re.compile(rf"(?<=[{CJK}）])十(?=[{CJK}])")
_LONGEST_QUOTE: Final = 24
_PAIRED: Final = re.compile("“[^“”]*”")
_CLAUSE: Final = re.compile(r"[^，。；！？：]*")


def mend_confusions(lines: Lines, log: Log) -> list[Line]:
    """Mend misread characters, ``十`` for ``+`` in a chain, and quotation marks of the wrong side."""
    return mapped(lines, log, mended)


def mended(text: str) -> str:
    """Give *text* mended.

    >>> mended('落实”三管三必须”要求')
    '落实“三管三必须”要求'
    """
    text = _misread().sub(lambda match: confusions().words[match[0]], text)
    if "+" in text and "十" in text:
        text = _CLAUSE.sub(_chain, text)
    return _quotes(text) if "”" in text and "”" in _PAIRED.sub("", text) else text


@lru_cache(maxsize=1)
def _misread() -> re.Pattern[str]:
    return re.compile("|".join(sorted(confusions().words, key=len, reverse=True)))


def _chain(match: re.Match[str]) -> str:
    """Read 十 between two names as a plus sign where the same clause joins names by plus signs and quotes them."""
    clause = match[0]
    return _TEN_FOR_PLUS.sub("+", clause) if "+" in clause and ("”" in clause or "“" in clause) else clause


def _quotes(text: str) -> str:
    """Turn a closing mark that nothing opened into an opening one when another closing mark follows it."""
    found: list[str] = []
    depth = 0
    for at, char in enumerate(text):
        written = char
        if char == "“":
            depth += 1
        elif char == "”" and depth:
            depth -= 1
        elif char == "”" and _opens(text, at):
            written, depth = "“", 1
        elif char == "”" and (opened := _open_before_chain("".join(found))):
            found = [opened]
        found.append(written)
    return "".join(found)


def _opens(text: str, at: int) -> bool:
    """Tell whether the closing mark at *at* stands for an opening one: soon another closing mark, no opening one before it."""
    following, opening = text.find("”", at + 1), text.find("“", at + 1)
    return at + 1 < following <= at + _LONGEST_QUOTE and not 0 <= opening < following


@lru_cache(maxsize=1)
def _chain_after_verb() -> re.Pattern[str]:
    return re.compile(f"({'|'.join(confusions().verbs)})({_CHAIN})$")


def _open_before_chain(before: str) -> str:
    match = _chain_after_verb().search(before)
    return f"{before[: match.end(1)]}“{match[2]}" if match else ""
