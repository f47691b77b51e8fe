"""Reading the files of a bank: phrases and heading families, with every mistake of every file in one report."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from generator.decode import decode_file, locate
from generator.errors import Problem, UserError, Where, fail, nearest
from generator.phrasebank import NEAR, Family, FamilyHeading, Folder, Line, Phrase, files_of
from generator.slots import gaps
from generator.vocabulary import MOVES, REGISTERS, SECTIONS, kinds, roles, slots

_HEAVIEST = 9


class _PhraseFile(Struct, frozen=True, forbid_unknown_fields=True):
    about: str
    phrases: tuple[Phrase, ...]


def read_folder(folder: Path) -> Folder:
    """Read one folder of phrases. Raises UserError with every mistake of every file."""
    if not folder.is_dir():
        raise fail(str(folder), "没有这个语料库文件夹", "一个文件夹，里面是“语步/名字.yml”", "检查 --bank 后面的路径")
    phrases: dict[str, Phrase] = {}
    families: dict[str, Family] = {}
    problems: list[Problem] = []
    for path in files_of(folder):
        try:
            if path.parent.parent != folder or path.suffix != ".yml":
                problems.append(_stray(path))
            elif path.parent.name in MOVES:
                phrases.update(_phrases(path))
            elif path.parent.name == "headings":
                families[f"headings/{path.stem}"] = _family(path)
            elif path.parent.name != "vocabulary":
                problems.append(_unknown_move(path))
        except UserError as error:
            problems.extend(error.problems)
    if problems:
        raise UserError(problems)
    return Folder(phrases, families)


def phrase_id(path: Path, phrase: Phrase, taken: Mapping[str, Phrase]) -> str:
    """Give the id of a phrase: ``measures/duty#a1b2c3``.

    Where six digits are *taken* by another text (a file of 5,000 phrases has such a pair as likely as not), it gets twelve.
    """
    stem = f"{path.parent.name}/{path.stem}#"
    if phrase.id:
        return stem + phrase.id
    digits = hashlib.sha256(phrase.text.encode()).hexdigest()
    name = stem + digits[:6]
    return name if name not in taken or taken[name].text == phrase.text else stem + digits[:12]


def _phrases(path: Path) -> dict[str, Phrase]:
    found: dict[str, Phrase] = {}
    problems: list[Problem] = []
    for index, phrase in enumerate(decode_file(path, _PhraseFile).phrases):
        complaints = [*_complaints(path, phrase)]
        name = phrase_id(path, phrase, found)
        if name in found:
            complaints.append(("与前面一条语句重复", "每条语句不同，id 不重", "删去一条，或另起 id"))
        if complaints:
            where = locate(path, "phrases", index)
            problems.extend(Problem(where, *complaint) for complaint in complaints)
        found[name] = phrase
    if problems:
        raise UserError(problems)
    return found


def _complaints(path: Path, phrase: Phrase) -> Iterator[tuple[str, str, str]]:
    """Say what is wrong with a phrase beyond its shape: (wrong, expected, mend)."""
    role = roles().get(phrase.role)
    if role is None:
        yield _unknown("句位", phrase.role, roles())
    elif role.move != path.parent.name:
        yield (
            f"句位“{phrase.role}”属于 {role.move}，文件却在 {path.parent.name} 里",
            f"放在 phrasebank/{role.move}/ 下",
            "移到那个文件夹，或换一个句位",
        )
    yield from _gap_complaints(phrase.text)
    for word, names, allowed in (
        ("填空", (*phrase.needs, *phrase.unless), slots()),
        ("类别", phrase.kind, kinds()),
        ("文体", phrase.register, REGISTERS),
        ("节", phrase.sections, SECTIONS),
    ):
        yield from (_unknown(word, name, allowed) for name in names if name not in allowed)
    for name, words in (("holds", phrase.holds), ("lacks", phrase.lacks)):
        if any(not part.strip("^ ") for word in words for part in word.split(NEAR)):
            yield (f"{name} 里有空的词", "词，或“喇叭…坏”这样两个词", "补上，或删去")
    count = phrase.count_range()
    if phrase.count is not None and (count is None or count[0] > count[1]):
        yield (f"count 写成了“{phrase.count}”", "3、2+ 或 2-4 这样的写法", "改成其中一种")
    if not -_HEAVIEST <= phrase.weight <= _HEAVIEST:
        yield (f"weight 写成了{phrase.weight}", f"-{_HEAVIEST}到{_HEAVIEST}", "改小")
    if not phrase.text.strip() or "\n" in phrase.text:
        yield ("text 是空的，或者分了行", "一行完整的话", "补上，或并成一行")


def _gap_complaints(text: str) -> Iterator[tuple[str, str, str]]:
    if text.count("{{") != text.count("}}") or "{%" in text or "{#" in text:
        yield ("花括号不成对，或写了 Jinja 语法", "填空只写作 {{名字}}", "补齐括号；语句里不能写程序")
    yield from (_unknown("填空", gap.name, slots()) for gap in gaps(text) if gap.word not in slots())


def _unknown(what: str, name: str, allowed: Iterable[str]) -> tuple[str, str, str]:
    near = nearest(name, allowed)
    mend = f"改成“{near}”" if near else "从词表里选一个"
    return (f"不认识的{what}“{name}”", "phrasebank/vocabulary/ 词表里有的名字", mend)


def _family(path: Path) -> Family:
    family = decode_file(path, Family)
    problems: list[Problem] = []
    parts: tuple[tuple[str, tuple[FamilyHeading | Line, ...]], ...] = (
        ("headings", family.headings),
        ("lines", family.lines),
    )
    for key, entries in parts:
        for index, entry in enumerate(entries):
            texts = [entry.text] if isinstance(entry, Line) else [entry.alone, entry.with_word or ""]
            complaints = [c for text in texts for c in _gap_complaints(text)]
            complaints += [_unknown("节", name, SECTIONS) for name in entry.sections if name not in SECTIONS]
            if isinstance(entry, Line) and entry.role not in roles():
                complaints.append(_unknown("句位", entry.role, roles()))
            problems += [Problem(locate(path, key, index), *complaint) for complaint in complaints]
    if problems:
        raise UserError(problems)
    return family


def _stray(path: Path) -> Problem:
    """Name a file that looks like phrases and would never be read."""
    return Problem(Where(str(path)), "这个文件读不到", "“语步/名字.yml”", "放进语步的文件夹，后缀写 .yml")


def _unknown_move(path: Path) -> Problem:
    near = nearest(path.parent.name, (*MOVES, "headings"))
    mend = f"把文件夹改名为“{near}”" if near else "移到对应语步的文件夹"
    return Problem(
        Where(str(path)), f"不认识的语步“{path.parent.name}”", "、".join((*MOVES, "headings")) + "之一", mend
    )
