"""``jianggao phrases``: looking into the bank."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from generator.mining.review import Waiting

app = typer.Typer(help="语料库：列出、检索、统计、检查。", no_args_is_help=True, rich_markup_mode=None)

Banks = Annotated[list[Path] | None, typer.Option("--bank", help="另加的语料库文件夹，可以写几个")]
Move = Annotated[str | None, typer.Option("--move", help="语步，如 achievements 或 成绩")]
Topic = Annotated[str | None, typer.Option("--topic", help="主题，如 基层治理")]
Limit = Annotated[int, typer.Option("--limit", help="最多几条", min=1)]


@app.command("list")
def list_(move: Move = None, topic: Topic = None, bank: Banks = None) -> None:
    """列出语句。例：jianggao phrases list --move 问题。"""
    from generator.bank import load_bank
    from generator.bank_search import select

    for name, phrase in select(load_bank(*(bank or ())), move, topic):
        typer.echo(f"{name}\t{phrase.role}\t{phrase.text}\t{phrase.source}")


@app.command("search")
def search(
    query: Annotated[list[str], typer.Argument(metavar="词语…", help="要找的话，可以是几个词", show_default=False)],
    move: Move = None,
    topic: Topic = None,
    limit: Limit = 10,
    bank: Banks = None,
) -> None:
    """按词语找语句，最像的在前。例：jianggao phrases search 考核 问责 --limit 5。"""
    from generator.bank import load_bank
    from generator.bank_search import search as find

    found = find(load_bank(*(bank or ())), " ".join(query), move, topic, limit)
    for name, phrase in found:
        typer.echo(f"{name}\t{phrase.role}\t{phrase.text}\t{phrase.source}")
    if not found:
        typer.echo(f"没有找到和“{' '.join(query)}”相近的语句", err=True)


@app.command("stats")
def stats(bank: Banks = None) -> None:
    """按语步和出处统计。例：jianggao phrases stats。"""
    from generator.bank import load_bank
    from generator.bank_search import statistics

    for line in statistics(load_bank(*(bank or ()))):
        typer.echo(line)


@app.command("check")
def check(bank: Banks = None) -> None:
    """检查语料库的每个文件。例：jianggao phrases check。"""
    from generator.bank import load_bank

    loaded = load_bank(*(bank or ()))
    typer.echo(f"语句{len(loaded.phrases)}条、标题组{len(loaded.families)}个，没有错误")


_KEYS = "[k]留 [e]改 [d]不要 [m]换语步 [q]停"


@app.command("review")
def review(
    bank: Annotated[Path, typer.Argument(metavar="语料库", help="采过旧稿的语料库文件夹", show_default=False)],
) -> None:
    """一条一条看新采的语句，留、改、不要或换语步；再采时记得。例：jianggao phrases review 我的语料。"""
    from generator.mining.review import waiting

    new = list(waiting(bank))
    for number, one in enumerate(new, 1):
        typer.echo(f"{number}/{len(new)} {one.file.parent.name} {one.entry['role']} {one.entry.get('source', '')}")
        typer.echo(f"  {one.entry['text']}")
        if not _decided(bank, one):
            break
    typer.echo("没有新采的语句要看" if not new else "看到这里，都记下了", err=True)


def _decided(bank: Path, one: Waiting) -> bool:
    """Ask until a decision is made; False when the user stops."""
    from generator.mining import review as decisions
    from generator.vocabulary import MOVES

    while True:
        match typer.prompt(_KEYS, default="k", show_default=False).strip().lower():
            case "k":
                decisions.keep(bank, one)
            case "d":
                decisions.drop(bank, one)
            case "e":
                decisions.edit(bank, one, typer.prompt("改成", default=one.entry["text"]).strip())
            case "m" if (to := typer.prompt("语步（" + "、".join(MOVES) + "）").strip()) in MOVES:
                decisions.move(bank, one, to)
            case "q":
                return False
            case _:
                continue
        return True
