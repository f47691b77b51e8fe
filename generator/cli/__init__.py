"""The command line: turns arguments into library calls and errors into words. Nothing else prints."""

from __future__ import annotations

import codecs
import sys
from typing import Annotated

import typer

from generator import __version__
from generator.cli import bank, completion, desk, layouts, mine, outlines, settings, speech
from generator.cli.check import check
from generator.cli.learn import learn
from generator.cli.usage import in_chinese
from generator.errors import UserError

app = typer.Typer(
    name="jianggao",
    help="讲稿：任务单进去，讲话初稿出来。全程不联网。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"jianggao {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    *,
    version: Annotated[
        bool, typer.Option("--version", help="打印版本号", is_eager=True, callback=_print_version)
    ] = False,
    install_completion: completion.Install = False,
    show_completion: completion.Show = False,
) -> None:
    """讲稿：任务单进去，讲话初稿出来。全程不联网。"""


app.command("new")(speech.new)
app.command("generate")(speech.generate)
app.command("render")(speech.render)
app.command("check")(check)
app.command("mine")(mine.mine)
app.command("learn")(learn)
app.command("diff")(desk.diff)
app.command("doctor")(desk.doctor)
app.add_typer(bank.app, name="phrases")
app.add_typer(outlines.app, name="outlines")
app.add_typer(layouts.app, name="layout")
app.add_typer(settings.app, name="settings")


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
            code = app(prog_name=completion.PROGRAM, standalone_mode=False)
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
