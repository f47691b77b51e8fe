"""``jianggao check``: what a sharp office director would say of a draft, with the place and the mend."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from generator.checking.run import Finding


def check(
    file: Annotated[
        Path | None, typer.Argument(metavar="讲稿", help=".docx .md .txt 讲稿，或 .yml 任务单", show_default=False)
    ] = None,
    brief: Annotated[Path | None, typer.Option("--brief", help="写这篇讲稿用的任务单：数字、日期、地名对着查")] = None,
    format_: Annotated[Literal["line", "json"], typer.Option("--format", help="输出成行，或 JSON")] = "line",
    rules: Annotated[list[Path] | None, typer.Option("--rules", help="另加的规则文件夹，可以写几个，后面的优先")] = None,
    explain: Annotated[str | None, typer.Option("--explain", metavar="规则", help="说明一条规则：为什么、出处、例句")] = None,
    annotate: Annotated[
        Path | None, typer.Option("--annotate", metavar="OUT.docx", help="另写一份，问题标成批注")
    ] = None,
    fix: Annotated[Path | None, typer.Option("--fix", metavar="OUT", help="另写一份，改好有把握的，列出改动")] = None,
    settings: Annotated[Path | None, typer.Option("--settings", help="设置文件；不写就用旁边的 jianggao.yml")] = None,
    *,
    list_: Annotated[bool, typer.Option("--list", help="列出全部规则")] = False,
    force: Annotated[bool, typer.Option("--force", help="目标文件已有也覆盖")] = False,
) -> None:
    """检查讲稿或任务单：漏填、数字、结构、用词、提法、标点、版面。有错误或疑似时退出码是 1。

    例：jianggao check 讲话.docx --brief 任务单.yml
    """
    from generator.checking.loading import chosen, find_rule, load_rules
    from generator.errors import fail
    from generator.settings import find_settings, load_settings

    loaded = load_rules(rules or ())
    if explain is not None:
        from generator.checking.report import explained

        typer.echo("\n".join(explained(find_rule(loaded, explain))))
        return
    if list_:
        for rule in loaded:
            typer.echo(f"{rule.name}\t{rule.level}\t{rule.message}")
        return
    if file is None:
        raise fail("命令行", "缺少要检查的文件", "一篇讲稿或任务单", "例如 jianggao check 讲话.docx")
    from generator.checking.report import as_json, as_lines, total
    from generator.checking.run import check as check_file

    found_settings = load_settings(settings or find_settings(file))
    given = None
    if brief is not None:
        from generator.brief.reading import read_brief

        given = read_brief(brief)
    document, found = check_file(file, chosen(loaded, found_settings.rules_off), given)
    if annotate is not None:
        _write(annotate, file, brief, _annotated(file, found), force=force)
    if fix is not None:
        from generator.checking.mending import edits, mended_docx, mended_text

        if file.suffix.lower() in (".yml", ".yaml"):
            raise fail(str(file), "任务单不自动改", "讲稿", "照着列出的问题手改")
        mended = mended_docx if file.suffix.lower() == ".docx" else mended_text
        data, changes = mended(file, edits(document, found))
        _write(fix, file, brief, data, force=force)
        for line in changes:
            typer.echo(line, err=True)
    if format_ == "json":
        typer.echo(as_json(str(file), found))
    else:
        for line in as_lines(found):
            typer.echo(line)
    typer.echo(total(found), err=True)
    if any(each.level != "提示" for each in found):
        raise typer.Exit(1)


def _annotated(file: Path, found: tuple[Finding, ...]) -> bytes:
    from generator.checking.annotating import annotated
    from generator.errors import fail

    if file.suffix.lower() != ".docx":
        raise fail(str(file), "只有 .docx 能加批注", "一个 .docx", "先用 jianggao render 排成 .docx")
    return annotated(file, found)


def _write(target: Path, file: Path, brief: Path | None, data: bytes, *, force: bool) -> None:
    from generator.errors import fail
    from generator.files import refuse_overwrite, same_file, write_beside

    if same_file(target, file, brief):
        raise fail(str(target), "输出会盖掉原稿或任务单", "另一个文件名", "换一个文件名")
    refuse_overwrite(target, data, force=force)
    write_beside(target, data)
