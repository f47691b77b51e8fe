"""Every rule file is its own test: what it must find and what it must let be, and patterns that cannot run for ever."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.checking.loading import SHIPPED, judge_rule, load_rules
from generator.checking.rule import Rule
from generator.checking.run import example_document, findings
from generator.errors import UserError

RULES = {rule.name: rule for rule in load_rules()}
GROUPS = {"left-over", "facts", "structure", "wording", "set-phrases", "punctuation", "page"}


@pytest.mark.parametrize("name", RULES)
def test_examples(name: str) -> None:
    rule = RULES[name]
    assert rule.bad
    assert rule.good
    for bad in rule.bad:
        found = findings(example_document(bad), [rule])
        assert found, f"finds nothing in {bad!r}"
        for one in found:
            for word in re.findall(r"\{\w+\}", rule.message):
                assert word not in one.message.replace(one.found, ""), "a word of the message was not filled"
            if one.mend is not None:
                assert one.mend != one.found
    for good in rule.good:
        assert not findings(example_document(good), [rule]), f"fires on {good!r}"


@pytest.mark.parametrize("name", RULES)
def test_patterns_end_in_time(name: str) -> None:
    assert judge_rule(RULES[name]) == []


def test_there_are_rules_for_every_group() -> None:
    assert {name.partition("/")[0] for name in RULES} == GROUPS
    assert len(RULES) >= 80
    assert len(list(SHIPPED.rglob("*.yml"))) == len(RULES)


def test_a_rule_says_why_and_whence() -> None:
    for rule in RULES.values():
        assert isinstance(rule, Rule)
        assert rule.why.endswith("。"), rule.name
        assert rule.source, rule.name
        assert not rule.message.endswith("。"), rule.name


def _office(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.yml").write_text(text, encoding="utf-8")
    return folder


GOOD = """kind: existence
level: 错误
message: 本单位不说“{found}”
patterns: [弘扬]
why: 领导不用这个词。
source: 本单位
bad: ["在会上的讲话\\n同志们：\\n要弘扬正气。"]
good: ["在会上的讲话\\n同志们：\\n要树立正气。"]
"""


def test_an_offices_own_rule(tmp_path: Path) -> None:
    rules = load_rules([_office(tmp_path, 用词=GOOD)])
    assert len(rules) == len(RULES) + 1
    [found] = findings(example_document("在会上的讲话\n同志们：\n要弘扬正气。"), rules)
    assert (found.rule, found.message) == ("用词", "本单位不说“弘扬”")


def test_all_mistakes_of_an_offices_rules_at_once(tmp_path: Path) -> None:
    folder = _office(
        tmp_path,
        a=GOOD.replace("kind: existence", "kind: existance"),
        b=GOOD.replace("[弘扬]", "['(a+)+b']"),
        c=GOOD.replace("level: 错误", "level: 严重"),
        d=GOOD.replace("good:", "nice:"),
    )
    with pytest.raises(UserError) as caught:
        load_rules([folder])
    told = str(caught.value)
    assert "existence" in told
    assert "不限次数" in told
    assert "严重" in told
    assert "nice" in told


def test_an_offices_rule_takes_the_place_of_ours(tmp_path: Path) -> None:
    (tmp_path / "wording").mkdir()
    _office(tmp_path / "wording", **{"said-twice": GOOD})
    rules = {rule.name: rule for rule in load_rules([tmp_path])}
    assert len(rules) == len(RULES)
    assert rules["wording/said-twice"].message == "本单位不说“{found}”"
