"""Wrong arguments, said in Chinese: typer's own sentences are English."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator

import typer

from generator.errors import fail, nearest

# typer 0.21-0.25 imports click, later ones carry a copy of it; the class is reached the same way in both.
_UsageError: type[BaseException] = typer.BadParameter.__mro__[1]


@contextlib.contextmanager
def in_chinese() -> Iterator[None]:
    """Turn an error of usage into a UserError in Chinese."""
    try:
        yield
    except _UsageError as error:
        wrong, expected = _explained(error)
        raise fail("命令行", wrong, expected, "加 --help 看用法") from error


def _explained(error: BaseException) -> tuple[str, str]:
    option = str(getattr(error, "option_name", "") or "")
    parameter = getattr(error, "param", None)
    name = "、".join(getattr(parameter, "opts", ())) or str(getattr(parameter, "name", "") or "")
    match type(error).__name__:
        case "NoSuchOption":
            near = nearest(option, getattr(error, "possibilities", None) or ())
            return f"没有“{option}”这个选项", f"“{near}”" if near else "帮助里列出的选项"
        case "MissingParameter":
            return f"缺少{name}", f"给出{name}"
        case "BadOptionUsage":
            return f"选项“{option}”后面缺值", "选项和它的值"
        case "BadParameter":
            return f"{name}的值不对{_unknown_word(str(getattr(error, 'message', '')))}", "帮助里说的取值"
        case _:
            return f"命令写法不对{_unknown_word(str(getattr(error, 'message', '')))}", "帮助里列出的命令和参数"


def _unknown_word(message: str) -> str:
    """Take the word that was not understood out of typer's English sentence."""
    quoted = re.search(r"'([^']{1,40})'", message) or re.search(r"\(([^()]{1,40})\)$", message)
    return f"：不认识“{quoted[1]}”" if quoted else ""
