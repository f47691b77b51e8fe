"""The manual is true: each ``console`` block of docs/manual.zh-CN.md runs, and prints what the page says it prints.

In the page, a fence ``yaml 任务单.yml`` (or csv, md) writes that file; a comment ``<!-- 改 定稿.docx 自 初稿.docx: 旧 => 新 -->`` stands
for what a person does in Word. Each ``##`` section starts in an empty folder with ``examples/`` in it.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import docx

from tests.conftest import Golden

ROOT = Path(__file__).parent.parent
MANUAL = ROOT / "docs" / "manual.zh-CN.md"
BLOCK = re.compile(
    r"^```(?P<kind>\w+)(?: (?P<file>\S+))?\n(?P<body>.*?)^```$"
    r"|^<!-- 改 (?P<new>\S+) 自 (?P<old>\S+): (?P<gone>.+?) => (?P<come>.+?) -->$",
    re.MULTILINE | re.DOTALL,
)


def run(folder: Path, line: str) -> str:
    """Run one line of the manual and give what a terminal shows, the exit code too where it is not 0."""
    program, *arguments = shlex.split(line)
    assert program == "jianggao"
    done = subprocess.run(
        [sys.executable, "-m", "generator", *arguments],
        cwd=folder,
        env={
            "PYTHONPATH": str(ROOT),
            "PYTHONUTF8": "1",
            "PATH": os.defpath,
            "HOME": "/home/drafter",
            "XDG_CONFIG_HOME": "/home/drafter/.config",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert "Traceback" not in done.stdout
    return done.stdout + (f"（退出码 {done.returncode}）\n" if done.returncode else "")


def edit(folder: Path, found: re.Match[str]) -> None:
    document = docx.Document(str(folder / found["old"]))
    runs = [run for paragraph in document.paragraphs for run in paragraph.runs if found["gone"] in run.text]
    assert runs, f"{found['gone']} stands in no run of {found['old']}"
    runs[0].text = runs[0].text.replace(found["gone"], found["come"], 1)
    document.save(str(folder / found["new"]))


def played(section: str, folder: Path) -> str:
    """Do what a section says, and give the section with the outputs that came of it."""
    shutil.copytree(ROOT / "examples", folder / "examples")

    def play(found: re.Match[str]) -> str:
        if found["new"]:
            edit(folder, found)
        elif found["file"]:
            path = folder / found["file"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(found["body"], encoding="utf-8")
        elif found["kind"] == "console":
            commands = [line for line in found["body"].splitlines() if line.startswith("$ ")]
            shown = "".join(f"{line}\n{shortened(run(folder, line[2:]), found['body'], line)}" for line in commands)
            return f"```console\n{shown}```"
        return found[0]

    return BLOCK.sub(play, section)


def shortened(output: str, body: str, command: str) -> str:
    """Cut a long output where the page cuts it: a line ``…`` in the page stands for all that follows."""
    said = re.split(r"(?m)^\$ ", body.split(command + "\n", 1)[1], maxsplit=1)[0].splitlines()
    if said and said[-1] == "…":
        return "".join(output.splitlines(keepends=True)[: len(said) - 1]) + "…\n"
    return output


def sections() -> list[str]:
    return re.split(r"(?m)^(?=## )", MANUAL.read_text(encoding="utf-8"))


def test_every_command_prints_what_the_manual_says(tmp_path: Path, golden: Golden) -> None:
    parts = sections()
    pages = [parts[0]]
    for number, section in enumerate(parts[1:]):
        folder = tmp_path / str(number)
        folder.mkdir()
        pages.append(played(section, folder))
    golden(MANUAL, "".join(pages))
