"""One module a format, and here the one place that turns a suffix into a writer.

To add a format: one module, one line in ``_WRITERS``. Writers hold no wording and know nothing of YAML.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from generator.comments import Comment
from generator.draft import Block, Draft, Line, Span, plain
from generator.errors import Problem, UserError, Where, fail
from generator.settings import Settings

Identity = tuple[tuple[str, str], ...]


class _Task(Struct, frozen=True):
    """What a writer is given: the draft, how to draw it, and the name that stands for the file in messages."""

    draft: Draft
    settings: Settings
    annotate: bool
    name: str
    comments: tuple[Comment, ...]
    made_from: Identity | None


_Writer = Callable[[_Task], bytes]


def write(
    draft: Draft,
    suffix: str,
    settings: Settings | None = None,
    *,
    annotate: bool = False,
    name: str = "",
    comments: tuple[Comment, ...] = (),
    made_from: Identity = (),
    final: bool = False,
) -> bytes:
    """Draw *draft* in the format of *suffix* (``.docx`` ``.md`` ``.txt`` ``.html`` ``.pdf`` ``.json``, any case).

    *annotate* shows where each sentence came from, *comments* are further remarks at places of the draft; *made_from* is
    kept in a .docx as custom properties (:func:`generator.provenance.made_from`). *final* makes the clean copy: no
    comment, no property that could be traced. *name* stands for the output file in messages.
    Raises UserError on an unknown suffix, on characters that Word cannot hold, on remarks where the format has no room
    for them, and on *final* while blanks are open.
    """
    writer = _WRITERS.get(suffix.lower())
    if writer is None:
        allowed = " ".join(_WRITERS)
        raise fail(name or suffix, f"不认识的输出格式“{suffix}”", f"{allowed} 之一", "改输出文件名的后缀")
    name = name or f"讲稿{suffix}"
    if final:
        _refuse_open_blanks(draft, name)
        annotate, comments = False, ()
    return writer(_Task(draft, settings or Settings(), annotate, name, comments, None if final else made_from))


def _refuse_open_blanks(draft: Draft, name: str) -> None:
    problems = [
        Problem(Where(name), f"第{number}段还有待补的“{span.text}”", "补齐的讲稿", "补上再出清样，或先不用 --final")
        for number, block in enumerate(draft.blocks, 1)
        for span in block.text
        if span.origin.kind == "blank"
    ]
    if problems:
        raise UserError(problems)


def arrange(draft: Draft, settings: Settings) -> Draft:
    """Leave out and order date and speaker lines as the office has them; only what is printed goes through here."""
    return replace(draft, blocks=tuple(_block(draft.blocks[place], settings) for place in _order(draft, settings)))


def _order(draft: Draft, settings: Settings) -> list[int]:
    """Give the places of the blocks that are printed, in their printed order."""
    shown = [place for place, block in enumerate(draft.blocks) if _wanted(block, settings)]
    ranks = {place: rank for place in shown if (rank := _rank(draft.blocks[place], settings)) is not None}
    ordered = iter(sorted(ranks, key=lambda place: ranks[place]))
    return [next(ordered) if place in ranks else place for place in shown]


def _block(block: Block, settings: Settings) -> Block:
    """Take the brackets off a date where the office writes none."""
    shown = plain(block.text)
    bare = settings.date_brackets or not (isinstance(block, Line) and block.role == "date")
    if bare or not (shown.startswith("（") and shown.endswith("）")):
        return block
    spans = list(block.text)
    spans[0] = Span(spans[0].text.removeprefix("（"), spans[0].origin)
    spans[-1] = Span(spans[-1].text.removesuffix("）"), spans[-1].origin)
    return replace(block, text=tuple(span for span in spans if span.text))


def _wanted(block: Block, settings: Settings) -> bool:
    if not isinstance(block, Line):
        return True
    return {"date": settings.date_line, "speaker": settings.speaker_line}.get(block.role, True)


def _rank(block: Block, settings: Settings) -> int | None:
    order = ("date", "speaker") if settings.order == "date-first" else ("speaker", "date")
    return order.index(block.role) if isinstance(block, Line) and block.role in order else None


def _docx(task: _Task) -> bytes:
    from generator.writers.docx import write_docx  # only this format pays for it

    order = _order(task.draft, task.settings)
    comments = task.comments
    if task.annotate:
        from generator.comments import origins  # as above

        comments = (*origins(task.draft), *comments)
    return write_docx(
        arrange(task.draft, task.settings),
        task.settings.page_layout(),
        name=task.name,
        comments=[replace(each, block=order.index(each.block)) for each in comments if each.block in order],
        auto=task.settings.numbering == "auto",
        reference=task.settings.reference,
        identity=task.made_from,
    )


def _markdown(task: _Task) -> bytes:
    from generator.writers.markdown import write_markdown  # only this format pays for it

    return write_markdown(task.draft, annotate=task.annotate).encode()


def _text(task: _Task) -> bytes:
    from generator.writers.text import write_text  # only this format pays for it

    _refuse_notes(task)
    return write_text(arrange(task.draft, task.settings)).encode()


def _html(task: _Task) -> bytes:
    from generator.writers.html import write_html  # only this format pays for it

    _refuse_notes(task)
    return write_html(arrange(task.draft, task.settings), task.settings.page_layout()).encode()


def _pdf(task: _Task) -> bytes:
    from generator.writers.pdf import pdf_from_docx  # only this format pays for it

    _refuse_notes(task)
    return pdf_from_docx(_docx(task), task.name)


def _json(task: _Task) -> bytes:
    from generator.writers.json import write_json  # only this format pays for it

    return write_json(task.draft).encode()


def _refuse_notes(task: _Task) -> None:
    if task.annotate or task.comments:
        raise fail(
            task.name, "这种格式里放不下出处批注", ".docx（批注）或 .md（注释）", "换一种后缀，或去掉 --annotate"
        )


_WRITERS: Final[Mapping[str, _Writer]] = {
    ".docx": _docx,
    ".md": _markdown,
    ".txt": _text,
    ".html": _html,
    ".pdf": _pdf,
    ".json": _json,
}
