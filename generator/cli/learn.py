"""``jianggao learn``: a finished speech into the drafter's own bank."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def learn(
    final: Annotated[Path, typer.Argument(metavar="定稿", help="定了稿的 .docx、.md 或 .txt", show_default=False)],
    into: Annotated[Path, typer.Option("--into", help="归入这个语料库文件夹，没有就新建", show_default=False)],
) -> None:
    """把定稿里自己写的、留下的语句收进自己的语料库；内置语料库里有的不收。

    例：jianggao learn 定稿.txt --into 我的语料
    """
    from generator.bank import load_bank
    from generator.mining.learning import learn as learn_from

    learnt = learn_from(final, into, load_bank())
    filed = learnt.filed
    typer.echo(str(into))
    told = f"新收{filed.added}条，自己的语料库里已有{filed.known}条，内置的{learnt.shipped}条，离了原稿用不上的{learnt.refused}条"
    typer.echo(told, err=True)
    if filed.added:
        typer.echo(f"看一遍再用：jianggao phrases review {into}", err=True)
