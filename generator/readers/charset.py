"""Bytes that anybody may have saved into text: a mark first, then UTF-8, then the Chinese encodings, most likely first.

A brief must be whole, so :mod:`generator.encoding` is strict; an old speech is taken in whatever state it is, so that
here a few broken bytes become U+FFFD. Candidates are told apart by how many of their characters everybody uses: three
encodings decide within 0.1 ms a speech what a general detector takes milliseconds for, and never answers Johab.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from generator.errors import fail

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# In both scripts, the characters that no page of Chinese does without, and the marks between them.
_EVERYDAY: Final = re.compile(
    "[的一是在不了有和人这這中大为為上个個国國我以要他时時来來用们們生到作地于於出就分对對成会會可主发發年动動同工也能下过過子说說产產"
    "种種面而方后後多定行学學法所民得经經十三之进進着等部度家电電力里如水化高自二理起小现現实實加量都两兩体體制当當使点點从從业業"
    "本去把性好应應开開关關员員市全政党黨委基层層治设設建，。、；：“”！？（）《》]"
)
_SAMPLE: Final = 4000  # characters; enough to tell, and a book costs no more than a speech
_SURE: Final = 0.3  # of the characters past ASCII: a Chinese page has 0.4 and more, read in a wrong encoding under 0.2
_BROKEN: Final = 0.002  # share of characters that may be broken in a text that is still worth reading
_STRAY: Final = 0.01  # share of NUL bytes up to which they are dirt; every other byte of UTF-16 may be one
_OTHER_ENDS: Final = "\r\x0b\x0c\x85\u2028\u2029"
_LINE_ENDS: Final = re.compile(f"\r\n|[{_OTHER_ENDS}]")


def decode_any(data: bytes, name: str) -> str:
    """Turn the bytes of the file *name* into text with ``\\n`` between lines; broken bytes become U+FFFD.

    Knows UTF-8, UTF-16 and UTF-32 with a mark, and without one UTF-8, GB18030, Big5 and UTF-16. Raises UserError.
    """
    text = _marked(data)
    if text is None:
        wide = data.count(0) > _STRAY * len(data)
        text = _guessed(data, ("utf-16-le", "utf-16-be")) if wide else _utf8(data)
    if text is None:
        text = _guessed(data, ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")) or _plain_gb2312(data)
    if text is None:
        wrong = "看不出文件的编码，或者不是文本"
        raise fail(name, wrong, "UTF-8、GB18030、Big5 或 UTF-16 的文本", "用记事本打开看看，是文本就另存为 UTF-8")
    return _LINE_ENDS.sub("\n", text) if any(end in text for end in _OTHER_ENDS) else text


def _marked(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    return None


def _utf8(data: bytes) -> str | None:
    """Read UTF-8, a few broken bytes allowed; None when it is another encoding."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    sound = sum(not char.isascii() for char in text[:_SAMPLE]) - text[:_SAMPLE].count("\ufffd")
    return text if _is_whole(text) and sound >= 3 else None  # three characters of UTF-8 hardly occur in GBK by chance


def _guessed(data: bytes, encodings: tuple[str, ...]) -> str | None:
    """Choose among encodings that carry no sign: the first that surely reads as Chinese, None when there is none."""
    for encoding in encodings:
        text = data.decode(encoding, "replace")
        if _is_whole(text) and _everyday_share(text[:_SAMPLE]) > _SURE:
            return text
    return None


def _plain_gb2312(data: bytes) -> str | None:
    """Read a few words, too few to count: the common characters of GB 2312 are what Windows would take them for."""
    try:
        return data.decode("gb2312")
    except UnicodeDecodeError:
        return None


def _is_whole(text: str) -> bool:
    return text.count("\ufffd") <= max(1, int(len(text) * _BROKEN))


def _everyday_share(text: str) -> float:
    past_ascii = sum(not char.isascii() for char in text)
    return len(_EVERYDAY.findall(text)) / past_ascii if past_ascii else 0.0
