"""``jianggao new``, ``generate`` and ``render``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from generator.cli.making import tell_kept
from generator.errors import fail

Force = Annotated[bool, typer.Option("--force", help="目标文件改动过也覆盖，旧的留作 .bak")]
SettingsFile = Annotated[
    Path | None, typer.Option("--settings", help="设置文件；不写就用旁边的 jianggao.yml", show_default=False)
]
Words = Annotated[list[str] | None, typer.Option("--set", help="改一项设置，键=值，如 语速=200；可以写几个")]
Reference = Annotated[Path | None, typer.Option("--reference", help="照这个 .docx 的页面和样式排", show_default=False)]
Final_ = Annotated[bool, typer.Option("--final", help="出清样：不带批注和来历；还有待补的就不出")]
_SAMPLE_PARTS = "[看清形势, 抓住重点, 压实责任]"


def new(
    out: Annotated[Path, typer.Argument(metavar="OUT.yml", help="要写的任务单", show_default=False)],
    outline: Annotated[str | None, typer.Option(help="提纲，如 work-meeting 或 工作会议讲话")] = None,
    topic: Annotated[str | None, typer.Option(help="主题，如 安全生产")] = None,
    level: Annotated[str | None, typer.Option(help="层级，如 市")] = None,
    minutes: Annotated[int | None, typer.Option(help="讲多少分钟", min=1, max=300)] = None,
    *,
    force: Force = False,
) -> None:
    """写一份带说明的空任务单。

    例：jianggao new 任务单.yml --outline 工作会议讲话 --topic 安全生产 --level 市
    """
    from generator.brief.jsonschema import schema_text
    from generator.brief.reading import parse_brief
    from generator.brief.skeleton import SCHEMA_NAME, Genre, new_brief
    from generator.files import refuse_overwrite, write_beside
    from generator.levels import levels
    from generator.outline import find_outline, shipped_outlines

    asking = sys.stdin.isatty()
    if outline is None and asking:
        names = [each.front.name for each in shipped_outlines()]
        outline = _ask("哪一种讲话", names)
    if outline is None:
        raise fail("命令行", "缺少 --outline", "一种提纲", "用 jianggao outlines list 看有哪些")
    found = find_outline(outline)
    if asking:
        topic = topic or typer.prompt("主题（名词，如 安全生产）", default="", show_default=False, err=True)
        level = level or _ask("层级", list(levels()))
    front = found.front
    wants = dict.fromkeys([*front.wants, *(name for group in front.parts for name in group), *front.sections])
    sample = f"在云岭市安全生产工作会议上的{front.speech}" if front.speech else ""
    genre = Genre(
        salutation=front.salutation or "",
        title=front.title.replace("{{主题}}", topic or "安全生产") if front.title else sample,
        parts=_SAMPLE_PARTS if len(front.parts) == len(_SAMPLE_PARTS.split(",")) else "",
    )
    text = new_brief(
        front.id, front.name, wants, level=level or None, topic=topic or None, minutes=minutes, genre=genre
    )
    if topic and level:
        parse_brief(text, str(out))
    tell_kept(refuse_overwrite(out, text.encode(), force=force))
    schema = out.parent / SCHEMA_NAME
    if not schema.exists():
        write_beside(schema, schema_text().encode())
        typer.echo(f"另有 {schema}：编辑器用它补全键名，可以不管", err=True)
    write_beside(out, text.encode())
    typer.echo(str(out))


def _ask(question: str, answers: list[str]) -> str:
    for number, answer in enumerate(answers, 1):
        typer.echo(f"  {number} {answer}", err=True)
    while True:
        given = str(typer.prompt(f"{question}（写序号或名字）", err=True)).strip()
        if given in answers:
            return given
        if given.isdecimal() and 1 <= int(given) <= len(answers):
            return answers[int(given) - 1]
        typer.echo("没有这一项，请再写一次", err=True)


def generate(  # noqa: PLR0913, PLR0917 - as many as the command has options
    brief: Annotated[Path, typer.Argument(metavar="任务单.yml", help="任务单", show_default=False)],
    out: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--out",
            help="输出文件，后缀 .docx .md .txt .html .pdf .json；几份时是文件夹，或带 {序号} {标题} {列名} 的文件名",
        ),
    ] = None,
    seed: Annotated[int, typer.Option(help="换一换句子：同一个数总是同一稿", min=0)] = 0,
    bank: Annotated[list[Path] | None, typer.Option(help="另加的语料库文件夹，可以写几个，后面的优先")] = None,
    outline: Annotated[list[str] | None, typer.Option(help="换一个提纲；写几个就各出一份，如讲话和通稿")] = None,
    data: Annotated[Path | None, typer.Option(help="并入一个表（.xlsx、.csv），一行一份", show_default=False)] = None,
    settings: SettingsFile = None,
    words: Words = None,
    reference: Reference = None,
    variants: Annotated[int, typer.Option(help="一次出几稿，句子各不相同", min=1, max=20)] = 1,
    pin: Annotated[
        list[str] | None, typer.Option(help="留下这个位置现在的句子，如 举措/2；可以写几个", show_default=False)
    ] = None,
    alternatives: Annotated[
        str | None, typer.Option(metavar="位置", help="只列出这个位置还可以说什么，不写文件", show_default=False)
    ] = None,
    history: Annotated[
        Path | None, typer.Option(help="记下用过的语句，下一篇避开；不写就不记", show_default=False)
    ] = None,
    *,
    explain: Annotated[bool, typer.Option("--explain", help="说明每一句为什么选它")] = False,
    annotate: Annotated[bool, typer.Option("--annotate", help="用批注标出每一句的出处")] = False,
    final: Final_ = False,
    force: Force = False,
) -> None:
    """由任务单生成讲话初稿。

    例：jianggao generate examples/safety-work-meeting.yml -o 讲话.docx
    """
    from msgspec.structs import replace

    from generator.cli.making import Wishes, make_many, make_one
    from generator.errors import fail
    from generator.manner import Manner
    from generator.settings_layers import layered

    layers = layered(brief, settings, words or ())
    found = layers.settings
    banks = (*found.banks, *(bank or ()))
    chosen = replace(found, banks=banks, reference=reference or found.reference)
    manner = Manner(chosen, seed, annotate, force, final)
    wishes = Wishes(tuple(pin or ()), alternatives, explain, history, variants)
    outlines = tuple(dict.fromkeys(outline or ()))
    if data is None and len(outlines) < 2:
        make_one(brief, out, outlines[0] if outlines else None, manner, wishes, layers.paths)
    elif wishes != Wishes():
        raise fail("命令行", "一次出很多份时不能挑句子", "一份任务单、一个提纲", "去掉 --data 和多写的 --outline")
    else:
        make_many(brief, data, out, outlines, manner, layers.paths)


def render(
    source: Annotated[
        Path, typer.Argument(metavar="讲稿.md", help="写好的讲稿，.md、.txt 或 .docx", show_default=False)
    ],
    out: Annotated[Path | None, typer.Option("-o", "--out", help="输出文件；不写就是同名的 .docx")] = None,
    settings: SettingsFile = None,
    words: Words = None,
    reference: Reference = None,
    *,
    final: Final_ = False,
    force: Force = False,
) -> None:
    """把写好的 .md、.txt 或 .docx 讲稿重新排版；排不进去的（表格、图片、脚注）逐项报告。

    例：jianggao render 讲稿.md -o 讲稿.docx
    """
    from msgspec.structs import replace

    from generator.rendering import render as render_file
    from generator.settings_layers import layered

    chosen = layered(source, settings, words or ()).settings
    chosen = replace(chosen, reference=reference or chosen.reference)
    rendered = render_file(source, out, chosen, force=force, final=final)
    tell_kept(rendered.kept)
    for lost in rendered.lost:
        typer.echo(lost, err=True)
    typer.echo(str(rendered.path))
