"""Every kind of wrong file, with the exact words that a drafter gets: ``tests/cases/errors/<name>/``.

A case holds a ``brief.yml``, an ``outline.md.j2``, a folder ``bank/`` or a ``generate.yml`` (a brief that reads but cannot be drafted).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.bank import load_bank
from generator.brief.reading import read_brief
from generator.errors import UserError
from generator.generation import generate_draft
from generator.outline import load_outline
from generator.outline_jinja import read_body
from generator.settings import Settings
from tests.conftest import Golden

ERRORS = Path(__file__).parent / "cases" / "errors"
CASES = sorted(path for path in ERRORS.iterdir() if path.is_dir())
USES = {
    "brief.yml": read_brief,
    "outline.md.j2": lambda path: read_body(load_outline(path)),
    "bank": load_bank,
    "generate.yml": lambda path: generate_draft(path, Settings()),
}


@pytest.fixture(params=CASES, ids=lambda path: path.name)
def case(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(request.param)
    return request.param


def mistakes(case: Path) -> UserError:
    name = next(name for name in USES if (case / name).exists())
    with pytest.raises(UserError) as caught:
        USES[name](Path(name))
    return caught.value


def test_error_case(case: Path, golden: Golden) -> None:
    golden(case / "expected.txt", f"{mistakes(case)}\n")


def test_every_message_has_its_four_parts(case: Path) -> None:
    for problem in mistakes(case).problems:
        assert problem.wrong
        assert problem.expected
        assert problem.mend
        assert not problem.wrong.endswith(("。", "；"))
        assert not problem.mend.endswith("。")
        assert "Error" not in str(problem)
