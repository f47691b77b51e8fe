"""What the drafter keeps between drafts: sentences she liked (``BRIEF.picks.yml``), and what former speeches used (a history)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import msgspec

from generator.draft import plain
from generator.encoding import read_text
from generator.errors import fail, nearest
from generator.files import write_beside
from generator.generation import Generated
from generator.planning.choose import fill
from generator.planning.plan import Choice

RECENT: Final = 20  # speeches that a history keeps apart: about a month of a busy office
_ABOUT: Final = "# 这篇讲话里留下的句子：位置: [语句…]。删掉一行，那里就重新选。\n"
_SHOWN: Final = 10


def picks_file(brief: Path) -> Path:
    """Give the place of the picks of a brief: beside it, ``NAME.picks.yml``."""
    return brief.with_name(f"{brief.stem}.picks.yml")


def read_picks(path: Path) -> Mapping[str, tuple[str, ...]]:
    """Read the picks, place -> ids of phrases; nothing when there is no file. Raises UserError when it is wrong."""
    if not path.exists():
        return {}
    from generator.decode import decode_text  # only who has picks pays for it

    text = read_text(path)
    return decode_text(text, str(path), dict[str, tuple[str, ...]]) if text.strip("\n") != _ABOUT.strip("\n") else {}


def pin(path: Path, places: tuple[str, ...], generated: Generated) -> None:
    """Keep the phrases that stand at *places* of *generated*; what is kept elsewhere stays. Raises UserError."""
    kept = dict(read_picks(path))
    for place in places:
        kept[place.partition("#")[0]] = tuple(dict.fromkeys(choice.name for choice in chosen_at(generated, place)))
    lines = (f"{place}: {json.dumps(list(names), ensure_ascii=False)}\n" for place, names in sorted(kept.items()))
    write_beside(path, (_ABOUT + "".join(lines)).encode())


def chosen_at(generated: Generated, place: str) -> list[Choice]:
    """Give the choices at a place (``举措/2``; ``问题/1#2`` is its second). Raises UserError that names the nearest."""
    bare, _, number = place.partition("#")
    here = [choice for choice in generated.plan.choices if choice.place == bare]
    if not here or (number and not (number.isdecimal() and 1 <= int(number) <= len(here))):
        places = list(dict.fromkeys(choice.place for choice in generated.plan.choices))
        near = nearest(bare, places)
        wrong = f"“{place}”这里没有语料库里的句子"
        raise fail("命令行", wrong, f"{near or '、'.join(places[:8])}这样的位置", "用 --explain 看有哪些位置")
    return [here[int(number) - 1]] if number else here


def alternatives(generated: Generated, place: str) -> Iterator[str]:
    """Say what stands at a place and what else would fit there, best first."""
    for choice in chosen_at(generated, place):
        yield f"{choice.place} 现在：{plain(choice.text)}〔{choice.name}〕"
        others = (rival for rival in choice.rivals if rival.name != choice.name)
        for rival, _ in zip(others, range(_SHOWN), strict=False):
            yield f"  {rival.score:.1f}　{plain(fill(rival.phrase, rival.name, choice.scope))}〔{rival.name}〕"


def explained(generated: Generated) -> Iterator[str]:
    """Say why each sentence of the bank stands where it stands: its score, and over how many others."""
    for choice in generated.plan.choices:
        others = len({rival.name for rival in choice.rivals} - {choice.name})
        yield f"{choice.place}　{choice.role}　{choice.score:.1f}分，胜过{others}条　{plain(choice.text)[:30]}〔{choice.name}〕"


class _Former(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    phrases: tuple[str, ...]


def read_history(path: Path) -> Mapping[str, int]:
    """Count in how many of the last speeches of a history each phrase stands. Raises UserError when a line is wrong."""
    return Counter(name for former in _formers(path)[-RECENT:] for name in dict.fromkeys(former.phrases))


def add_to_history(path: Path, generated: Generated) -> None:
    """Add a speech to a history; generating the same speech again replaces its line."""
    now = _Former(generated.draft.title, tuple(dict.fromkeys(choice.name for choice in generated.plan.choices)))
    rows = [*(former for former in _formers(path) if former.title != now.title), now]
    write_beside(path, b"".join(msgspec.json.encode(row) + b"\n" for row in rows))


def _formers(path: Path) -> list[_Former]:
    if not path.exists():
        return []
    rows = []
    for number, line in enumerate(read_text(path).splitlines(), 1):
        try:
            rows.append(msgspec.json.decode(line, type=_Former))
        except msgspec.DecodeError as error:
            from generator.errors import Where

            where = Where(str(path), number, 1)
            raise fail(where, f"历史的这一行读不懂（{error}）", "generate --history 写下的一行", "删去这一行") from None
    return rows
