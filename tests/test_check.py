"""``jianggao check``: whole documents with their findings, false alarms, mends, comments, and files that are no drafts."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import docx
import jsonschema
import pytest
from typer.testing import CliRunner

from generator.brief.reading import read_brief
from generator.checking.loading import load_rules
from generator.checking.opening import open_document
from generator.checking.run import Finding, check, findings
from generator.cli import application
from generator.errors import UserError
from tests.conftest import Golden
from tests.test_mining_gate import SHARED, needs_seeds

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "cases" / "check"
PLANTED = CASES / "planted"
PRACTICE = ROOT / "tests" / "cases" / "practice" / "clean"
RULES = load_rules()
RUN = CliRunner()
HEAD = "在全县会议上的讲话\n同志们：\n"


@pytest.mark.parametrize("path", sorted((CASES / "whole").glob("*.[mt][dx]*")), ids=lambda path: path.name)
def test_whole_documents(path: Path, golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)
    if path.name.endswith(".findings.txt"):
        pytest.skip("what another one found")
    golden(path.with_suffix(".findings.txt"), "".join(f"{one}\n" for one in check(Path(path.name), RULES)))


def _planted() -> list[tuple[int, int, str, str]]:
    rows = [line.split("\t") for line in (PLANTED / "planted.tsv").read_text("utf-8").splitlines()]
    return [(int(line), int(column), words, what) for line, column, words, what in rows]


def test_planted_mistakes_are_found_and_nothing_else() -> None:
    rows = _planted()
    assert len(rows) >= 60
    found = [
        one for one in check(PLANTED / "draft.txt", RULES, read_brief(PLANTED / "brief.yml")) if one.level != "提示"
    ]
    hit = {row for row in rows for one in found if _covers(one, row)}
    assert len(hit) >= 0.9 * len(rows), sorted(set(rows) - hit)
    misplaced = [one for one in found if not any(_covers(one, row) for row in rows)]
    assert not misplaced, [str(one) for one in misplaced]


def _covers(one: Finding, row: tuple[int, int, str, str]) -> bool:
    line, column, words, _ = row
    end = one.where.column + max(1, one.end - one.start)
    return one.where.line == line and one.where.column < column + len(words) and column < end


def test_a_word_file_with_a_wrong_page(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("在全县会议上的讲话")
    document.add_paragraph("同志们：")
    run = document.add_paragraph().add_run("各乡镇要在月底前把排查出来的隐患一处一处整改到位，县安委办逐处验收。" * 3)
    run.font.name = "Arial"
    document.add_comment(run, "这里要核数", "领导", "L")
    path = tmp_path / "稿.docx"
    document.save(str(path))
    found = {one.rule for one in check(path, RULES)}
    assert {"page/paper-width", "page/paper-height", "page/page-number", "left-over/comments"} <= found


def _errors(folder: Path) -> tuple[int, list[str]]:
    length, errors = 0, []
    for path in sorted(folder.glob("*.txt")):
        document = open_document(path)
        length += len(document.text)
        errors += [str(one) for one in findings(document, RULES) if one.level == "错误"]
    return length, errors


def test_few_false_alarms_on_practice() -> None:
    length, errors = _errors(PRACTICE)
    assert len(errors) <= 0.3 * length / 1000, errors


@needs_seeds
def test_few_false_alarms_on_the_seeds() -> None:
    assert SHARED is not None
    length, errors = _errors(SHARED / "gold" / "clean")
    assert len(errors) <= 0.3 * length / 1000, errors


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.docx")), ids=lambda path: path.stem)
def test_our_own_drafts_are_clean(path: Path) -> None:
    brief = read_brief(path.with_suffix(".yml"))
    found = [one for one in check(path, RULES, brief) if one.level == "错误" and one.rule != "left-over/blanks"]
    assert not found, [str(one) for one in found]


def _run(*arguments: object) -> tuple[int, str, str]:
    done = RUN.invoke(application(), ["check", *map(str, arguments)])
    return done.exit_code, done.stdout, done.stderr


def test_lines_and_exit_codes(tmp_path: Path) -> None:
    clean, wrong = tmp_path / "好.txt", tmp_path / "错.txt"
    clean.write_text(HEAD + "各乡镇要在6月底前抓好整改，县安委办逐处验收。\n", "utf-8")
    wrong.write_text(HEAD + "要抓好工作工作。\n", "utf-8")
    assert _run(clean) == (0, "", "错误0处、疑似0处、提示0处\n")
    code, out, err = _run(wrong)
    assert (code, err) == (1, "错误1处、疑似0处、提示0处\n")
    assert out == f"{wrong}:3:4: 错误 “工作工作”重复了〔wording/doubled-word〕\n"


def test_json_keeps_its_schema() -> None:
    schema = json.loads((ROOT / "docs" / "findings.schema.json").read_text("utf-8"))
    for path in (PLANTED / "draft.txt", ROOT / "examples" / "work-meeting.docx"):
        code, out, _ = _run(path, "--format", "json")
        jsonschema.validate(json.loads(out), schema)
        assert code in (0, 1)


def test_a_brief_can_silence_rules(tmp_path: Path) -> None:
    draft, brief = tmp_path / "稿.txt", tmp_path / "任务单.yml"
    draft.write_text(HEAD + "要抓好工作工作，截止目前完成八成。\n", "utf-8")
    brief.write_text("提纲: work-meeting\n层级: 县\n主题: 防汛\n不查: [wording/doubled-word]\n", "utf-8")
    _, out, _ = _run(draft, "--brief", brief)
    assert "doubled-word" not in out
    assert "up-to-now" in out


def test_settings_switch_rules_off_and_add_folders(tmp_path: Path) -> None:
    rules = tmp_path / "规则"
    rules.mkdir()
    (rules / "弘扬.yml").write_text(
        "kind: existence\nlevel: 错误\nmessage: 不说“{found}”\npatterns: [弘扬]\nwhy: 习惯。\nsource: 本单位\n"
        'bad: ["在会上的讲话\\n同志们：\\n要弘扬。"]\ngood: ["在会上的讲话\\n同志们：\\n要学。"]\n',
        "utf-8",
    )
    (tmp_path / "jianggao.yml").write_text("不查: [wording]\n规则: 规则\n", "utf-8")
    draft = tmp_path / "稿.txt"
    draft.write_text(HEAD + "要弘扬工作工作。\n", "utf-8")
    _, out, _ = _run(draft)
    assert [line.rpartition("〔")[2] for line in out.splitlines()] == ["弘扬〕"]


def test_a_rule_is_explained_and_all_are_listed() -> None:
    code, out, _ = _run("--explain", "punctuation/half-width")
    assert code == 0
    assert "GB/T 15834" in out
    assert len(_run("--list")[1].splitlines()) == len(RULES)
    done = RUN.invoke(application(), ["check", "--explain", "punctuation/half-widht"])
    assert "punctuation/half-width" in str(done.exception)


def test_comments_stand_at_their_words(tmp_path: Path) -> None:
    source, out = tmp_path / "稿.docx", tmp_path / "批注.docx"
    document = docx.Document(str(ROOT / "examples" / "work-meeting.docx"))
    paragraph = document.add_paragraph("要抓好安全生产工作工作，截止目前完成八成。")
    document.save(str(source))
    before = source.read_bytes()
    code, _, _ = _run(source, "--annotate", out)
    assert code == 1
    assert source.read_bytes() == before
    marked = docx.Document(str(out))
    assert [p.text for p in marked.paragraphs] == [p.text for p in docx.Document(str(source)).paragraphs]
    told = [comment.text for comment in marked.comments]
    assert any("工作工作" in text for text in told)
    assert paragraph.text in [p.text for p in marked.paragraphs]
    again = tmp_path / "又.docx"
    _run(source, "--annotate", again)
    assert again.read_bytes() == out.read_bytes()


def test_mends_are_certain_and_in_a_copy(tmp_path: Path) -> None:
    source, out = tmp_path / "稿.txt", tmp_path / "改.txt"
    source.write_text(HEAD + '要抓好工作工作,截止目前完成1，286户(含“乡镇")。李 明记帐。\n', "utf-8")
    code, _, err = _run(source, "--fix", out)
    assert code == 1
    assert "工作工作" in source.read_text("utf-8")
    mended = out.read_text("utf-8")
    assert "要抓好工作，截至目前完成" in mended
    assert "1，286" in mended, "a figure is not ours to change"
    assert "李 明记账" in mended
    assert "-要抓好工作工作" in err
    assert isinstance(RUN.invoke(application(), ["check", str(source), "--fix", str(source)]).exception, UserError)
    out.write_text("别人的", "utf-8")
    assert isinstance(RUN.invoke(application(), ["check", str(source), "--fix", str(out)]).exception, UserError)
    assert out.read_text("utf-8") == "别人的"


def test_numbers_are_counted_again(tmp_path: Path) -> None:
    source, out = tmp_path / "稿.txt", tmp_path / "改.txt"
    source.write_text(HEAD + "一、学\n要学。\n三、抓\n要抓。\n四、查\n要查。\n", "utf-8")
    _run(source, "--fix", out)
    assert [line for line in out.read_text("utf-8").splitlines() if "、" in line] == ["一、学", "二、抓", "三、查"]


def test_mends_of_a_word_file_leave_the_rest_alone(tmp_path: Path) -> None:
    source, out = tmp_path / "稿.docx", tmp_path / "改.docx"
    document = docx.Document(str(ROOT / "examples" / "work-meeting.docx"))
    document.add_paragraph("截止目前").add_run("完成八成,还要加力。").bold = True
    document.save(str(source))
    _run(source, "--fix", out)
    assert docx.Document(str(out)).paragraphs[-1].text == "截至目前完成八成，还要加力。"
    assert docx.Document(str(out)).paragraphs[-1].runs[-1].bold
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(out) as new:
        assert [n for n in old.namelist() if old.read(n) != new.read(n)] == ["word/document.xml"]


@pytest.mark.parametrize("case", ["broken", "encrypted", "empty", "blank", "huge", "zip", "missing", "folder"])
def test_what_is_no_draft_gets_one_line(case: str, tmp_path: Path) -> None:
    path = tmp_path / "稿.docx"
    match case:
        case "broken":
            path.write_bytes(b"PK\x03\x04broken")
        case "encrypted":
            path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600)
        case "empty":
            path.write_bytes(b"")
        case "blank":
            docx.Document().save(str(path))
        case "huge":
            path = tmp_path / "稿.txt"
            path.write_text(HEAD + "要抓好落实。" * 60_000, "utf-8")
        case "zip":
            with zipfile.ZipFile(path, "w") as package:
                package.writestr("xl/workbook.xml", "<x/>")
        case "folder":
            path.mkdir()
        case _:
            pass
    done = RUN.invoke(application(), ["check", str(path)])
    assert isinstance(done.exception, UserError), done.exception
    assert len(str(done.exception).splitlines()) == 1


def test_an_annotated_draft_carries_the_findings(tmp_path: Path) -> None:
    brief, out = tmp_path / "任务单.yml", tmp_path / "稿.docx"
    text = (ROOT / "examples" / "safety-work-meeting.yml").read_text("utf-8")
    brief.write_text(text.replace("整改率97.3%", "整改率98.3%"), "utf-8")
    assert RUN.invoke(application(), ["generate", str(brief), "-o", str(out), "--annotate"]).exit_code == 0
    told = [(comment.author, comment.text) for comment in docx.Document(str(out)).comments]
    assert any(author == "讲稿 check" and "facts/sum" in text for author, text in told), told
    assert any(author == "讲稿" for author, _ in told)


def test_words_own_numbers_are_counted_too(tmp_path: Path) -> None:
    from generator.draft import Draft, Heading, Line, Paragraph, Title
    from generator.settings import Settings
    from generator.writers import write
    from tests.samples import text

    draft = Draft((
        Title(text("在全县会议上的讲话")), Line("salutation", text("同志们：")), Paragraph(text("下面，我讲三点意见。")),
        Heading(1, text("提高认识")), Paragraph(text("要提高认识。")), Heading(1, text("抓好落实")), Paragraph(text("要落实。")),
    ))  # fmt: skip
    path = tmp_path / "稿.docx"
    path.write_bytes(write(draft, ".docx", Settings(numbering="auto")))
    assert [one.rule for one in check(path, RULES) if one.level == "错误"] == ["structure/stated-count"]


def test_a_mended_copy_that_replaces_another_says_where_the_old_one_went(tmp_path: Path) -> None:
    source, out = tmp_path / "讲话.txt", tmp_path / "改后.txt"
    source.write_text("在会上的讲话\n同志们：\n我们要抓好安全,不能松劲。\n", "utf-8")
    out.write_text("别的内容\n", "utf-8")
    done = RUN.invoke(application(), ["check", str(source), "--fix", str(out), "--force"])
    assert f"{out}.bak" in done.stderr
    assert Path(f"{out}.bak").read_text("utf-8") == "别的内容\n"
