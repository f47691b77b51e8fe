"""Shell completion with help in Chinese: typer's own options speak English."""

from __future__ import annotations

import os
from typing import Annotated

import typer

PROGRAM = "jianggao"
_VARIABLE = "_JIANGGAO_COMPLETE"


def prepare() -> None:
    """Let typer answer a shell that asks for completions; nothing is loaded otherwise."""
    if _VARIABLE in os.environ:
        from typer._completion_classes import completion_init

        completion_init()


def _install(wanted: bool) -> None:
    if wanted:
        from typer._completion_shared import install

        shell, path = install(prog_name=PROGRAM, complete_var=_VARIABLE)
        typer.echo(f"{shell} 的补全装在 {path}，重开终端生效")
        raise typer.Exit


def _show(wanted: bool) -> None:
    if wanted:
        from typer._completion_shared import get_completion_script

        typer.echo(get_completion_script(prog_name=PROGRAM, complete_var=_VARIABLE, shell=_shell()))
        raise typer.Exit


def _shell() -> str:
    from typer._completion_shared import _get_shell_name

    return _get_shell_name() or "bash"


Install = Annotated[
    bool, typer.Option("--install-completion", help="给当前终端装上补全", is_eager=True, callback=_install)
]
Show = Annotated[bool, typer.Option("--show-completion", help="打印补全脚本", is_eager=True, callback=_show)]
