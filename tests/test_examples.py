"""The shipped examples: each brief beside the .docx it gives, current to the letter."""

from __future__ import annotations

import os
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from docx_integrity import check
from openxml_audit import OpenXmlValidator

from generator.generation import generate_draft
from generator.outline import shipped_outlines
from generator.provenance import with_provenance
from generator.settings import Settings
from generator.summary import count
from generator.writers import write

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.yml"))


def members(data: bytes) -> dict[str, bytes]:
    """Give the parts of a package: deflate differs between zlib builds, the parts do not."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.parametrize("brief", EXAMPLES, ids=lambda path: path.stem)
def test_the_docx_beside_the_brief_is_current(brief: Path, request: pytest.FixtureRequest) -> None:
    data = write(generate_draft(brief, Settings()).draft, ".docx")
    beside = brief.with_suffix(".docx")
    if request.config.getoption("--update"):
        beside.write_bytes(data)
    assert beside.exists(), f"to accept: pytest --update {os.path.relpath(__file__)}"
    assert members(beside.read_bytes()) == members(data), f"to accept: pytest --update {os.path.relpath(__file__)}"


@pytest.mark.parametrize("brief", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("annotate", [False, True])
def test_validators_find_nothing(brief: Path, annotate: bool, tmp_path: Path) -> None:
    generated = generate_draft(brief, Settings())
    draft = with_provenance(generated.draft, generated.bank) if annotate else generated.draft
    path = tmp_path / "x.docx"
    path.write_bytes(write(draft, ".docx", annotate=annotate))
    assert OpenXmlValidator().validate(path).errors == []
    assert list(check(path)) == []


def test_there_is_an_example_for_every_outline() -> None:
    given = {generate_draft(brief, Settings()).outline.front.id for brief in EXAMPLES}
    assert given == {outline.front.id for outline in shipped_outlines()}


@pytest.mark.parametrize("brief", [path for path in EXAMPLES if path.stem != "minimal"], ids=lambda path: path.stem)
def test_it_keeps_to_the_length_asked_for(brief: Path) -> None:
    generated = generate_draft(brief, Settings())
    least, most = generated.brief.length.characters or (0, 10**6)
    assert 0.9 * least <= count(generated.draft) <= 1.1 * most


def test_the_worked_example_is_as_long_as_the_speech_it_is_held_against() -> None:
    brief = next(path for path in EXAMPLES if path.stem == "safety-work-meeting")
    assert 2850 <= count(generate_draft(brief, Settings()).draft) <= 3100
