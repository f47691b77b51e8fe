"""Topics: the lexicons hold known slots, and no topic's words come out in another topic's draft."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.bank import load_bank
from generator.generation import generate_draft
from generator.topics import topic_name, topics
from generator.vocabulary import slots

UNKNOWN = "冷链物流标准化"
BRIEF = """\
提纲: {outline}
主题: {topic}
层级: 市
要求: {{骨架: [看清形势, 抓住重点, 压实责任]}}
问题:
{problems}
举措:
{measures}
保障:
  - 责任落实与考核评价
  - 力量队伍与制度调度
"""


def bound() -> dict[str, set[str]]:
    """Give, by lexicon, the cue words of the phrases of ours that are bound to it alone."""
    cues: dict[str, set[str]] = {name: set() for name in topics()}
    for phrase in load_bank().phrases.values():
        if phrase.own and len(phrase.topics) == 1 and phrase.topics[0] in cues:
            cues[phrase.topics[0]].update(phrase.holds)
    return cues


def spoken(tmp_path: Path, topic: str, outline: str, seed: int) -> list[tuple[str, str, str]]:
    """Give (kind, ref, text) of every span of a draft on *topic* whose material holds every topic's cue words."""
    cues = ["、".join(sorted(words)) for words in bound().values()]
    path = tmp_path / "brief.yml"
    items = {
        "problems": "\n".join(
            f"  - {{要点: 短处{n}号没有补上, 事实: [{c}]}}" for n, c in zip("甲乙丙丁戊己庚辛壬癸", cues, strict=True)
        ),
        "measures": "\n".join(
            f"  - {{要点: 长处{n}号抓紧做好, 任务: [办好{c}]}}"
            for n, c in zip("甲乙丙丁戊己庚辛壬癸", cues, strict=True)
        ),
    }
    path.write_text(BRIEF.format(outline=outline, topic=topic, **items), encoding="utf-8")
    draft = generate_draft(path, seed=seed).draft
    return [(span.origin.kind, span.origin.ref, span.text) for block in draft.blocks for span in block.text]


def test_every_lexicon_fills_known_slots_in_its_own_words() -> None:
    assert len(topics()) >= 10
    for name, entry in topics().items():
        assert set(entry.words) <= set(slots()), name
        assert topic_name(name) == name
    said = [word for entry in topics().values() for word in entry.words.values()]
    assert len(said) == len(set(said))


def test_every_topic_has_phrases_of_its_own() -> None:
    assert [name for name, cues in bound().items() if len(cues) < 5] == []


@pytest.mark.parametrize(
    ("topic", "name"),
    [
        ("警示教育", "党风廉政"),
        ("全市教育高质量发展", None),
        ("教育高质量发展", "教育"),
        ("安全生产教育", "安全生产"),
        ("水污染防治", "生态环保"),
        ("机关作风建设", "作风建设"),
        (UNKNOWN, None),
    ],
)
def test_a_topic_finds_its_lexicon(topic: str, name: str | None) -> None:
    assert topic_name(topic) == name


@pytest.mark.parametrize("outline", ["工作会议讲话", "动员部署会讲话"])
@pytest.mark.parametrize("topic", [*topics(), UNKNOWN])
def test_no_topic_speaks_in_anothers_draft(topic: str, outline: str, tmp_path: Path) -> None:
    bank = load_bank().phrases
    own = topic_name(topic)
    foreign_words = {word for name, entry in topics().items() if name != own for word in entry.words.values()}
    foreign_texts = {
        phrase.text
        for phrase in bank.values()
        if phrase.own and phrase.topics and set(phrase.topics) <= set(topics()) - {own}
    }
    found = []
    for seed in range(3):
        spans = spoken(tmp_path, topic, outline, seed)
        found += [text for kind, ref, text in spans if ref == "主题词表" and text in foreign_words]
        found += [text for kind, _, text in spans if kind == "phrase" and text in foreign_texts]
    assert found == []


@pytest.mark.parametrize("topic", list(topics()))
def test_a_topic_speaks_in_its_own_draft(topic: str, tmp_path: Path) -> None:
    bank = load_bank().phrases
    refs = {ref for kind, ref, _ in spoken(tmp_path, topic, "工作会议讲话", 0) if kind == "phrase"}
    assert [ref for ref in refs if ref in bank and bank[ref].topics == (topic,)]
