"""One module a format, and here the one place that turns a suffix into a writer.

To add a format: one module, one line in ``_WRITERS``. Writers hold no wording and know nothing of YAML.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from generator.draft import Block, Draft, Line
from generator.errors import fail
from generator.settings import Settings

_Writer = Callable[[Draft, Settings, bool, str], bytes]


def write(
    draft: Draft, suffix: str, settings: Settings | None = None, *, annotate: bool = False, name: str = ""
) -> bytes:
    """Draw *draft* in the format of *suffix* (``.docx`` ``.md`` ``.txt`` ``.json``, any case).

    *annotate* shows which sentences came from the bank; *name* stands for the output file in messages.
    Raises UserError on an unknown suffix, on characters that Word cannot hold, and on *annotate* where the format
    has no room for it.
    """
    writer = _WRITERS.get(suffix.lower())
    if writer is None:
        allowed = " ".join(_WRITERS)
        raise fail(name or suffix, f"不认识的输出格式“{suffix}”", f"{allowed} 之一", "改输出文件名的后缀")
    return writer(draft, settings or Settings(), annotate, name or f"讲稿{suffix}")


def arrange(draft: Draft, settings: Settings) -> Draft:
    """Leave out and order date and speaker lines as the office has them; only what is printed goes through here."""
    shown = [block for block in draft.blocks if _wanted(block, settings)]
    places = [place for place, block in enumerate(shown) if _rank(block, settings) is not None]
    ordered = sorted((shown[place] for place in places), key=lambda block: _rank(block, settings) or 0)
    for place, block in zip(places, ordered, strict=True):
        shown[place] = block
    return replace(draft, blocks=tuple(shown))


def _wanted(block: Block, settings: Settings) -> bool:
    if not isinstance(block, Line):
        return True
    return {"date": settings.date_line, "speaker": settings.speaker_line}.get(block.role, True)


def _rank(block: Block, settings: Settings) -> int | None:
    order = ("date", "speaker") if settings.order == "date-first" else ("speaker", "date")
    return order.index(block.role) if isinstance(block, Line) and block.role in order else None


def _docx(draft: Draft, settings: Settings, annotate: bool, name: str) -> bytes:
    from generator.writers.docx import write_docx  # only this format pays for it

    return write_docx(arrange(draft, settings), settings.page_layout(), annotate=annotate, name=name)


def _markdown(draft: Draft, _: Settings, annotate: bool, __: str) -> bytes:
    from generator.writers.markdown import write_markdown  # only this format pays for it

    return write_markdown(draft, annotate=annotate).encode()


def _text(draft: Draft, settings: Settings, annotate: bool, name: str) -> bytes:
    from generator.writers.text import write_text  # only this format pays for it

    if annotate:
        raise fail(name, "纯文本里放不下出处批注", ".docx（批注）或 .md（注释）", "换一种后缀，或去掉 --annotate")
    return write_text(arrange(draft, settings)).encode()


def _json(draft: Draft, _: Settings, __: bool, ___: str) -> bytes:
    from generator.writers.json import write_json  # only this format pays for it

    return write_json(draft).encode()


_WRITERS: Final[Mapping[str, _Writer]] = {".docx": _docx, ".md": _markdown, ".txt": _text, ".json": _json}
