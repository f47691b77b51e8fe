"""The command line as a user meets it: what is printed where, exit codes, nothing lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.bank import load_bank
from generator.outline import shipped_outlines

ROOT = Path(__file__).parent.parent
BRIEF = "提纲: 工作会议讲话\n主题: 消防安全\n层级: 县\n"


def run(folder: Path, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run ``jianggao`` in *folder*."""
    return subprocess.run(
        [sys.executable, "-m", "generator", *arguments],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PATH": "", "XDG_CACHE_HOME": os.environ["XDG_CACHE_HOME"]},
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "任务单.yml").write_text(BRIEF, encoding="utf-8")
    return tmp_path


def test_generate_prints_the_path_and_talks_on_stderr(folder: Path) -> None:
    done = run(folder, "generate", "任务单.yml")
    assert done.returncode == 0, done.stderr
    assert done.stdout == "在全县消防安全工作会议上的讲话.docx\n"
    assert (folder / done.stdout.strip()).read_bytes()[:2] == b"PK"
    assert "待补" in done.stderr
    assert "每分钟220字" in done.stderr


def test_generating_again_replaces_what_nobody_edited(folder: Path) -> None:
    first = run(folder, "generate", "任务单.yml", "-o", "a.docx")
    again = run(folder, "generate", "任务单.yml", "-o", "a.docx", "--seed", "3")
    assert (first.returncode, again.returncode) == (0, 0)


def test_an_edited_docx_is_kept(folder: Path) -> None:
    import docx

    run(folder, "generate", "任务单.yml", "-o", "a.docx")
    document = docx.Document(str(folder / "a.docx"))
    document.paragraphs[-1].add_run("这句是我加的。")
    document.save(str(folder / "a.docx"))
    edited = (folder / "a.docx").read_bytes()
    done = run(folder, "generate", "任务单.yml", "-o", "a.docx")
    assert done.returncode == 2
    assert "改动过" in done.stderr
    assert (folder / "a.docx").read_bytes() == edited
    assert run(folder, "generate", "任务单.yml", "-o", "a.docx", "--force").returncode == 0


@pytest.mark.parametrize("name", ["a.md", "a.txt", "a.json"])
def test_an_existing_text_is_kept(folder: Path, name: str) -> None:
    (folder / name).write_text("我的", encoding="utf-8")
    done = run(folder, "generate", "任务单.yml", "-o", name)
    assert done.returncode == 2
    assert (folder / name).read_text(encoding="utf-8") == "我的"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["generate"], "缺少"),
        (["generate", "没有.yml"], "没有.yml"),
        (["generate", "任务单.yml", "-o", "没有/a.docx"], "文件夹"),
        (["generate", "任务单.yml", "-o", "a.odt"], ".docx .md .txt .html .pdf .json"),
        (["generate", "任务单.yml", "-o", "任务单.yml"], "盖掉任务单"),
        (["generate", "任务单.yml", "--sed", "1"], "--seed"),
        (["generate", "任务单.yml", "--seed", "一"], "--seed"),
        (["generate", "任务单.yml", "--bank", "没有"], "语料库"),
        (["generate", "任务单.yml", "--settings", "没有.yml"], "没有.yml"),
        (["generate", "任务单.yml", "-o", "a.txt", "--annotate"], "批注"),
        (["new", "x.yml"], "--outline"),
        (["new", "x.yml", "--outline", "工作讲话"], "工作会议讲话"),
        (["phrases", "list", "--move", "成就"], "成绩"),
        (["outlines", "show", "没有"], "提纲"),
        (["outlines", "copy", "work-meeting", "-o", "a.txt"], ".md.j2"),
        (["render", "没有.md"], "没有.md"),
        (["speak"], "命令"),
        (["phrases", "check", "我的语料"], "不认识“我的语料”"),
    ],
)
def test_wrong_arguments_get_one_clear_answer(folder: Path, arguments: list[str], says: str) -> None:
    done = run(folder, *arguments)
    assert done.returncode == 2, done.stdout
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert [path.name for path in folder.iterdir()] == ["任务单.yml"]


def test_new_writes_a_brief_that_generates(folder: Path) -> None:
    done = run(folder, "new", "新.yml", "--outline", "mobilization", "--topic", "森林防火", "--level", "县")
    assert done.returncode == 0, done.stderr
    assert (folder / "brief.schema.json").exists()
    assert run(folder, "generate", "新.yml", "-o", "新.docx").returncode == 0
    assert run(folder, "new", "新.yml", "--outline", "work-meeting").returncode == 2


def test_a_copied_outline_works_by_path(folder: Path) -> None:
    assert run(folder, "outlines", "copy", "work-meeting", "-o", "我的.md.j2").returncode == 0
    text = (folder / "我的.md.j2").read_text(encoding="utf-8").replace("# {{ 标题 }}", "# {{ 标题 }}（草稿）")
    (folder / "我的.md.j2").write_text(text, encoding="utf-8")
    assert run(folder, "outlines", "check", "我的.md.j2").returncode == 0
    (folder / "任务单.yml").write_text(BRIEF.replace("工作会议讲话", "我的.md.j2"), encoding="utf-8")
    done = run(folder, "generate", "任务单.yml", "-o", "a.txt")
    assert done.returncode == 0, done.stderr
    assert (folder / "a.txt").read_text(encoding="utf-8").startswith("在全县消防安全工作会议上的讲话（草稿）")


def test_a_bank_of_ones_own_wins(folder: Path) -> None:
    bank = folder / "语料" / "opening"
    bank.mkdir(parents=True)
    (bank / "mine.yml").write_text(
        "about: 我的\nphrases:\n  - {text: 今天只讲实的。, role: preview, bare: joint, weight: 9, source: own}\n",
        encoding="utf-8",
    )
    done = run(folder, "generate", "任务单.yml", "-o", "a.txt", "--bank", "语料")
    assert done.returncode == 0, done.stderr
    assert "今天只讲实的。" in (folder / "a.txt").read_text(encoding="utf-8")


def test_settings_beside_the_brief_are_found(folder: Path) -> None:
    (folder / "jianggao.yml").write_text("语速: 180\n", encoding="utf-8")
    assert "每分钟180字" in run(folder, "generate", "任务单.yml", "-o", "a.docx").stderr


def test_phrases_search_finds_the_nearest_first(folder: Path) -> None:
    done = run(folder, "phrases", "search", "考核", "--limit", "3")
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 3
    phrases = [load_bank().phrases[line.split("\t")[0]] for line in done.stdout.splitlines()]
    assert "考核" in phrases[0].text
    assert all("考核" in "".join((phrase.text, *phrase.holds)) for phrase in phrases)
    assert run(folder, "phrases", "search", "饕餮").stdout == ""


def test_phrases_check_and_stats_and_outlines_list(folder: Path) -> None:
    assert "没有错误" in run(folder, "phrases", "check").stdout
    assert "000_1a3e02b146d3ef23.txt" in run(folder, "phrases", "stats").stdout
    assert len(run(folder, "outlines", "list").stdout.splitlines()) == len(shipped_outlines())
    assert "没有错误" in run(folder, "outlines", "check").stdout


def test_annotate_names_the_source_of_every_phrase(folder: Path) -> None:
    run(folder, "generate", "任务单.yml", "-o", "a.md", "--annotate")
    assert "own-frames#" in (folder / "a.md").read_text(encoding="utf-8")


def test_render_lays_out_a_text(folder: Path) -> None:
    (folder / "稿.md").write_text("# 在会上的讲话\n\n同志们：\n\n## 看清形势\n\n正文。\n", encoding="utf-8")
    done = run(folder, "render", "稿.md")
    assert done.stdout == "稿.docx\n"
    assert (folder / "稿.docx").exists()
