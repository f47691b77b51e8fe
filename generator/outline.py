"""Outlines (提纲模板): finding them, and reading the front matter that tells planning what a genre needs.

An outline is ``templates/<id>.md.j2``: YAML between two lines of ``---``, then a Jinja body. The front matter names sections and
steps; it holds no sentence. Arranging the body is the business of ``generator.arrange``.
"""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import Literal

from msgspec import Struct

from generator import cache
from generator.data import data_path
from generator.encoding import read_text
from generator.errors import Problem, UserError, Where, fail, nearest
from generator.vocabulary import REGISTERS, SECTIONS, kinds, roles, vocabulary_files

SUFFIX = ".md.j2"
_MOST_BLANKS = 10
_WHOLE = 100
MATERIAL_STEPS = ("point", "facts", "duties", "parts", "verbatim")
"""Steps that speak the brief's material itself; every other step is a role."""

_FENCE = re.compile(r"\A---[ \t]*\r?\n(.*?)^---[ \t]*\r?\n", re.DOTALL | re.MULTILINE)
Form = Literal["headed", "listed", "paragraph"]
Steps = tuple[tuple[str, ...], ...]


class SectionSteps(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is said around and inside the items of a section: paragraphs of steps.

    ``sub`` are the steps of 分项; without them 分项 take those of ``item``.
    """

    lead: Steps = ()
    item: Steps = ()
    sub: Steps = ()
    close: Steps = ()

    def speaks_parts(self) -> bool:
        """Whether the steps of an item say its 分项 themselves."""
        return any("parts" in paragraph for paragraph in self.item)


class FrontMatter(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The front matter of an outline; ``docs/outlines.md`` explains each key."""

    id: str
    name: str
    about: str
    register: str
    meeting: str = ""
    speech: str = "讲话"
    title: str | None = None
    salutation: str | None = None
    numbered: bool = True
    parts: tuple[tuple[str, ...], ...] = ()
    regroup: tuple[tuple[tuple[str, ...], ...], ...] = ()
    each: str | None = None
    forms: dict[str, Form] = {}
    shares: dict[str, int] = {}
    bears: float = 2.4
    families: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    blanks: int = 3
    withhold: tuple[str, ...] = ()
    opening: Steps = ()
    sections: dict[str, SectionSteps] = {}
    ending: Steps = ()

    def withheld(self, section: str) -> frozenset[str]:
        """Give what is not said in a section. Kinds of fact are held back where faults are told, not among results."""
        kept_back = frozenset(self.withhold)
        return kept_back if section in ("问题", "形势") else kept_back & {"名单", "因", "不点名"}

    def steps(self, section: str) -> SectionSteps:
        """Give the steps of a section, none when the outline does not name it."""
        return self.sections.get(section, SectionSteps())


class Outline(Struct, frozen=True):
    """An outline as read: its front matter, its Jinja body, and where the body begins."""

    path: Path
    front: FrontMatter
    body: str
    body_line: int


@functools.cache
def shipped_outlines() -> tuple[Outline, ...]:
    """Give the shipped outlines by id."""
    return tuple(load_outline(path) for path in sorted(data_path("templates").glob(f"*{SUFFIX}")))


def find_outline(name: str, near: Path | None = None) -> Outline:
    """Find an outline by id, by Chinese name, or by a path that ends in ``.md.j2`` (taken from the folder *near*).

    Raises UserError with the nearest name when there is none.
    """
    if name.endswith(SUFFIX):
        path = Path(name) if near is None or Path(name).is_absolute() else near / name
        if not _is_file(path):
            raise fail(
                str(path), "没有这个提纲文件", "一个提纲模板的路径", "检查路径，或用 jianggao outlines copy 复制一份"
            )
        return load_outline(path)
    path = data_path("templates") / f"{name}{SUFFIX}"
    if re.fullmatch(r"[a-z0-9-]+", name) and path.is_file():
        return load_outline(path)
    outlines = shipped_outlines()
    for outline in outlines:
        if outline.front.name == name:
            return outline
    names = [word for outline in outlines for word in (outline.front.name, outline.front.id)]
    near_name = nearest(name, names)
    mend = f"改成“{near_name}”" if near_name else "用 jianggao outlines list 看有哪些"
    raise fail("提纲", f"没有叫“{name}”的提纲", "、".join(outline.front.name for outline in outlines) + "之一", mend)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that no file can have
        return False


def load_outline(path: Path) -> Outline:
    """Read an outline and check its front matter. Raises UserError with every mistake."""
    front, body, line = cache.made(
        [path, *vocabulary_files()], "outline", tuple[FrontMatter, str, int], lambda: _read(path)
    )
    return Outline(path, front, body, line)


def _read(path: Path) -> tuple[FrontMatter, str, int]:
    text = read_text(path)
    found = _FENCE.match(text)
    if found is None:
        raise fail(
            Where(str(path), 1, 1),
            "没有开头的设置段",
            "第一行是“---”，设置写完再一行“---”",
            "照 templates/ 里的提纲补上",
        )
    from generator.decode import decode_text  # PyYAML; the cache does without

    front = decode_text(found[1], str(path), FrontMatter, first_line=2)
    problems = [*_complaints(path, front), *_odd_numbers(path, front)]
    if problems:
        raise UserError(problems)
    return front, text[found.end() :], text[: found.end()].count("\n") + 1


def _complaints(path: Path, front: FrontMatter) -> list[Problem]:
    steps = [*front.opening, *front.ending]
    for section in front.sections.values():
        steps += [*section.lead, *section.item, *section.sub, *section.close]
    groups = [*front.parts, *(group for grouping in front.regroup for group in grouping)]
    checks: list[tuple[str, list[str], tuple[str, ...]]] = [
        ("文体", [front.register], REGISTERS),
        ("步骤", [step.rstrip("?") for paragraph in steps for step in paragraph], (*MATERIAL_STEPS, *roles())),
        ("节", [name for group in groups for name in group] + list(front.sections), SECTIONS),
        ("节", [front.each] if front.each else [], SECTIONS),
        ("扣下不说的类别", list(front.withhold), ("名单", "因", *kinds())),
        ("节", list(front.forms), (*SECTIONS, "分项")),
        ("需要的键", list(front.wants), (*SECTIONS, "会议", "讲话人", "依据")),
        ("节", list(front.shares), (*SECTIONS, "开头", "结尾")),
    ]
    return [
        Problem(
            _line_of(path, word),
            f"不认识的{what}“{word}”",
            "、".join(allowed) + "之一",
            f"改成“{near}”" if (near := nearest(word, allowed)) else "从中选一个",
        )
        for what, words, allowed in checks
        for word in dict.fromkeys(words)
        if word not in allowed
    ]


def _odd_numbers(path: Path, front: FrontMatter) -> list[Problem]:
    problems: list[Problem] = []
    if not 1 <= front.blanks <= _MOST_BLANKS:
        problems.append(
            Problem(_line_of(path, "blanks"), f"blanks 写成了{front.blanks}", f"1到{_MOST_BLANKS}", "改成几条")
        )
    if any(share < 0 for share in front.shares.values()) or sum(front.shares.values()) > _WHOLE:
        problems.append(
            Problem(_line_of(path, "shares"), "shares 加起来超过100，或有负数", "各节百分数，合计不超过100", "改数")
        )
    for grouping in (front.parts, *front.regroup):
        named = [name for group in grouping for name in group]
        if len(named) != len(set(named)):
            problems.append(
                Problem(_line_of(path, "parts"), "同一节写进了两个部分", "每一节只在一个部分里", "删去一处")
            )
    if front.salutation and front.salutation.endswith(("：", ":")):
        problems.append(Problem(_line_of(path, "salutation"), "称谓带了冒号", "不带冒号的称谓", "删去冒号，正文里会加"))
    return problems


def _line_of(path: Path, word: str) -> Where:
    for number, line in enumerate(read_text(path).splitlines(), 1):
        if (column := line.find(word)) >= 0:
            return Where(str(path), number, column + 1)
    return Where(str(path))
