"""What was filed and what a person decided about it: ``review.jsonl`` beside a bank, one row a mined phrase or family.

A row is ``new`` (filed, not looked at), ``keep``, ``edit`` (``as_`` holds what stands in its place), ``drop``, or ``add`` (a
person took ``as_`` from the document by hand). Mining again never files a row twice, and never one that was dropped.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final, Literal

import msgspec
from msgspec import Struct, field

from generator.errors import Problem, UserError, Where
from generator.files import write_beside

NAME: Final = "review.jsonl"
Decision = Literal["new", "keep", "edit", "drop", "add"]


class Row(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One decision. ``mined`` is the pattern as the miner gave it, or the key of a heading family."""

    move: str
    mined: str
    decision: Decision
    as_: tuple[dict[str, Any], ...] = field(name="as", default=())
    filed: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """What tells rows apart."""
        return self.move, self.mined


class About(Struct, frozen=True, kw_only=True):
    """The line at the top of a file of the bank, where a person wrote one."""

    file: str
    about: str


class Decisions:
    """The rows of one bank, in order."""

    def __init__(self, rows: Iterable[Row] = (), abouts: Iterable[About] = ()) -> None:
        """Start with *rows* and *abouts*."""
        self.rows = {row.key: row for row in rows}
        self.abouts = {about.file: about.about for about in abouts}

    def put(self, row: Row) -> None:
        """Set a row; its place among the others stays."""
        self.rows[row.key] = row

    def save(self, bank: Path) -> None:
        """Write the rows beside *bank*, when they changed."""
        encode = msgspec.json.encode
        lines = [encode(About(file=file, about=about)) for file, about in self.abouts.items()]
        lines += [encode(row) for row in self.rows.values()]
        data = b"".join(line + b"\n" for line in lines)
        path = bank / NAME
        if not path.exists() or path.read_bytes() != data:
            write_beside(path, data)


def load_decisions(bank: Path) -> Decisions:
    """Read the decisions of *bank*; none when there is no such file. Raises UserError with every broken line."""
    path = bank / NAME
    if not path.exists():
        return Decisions()
    rows: list[Row] = []
    abouts: list[About] = []
    problems: list[Problem] = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            if '"file"' in line[:8]:
                abouts.append(msgspec.json.decode(line, type=About))
            elif line.strip():
                rows.append(msgspec.json.decode(line, type=Row))
        except (msgspec.DecodeError, msgspec.ValidationError) as error:
            where = Where(str(path), number, 1)
            problems.append(
                Problem(where, f"这一行读不懂（{error}）", "采录时写下的一行 JSON", "从备份恢复，或删去这一行")
            )
    if problems:
        raise UserError(problems)
    return Decisions(rows, abouts)
