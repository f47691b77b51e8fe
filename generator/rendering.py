"""Lays out a speech that somebody wrote in Markdown or plain text: `jianggao render`."""

from __future__ import annotations

from pathlib import Path

from generator.errors import fail
from generator.files import refuse_overwrite, same_file, write_beside
from generator.readers import read
from generator.settings import Settings
from generator.writers import write


def render(source: Path, out: Path | None, settings: Settings, *, force: bool = False) -> Path:
    """Read a draft and write it laid out; *out* is beside the draft, as .docx, unless given. Gives the path written.

    Raises UserError when the draft cannot be read, when it is empty, or when *out* holds somebody's edits.
    """
    draft = read(source)
    if not draft.blocks:
        raise fail(str(source), "底稿是空的", "一篇讲稿", "写上标题和正文再来")
    target = out if out is not None else source.with_suffix(".docx")
    if same_file(target, source):
        raise fail(str(target), "输出会盖掉底稿", "另一个文件名", "用 -o 换一个文件名")
    data = write(draft, target.suffix, settings, name=str(target))
    refuse_overwrite(target, data, force=force)
    write_beside(target, data)
    return target
