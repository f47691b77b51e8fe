"""One module a format, and here the one place that turns a file into a draft. Readers know nothing of writers' formats.

To add a format: one module, one line in ``_READERS``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from generator.draft import Draft
from generator.encoding import read_text, refuse_characters
from generator.errors import fail


def read(path: Path) -> Draft:
    """Read a draft from ``.md``, ``.txt`` or ``.docx``. Raises UserError when it cannot be read."""
    suffix = path.suffix.lower()
    if suffix in (".doc", ".wps", ".rtf"):
        raise fail(str(path), f"读不了 {suffix} 文件", ".docx、.md 或 .txt", "用 Word 或 WPS 打开，另存为 .docx")
    reader = _READERS.get(suffix)
    if reader is None:
        allowed = " ".join(_READERS)
        raise fail(str(path), f"不认识的底稿格式“{suffix}”", f"{allowed} 之一", "另存为其中一种，或改正文件名")
    return reader(path)


def _docx(path: Path) -> Draft:
    from generator.readers.docx import read_docx  # only this format pays for it

    return read_docx(path)


def _markdown(path: Path) -> Draft:
    from generator.readers.markdown import read_markdown  # only this format pays for it

    return read_markdown(_text_of(path), str(path))


def _text(path: Path) -> Draft:
    from generator.readers.text import read_text_draft  # only this format pays for it

    return read_text_draft(_text_of(path), str(path))


def _text_of(path: Path) -> str:
    text = read_text(path)
    refuse_characters(text, str(path))
    return text


_READERS: Final[Mapping[str, Callable[[Path], Draft]]] = {".docx": _docx, ".md": _markdown, ".txt": _text}
