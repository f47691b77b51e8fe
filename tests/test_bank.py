"""The shipped bank: it loads, every step finds phrases, and no phrase brings a figure or a name of its own."""

from __future__ import annotations

import hashlib
import itertools
import re
from collections import Counter
from pathlib import Path

import pytest

from generator.bank import Bank, load_bank
from generator.outline import MATERIAL_STEPS, shipped_outlines
from generator.slots import gaps, literal
from generator.vocabulary import grammar, hints, roles, slots

COUNTED = re.compile(
    r"[二两三四五六七八九十百千]+(?:个|项|件|条|样|点|家|户|人|名|处|次|起|年|天|月|日|头|步|句|遍|关|笔|本|张|把|道|种|方|面|部|成|倍|字|级|重)"
)
GIVEN = {"主题", "层级"}  # every brief has them
IDIOMS = re.compile(r"举一反三|一而再|三番|再三|接二连三|两头(?!都)|千方百计|百分之百|十分")


@pytest.fixture(scope="module")
def bank() -> Bank:
    return load_bank()


def texts(bank: Bank) -> list[tuple[str, str]]:
    """Give (id, text) of everything in the bank that can be spoken."""
    spoken = [(name, phrase.text) for name, phrase in bank.phrases.items()]
    for name, family in bank.families.items():
        spoken += [(name, line.text) for line in family.lines]
        spoken += [
            (name, text) for each in family.headings for text in (each.alone, each.with_word or "", each.name or "")
        ]
    return spoken


def test_no_phrase_holds_a_figure(bank: Bank) -> None:
    found = [
        (name, text)
        for name, text in texts(bank)
        if re.search(r"[0-9０-９]", literal(text)) or COUNTED.search(IDIOMS.sub("", literal(text)))
    ]
    assert found == []


def test_no_phrase_stands_twice(bank: Bank) -> None:
    counts = Counter(
        (register, phrase.role, phrase.bare == "frame", phrase.text)
        for phrase in bank.phrases.values()
        for register in phrase.register
        if not phrase.again
    )
    assert [key for key, times in counts.items() if times > 1] == []


def test_there_are_enough_phrases_of_both_kinds(bank: Bank) -> None:
    own = sum(phrase.own for phrase in bank.phrases.values())
    assert own >= 120
    assert len(bank.phrases) - own >= 120


def test_every_step_of_every_outline_finds_a_phrase(bank: Bank) -> None:
    missing = []
    for outline in shipped_outlines():
        front = outline.front
        paragraphs = [*front.opening, *front.ending]
        for section in front.sections.values():
            paragraphs += [*section.lead, *section.item, *section.sub, *section.close]
        for step in {step.rstrip("?") for paragraph in paragraphs for step in paragraph} - set(MATERIAL_STEPS):
            fitting = [p for p in bank.phrases.values() if p.role == step and front.register in p.register]
            missing += [] if fitting or step in {"facts", "why", "practice", "figure", "case"} else [(front.id, step)]
    assert missing == []


def test_every_blank_says_what_belongs_there(bank: Bank) -> None:
    bare = [
        (name, gap.name)
        for name, phrase in bank.phrases.items()
        if phrase.bare == "frame"
        for gap in gaps(phrase.text)
        if gap.name not in phrase.hints
        and gap.word not in hints()
        and gap.word not in GIVEN
        and slots()[gap.word].filled in {"任务单", "起草人"}
    ]
    assert bare == []


def test_named_families_exist_and_every_family_is_reachable(bank: Bank) -> None:
    named = {f"headings/{name}" for outline in shipped_outlines() for name in outline.front.families}
    assert named <= set(bank.families)


def test_roles_carry_slots_that_exist() -> None:
    assert [name for role in roles().values() for name in role.carries if name not in slots()] == []


def test_grammar_lists_have_no_doubles() -> None:
    words = grammar()
    for listed in (words.verbs, words.campaigns, words.measure_words, words.cut_before, words.continuers):
        assert [word for word, times in Counter(listed).items() if times > 1] == []


def test_every_wording_of_the_agenda_remarks_on_the_same_acts() -> None:
    assert len({tuple(wording) for wording in grammar().agenda}) == 1


def test_two_texts_whose_hashes_begin_alike_are_two_phrases(tmp_path: Path) -> None:
    alike = _begin_alike()
    (tmp_path / "closing").mkdir()
    lines = "".join(f"- {{text: {text}, role: call, source: own}}\n" for text in alike)
    (tmp_path / "closing" / "mine.yml").write_text(f"about: 试\nphrases:\n{lines}", "utf-8")
    found = {name: phrase.text for name, phrase in load_bank(tmp_path).phrases.items() if "/mine#" in name}
    assert sorted(found.values()) == sorted(alike)
    assert sorted(len(name.partition("#")[2]) for name in found) == [6, 12]


def _begin_alike() -> tuple[str, str]:
    seen: dict[str, str] = {}
    words = str.maketrans("0123456789abcdef", "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳")
    texts = (f"把这件事办好{number:x}。".translate(words) for number in itertools.count())
    text = next(text for text in texts if seen.setdefault(_six(text), text) != text)
    return seen[_six(text)], text


def _six(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:6]
