"""Writing beside what is there: whole or untouched, and nobody's edits lost."""

import errno
import sys
import zipfile
from pathlib import Path

import pytest

from generator.errors import UserError
from generator.files import refuse_overwrite, unedited, write_beside
from generator.rendering import render
from generator.settings import Settings
from generator.writers import write
from tests.samples import members, noted_draft


def repack(path, change):
    made = members(path.read_bytes())
    made["word/document.xml"] = change(made["word/document.xml"])
    with zipfile.ZipFile(path, "w") as package:
        for name, data in made.items():
            package.writestr(name, data)


@pytest.fixture
def ours(tmp_path):
    path = tmp_path / "讲话.docx"
    path.write_bytes(write(noted_draft(), ".docx"))
    return path


def test_a_file_is_written_and_nothing_else(tmp_path):
    write_beside(tmp_path / "讲话.md", b"a")
    write_beside(tmp_path / "讲话.md", b"b")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("讲话.md", b"b")]


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(UserError, match=r"没有.*无此.*文件夹"):
        write_beside(tmp_path / "无此" / "x.md", b"a")


def test_a_file_where_a_folder_should_be(tmp_path):
    (tmp_path / "f").write_bytes(b"")
    with pytest.raises(UserError, match="文件夹"):
        write_beside(tmp_path / "f" / "x.md", b"a")


def test_a_folder_is_no_output(tmp_path):
    (tmp_path / "x.md").mkdir()
    with pytest.raises(UserError):
        write_beside(tmp_path / "x.md", b"a")
    assert [path.name for path in tmp_path.iterdir()] == ["x.md"]


def test_a_read_only_file_stays(tmp_path):
    path = tmp_path / "x.md"
    path.write_bytes(b"old")
    path.chmod(0o444)
    with pytest.raises(UserError, match="只读"):
        write_beside(path, b"new")
    assert path.read_bytes() == b"old"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such folders")
def test_a_read_only_folder_is_refused(tmp_path):
    tmp_path.chmod(0o555)
    try:
        if _can_write(tmp_path):
            pytest.skip("root may write anywhere")
        with pytest.raises(UserError, match="写不进去"):
            write_beside(tmp_path / "x.md", b"a")
    finally:
        tmp_path.chmod(0o755)


def _can_write(folder):
    try:
        (folder / "probe").write_bytes(b"")
    except PermissionError:
        return False
    (folder / "probe").unlink()
    return True


FAILURES = [(errno.ENOSPC, "磁盘满了"), (errno.EACCES, "写不进去"), (errno.EIO, "写不了")]


@pytest.mark.parametrize(("number", "said"), FAILURES)
def test_the_old_file_survives_a_failure(number, said, tmp_path, monkeypatch):
    path = tmp_path / "x.md"
    path.write_bytes(b"old")

    def fails(*_):
        raise OSError(number, "x")

    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(UserError, match=said):
        write_beside(path, b"new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("x.md", b"old")]


def test_our_own_untouched_docx_may_be_replaced(ours):
    assert unedited(ours)
    refuse_overwrite(ours, b"new", force=False)


def test_a_docx_saved_again_by_word_counts_as_untouched(ours):
    repack(ours, lambda xml: xml.replace(b"<w:body>", b"<w:body ><!-- x -->"))
    refuse_overwrite(ours, b"new", force=False)


def test_an_edited_docx_is_kept(ours):
    repack(ours, lambda xml: xml.replace("同志们".encode(), "各位同志".encode()))
    with pytest.raises(UserError, match="改动过"):
        refuse_overwrite(ours, b"new", force=False)
    refuse_overwrite(ours, b"new", force=True)


def test_a_docx_of_others_is_kept(ours):
    ours.write_bytes(b"whatever")
    with pytest.raises(UserError, match="改动过"):
        refuse_overwrite(ours, b"new", force=False)


@pytest.mark.parametrize("suffix", [".md", ".txt", ".json"])
def test_texts_are_only_replaced_by_themselves(suffix, tmp_path):
    path = tmp_path / f"x{suffix}"
    refuse_overwrite(path, b"a", force=False)
    path.write_bytes(b"a")
    refuse_overwrite(path, b"a", force=False)
    with pytest.raises(UserError, match="内容和这一次的不同"):
        refuse_overwrite(path, b"b", force=False)
    refuse_overwrite(path, b"b", force=True)


def test_render_writes_beside_the_draft_and_again(tmp_path):
    source = tmp_path / "稿.md"
    source.write_text("# 讲话\n\n同志们：\n\n散会。\n", encoding="utf-8")
    made = render(source, None, Settings())
    assert (made.path, made.kept, made.lost) == (tmp_path / "稿.docx", None, ())
    source.write_text("# 讲话\n\n同志们：\n\n再开一会儿。\n", encoding="utf-8")
    assert unedited(render(source, None, Settings()).path)


def test_render_refuses_what_it_would_destroy(tmp_path):
    source = tmp_path / "稿.md"
    source.write_text("# 讲话\n", encoding="utf-8")
    with pytest.raises(UserError, match="盖掉底稿"):
        render(source, source, Settings())
    empty = tmp_path / "空.txt"
    empty.write_text("\n", encoding="utf-8")
    with pytest.raises(UserError, match="空的"):
        render(empty, None, Settings())
