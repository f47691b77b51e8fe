"""Mined phrases into a bank's files: only ever added, so that nothing a person wrote or edited is touched."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import msgspec
import yaml
from msgspec import Struct, field

from generator.errors import fail
from generator.files import refuse_read_only, write_beside
from generator.mining.abstract import Pattern
from generator.mining.decisions import NAME, Decisions, Row, load_decisions
from generator.mining.families import MinedFamily
from generator.mining.merge import MOST_SOURCES, Index, Merged, Merging
from generator.mining.mine import Mined
from generator.vocabulary import MOVES, roles

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_JOINTS: Final = ("opening", "closing", "transition")
_ORDER: Final = (
    "text", "role", "source", "also", "id", "topics", "register", "outlines", "sections", "needs", "unless", "holds",
    "lacks", "kind", "count", "tone", "bare", "weight", "again", "hints",
)  # fmt: skip


class Filed(Struct):
    """What happened: phrases and families added, known already, dropped by an earlier decision."""

    added: int = 0
    known: int = 0
    dropped: int = 0
    files: set[str] = field(default_factory=set)


class Filing:
    """A bank that mined phrases are filed into; :meth:`save` writes what is new."""

    def __init__(self, bank: Path, only: str | None = None) -> None:
        """Open *bank* (made when it is not there), or its folder *only*. Raises UserError when its files cannot be read."""
        try:
            bank.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            wrong = f"这里建不了语料库文件夹（{error.strerror or error}）"
            raise fail(str(bank), wrong, "一个文件夹", "换一个位置，或检查是不是同名的文件") from None
        refuse_read_only(bank / NAME)
        self._bank, self._only = bank, only
        self.decisions: Decisions = load_decisions(bank)
        self._entries: dict[str, list[dict[str, Any]]] = {}
        self._index = Index()
        self._owners: list[tuple[str, int]] = []
        self._new: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self._also: dict[tuple[str, int], list[str]] = {}
        self._families: dict[str, str] = {}
        for path in sorted(bank.glob(f"{only or '*'}/*.yml")):
            if path.parent.name != "headings":
                self._read(path)

    def _read(self, path: Path) -> None:
        file = f"{path.parent.name}/{path.stem}"
        try:
            entries = yaml.load(path.read_text("utf-8"), Loader=_Loader)["phrases"]
            self._entries[file] = entries
            for at, entry in enumerate(entries):
                self._remember(path.parent.name, str(entry["text"]), file, at)
        except (yaml.YAMLError, KeyError, TypeError, UnicodeDecodeError) as error:
            wrong = f"这个语料文件读不懂（{str(error).splitlines()[0]}）"
            raise fail(str(path), wrong, "about 和 phrases", "运行 jianggao phrases check --bank 看哪里错了") from None

    def _remember(self, move: str, text: str, file: str, at: int) -> None:
        self._index.add(move, text)
        self._owners.append((file, at))

    def put(self, one: Merged, filed: Filed) -> None:
        """File a merged pattern, unless it stands in the bank or a person dropped it."""
        pattern = one.pattern
        row = self.decisions.rows.get((pattern.move, pattern.text))
        if row is not None and (row.filed or row.decision == "drop"):
            filed.dropped += row.decision == "drop"
            filed.known += row.decision != "drop"
            self._add_sources(one)
            return
        if row is not None and row.decision == "edit":
            for entry in row.as_:
                self._file(entry, filed)
        elif self._index.like(pattern.move, pattern.text) is not None:
            filed.known += 1
            self._add_sources(one)
            return
        else:
            self._file(_entry(one), filed)
        decision = row or Row(move=pattern.move, mined=pattern.text, decision="new")
        self.decisions.put(msgspec.structs.replace(decision, filed=True))

    def put_family(self, family: MinedFamily, filed: Filed) -> None:
        """File a heading family under the name that its wording gives, or as a person decided."""
        row = self.decisions.rows.get(("headings", family.key))
        path = f"headings/mined-{family.key}"
        if row is not None and (row.filed or row.decision == "drop"):
            filed.dropped += row.decision == "drop"
            filed.known += row.decision != "drop"
            return
        if row is not None and row.decision == "edit":
            for entry in row.as_:
                self._file_family(str(entry["file"]), entry, filed)
        elif (self._bank / f"{path}.yml").exists():
            filed.known += 1
        else:
            self._file_family(path, _family_entry(family), filed)
        decision = row or Row(move="headings", mined=family.key, decision="new")
        self.decisions.put(msgspec.structs.replace(decision, filed=True))

    def put_added(self, documents: Iterable[str], filed: Filed) -> None:
        """File what a person took by hand from one of *documents* (rows ``add``)."""
        mined = set(documents)
        for row in list(self.decisions.rows.values()):
            if self._only not in (None, row.move):
                continue
            if row.decision != "add" or row.filed or row.mined.partition("#")[0] not in mined:
                continue
            for entry in row.as_:
                if row.move == "headings":
                    self._file_family(str(entry["file"]), entry, filed)
                else:
                    self._file(entry, filed)
            self.decisions.put(msgspec.structs.replace(row, filed=True))

    def save(self) -> None:
        """Write the files that got something new, then the decisions."""
        for file in sorted({*self._new, *(file for file, _ in self._also)}):
            self._write(file)
        for file, text in sorted(self._families.items()):
            self._make(file).write(text)
        self._new.clear()
        self._also.clear()
        self._families.clear()
        self.decisions.save(self._bank)

    def _file(self, entry: Mapping[str, Any], filed: Filed) -> None:
        file = str(entry.get("file") or f"{roles()[str(entry['role'])].move}/mined-{entry['role']}")
        data = {key: entry[key] for key in _ORDER if key in entry}
        self._remember(file.partition("/")[0], str(data["text"]), file, len(self._entries.get(file, ())))
        self._entries.setdefault(file, []).append(data)
        self._new[file].append(data)
        filed.added += 1
        filed.files.add(file)

    def _file_family(self, file: str, entry: Mapping[str, Any], filed: Filed) -> None:
        self._families[file] = family_text(entry)
        filed.added += 1
        filed.files.add(file)

    def _add_sources(self, one: Merged) -> None:
        """Add up where else a phrase of the bank was said; its words are not touched."""
        same = self._index.like(one.pattern.move, one.pattern.text)
        if same is None:
            return
        file, at = self._owners[same]
        entry = self._entries[file][at]
        if str(entry.get("source")) == "own":
            return
        waiting = self._also.get((file, at), [])
        have = [*map(str, entry.get("also", ())), *waiting]
        known = {str(entry.get("source", "")), *have}
        new = [source for source in (one.pattern.source, *one.also) if source not in known]
        if room := new[: max(0, MOST_SOURCES - len(have))]:
            self._also[file, at] = [*waiting, *room]

    def _write(self, file: str) -> None:
        path = self._make(file)
        text = path.path.read_text("utf-8") if path.path.exists() else ""
        for (_, at), sources in [(key, value) for key, value in self._also.items() if key[0] == file]:
            entry = self._entries[file][at]
            block = entry_text(entry)
            if block in text:  # as we wrote it, so that adding a source loses nothing
                entry["also"] = [*entry.get("also", ()), *dict.fromkeys(sources)]
                text = text.replace(block, entry_text(entry), 1)
        blocks = "".join(map(entry_text, self._new.get(file, ())))
        if not text:
            role = str(self._new[file][0]["role"])
            about = self.decisions.abouts.get(file) or f"采自旧稿：{roles()[role].meaning}"
            text = f"about: {about}\nphrases:\n"
        path.write((text if text.endswith("\n") else text + "\n") + blocks)

    def _make(self, file: str) -> _Target:
        path = self._bank / f"{file}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        return _Target(path)


class _Target(Struct, frozen=True):
    path: Path

    def write(self, text: str) -> None:
        data = text.encode()
        if not self.path.exists() or self.path.read_bytes() != data:
            write_beside(self.path, data)


def entry_text(entry: Mapping[str, Any]) -> str:
    """Write a phrase as YAML: one key a line, in a fixed order, texts quoted as JSON (which YAML reads)."""
    lines = [f"{key}: {_scalar(entry[key])}" for key in _ORDER if key in entry and entry[key] not in ("", (), [])]
    return "  - " + "\n    ".join(lines) + "\n"


def family_text(entry: Mapping[str, Any]) -> str:
    """Write a heading family as YAML."""
    lines = [
        f"{key}: {_scalar(entry[key])}"
        for key in ("about", "level", "register", "topics", "outlines", "source")
        if key in entry
    ]
    lines.append("headings:")
    lines += [f"  - {json.dumps(heading, ensure_ascii=False)}" for heading in entry["headings"]]
    if entry.get("lines"):
        lines.append("lines:")
        lines += [f"  - {json.dumps(line, ensure_ascii=False)}" for line in entry["lines"]]
    return "\n".join(lines) + "\n"


def _scalar(value: object) -> str:
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)


def _entry(one: Merged) -> dict[str, Any]:
    """Give the phrase that a pattern becomes: with what it needs, so that it is spoken only where it fits."""
    pattern: Pattern = one.pattern
    entry: dict[str, Any] = {"text": pattern.text, "role": pattern.role, "source": pattern.source}
    if one.also:
        entry["also"] = list(one.also)
    entry.update(
        {
            key: list(values)
            for key, values in (("topics", pattern.topics), ("needs", pattern.needs), ("holds", pattern.holds))
            if values
        }
    )
    if not (pattern.topics or pattern.needs or pattern.holds):
        entry |= {"bare": "joint"} if pattern.move in _JOINTS else {"needs": ["事实"]}
    return entry


def _family_entry(family: MinedFamily) -> dict[str, Any]:
    return {
        "about": "采自旧稿：" + "；".join(heading.alone for heading in family.headings),
        "level": family.level,
        "register": ["讲话"],
        "source": family.source,
        "headings": [
            {"sections": list(one.sections), "name": one.name, "with": one.with_word, "alone": one.alone}
            for one in family.headings
        ],
    }


def phrase_lines(documents: Iterable[Mined]) -> Iterator[str]:
    """Give the phrases and families of *documents* as one YAML text, by move: what ``mine`` prints without a bank."""
    merging = Merging()
    families: list[MinedFamily] = []
    for mined in documents:
        merging.add(pattern for pattern in mined.patterns if not pattern.refused)
        families += mined.families
    by_move: dict[str, list[Merged]] = defaultdict(list)
    for one in merging.take():
        by_move[one.pattern.move].append(one)
    for move in MOVES:
        if by_move[move]:
            yield f"{move}:"
            yield from ("".join(entry_text(_entry(one)) for one in by_move[move])).splitlines()
    if families:
        yield "headings:"
        for family in families:
            yield f"  - {json.dumps(_family_entry(family), ensure_ascii=False)}"
