"""The brief: the contract of its keys, its shorthands and inheritance, its places, its defaults, its schema."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import msgspec
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import source
from generator.brief import keys, schema
from generator.brief.defaults import with_defaults
from generator.brief.jsonschema import SCHEMA_PATH, brief_schema, schema_text
from generator.brief.places import locate, places
from generator.brief.reading import parse_brief, read_brief
from generator.brief.skeleton import new_brief
from generator.errors import UserError
from generator.levels import levels

ROOT = Path(__file__).parent.parent
CASES = sorted((ROOT / "tests" / "cases" / "briefs").glob("*/brief.yml"))
BRIEFS = [*CASES, *sorted((ROOT / "examples").glob("*.yml"))]
EVERY_KEY = ROOT / "tests" / "cases" / "briefs" / "every-key" / "brief.yml"
HEAD = "提纲: 工作会议讲话\n主题: 安全生产\n层级: 市\n"


def brief(text: str) -> schema.Brief:
    return parse_brief(HEAD + text, "brief.yml")


def refusal(text: str) -> str:
    with pytest.raises(UserError) as caught:
        brief(text)
    return str(caught.value)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.parent.name)
def test_reads_as_before(path, golden):
    found = msgspec.json.format(msgspec.json.encode(read_brief(path)), indent=1).decode()
    golden(path.with_name("expected.json"), found + "\n")


@pytest.mark.parametrize("path", BRIEFS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_shipped_briefs_read_and_fit_the_schema(path):
    assert read_brief(path).topic
    for loader in (yaml.SafeLoader, yaml.BaseLoader):  # what an editor sees, and everything as text
        data = yaml.load(path.read_text("utf-8"), loader)
        jsonschema.Draft202012Validator(brief_schema()).validate(data)


def test_english_names_mean_the_same():
    english = EVERY_KEY.parent.with_name("every-key-english") / "brief.yml"
    assert read_brief(EVERY_KEY) == read_brief(english)


def test_every_key_is_exercised():
    used = names_in(source.load(EVERY_KEY))
    assert {key.name for table in keys.TABLES for key in table.keys} <= used


def names_in(node: source.Node) -> set[str]:
    if isinstance(node, source.Mapping):
        return {name for key, value in node.entries for name in {key.value, *names_in(value)}}
    return {name for item in getattr(node, "items", ()) for name in names_in(item)}


@pytest.mark.parametrize(
    ("table", "struct"),
    [
        (keys.BRIEF, schema.Brief),
        (keys.LENGTH, schema.Length),
        (keys.MEETING, schema.Meeting),
        (keys.SPEAKER, schema.Speaker),
        (keys.WISHES, schema.Wishes),
        (keys.PART, schema.Part),
        (keys.ITEM, schema.Item),
        (keys.FACT, schema.Fact),
        (keys.VERBATIM, schema.Verbatim),
        (keys.ENDING, schema.Ending),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_tables_name_every_attribute(table, struct):
    assert {key.attribute for key in table.keys} == {*struct.__struct_fields__}
    names = [name for key in table.keys for name in {key.name, key.english}]
    assert len(names) == len(set(names))


def test_tables_of_duty_and_agenda_leave_out_what_the_reader_sets():
    assert {key.attribute for key in keys.DUTY.keys} == {*schema.Duty.__struct_fields__} - {"spoken", "inherited"}
    assert {key.attribute for key in keys.AGENDA.keys} == {*schema.AgendaItem.__struct_fields__} - {"speech"}


def test_three_keys_are_enough():
    found = brief("")
    assert (found.outline, found.topic, found.level) == ("工作会议讲话", "安全生产", "市")
    assert found.meeting is None
    assert found.wishes == schema.Wishes()


def test_keys_without_a_value_are_absent():
    assert brief("".join(f"{name}:\n" for name in keys.BRIEF.names() if name not in keys.REQUIRED)) == brief("")
    assert brief("会议:\n  名称:\n  听众:\n讲话人: {姓名: }\n结尾: {}\n") == brief("")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        *((text, text) for text in ("9:00", "0123", "2025", "是", "yes", "1_0", "2026-01-08", "1e3", "97.30", "“甲”")),
        ("'null'", "null"),
        ('"a: b"', "a: b"),
        ("' 甲 '", "甲"),
    ],
)
def test_text_stays_as_written(written, read):
    assert brief(f"时期: {written}\n").period == read


def test_a_wrapped_line_of_chinese_gets_no_space():
    assert brief("致谢: 坚守在安全生产\n  一线的同志们\n").thanks == "坚守在安全生产一线的同志们"
    assert brief("致谢: use\n  Word\n").thanks == "use Word"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("{分钟: 15}", schema.Length(minutes=(15, 15))),
        ("{分钟: 6-7}", schema.Length(minutes=(6, 7))),
        ("{分钟: 7.5分钟}", schema.Length(minutes=(7.5, 7.5))),
        ("{字数: 3000}", schema.Length(characters=(3000, 3000))),
        ("{字数: 3000～3300字}", schema.Length(characters=(3000, 3300))),
        ("{分钟: 15, 字数: 3000-3300}", schema.Length(minutes=(15, 15), characters=(3000, 3300))),
    ],
)
def test_length(written, read):
    assert brief(f"篇幅: {written}\n").length == read


@pytest.mark.parametrize(
    "written", ["{分钟: 0}", "{分钟: -1}", "{分钟: 7-6}", "{字数: 3000.5}", "{字数: 15分钟}", "15", "[15]"]
)
def test_length_refused(written):
    assert "brief.yml:4:" in refusal(f"篇幅: {written}\n")


def test_a_string_or_mapping_is_a_list_of_one():
    assert brief("问题: 甲\n") == brief("问题: [甲]\n") == brief("问题: {要点: 甲}\n") == brief("问题: [{要点: 甲}]\n")
    assert brief("问题: [{事实: 甲}]\n") == brief("问题: [{事实: [{说: 甲}]}]\n")


def test_level_words():
    assert brief("").level == "市"
    for word, name in keys.LEVEL_WORDS.items():
        assert name in levels()
        assert parse_brief(HEAD.replace("层级: 市", f"层级: {word}"), "b").level == name


def test_inheritance():
    text = """
举措:
  - 要点: 甲
    牵头: 市应急局
    配合: 市工信局
    任务:
      - 照念的一句
      - {干什么: 没有自己的}
      - {干什么: 有自己的, 负责: 我}
      - {干什么: 只有角色, 责任: {包案: 东湾区}}
    分项:
      - {要点: 乙, 任务: [{干什么: 从外层来}]}
      - {要点: 丙, 负责: 市城管局, 任务: [{干什么: 从里层来}]}
"""
    item = brief(text).measures[0]
    spoken, none, own, role = item.duties
    assert spoken == schema.Duty(do="照念的一句", spoken=True)
    assert none == schema.Duty(do="没有自己的", lead=("市应急局",), with_=("市工信局",), inherited=True)
    assert own == schema.Duty(do="有自己的", in_charge=("我",))
    assert role.inherited
    assert role.roles == (("包案", "东湾区"),)
    assert item.parts[0].duties[0].lead == ("市应急局",)
    assert item.parts[1].duties[0] == schema.Duty(do="从里层来", in_charge=("市城管局",), inherited=True)


def test_every_mistake_in_one_report():
    found = refusal("天气: 晴\n语气: 严肃\n时期: [甲]\n成绩: [{}]\n").splitlines()
    assert [line.split(":")[1] for line in found] == ["4", "5", "6", "7"]


def test_places_and_where_they_stand():
    found = [place for place, _ in places(read_brief(EVERY_KEY))]
    assert found[0] == "开头"
    assert found[-1] == "结尾"
    assert {"成绩/2/分项/2/事实/1", "举措/2/任务/2", "形势/1", "问题/2/事实/1"} <= set(found)
    lines = EVERY_KEY.read_text("utf-8").splitlines()
    for place, piece in places(read_brief(EVERY_KEY)):
        text = getattr(piece, "point", None) or getattr(piece, "say", None) or getattr(piece, "do", None)
        if text:
            where = locate(EVERY_KEY, place)
            assert text in lines[where.line - 1][where.column - 1 :]
    assert locate(EVERY_KEY, "会议/名称").line == 11
    assert locate(EVERY_KEY, "问题/9").line == locate(EVERY_KEY, "问题").line
    assert locate(EVERY_KEY, "没有/1").line == 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_encodings_of_windows_editors(tmp_path, encoding):
    path = tmp_path / "任务单.yml"
    path.write_bytes((HEAD + "称谓: 同志们\n").replace("\n", "\r\n").encode(encoding))
    assert read_brief(path) == brief("称谓: 同志们\n")


def test_files_that_cannot_be_read(tmp_path):
    big = tmp_path / "big.yml"
    big.write_bytes(b"a" * (2 * 1024 * 1024 + 1))
    for path in (tmp_path / "none.yml", tmp_path, big, Path("a\0b")):
        with pytest.raises(UserError):
            read_brief(path)


@pytest.mark.parametrize(
    ("text", "outline", "short", "region", "title"),
    [
        ("", "工作会议讲话", "全市安全生产工作会议", None, "在全市安全生产工作会议上的讲话"),
        ("", "研讨发言", None, None, None),
        (
            "会议: {名称: 云岭市安全生产工作会议}",
            "x",
            "云岭市安全生产工作会议",
            "云岭市",
            "在云岭市安全生产工作会议上的讲话",
        ),
        (
            "会议: {名称: 云岭市2026年第一次会议}",
            "交流发言",
            "第一次会议",
            "云岭市",
            "在云岭市2026年第一次会议上的发言",
        ),
        ("会议: {名称: 云岭市2026年全市工作会议暨安委会会议}", "通稿", "全市工作会议", "云岭市", None),
        ("会议: {名称: 2026年全市工作会议}", "x", "全市工作会议", None, "在2026年全市工作会议上的讲话"),
        ("讲话人: {代表: 禾溪县委、县政府}", "x", "全市安全生产工作会议", "禾溪县", "在全市安全生产工作会议上的讲话"),
        ("讲话人: {代表: 市政府}", "x", "全市安全生产工作会议", None, "在全市安全生产工作会议上的讲话"),
        ("讲话人: {代表: 市人力资源社会保障局}\n标题: 甲\n地区: 乙", "x", "全市安全生产工作会议", "乙", "甲"),
    ],
)
def test_defaults(text, outline, short, region, title):
    found = with_defaults(brief(text), outline, levels())
    assert (found.meeting.short if found.meeting else None) == short
    assert (found.region, found.title) == (region, title)


def test_defaults_do_not_say_work_twice():
    found = parse_brief("{提纲: x, 主题: 党建工作, 层级: 校}", "b")
    assert with_defaults(found, "x", levels()).title == "在全校党建工作会议上的讲话"
    assert with_defaults(found, "x", levels(), meeting="推进会").title == "在全校党建工作推进会上的讲话"


def test_shipped_schema_is_current(golden):
    golden(SCHEMA_PATH, schema_text())
    jsonschema.Draft202012Validator.check_schema(brief_schema())


@pytest.mark.parametrize(
    "text",
    ["举错: 甲", "成绩: [{要典: 甲}]", "语气: 严肃", "篇幅: 长", "要求: {语气: 严厉}", "问题: [{事实: [{因: 甲}]}]"],
)
def test_schema_refuses_what_reading_refuses(text):
    refusal(text)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(brief_schema()).validate(yaml.safe_load(HEAD + text))


@pytest.mark.parametrize("topic", ["安全生产", "“小马拉大车”: 治理 #1", "- 甲", "null", "'甲", "{{主题}}"])
def test_a_new_brief_reads_as_it_stands(topic):
    text = new_brief("work-meeting", "工作会议讲话", keys.BRIEF.names(), level="市", topic=topic, minutes=15)
    found = parse_brief(text, "new.yml")
    assert (found.topic, found.length.minutes) == (topic, (15, 15))
    assert text.startswith("# yaml-language-server: $schema=")
    assert found.problems == ()  # the examples in it are comments: nothing made up gets into a draft


def test_a_new_brief_has_only_what_the_genre_wants():
    text = new_brief("work-meeting", "工作会议讲话", ["问题", "会议"])
    top = [line.split(":")[0] for line in text.splitlines() if line[0] not in "# "]
    assert top == ["提纲", "主题", "层级", "时期", "篇幅", "称谓", "会议", "讲话人", "要求", "问题", "结尾"]
    with pytest.raises(UserError, match="缺“主题”"):
        parse_brief(text, "new.yml")


def test_the_examples_in_a_new_brief_are_right():
    lines = new_brief("x", "工作会议讲话", keys.BRIEF.names(), level="市", topic="安全生产").splitlines()
    bare = [line.replace("# ", "", 1) if line.lstrip().startswith("# ") else line for line in lines[3:]]
    found = parse_brief("\n".join(bare), "new.yml")
    assert all(found.section(name) for name in keys.SECTIONS)


# Any text: a brief or a refusal, never anything else; and what is dumped reads back.

_ANY = st.text(st.characters(codec="utf-8") | st.sampled_from("\n\t :-{}[]\"'#&*!|>%@`,：，？　"), max_size=200)
_PIECES = st.lists(
    st.sampled_from(
        [*keys.BRIEF.words(), *keys.ITEM.words(), *keys.FACT.words(), *"\n:-{}[],\"' 是", "\n  ", ": ", "- ", "甲"]
    ),
    max_size=60,
).map("".join)


@settings(deadline=None, max_examples=300)
@given(_ANY | _PIECES | _PIECES.map(HEAD.__add__))
def test_any_text_is_a_brief_or_refused(text):
    assert outcome(text) is not None


def outcome(text: str) -> schema.Brief | str:
    """Give the brief or the refusal."""
    try:
        return parse_brief(text, "any.yml")
    except UserError as error:
        return str(error)


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=300))
def test_any_bytes_are_a_brief_or_refused(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "any.yml"
    path.write_bytes(data)
    with pytest.raises(UserError):  # no brief is found by chance
        read_brief(path)


_TEXT = (
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp")), min_size=1, max_size=40)
    .map(str.strip)
    .filter(lambda text: text and text[-1] not in "。；;，,、：:！!.")
)


@settings(deadline=None, max_examples=200)
@given(st.lists(_TEXT, min_size=1, max_size=4, unique=True), _TEXT, st.sampled_from([None, False, True]))
def test_what_is_dumped_reads_back(points, fact, flow):
    data = {"提纲": fact, "主题": fact, "层级": "市", "问题": [{"要点": point, "事实": [fact]} for point in points]}
    data["举措"] = [{"要点": point, "回应": [point], "任务": [{"干什么": fact, "时限": point}]} for point in points]
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10**9, default_flow_style=flow)
    found = parse_brief(text, "dump.yml")
    assert found.topic == fact
    assert [item.point for item in found.problems] == points
    assert [item.answers for item in found.measures] == [(point,) for point in points]
    assert {item.facts[0].say for item in found.problems} == {fact}
    assert [item.duties[0].by for item in found.measures] == points
