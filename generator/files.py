"""Writing beside what is there: a file is whole or untouched, and nobody's edits are lost."""

from __future__ import annotations

import contextlib
import errno
import os
import re
from collections.abc import Iterable
from pathlib import Path

from generator.errors import UserError, fail

_NO_FOLDER = ("没有“{folder}”这个文件夹", "已有的文件夹", "先建好文件夹，或用 -o 换一个地方")
_SHUT = (
    "这里写不进去",
    "可以写的文件夹、没有被打开的文件",
    "关掉打开着它的 Word 或 WPS，检查是否只读，或用 -o 换一个地方",
)
_FULL = ("磁盘满了", "有空间的磁盘", "腾出空间，或用 -o 换一个地方")
_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_LONGEST_NAME = 60
_SHOWN = 24  # characters of a sentence in a message
_SHOWN_SENTENCES = 5
_REFUSALS = {
    errno.ENOENT: _NO_FOLDER,
    errno.ENOTDIR: _NO_FOLDER,
    errno.EACCES: _SHUT,
    errno.EPERM: _SHUT,
    errno.EROFS: ("这个盘是只读的", "可以写的文件夹", "用 -o 换一个地方"),
    errno.ENOSPC: _FULL,
    122: _FULL,  # EDQUOT, which Windows does not name
    errno.EISDIR: ("这是一个文件夹", "输出文件名", "写出文件夹里的文件名"),
    errno.ENAMETOOLONG: ("文件名太长", "短一些的文件名", "用 -o 另起一个短文件名"),
}


def write_beside(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write *data*, whole or as it comes, to *path* in one step: a temporary file in the same folder takes its place.

    Raises UserError when that is not possible; then an older file is untouched and nothing is left behind.
    """
    path = _through_links(path)
    refuse_read_only(path)
    _refuse_open(path)
    try:
        temporary, handle = _beside(path)
    except OSError as error:
        raise _refusal(path, error) from None
    except ValueError:  # a NUL in the name
        raise fail(str(path).replace("\0", "␀"), "文件名不合法", "可以用的文件名", "换一个文件名") from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines([data] if isinstance(data, bytes) else data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_mode(path))
        temporary.replace(path)
    except OSError as error:
        raise _refusal(path, error) from None
    finally:
        with contextlib.suppress(OSError):  # gone already when all went well
            temporary.unlink()


def _beside(path: Path) -> tuple[Path, int]:
    """Open a new file in the folder of *path*; mkstemp would do, but brings random and with it 1 ms to every command."""
    number = 0
    while True:
        temporary = path.with_name(f".{path.stem[:20]}.{os.getpid()}-{number}.tmp")
        try:
            return temporary, os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        except FileExistsError:  # left behind by a process that was killed
            number += 1


def keep_and_write(path: Path, data: bytes, *, force: bool) -> Path | None:
    """Write *data* whole or not at all, after :func:`refuse_overwrite`; give the copy that was kept, None without one."""
    kept = refuse_overwrite(path, data, force=force)
    write_beside(path, data)
    return kept


def refuse_overwrite(path: Path, data: bytes, *, force: bool) -> Path | None:
    """Raise UserError when writing *data* to *path* would lose somebody's work; with *force* keep that beside as ``.bak``.

    A .docx may be replaced when its text is what this tool wrote into it; other files only by the same bytes. Gives the
    copy that was kept, None when there was nothing to lose.
    """
    try:
        if not path.exists():
            return None
        old = path.read_bytes()
    except OSError as error:
        raise _refusal(path, error) from None
    if old == data or (path.suffix.lower() == ".docx" and unedited(path)):
        return None
    if force:
        _refuse_open(path)
        return _keep(path, old)
    raise fail(
        str(path),
        _loss(path, data),
        "没有改动过的 .docx，或新文件名" if path.suffix.lower() == ".docx" else "新文件名，或加 --force 重写",
        "用 -o 换一个文件名；确实要覆盖就加 --force，旧的留作 .bak",
    )


def _loss(path: Path, data: bytes) -> str:
    """Say what overwriting *path* would lose, by sentences where both files can be read."""
    docx = path.suffix.lower() == ".docx"
    wrong = (
        "这个文件生成以后改动过，或者不是讲稿生成的"
        if docx
        else "已经有这个文件，内容和这一次的不同（这种格式里没有记号，分不清改的是稿子还是任务单）"
    )
    gone = _lost_sentences(path, data)
    if not gone:
        return wrong
    shown = "".join(f"“{text if len(text) <= _SHOWN else text[:_SHOWN] + '…'}”" for text in gone[:_SHOWN_SENTENCES])
    rest = f"等{len(gone)}句" if len(gone) > _SHOWN_SENTENCES else f"这{len(gone)}句"
    return f"{wrong}；覆盖会丢掉{shown}{rest}"


def _lost_sentences(path: Path, data: bytes) -> list[str]:
    import tempfile  # only a refusal pays for these

    from generator.comparing import lost
    from generator.readers import read

    try:
        with tempfile.TemporaryDirectory() as folder:
            new = Path(folder) / f"new{path.suffix}"
            new.write_bytes(data)
            return [sentence.text for sentence in lost(read(path), read(new))]
    except UserError:  # one of them is no speech (.json, somebody's other file): there are no sentences to name
        return []


def _keep(path: Path, old: bytes) -> Path:
    """Copy a file to the first free of ``讲话.docx.bak``, ``讲话.docx.bak2`` …."""
    number = 1
    while True:
        copy = path.with_name(f"{path.name}.bak{number if number > 1 else ''}")
        if not copy.exists():
            write_beside(copy, old)
            return copy
        number += 1


def _refuse_open(path: Path) -> None:
    """Refuse a file that Word, WPS or LibreOffice has open, told by the lock that they put beside it.

    Word and WPS: ``~$`` and the name, its first two characters cut from eight on (one from seven);
    LibreOffice: ``.~lock.name#``; WPS on Linux: ``.~name``.
    """
    cut = max(0, min(2, len(path.stem) - 6))
    for lock in (f"~${path.name[cut:]}", f".~lock.{path.name}#", f".~{path.name}"):
        try:
            there = path.with_name(lock).exists()
        except (OSError, ValueError):  # a name too long for a lock has none
            continue
        if there:
            wrong = "这个文件正在 Word、WPS 或 LibreOffice 里打开着"
            mend = f"在那里存盘并关掉，再来一次；确实没有打开，就删去旁边的“{lock}”"
            raise fail(str(path), wrong, "没有被打开的文件", mend)


def unedited(path: Path) -> bool:
    """Tell whether a .docx still holds exactly the text that this tool wrote; False for files that are not ours."""
    from generator.docx_text import text_hash  # lxml takes 30 ms to import
    from generator.docx_zip import open_docx, stored_hash

    try:
        file = open_docx(path)
        return stored_hash(file) == text_hash(file.document, file.name)
    except UserError:  # not a document that we could have written
        return False


def file_name(title: str) -> str:
    """Make a file name of a title: characters that a file system refuses are left out, blanks too."""
    name = _UNFIT.sub("", re.sub(r"〔[^〕]*〕", "", title)).strip(" .")[:_LONGEST_NAME]
    return name or "讲稿"


def same_file(path: Path, *others: Path | None) -> bool:
    """Tell whether *path* is one of *others*: writing there would destroy an input."""
    for other in others:
        try:
            if other is not None and path.samefile(other):
                return True
        except (OSError, ValueError):  # one of them is not there, or no name for a file
            continue
    return False


def _through_links(path: Path) -> Path:
    """Give the file behind a link, so that the link stays a link."""
    try:
        return path.resolve() if path.is_symlink() else path
    except (OSError, RuntimeError, ValueError) as error:  # a circle of links
        raise fail(str(path), f"链接指不到文件（{error}）", "一个文件", "换一个输出文件名") from None


def refuse_read_only(path: Path) -> None:
    """Refuse a read-only file: replacing it would work on Linux, but whoever made it so meant it."""
    try:
        writable = path.stat().st_mode & 0o222
    except (OSError, ValueError):  # not there, or about to be refused in better words
        return
    if not writable:
        raise _refusal(path, PermissionError(errno.EACCES, "read-only"))


def _mode(path: Path) -> int:
    """Give the permissions of the file that is replaced, or what the system gives new files."""
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _refusal(path: Path, error: OSError) -> UserError:
    reason = error.strerror or str(error)
    unknown = (f"写不了文件（{reason}）", "可以写的地方", "用 -o 换一个地方再试")
    wrong, expected, mend = _REFUSALS.get(error.errno or 0, unknown)
    return fail(str(path), wrong.format(folder=path.parent), expected, mend)
