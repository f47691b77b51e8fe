"""The command line: turns arguments into library calls and errors into words. Nothing else prints."""

from __future__ import annotations

import codecs
import sys
from importlib import import_module
from typing import Annotated, Final

import typer

from generator import __version__
from generator.cli import completion
from generator.cli.usage import in_chinese
from generator.errors import UserError

# Where each command lives, in the order of the help. A name that ends in ``.app`` is a group of commands.
COMMANDS: Final = {
    "new": "speech.new",
    "generate": "speech.generate",
    "render": "speech.render",
    "check": "check.check",
    "mine": "mine.mine",
    "learn": "learn.learn",
    "diff": "desk.diff",
    "doctor": "desk.doctor",
    "phrases": "bank.app",
    "outlines": "outlines.app",
    "layout": "layouts.app",
    "settings": "settings.app",
}

_CHEAPEST: Final = ("doctor",)  # typer wants at least one command, --version wants none


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"jianggao {__version__}")
        raise typer.Exit


def _options(
    *,
    version: Annotated[
        bool, typer.Option("--version", help="打印版本号", is_eager=True, callback=_print_version)
    ] = False,
    install_completion: completion.Install = False,
    show_completion: completion.Show = False,
) -> None:
    """讲稿：任务单进去，讲话初稿出来。全程不联网。"""


def application(*names: str) -> typer.Typer:
    """Make the command line with the commands *names* alone, or with all: each costs the import of its module."""
    made = typer.Typer(
        name="jianggao",
        help="讲稿：任务单进去，讲话初稿出来。全程不联网。",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    made.callback()(_options)
    for name in names or COMMANDS:
        module, _, what = COMMANDS[name].partition(".")
        command = getattr(import_module(f"generator.cli.{module}"), what)
        if what == "app":
            made.add_typer(command, name=name)
        else:
            made.command(name)(command)
    return made


def _wanted(arguments: list[str]) -> tuple[str, ...]:
    """Give the one command that is called, or nothing, which means all: for help, and for a name mistyped."""
    first = next((word for word in arguments if not word.startswith("-")), "")
    if not first and "--version" in arguments:
        return _CHEAPEST
    return (first,) if first in COMMANDS else ()


def main() -> None:
    """Run the command line: exit 0 done, 2 when the user's files or arguments are wrong."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:  # a Windows console may speak GBK: never die over a character
            narrow = codecs.lookup(stream.encoding or "utf-8").name == "ascii"  # LC_ALL=C
            reconfigure(errors="replace", encoding="utf-8" if narrow else None)
    if len(sys.argv) == 1:
        sys.argv.append("--help")
    completion.prepare()
    try:
        with in_chinese():
            code = application(*_wanted(sys.argv[1:]))(prog_name=completion.PROGRAM, standalone_mode=False)
    except UserError as error:
        sys.stderr.write(f"{error}\n")
        code = 2
    except (KeyboardInterrupt, typer.Abort):
        sys.stderr.write("已中断，没有写文件\n")
        code = 130
    except BrokenPipeError:  # the reader of our output has gone: `| head`
        sys.stderr.close()
        code = 0
    raise SystemExit(code or 0)
