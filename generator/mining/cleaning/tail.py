"""A text that breaks off: the last, unfinished sentence is cut and reported."""

from __future__ import annotations

import re
from typing import Final

from msgspec.structs import replace

from generator.mining.cleaning.lines import Line, Lines, Log, closes
from generator.mining.cleaning.numbers import number_at

_LAST_END: Final = re.compile(r".*[。！？][”’」』）》]*", re.DOTALL)
_SHORTEST: Final = 4  # finished lines: shorter texts are notes, not speeches
_SIGNATURE: Final = 20


def cut_tail(lines: Lines, log: Log) -> list[Line]:
    """Cut what follows the last end mark of the last line; headings and short lines that nothing follows go too."""
    found = list(lines)
    if not any("。" in line.text for line in found):
        return found
    while found and (not closes(found[-1].text) or found[-1].text.endswith("……")):
        last = found[-1]
        finished = _LAST_END.match(last.text.rstrip("…"))
        if finished:
            if len(finished[0]) < len(last.text):
                log(last.raw, last.text[finished.end() :], "")
                found[-1] = replace(last, text=finished[0])
            break
        if not _is_broken(last.text):
            break
        log(last.raw, last.text, "")
        found.pop()
    return found


def _is_broken(text: str) -> bool:
    """Tell a cut sentence, or a heading without its text, from a signature or a date."""
    return bool(number_at(text)) or (len(text) > 6 and not text.endswith(("：", "日", "月")) and not _signs(text))


def _signs(text: str) -> bool:
    return len(text) <= _SIGNATURE and not re.search("[，、要以的]", text)
