"""Page numbers and page headers that a reader site or a PDF left between, or in the middle of, sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from generator.mining.cleaning.lines import Line, Lines, Log, closes

_SITE_PAGE: Final = re.compile(r"(\d{1,3})、")
_FOOTER: Final = re.compile(
    r"第\s*\d{1,4}\s*页(\s*[/，,]?\s*共\s*\d{1,4}\s*页)?|[—–\-－·]\s*\d{1,4}\s*[—–\-－·]|\d{1,3}"
)
_HEADER_LENGTH: Final = 40
_HEADER_TIMES: Final = 3


def drop_pages(lines: Lines, log: Log) -> list[Line]:
    """Drop page numbers; where one cut a sentence, join its halves. Drop a short line that stands on every page."""
    return _without_footers(_without_site_pages(list(lines), log), log)


def _without_site_pages(lines: list[Line], log: Log) -> list[Line]:
    """Take ``1、`` ``2、`` off the starts of lines when they count pages: in sequence, mostly in the middle of sentences."""
    numbers = [(at, int(match[1])) for at, line in enumerate(lines) if (match := _SITE_PAGE.match(line.text))]
    pages = _counting(numbers)
    broken = sum(at > 0 and not closes(lines[at - 1].text) for at in pages)
    if not pages or broken * 2 < len(pages) - 1 or (len(pages) == 1 and len(lines[pages[0]].text) < 200):
        return lines
    found: list[Line] = []
    for at, line in enumerate(lines):
        if at not in pages:
            found.append(line)
            continue
        text = _SITE_PAGE.sub("", line.text, count=1)
        log(line.raw, line.text[:20], text[:20])
        if found and not closes(found[-1].text) and at != pages[0]:
            found[-1] = replace(found[-1], text=found[-1].text + text)
        else:
            found.append(replace(line, text=text))
    return found


def _counting(numbers: Sequence[tuple[int, int]]) -> list[int]:
    """Give the positions whose numbers run 1, 2, 3 …, when they all do."""
    if [value for _, value in numbers] != list(range(1, len(numbers) + 1)):
        return []
    return [at for at, _ in numbers]


def _without_footers(lines: list[Line], log: Log) -> list[Line]:
    footers = {at for at, line in enumerate(lines) if len(line.text) <= 16 and _FOOTER.fullmatch(line.text)}
    headers = _running_headers(lines) if len(footers) >= _HEADER_TIMES else set()
    found: list[Line] = []
    cut = False
    for at, line in enumerate(lines):
        if at in footers or line.text in headers:
            log(line.raw, line.text, "")
            cut = True
            continue
        if cut and found and not closes(found[-1].text) and len(found[-1].text) > 12 and not _opens(line.text):
            found[-1] = replace(found[-1], text=found[-1].text + line.text)
        else:
            found.append(line)
        cut = False
    return found


def _running_headers(lines: Sequence[Line]) -> set[str]:
    counts = Counter(line.text for line in lines if len(line.text) <= _HEADER_LENGTH and not closes(line.text))
    return {text for text, times in counts.items() if times >= _HEADER_TIMES}


def _opens(text: str) -> bool:
    return bool(
        re.match(
            r"[一二三四五六七八九十]{1,3}[、是要]|[（(][一二三四五六七八九十\d]{1,3}[)）]|第[一二三四五六七八九十]{1,3}[，、]",
            text,
        )
    )
