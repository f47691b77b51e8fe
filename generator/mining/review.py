"""Looking through what was mined: each new phrase is kept, edited, dropped or moved, and the decision is remembered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import yaml
from msgspec import Struct

from generator.errors import fail
from generator.files import write_beside
from generator.mining.decisions import NAME, Row, load_decisions
from generator.mining.filing import entry_text
from generator.mining.rules import role_rules
from generator.vocabulary import roles


class Waiting(Struct, frozen=True):
    """A phrase that nobody has looked at: its decision row, the file it stands in, its entry."""

    row: Row
    file: Path
    entry: dict[str, Any]


def waiting(bank: Path) -> Iterator[Waiting]:
    """Go through the new phrases of *bank* that still stand as they were mined. Raises UserError without a review file."""
    if not (bank / NAME).exists():
        raise fail(
            str(bank),
            f"这个语料库没有采录记录（{NAME}）",
            "jianggao mine --into 建的语料库",
            "先运行 jianggao mine 旧稿 --into 它",
        )
    rows = {row.key: row for row in load_decisions(bank).rows.values() if row.decision == "new"}
    for path in sorted(bank.glob("*/mined-*.yml")):
        if path.parent.name == "headings":
            continue
        for entry in yaml.safe_load(path.read_text("utf-8"))["phrases"] or ():
            row = rows.get((path.parent.name, str(entry["text"])))
            if row is not None:
                yield Waiting(row, path, entry)


def keep(bank: Path, one: Waiting) -> None:
    """Keep a phrase as it stands."""
    _remember(bank, msgspec.structs.replace(one.row, decision="keep"))


def drop(bank: Path, one: Waiting) -> None:
    """Take a phrase out of its file; mining again will not bring it back."""
    _replace(one, "")
    _remember(bank, msgspec.structs.replace(one.row, decision="drop"))


def edit(bank: Path, one: Waiting, text: str) -> None:
    """Put *text* in a phrase's place."""
    entry = {**one.entry, "text": text}
    _replace(one, entry_text(entry))
    file = f"{one.file.parent.name}/{one.file.stem}"
    _remember(bank, msgspec.structs.replace(one.row, decision="edit", as_=({"file": file, **entry},)))


def move(bank: Path, one: Waiting, to: str) -> None:
    """Move a phrase to another move, with that move's plainest role."""
    role = role_rules()[to][-1].role
    entry = {**one.entry, "role": role}
    target = bank / to / f"mined-{role}.yml"
    target.parent.mkdir(parents=True, exist_ok=True)
    head = target.read_text("utf-8") if target.exists() else f"about: 采自旧稿：{roles()[role].meaning}\nphrases:\n"
    write_beside(target, (head + entry_text(entry)).encode())
    _replace(one, "")
    _remember(bank, msgspec.structs.replace(one.row, decision="edit", as_=({"file": f"{to}/{target.stem}", **entry},)))


def _replace(one: Waiting, block: str) -> None:
    """Replace the entry in its file's text, so that all else in the file stays to the byte."""
    text = one.file.read_text("utf-8")
    old = entry_text(one.entry)
    if old not in text:
        raise fail(
            str(one.file), f"“{one.entry['text'][:20]}”在文件里改过写法", "采录时的写法", "直接在文件里改，改过的不再问"
        )
    text = text.replace(old, block, 1)
    if yaml.safe_load(text)["phrases"]:
        write_beside(one.file, text.encode())
    else:
        one.file.unlink()  # its last phrase went: a file without phrases cannot be read


def _remember(bank: Path, row: Row) -> None:
    decisions = load_decisions(bank)
    decisions.put(row)
    decisions.save(bank)
