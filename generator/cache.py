"""Files that are made from other files and kept in the user's cache folder, so that the next run need not make them again.

Nothing depends on them: deleted, damaged, read-only or written by two processes at once, they are made anew or done without.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from generator import __version__

T = TypeVar("T")

_FORMAT: Final = "2"  # to be raised when what is kept changes its form
_SETTLED: Final = 1.0  # seconds; a file changed less long ago might change again within the clock's tick


@cache
def folder() -> Path:
    """Give the folder where things are kept; it may not exist, and making it may fail."""
    from platformdirs import user_cache_path

    return user_cache_path("jianggao", appauthor=False) / f"{__version__}-{_FORMAT}"


def made(sources: Sequence[Path], kind: str, shape: type[T], make: Callable[[], T]) -> T:
    """Give what *make* makes from the files *sources*, from the cache where they have not changed since.

    *shape* is what msgspec reads it back as; *kind* tells apart what is made from the same first file.
    """
    target = place(sources[0], kind)
    mark = stamp(sources)
    data = kept(target, mark)
    if data is not None:
        with contextlib.suppress(msgspec.MsgspecError):  # damaged: it is made anew
            return msgspec.msgpack.decode(data, type=shape)
    value = make()
    keep(target, mark, msgspec.msgpack.encode(value))
    return value


def place(source: Path, kind: str) -> Path:
    """Give the file in which what is made from *source* is kept; *kind* tells apart what is made from one source."""
    name = hashlib.sha256(f"{source.absolute()}\0{kind}".encode()).hexdigest()[:20]
    return folder() / name


def stamp(files: Iterable[Path]) -> bytes | None:
    """Give what changes when one of the files does: names, sizes and times. None when one is too fresh to tell, or gone."""
    told = hashlib.sha256()
    latest = 0.0
    for file in files:
        try:
            status = file.stat()
        except OSError:
            return None
        latest = max(latest, status.st_mtime, status.st_ctime)
        told.update(f"{file}\0{status.st_size}\0{status.st_mtime_ns}\0{status.st_ctime_ns}\0".encode())
    return told.digest() if abs(time.time() - latest) > _SETTLED else None


def kept(place: Path, stamp: bytes | None) -> bytes | None:
    """Give what is kept at *place* when it bears that stamp."""
    try:
        data = place.read_bytes() if stamp else b""
    except OSError:
        return None
    return data[len(stamp) :] if stamp and data.startswith(stamp) else None


def keep(place: Path, stamp: bytes | None, data: bytes) -> None:
    """Keep data under a stamp, in one step; where that cannot be, it is not kept."""
    if stamp is None:
        return
    beside = place.with_name(f"{place.name}.{os.getpid()}")
    with contextlib.suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(stamp + data)
        beside.replace(place)
