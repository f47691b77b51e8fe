"""Golden files: compared, or rewritten by ``pytest --update`` (never under CI)."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from difflib import unified_diff
from pathlib import Path

import pytest

Golden = Callable[[Path, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite golden files with what the tests found")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--update") and os.environ.get("CI"):
        raise pytest.UsageError("--update is refused under CI: goldens are accepted by people")
    # What the tests compile goes into a cache of their own: a user's is neither filled nor trusted.
    cache = tempfile.TemporaryDirectory(prefix="jianggao-cache-")
    config.add_cleanup(cache.cleanup)
    os.environ["XDG_CACHE_HOME"] = cache.name


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Give ``golden(path, text)``: fails with the diff and the command that accepts it."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--update"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            return
        expected = path.read_text(encoding="utf-8") if path.exists() else ""
        if text != expected or not path.exists():
            diff = "".join(unified_diff(expected.splitlines(True), text.splitlines(True), str(path), "found"))
            accept = f"pytest --update {request.node.nodeid!r}"
            pytest.fail(f"{diff or path}\nto accept: {accept}", pytrace=False)

    return compare
