"""``jianggao layout``: the page designs, a copy to change in Word, and what an office's own file has and lacks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from generator.errors import fail

if TYPE_CHECKING:
    from generator.layout import LayoutName

app = typer.Typer(help="版式：查看、复制成 .docx、检查本单位的样本。", no_args_is_help=True, rich_markup_mode=None)

Name = Annotated[str, typer.Argument(metavar="版式", help="gbt9704 或 reading")]


@app.command("show")
def show(name: Name = "gbt9704") -> None:
    """打印一个版式的全部数值。例：jianggao layout show reading。"""
    from generator.layout import layout_text

    typer.echo(layout_text(_known(name)), nl=False)


@app.command("copy")
def copy(
    name: Name = "gbt9704",
    out: Annotated[Path | None, typer.Option("-o", "--out", help="写到哪里；不写就是当前文件夹下的 版式.docx")] = None,
    *,
    force: Annotated[bool, typer.Option("--force", help="已有文件也覆盖，旧的留作 .bak")] = False,
) -> None:
    """写一份 .docx 样本，在 Word 里改它的样式和页面，再用 --reference 指给 generate。例：jianggao layout copy gbt9704。"""
    from generator.cli.making import tell_kept
    from generator.files import keep_and_write
    from generator.layout import load_layout
    from generator.writers.sample import sample_docx

    target = out or Path(f"{_known(name)}.docx")
    if target.suffix.lower() != ".docx":
        raise fail(str(target), "样本的后缀不对", "以 .docx 结尾的文件名", f"改成 {target.stem}.docx")
    data = sample_docx(load_layout(_known(name), "gb2312"))
    tell_kept(keep_and_write(target, data, force=force))
    typer.echo(str(target))


@app.command("check")
def check(
    path: Annotated[Path, typer.Argument(metavar="样本.docx", help="本单位的 .docx", show_default=False)],
) -> None:
    """说明一个样本里有哪些样式可用、缺哪些要补、页面多大。例：jianggao layout check 本单位.docx。"""
    from generator.layout import load_layout
    from generator.writers.docx_reference import described

    for line in described(path, load_layout("gbt9704", "gb2312")):
        typer.echo(line)


def _known(name: str) -> LayoutName:
    from generator.layout import LAYOUTS

    for known in LAYOUTS:
        if known == name:
            return known
    raise fail("命令行", f"没有“{name}”这个版式", "、".join(LAYOUTS) + "之一", "改正名字")
