"""``jianggao diff`` and ``doctor``: what was changed in a draft, and what this machine has."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from generator.comparing import Change

_WORDS = {"changed": "改", "moved": "移", "added": "加", "deleted": "删"}
_COLOURS = {"changed": typer.colors.YELLOW, "moved": typer.colors.CYAN, "added": "green", "deleted": "red"}


def diff(
    draft: Annotated[Path, typer.Argument(metavar="初稿", help="改之前的 .docx、.md 或 .txt", show_default=False)],
    final: Annotated[Path, typer.Argument(metavar="定稿", help="改之后的", show_default=False)],
) -> None:
    """一句一句列出改了什么：改、移、加、删。

    例：jianggao diff 初稿.docx 定稿.docx
    """
    from generator.comparing import compare
    from generator.readers import read

    changes = compare(read(draft), read(final))
    coloured = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    for change in changes:
        if change.kind != "same":
            typer.echo(_line(change, coloured=coloured))
    counts = {kind: sum(change.kind == kind for change in changes) for kind in ("same", *_WORDS)}
    told = "，".join(f"{word}{counts[kind]}句" for kind, word in _WORDS.items() if counts[kind])
    typer.echo(f"{told}，没动{counts['same']}句" if told else f"没有改动，共{counts['same']}句", err=True)


def _line(change: Change, *, coloured: bool) -> str:
    sentence = change.after or change.before
    assert sentence is not None
    place = f"第{sentence.block}段"
    if change.kind == "moved" and change.before is not None:
        place = f"第{change.before.block}段→第{sentence.block}段"
    elif change.kind == "deleted":
        place = f"原第{sentence.block}段"
    head = _WORDS[change.kind]
    text = "".join(_marked(change, coloured=coloured)) if change.kind == "changed" else sentence.text
    if coloured:
        head = typer.style(head, fg=_COLOURS[change.kind], bold=True)
        text = text if change.kind == "changed" else typer.style(text, fg=_COLOURS[change.kind])
    return f"{head}  {place}  {text}"


def _marked(change: Change, *, coloured: bool) -> Iterator[str]:
    """Show a changed sentence in one line; without colour, what went stands in [- -], what came in {+ +}."""
    from generator.comparing import pieces

    assert change.before is not None
    assert change.after is not None
    for old, new in pieces(change.before.text, change.after.text):
        if old == new:
            yield old
            continue
        if old:
            yield typer.style(old, fg="red", strikethrough=True) if coloured else f"[-{old}-]"
        if new:
            yield typer.style(new, fg="green", underline=True) if coloured else f"{{+{new}+}}"


def doctor() -> None:
    """看这台机器上有什么、缺什么、缺了影响什么；不含姓名和路径，可以贴到问题单里。

    例：jianggao doctor
    """
    from generator.cli.columns import columns
    from generator.doctor import examine

    for line in columns([(each.name, each.found, each.lacking) for each in examine()]):
        typer.echo(line)
