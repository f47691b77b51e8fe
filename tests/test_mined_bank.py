"""The phrases mined from the five documents: enough of them, freed of their facts, and true to their source."""

import os
import re
from functools import lru_cache
from pathlib import Path

import pytest
import yaml

REPO = Path(__file__).resolve().parents[1]
BANK = REPO / "phrasebank"
NAMES = REPO / "tests" / "cases" / "mined-names.txt"
MOVES = ("opening", "significance", "achievements", "shortcomings", "measures", "closing", "transition")
DOCUMENTS = {"000", "001", "002", "003", "004"}
REGISTERS = {"讲话", "通稿", "研讨", "交流"}
SECTIONS = {"形势", "典型", "成绩", "问题", "举措", "保障"}
SLOT = re.compile(r"\{\{([^{}]+)\}\}")
SOURCE = re.compile(r"^(?P<document>\d{3}_[0-9a-f]{16}\.txt)#(?P<paragraph>\d+)$")
DIGIT = re.compile(r"[0-9０-９]")
# A numeral in front of a measure word is a figure; 一 is left out, for 一件一件 and 一张网 count nothing.
NUMERAL = "二两三四五六七八九十百千万亿零〇几"
MEASURE = (
    "个项条件名人位家次起处所份张类批级支部场期年月日天时分周季"
    "户村镇县区市省元亩里米公吨宗例点方面层步届轮种组套本台辆片座"
)
FIGURE = re.compile(f"[{NUMERAL}]+[多余来]?[{MEASURE}]")
WINDOW = 4
FAITHFUL = 0.6


def _clean_folder() -> Path | None:
    """The cleaned documents: named by JIANGGAO_SHARED, else beside the repository or beside its parent."""
    given = os.environ.get("JIANGGAO_SHARED")
    roots = [Path(given)] if given else [REPO.parent / "shared", REPO / "shared"]
    for root in roots:
        if (root / "gold" / "clean").is_dir():
            return root / "gold" / "clean"
    return None


CLEAN = _clean_folder()


@lru_cache
def _load(path: Path) -> dict:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _phrases() -> list[tuple[str, str, dict]]:
    found = []
    for move in MOVES:
        for path in sorted((BANK / move).glob("mined-*.yml")):
            found += [(move, f"{move}/{path.name}#{n}", phrase) for n, phrase in enumerate(_load(path)["phrases"], 1)]
    return found


def _families() -> list[tuple[str, dict]]:
    return [(path.name, _load(path)) for path in sorted((BANK / "headings").glob("mined-*.yml"))]


PHRASES = _phrases()
FAMILIES = _families()
TEXTS = [(place, phrase["text"]) for _, place, phrase in PHRASES] + [
    (f"headings/{name}", heading[key])
    for name, family in FAMILIES
    for heading in family["headings"]
    for key in ("with", "alone")
]
needs_documents = pytest.mark.skipif(CLEAN is None, reason="the cleaned documents are not here")


@lru_cache
def _paragraphs(document: str) -> list[str]:
    return (CLEAN / document).read_text(encoding="utf-8").splitlines()


def _vocabulary(name: str) -> dict:
    return _load(BANK / "vocabulary" / f"{name}.yml")[name]


def _literal(text: str) -> str:
    """The text with a square for each slot, so that what stands either side of one does not run together."""
    return SLOT.sub("□", text)


def _faithful(text: str, paragraph: str) -> float:
    """Share of the literal characters that stand in the paragraph, in runs of four or in a whole shorter piece."""
    kept = total = 0
    for piece in filter(None, _literal(text).split("□")):
        size = min(WINDOW, len(piece))
        hits = set()
        for start in range(len(piece) - size + 1):
            if piece[start : start + size] in paragraph:
                hits.update(range(start, start + size))
        kept, total = kept + len(hits), total + len(piece)
    return kept / total


def _in_paragraph(source: str, text: str) -> bool:
    document, number = source.split("#")
    paragraphs = _paragraphs(document)
    return 1 <= int(number) <= len(paragraphs) and _faithful(text, paragraphs[int(number) - 1]) >= FAITHFUL


def _may_stand(phrase: dict) -> bool:
    """A sentence that fits any speech must open, join or close, or be held to something in the brief."""
    content = set(SLOT.findall(phrase["text"])) - {"主题", "主题工作", "主题头", "全域", "我域", "时期"}
    held = any(phrase.get(key) for key in ("holds", "needs", "kind", "outlines", "topics"))
    return bool(content or held or phrase.get("bare", "never") != "never")


def test_there_are_enough_phrases():
    assert len(PHRASES) >= 120
    assert {move for move, _, _ in PHRASES} == set(MOVES)


def test_every_document_is_represented():
    assert {phrase["source"][:3] for _, _, phrase in PHRASES} == DOCUMENTS
    assert {family["source"][:3] for _, family in FAMILIES} == DOCUMENTS


def test_no_text_stands_twice():
    texts = [phrase["text"] for _, _, phrase in PHRASES]
    assert [text for text in set(texts) if texts.count(text) > 1] == []


def test_no_digit_is_left():
    assert [(place, text) for place, text in TEXTS if DIGIT.search(_literal(text))] == []


def test_no_numeral_with_a_measure_word_is_left():
    assert [(place, text) for place, text in TEXTS if FIGURE.search(_literal(text))] == []


def test_no_name_of_the_documents_is_left():
    lines = NAMES.read_text(encoding="utf-8").splitlines()
    names = [line for line in lines if line and not line.startswith("#")]
    assert len(names) >= 50
    assert [(place, name) for place, text in TEXTS for name in names if name in text] == []


def test_slots_are_in_the_closed_list():
    known = _vocabulary("slots")
    used = [(place, slot) for place, text in TEXTS for slot in SLOT.findall(text)]
    assert [(place, slot) for place, slot in used if re.sub(r"\d$", "", slot) not in known] == []
    assert [(place, text) for place, text in TEXTS if re.search(r"[{}]", _literal(text))] == []


def test_topic_and_level_are_not_glued():
    glued = re.compile(r"\{\{主题\}\}工作|\{\{主题工作\}\}工作|[全我]\{\{层级\}\}|\{\{层级\}\}[委级]")
    assert [(place, text) for place, text in TEXTS if glued.search(text)] == []


def test_sentences_end():
    assert [
        place
        for _, place, phrase in PHRASES
        if phrase["role"] != "news-headline" and phrase["text"][-1] not in "。！？"
    ] == []


def test_the_role_belongs_to_the_folder():
    roles = _vocabulary("roles")
    assert [place for move, place, phrase in PHRASES if roles[phrase["role"]]["move"] != move] == []


def test_only_joints_stand_without_material_or_condition():
    assert [place for _, place, phrase in PHRASES if not _may_stand(phrase)] == []


def test_every_source_is_named():
    assert [place for _, place, phrase in PHRASES if not SOURCE.match(phrase["source"])] == []
    assert [name for name, family in FAMILIES if not SOURCE.match(family["source"])] == []


@needs_documents
def test_the_source_of_a_phrase_says_so():
    wrong = [place for _, place, phrase in PHRASES if not _in_paragraph(phrase["source"], phrase["text"])]
    assert wrong == []


@needs_documents
def test_a_heading_family_comes_from_its_document():
    for name, family in FAMILIES:
        document, number = family["source"].split("#")
        paragraphs = _paragraphs(document)
        assert 1 <= int(number) <= len(paragraphs), name
        words = "".join(heading["alone"] for heading in family["headings"])
        assert _faithful(words, "\n".join(paragraphs)) >= FAITHFUL, name


def test_a_heading_family_is_whole():
    for name, family in FAMILIES:
        assert set(family) - {"topics", "lines"} == {"about", "level", "register", "source", "headings"}, name
        assert family["level"] in (1, 2), name
        assert set(family["register"]) <= REGISTERS, name
        for heading in family["headings"]:
            assert set(heading) == {"sections", "name", "with", "alone"}, name
            assert set(heading["sections"]) <= SECTIONS, name
            assert "{{骨架}}" in heading["with"], name
            assert "{{骨架}}" not in heading["alone"], name
