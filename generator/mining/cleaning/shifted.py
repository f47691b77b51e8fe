"""GBK text read one byte too late, undone (design.md, section 7).

A site cut one byte: from there on every pair of bytes is read across two characters, until an ASCII byte puts the reader
back in step. ``上?;鶎又卫眢w系`` is ``上海基層治理體系``: the characters after the question mark, as GBK bytes and
read from the second one, are right again. The character at the question mark lost its first byte, the one at the other end
sometimes its second; both are guessed from the byte that is left and from their neighbours.
"""

from __future__ import annotations

import re
from typing import Final

from generator.mining.cleaning.bigrams import likelihood, pair
from generator.mining.cleaning.lines import Line, Lines, Log, mapped
from generator.mining.cleaning.script import simplified
from generator.mining.rules import confusions

QUESTIONS: Final = "?？"
_START: Final = re.compile(r"[?？](?:[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,7}[)）])?(?=[^\x00-\x20])")
_GLOSS: Final = re.compile(r"[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,7}[)）]")
# Sites that normalise (NFKC) turn these into ASCII; they were full-width when the bytes were misread.
_WIDE: Final = str.maketrans({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
_LONGEST: Final = 60  # characters in one run
_GAIN: Final = 3.0  # how much likelier the undone text must be, in the model's points
_LEAST: Final = 1.0
_RARE_MARK: Final = 3.0  # a lost character is seldom a mark


def undo_shift(lines: Lines, log: Log) -> list[Line]:
    """Undo the runs of shifted GBK in each line."""
    return mapped(lines, log, undone)


def undone(text: str) -> str:
    """Give *text* with its shifted runs read in step again; a real question mark is left alone."""
    if "?" not in text and "？" not in text:
        return text
    for residue, whole in confusions().residues.items():
        text = text.replace(residue, whole)
    done = ""
    while match := _START.search(text):
        before, rest = done + text[: match.start()], text[match.end() :]
        if found := _best_run(before, rest):
            mended, length = found
            done, text = before + mended, rest[length:]
        else:
            done, text = before + match[0], rest
    return done + text


def _best_run(before: str, rest: str) -> tuple[str, int] | None:
    """Find what stands for the question mark and the run after it, and how many characters of *rest* that takes."""
    best: tuple[float, str, int] | None = None
    for length, mended in _runs(rest):
        after = rest[length : length + 1].translate(_WIDE)
        whole = _with_ends(before[-1:], mended, after)
        if whole is None:
            continue
        score = likelihood(simplified(before[-1:] + whole + after))
        gain = score - likelihood(simplified(rest[:length]))
        if score >= _LEAST and gain >= _GAIN and (best is None or score > best[0]):
            best = (score, whole, length)
    return best and (best[1], best[2])


def _runs(rest: str) -> list[tuple[int, str]]:
    """Undo prefixes of *rest*: characters taken, and the text with marks for its half-lost ends.

    The undone text begins with the mark of a character of which only the second byte is known, as ``\\ue0XX``; where the run
    stops at a question mark it ends with one of which only the first is known, as ``\\ue1XX``.
    """
    found: list[tuple[int, str]] = []
    data = bytearray()
    taken = 0
    while taken < min(len(rest), _LONGEST):
        char = rest[taken]
        if gloss := _GLOSS.match(rest, taken) if taken else None:  # the site glossed the character that it misread
            taken = gloss.end()
            continue
        taken += 1
        if char in "?？" and len(data) > 1:
            _add(found, taken, bytes(data), lost=True)
            break
        if char.isascii() and not char.isdigit() and char >= "@":  # a second byte: the reader is in step again
            end = gloss.end() if (gloss := _GLOSS.match(rest, taken)) else taken
            _add(found, end, bytes(data) + char.encode(), lost=False)
        try:
            data += char.translate(_WIDE).encode("gbk")
        except UnicodeEncodeError:
            break
    return found


def _add(found: list[tuple[int, str]], taken: int, data: bytes, *, lost: bool) -> None:
    """Read *data* from its second byte and keep the result when it is GBK text."""
    body, tail = (data[1:-1], data[-1:]) if len(data) % 2 == 0 else (data[1:], b"")
    try:
        text = body.decode("gbk")
    except UnicodeDecodeError:
        return
    if bool(tail) != lost:
        return
    found.append((taken, chr(0xE000 + data[0]) + text + (chr(0xE100 + tail[0]) if tail else "")))


def _with_ends(before: str, run: str, after: str) -> str | None:
    """Put the likeliest characters for the marks at the ends of *run*."""
    first = _guess(before, run[1:2], [bytes([lead, ord(run[0]) - 0xE000]) for lead in range(0x81, 0xFE)])
    if first is None:
        return None
    inner = run[1:]
    if inner and "\ue100" <= inner[-1] <= "\ue1ff":
        lead = ord(inner[-1]) - 0xE100
        last = _guess((first + inner)[-2:-1], after, [bytes([lead, trail]) for trail in range(0x40, 0xFF)])
        if last is None:
            return None
        inner = inner[:-1] + last
    return first + inner


def _guess(before: str, after: str, candidates: list[bytes]) -> str | None:
    """Choose the candidate that goes best with its neighbours; None when no candidate is a character."""
    chars = [char for candidate in candidates if len(char := candidate.decode("gbk", "ignore")) == 1]
    known = simplified("".join(chars))
    before, after = simplified(before), simplified(after)
    scores = [
        (pair(before, char) if before else 0.0)
        + (pair(char, after) if after else 0.0)
        - (0.0 if char.isalnum() else _RARE_MARK)
        for char in known
    ]
    return max(zip(scores, chars, strict=False), key=lambda scored: scored[0])[1] if chars else None
