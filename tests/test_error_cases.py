"""Every kind of wrong brief, with the exact words that a drafter gets: ``tests/cases/errors/<name>/``."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.brief.reading import read_brief
from generator.errors import UserError

CASES = sorted(path.parent for path in (Path(__file__).parent / "cases" / "errors").glob("*/brief.yml"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_error_case(case, golden, monkeypatch):
    monkeypatch.chdir(case)
    with pytest.raises(UserError) as caught:
        read_brief(Path("brief.yml"))
    golden(case / "expected.txt", f"{caught.value}\n")


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_every_message_has_its_four_parts(case):
    with pytest.raises(UserError) as caught:
        read_brief(case / "brief.yml")
    for problem in caught.value.problems:
        assert problem.wrong
        assert problem.expected
        assert problem.mend
        assert not problem.wrong.endswith(("。", "；"))
        assert not problem.mend.endswith("。")
        assert "Error" not in str(problem)
