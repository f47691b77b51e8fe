"""The shipped data: where it lies (top-level folders in a checkout, package data in an installed wheel), and reading it."""

from __future__ import annotations

from pathlib import Path
from typing import Final, TypeVar

from generator import cache

T = TypeVar("T")

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


def read_data(path: Path, shape: type[T]) -> T:
    """Read a YAML file that seldom changes into *shape*, from the cache where it has not. Raises UserError."""

    def read() -> T:
        from generator.decode import decode_file  # PyYAML takes 10 ms to import, the cache does without

        return decode_file(path, shape)

    return cache.made([path], shape.__name__, shape, read)
