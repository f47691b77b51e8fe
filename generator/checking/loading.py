"""Rule files into rules: one file a rule, its name is its path. A wrong file is refused with every mistake in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import msgspec

from generator.checking.kinds import KINDS
from generator.checking.patterns import UnfitPatternError, judge
from generator.checking.rule import Rule
from generator.decode import decode_file, locate
from generator.encoding import read_text
from generator.errors import Problem, UserError, Where, fail, nearest

SHIPPED: Final = Path(__file__).resolve().parent.parent / "rules"
_KIND: Final = re.compile(r"^kind:[ \t]+['\"]?([\w-]+)['\"]?[ \t]*(?:#.*)?\r?$", re.MULTILINE)


def load_rules(folders: Sequence[Path] = ()) -> tuple[Rule, ...]:
    """Load the shipped rules and those of *folders*; of two with one name the later wins. Sorted by name.

    Raises UserError with the mistakes of all files.
    """
    rules: dict[str, Rule] = {}
    problems: list[Problem] = []
    for folder in (SHIPPED, *folders):
        if not folder.is_dir():
            problems.append(Problem(Where(str(folder)), "没有这个规则文件夹", "一个文件夹", "检查 --rules 后面的路径"))
            continue
        for path in sorted(folder.rglob("*.yml")):
            try:
                rule = load_rule(path, folder)
                rules[rule.name] = rule
            except UserError as error:
                problems.extend(error.problems)
    if problems:
        raise UserError(problems)
    return tuple(rules[name] for name in sorted(rules))


def load_rule(path: Path, folder: Path) -> Rule:
    """Load one rule of *folder*. Raises UserError."""
    found = _KIND.search(read_text(path))
    kind = found[1] if found else ""
    if kind not in KINDS:
        near = nearest(kind, KINDS)
        wrong = f"没有“{kind}”这种规则" if kind else "没有写 kind"
        mend = f"改成“{near}”" if near else "从中选一个，写成“kind: existence”"
        raise fail(locate(path, "kind"), wrong, "、".join(KINDS) + "之一", mend)
    rule = decode_file(path, KINDS[kind])
    if path.is_relative_to(SHIPPED):  # judged by the tests: an installed file is what was tested
        return _named(rule, path, folder)
    problems = list(_unfit(rule, path))
    if not rule.bad or not rule.good:
        problems.append(Problem(Where(str(path)), "缺 bad 或 good 例句", "各至少一句", "补上例句，它们就是规则的测试"))
    if problems:
        raise UserError(problems)
    return _named(rule, path, folder)


def chosen(rules: Iterable[Rule], off: Sequence[str]) -> Iterator[Rule]:
    """Leave out the rules that *off* names by name or by group (``page``)."""
    for rule in rules:
        if rule.name not in off and rule.name.partition("/")[0] not in off:
            yield rule


def find_rule(rules: Sequence[Rule], name: str) -> Rule:
    """Find a rule by its name. Raises UserError that names the nearest."""
    for rule in rules:
        if rule.name == name:
            return rule
    near = nearest(name, [rule.name for rule in rules])
    raise fail("命令行", f"没有规则“{name}”", f"“{near}”" if near else "check --list 列出的规则", "改正规则名")


def judge_rule(rule: Rule) -> list[str]:
    """Say what is unfit in a rule's patterns; empty when all are fit."""
    found = []
    for pattern in rule.patterns_used():
        try:
            judge(pattern)
        except UnfitPatternError as error:
            found.append(f"{error}：{pattern[:40]}")
    return found


def _unfit(rule: Rule, path: Path) -> Iterator[Problem]:
    for wrong in judge_rule(rule):
        yield Problem(Where(str(path)), wrong, "试得完的正则", "重复写上限（如 {0,20}），少套几层")


def _named(rule: Rule, path: Path, folder: Path) -> Rule:
    return msgspec.structs.replace(rule, name=path.relative_to(folder).with_suffix("").as_posix())
