"""Where the shipped data lies: top-level folders in a checkout, package data in an installed wheel."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).resolve().parent


def data_path(*parts: str) -> Path:
    """Give the path of a shipped file or folder, e.g. ``data_path("phrasebank", "vocabulary", "levels.yml")``.

    Raises FileNotFoundError when it is in neither place: a broken installation, not a user's mistake.
    """
    for root in (_PACKAGE / "_data", _PACKAGE.parent):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise FileNotFoundError(f"shipped data is missing: {'/'.join(parts)}")
