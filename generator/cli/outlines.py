"""``jianggao outlines``: the outlines, and a copy to change."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="提纲模板：列出、查看、复制、检查。", no_args_is_help=True, rich_markup_mode=None)

Name = Annotated[str, typer.Argument(metavar="提纲", help="提纲的 id、名字或路径", show_default=False)]


@app.command("list")
def list_() -> None:
    """列出随软件安装的提纲。例：jianggao outlines list。"""
    from generator.outline import shipped_outlines

    for outline in shipped_outlines():
        typer.echo(f"{outline.front.id}\t{outline.front.name}\t{outline.front.about}")


@app.command("show")
def show(name: Name) -> None:
    """打印一个提纲。例：jianggao outlines show 工作会议讲话。"""
    from generator.encoding import read_text
    from generator.outline import find_outline

    typer.echo(read_text(find_outline(name).path), nl=False)


@app.command("copy")
def copy(
    name: Name,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="写到哪里；不写就是当前文件夹下同名的文件")] = None,
    *,
    force: Annotated[bool, typer.Option("--force", help="已有文件也覆盖")] = False,
) -> None:
    """复制一个提纲来改；改好后在任务单的“提纲”里写它的路径。例：jianggao outlines copy work-meeting -o 我的.md.j2。"""
    from generator.cli.making import tell_kept
    from generator.encoding import read_text
    from generator.errors import fail
    from generator.files import keep_and_write
    from generator.outline import SUFFIX, find_outline

    outline = find_outline(name)
    target = out or Path(outline.path.name)
    if not target.name.endswith(SUFFIX):
        raise fail(str(target), "提纲的文件名不对", f"以 {SUFFIX} 结尾", f"改成 {target.stem}{SUFFIX}")
    data = read_text(outline.path).encode()
    tell_kept(keep_and_write(target, data, force=force))
    typer.echo(str(target))


@app.command("check")
def check(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="提纲…", help="不写就检查随软件安装的", show_default=False)
    ] = None,
) -> None:
    """检查提纲的设置和 Jinja：名字、语法、手写的序号。例：jianggao outlines check work-meeting。"""
    from generator.errors import Problem, UserError
    from generator.outline import find_outline, shipped_outlines
    from generator.outline_jinja import read_body

    problems: list[Problem] = []
    given = names or [outline.front.id for outline in shipped_outlines()]
    for name in given:
        try:
            read_body(find_outline(name))
        except UserError as error:
            problems.extend(error.problems)
    if problems:
        raise UserError(problems)
    typer.echo(f"提纲{len(given)}个，没有错误")
