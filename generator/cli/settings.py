"""``jianggao settings``: what holds, where it comes from, and the schema for editors."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="设置：查看每一项的值和来处，打印键的格式。", no_args_is_help=True, rich_markup_mode=None)


@app.command("show")
def show(
    brief: Annotated[Path | None, typer.Argument(metavar="[任务单.yml]", help="看给这份任务单用的设置")] = None,
    settings: Annotated[Path | None, typer.Option("--settings", help="设置文件", show_default=False)] = None,
    words: Annotated[list[str] | None, typer.Option("--set", help="命令行上的设置，键=值")] = None,
) -> None:
    """列出每一项设置的值，和它是从哪里来的。

    例：jianggao settings show --set 语速=200
    """
    from generator.cli.columns import columns
    from generator.settings_layers import layered, places

    beside = brief or Path("任务单.yml")  # without a brief: what would hold in this folder
    found = layered(beside, settings, words or ())
    rows = [(key.name, value, origin) for key, value, origin in found.origins()]
    for line in columns(rows):
        typer.echo(line)
    typer.echo("依次读这些地方，后面的优先：", err=True)
    for name, place, there in places(beside, settings):
        typer.echo(f"  {name}：{place}{'' if there else '（没有）'}", err=True)


@app.command("schema")
def schema() -> None:
    """打印设置文件的 JSON Schema，编辑器用它补全键名。

    例：jianggao settings schema > jianggao.schema.json
    """
    from generator.settings_schema import schema_text

    typer.echo(schema_text(), nl=False)
