"""``jianggao check``: what a sharp office director would say of a draft, with the place and the mend."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from generator.checking.rule import Rule
    from generator.checking.run import Finding


def check(  # noqa: PLR0913, PLR0917 - what typer turns into options
    file: Annotated[
        Path | None, typer.Argument(metavar="讲稿", help=".docx .md .txt 讲稿，或 .yml 任务单", show_default=False)
    ] = None,
    brief: Annotated[
        Path | None, typer.Option("--brief", help="写这篇讲稿用的任务单：数字、日期、地名对着查", show_default=False)
    ] = None,
    format_: Annotated[Literal["line", "json"], typer.Option("--format", help="输出成行，或 JSON")] = "line",
    rules: Annotated[
        list[Path] | None,
        typer.Option("--rules", help="另加的规则文件夹，可以写几个，后面的优先", show_default=False),
    ] = None,
    explain: Annotated[
        str | None,
        typer.Option("--explain", metavar="规则", help="说明一条规则：为什么、出处、例句", show_default=False),
    ] = None,
    annotate: Annotated[
        Path | None, typer.Option("--annotate", metavar="OUT.docx", help="另写一份，问题标成批注", show_default=False)
    ] = None,
    fix: Annotated[
        Path | None, typer.Option("--fix", metavar="OUT", help="另写一份，改好有把握的，列出改动", show_default=False)
    ] = None,
    settings: Annotated[
        Path | None, typer.Option("--settings", help="设置文件；不写就用旁边的 jianggao.yml", show_default=False)
    ] = None,
    pages: Annotated[bool, typer.Option("--pages", help="用 LibreOffice 排出页面，再查一两个字单占一行")] = False,
    list_: Annotated[bool, typer.Option("--list", help="列出全部规则")] = False,
    force: Annotated[bool, typer.Option("--force", help="目标文件已有也覆盖，原来的存为 .bak")] = False,
) -> None:
    """检查讲稿或任务单：漏填、数字、结构、用词、提法、标点、版面。有错误或疑似时退出码是 1。

    例：jianggao check examples/safety-work-meeting.docx
    """
    from generator.checking.loading import chosen, find_rule, load_rules
    from generator.settings_layers import layered

    found_settings = layered(file, settings).settings
    loaded = load_rules((*found_settings.rules, *(rules or ())))
    if explain is not None:
        from generator.checking.report import explained

        typer.echo("\n".join(explained(find_rule(loaded, explain))))
    elif list_:
        for rule in loaded:
            typer.echo(f"{rule.name}\t{rule.level}\t{rule.message}")
    elif file is None:
        from generator.errors import fail

        raise fail("命令行", "缺少要检查的文件", "一篇讲稿或任务单", "例如 jianggao check 讲话.docx")
    else:
        found = _found(file, tuple(chosen(loaded, found_settings.rules_off)), brief, pages=pages)
        if annotate is not None:
            _annotate(annotate, file, brief, found, force=force)
        if fix is not None:
            _fix(fix, file, brief, found, force=force)
        _tell(file, found, as_json=format_ == "json")


def _found(file: Path, rules: Sequence[Rule], brief: Path | None, *, pages: bool) -> tuple[Finding, ...]:
    from generator.checking.run import check as check_file

    given = None
    if brief is not None:
        from generator.brief.reading import read_brief

        given = read_brief(brief)
    return check_file(file, rules, given, pages=pages)


def _tell(file: Path, found: tuple[Finding, ...], *, as_json: bool) -> None:
    """Print the findings; exit 1 when one is more than a remark."""
    from generator.checking import report

    if as_json:
        typer.echo(report.as_json(str(file), found))
    else:
        for line in report.as_lines(found):
            typer.echo(line)
    typer.echo(report.total(found), err=True)
    if any(each.level != "提示" for each in found):
        raise typer.Exit(1)


def _annotate(target: Path, file: Path, brief: Path | None, found: tuple[Finding, ...], *, force: bool) -> None:
    from generator.checking.annotating import annotated
    from generator.errors import fail

    if file.suffix.lower() != ".docx":
        raise fail(str(file), "只有 .docx 能加批注", "一个 .docx", "先用 jianggao render 排成 .docx")
    _write(target, file, brief, annotated(file, found), force=force)


def _fix(target: Path, file: Path, brief: Path | None, found: tuple[Finding, ...], *, force: bool) -> None:
    from generator.checking.mending import edits, mended_docx, mended_text
    from generator.errors import fail

    if file.suffix.lower() in (".yml", ".yaml"):
        raise fail(str(file), "任务单不自动改", "讲稿", "照着列出的问题手改")
    mended = mended_docx if file.suffix.lower() == ".docx" else mended_text
    data, changes = mended(file, edits(found))
    _write(target, file, brief, data, force=force)
    for line in changes:
        typer.echo(line, err=True)


def _write(target: Path, file: Path, brief: Path | None, data: bytes, *, force: bool) -> None:
    from generator.cli.making import tell_kept
    from generator.errors import fail
    from generator.files import keep_and_write, same_file

    if same_file(target, file, brief):
        raise fail(str(target), "输出会盖掉原稿或任务单", "另一个文件名", "换一个文件名")
    tell_kept(keep_and_write(target, data, force=force))
