"""Bytes of a text file into text: the encodings that Windows editors write, and no guessing beyond them."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from generator.errors import Problem, UserError, Where, fail

MAX_BYTES: Final = 2 * 1024 * 1024
_TEXT: Final = "UTF-8 文本"
_MEND: Final = "用记事本打开，另存为 UTF-8"
_SHOWN_CHARACTERS: Final = 20  # a binary file would give thousands

# Not legal in XML, or no characters at all (outlines use U+FDD0-U+FDEF as marks), or line breaks that only YAML sees.
_FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane << 16 | end) for plane in range(1, 17) for end in (0xFFFE, 0xFFFF))
    + "]"
)
_SIGNATURES: Final = (
    (b"PK\x03\x04", "这是 Word 等软件的文件（.docx）或压缩包"),
    (b"\xd0\xcf\x11\xe0", "这是旧版 Word 文件（.doc）或 WPS 文件"),
    (b"%PDF", "这是 PDF 文件"),
)


def read_text(path: Path, limit: int = MAX_BYTES) -> str:
    """Read a text file of at most *limit* bytes. Raises UserError when it is missing, too large, or not text."""
    name = str(path)
    try:
        if path.exists() and not path.is_file() and not path.is_dir():  # a pipe or a device would keep us waiting
            raise fail(name, "这不是普通文件", "一个文本文件", "检查路径")
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError:
        raise fail(name, "没有这个文件", "一个存在的文件", "检查文件名和所在的文件夹") from None
    except IsADirectoryError:
        raise fail(name, "这是文件夹", "一个文件", "写出文件夹里的文件名") from None
    except OSError as error:  # no permission, drive gone, name that the system does not take
        wrong = f"文件打不开（{error.strerror or error}）"
        raise fail(name, wrong, "可以读的文件", "检查权限，或关掉占用它的程序") from None
    except ValueError:  # a NUL in the name
        raise fail(name.replace("\0", "␀"), "文件名不合法", "一个存在的文件", "检查文件名") from None
    if len(data) > limit:
        raise fail(name, f"文件超过{limit // 1024 // 1024} MB", "几十 KB 的任务单", "检查是不是选错了文件")
    return decode(data, name)


def decode(data: bytes, name: str) -> str:
    """Turn the bytes of a text file into text: BOM first, then UTF-8, then GB18030. Raises UserError."""
    for signature, wrong in _SIGNATURES:
        if data.startswith(signature):
            raise fail(name, wrong, _TEXT, "检查是不是选错了文件")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strict(data, "utf-16", name)
    if b"\0" in data:
        raise fail(name, "文件里有空字节，不是文本，或是不带标记的 UTF-16", _TEXT, _MEND)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if _was_utf8(data[: error.start]):
            line = data.count(b"\n", 0, error.start) + 1
            column = len(data[: error.start].rpartition(b"\n")[2].decode("utf-8")) + 1
            raise fail(Where(name, line, column), "这里有损坏的字节", _TEXT, f"重打这一处，或{_MEND}") from None
    return _strict(data, "gb18030", name)


def refuse_characters(text: str, name: str) -> None:
    """Refuse characters that cannot stand in a document, each with its place. Raises UserError."""
    found = [
        Problem(
            Where(name, number, match.start() + 1),
            f"这里有看不见的控制字符 U+{ord(match.group()):04X}",
            "文字和标点",
            "删去这个字符，重打它前后的字",
        )
        for number, line in enumerate(re.split("\r\n|\r|\n", text), 1)
        for match in _FORBIDDEN.finditer(line)
    ]
    if found:
        raise UserError(found[:_SHOWN_CHARACTERS])


def forbidden(text: str) -> str | None:
    """Give the first character of *text* that cannot stand in a document, or None. For text made by escapes."""
    match = _FORBIDDEN.search(text)
    return match.group() if match else None


def within(char: str, ranges: Iterable[tuple[str, str]]) -> bool:
    """Tell whether a character lies in one of *ranges*, ends included; a pattern of such ranges takes 1 ms to compile."""
    return any(first <= char <= last for first, last in ranges)


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise fail(name, "看不出文件的编码", f"{_TEXT}（GB18030 和带标记的 UTF-16 也可以）", _MEND) from None


def _was_utf8(data: bytes) -> bool:
    """Whether *data*, all valid, can only be UTF-8: three such characters hardly occur in GBK by chance."""
    return sum(byte >= 0xC0 for byte in data) >= 3
