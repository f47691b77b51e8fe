"""What goes wrong in a user's file, as data: where, what, what was expected, how to mend it.

Everything below the command line raises :class:`UserError`; only the command line turns it into words on stderr.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Where(NamedTuple):
    """A place in a file. Lines and columns count from 1; 0 means "the file as a whole"."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Give ``file:line:column``, or the file alone."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


class Problem(NamedTuple):
    """One mistake of the user's: all four parts are demanded so that none is forgotten."""

    where: Where
    wrong: str
    expected: str
    mend: str

    def __str__(self) -> str:
        """Give the line a user reads: ``file:line:column: 错在哪；应为什么。怎么改。``"""
        return f"{self.where}: {self.wrong}；应为{self.expected}。{self.mend}。"


class UserError(Exception):
    """The user's files or arguments are wrong; nothing was written. Carries every problem, in file order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep *problems* (at least one), sorted by place."""
        self.problems = tuple(sorted(problems, key=lambda problem: problem.where))
        super().__init__("\n".join(map(str, self.problems)))


def fail(where: Where | str, wrong: str, expected: str, mend: str) -> UserError:
    """Make the error for a single problem; *where* may be a bare file name."""
    return UserError([Problem(Where(where) if isinstance(where, str) else where, wrong, expected, mend)])


def nearest(word: str, allowed: Iterable[str]) -> str | None:
    """Find the allowed word that *word* was most likely meant to be, or None when none is near."""
    import difflib  # only a message pays for it

    near = difflib.get_close_matches(word, list(allowed), n=1, cutoff=0.5)
    return near[0] if near else None
