"""A speech turns to who is there: listeners, units that spoke before, and the speaker's own part; its end fits what it recalls."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.bank import load_bank
from generator.brief.reading import parse_brief
from generator.draft import plain
from generator.generation import draft_from
from generator.settings import Settings

EXAMPLES = Path(__file__).parent.parent / "examples"
BRIEF = """
提纲: 工作会议讲话
主题: 防汛抗旱
层级: 市
会议:
  简称: 全市防汛抗旱工作会议
  时间: 2026年4月1日
  听众: [各县（区）政府主要负责同志, 市直有关部门负责同志, 水库管理单位负责人]
  议程:
    - {谁: 云岭县, 做: 经验发言, 事: 群测群防的做法}
    - {谁: 清河县, 做: 检讨发言}
    - 本讲话
问题:
  - {要点: 隐患没有清完, 事实: [{说: 还有26处隐患没有整改, 名单: 清河县15处、北屏县11处}]}
  - {要点: 值守没有到位, 事实: [{说: 抽查40座水库，9座夜里没有人, 名单: 清河县6座、云岭县3座}]}
举措:
  - 要点: 隐患限期清零
    回应: [隐患没有清完]
    负责: [市水利局]
    任务:
      - {干什么: 26处隐患, 时限: 5月10日前, 目标: 整改完毕}
  - 要点: 值守天天到岗
    任务:
      - {干什么: 每月到水库值班一次, 负责: [我]}
      - {干什么: 对9座水库重新核定值守人员, 时限: 4月20日前, 负责: [我]}
保障:
  - {要点: 督查跟到岗位, 事实: [市防办每周抽查一次]}
结尾: {号召: 让群众安安稳稳过汛期, 回扣: 最长的一处拖了3年}
照录:
  - {处: 结尾, 文字: 水不等人，人要等水。}
"""


def spoken(text: str = BRIEF) -> str:
    draft = draft_from(parse_brief(text, "brief.yml"), Settings(), load_bank()).draft
    return "\n".join(plain(block.text) for block in draft.blocks)


def said_of(*words: str, text: str = BRIEF) -> list[str]:
    """Give the sentences that hold all of *words*."""
    return [line for line in spoken(text).replace("。", "。\n").splitlines() if all(word in line for word in words)]


def test_the_speakers_own_turn_is_not_told_as_done() -> None:
    text = BRIEF.replace("    - 本讲话\n", "    - {谁: 市长, 做: 讲话}\n") + "讲话人: {职务: 市委副书记、市长}\n"
    assert not said_of("作了讲话", text=text)


def test_a_basis_that_is_a_meeting_is_called_its_spirit() -> None:
    assert said_of("省委农村工作会议精神", text=BRIEF + "依据: [省委农村工作会议]\n")
    assert said_of("《甲条例》《乙规定》和", text=BRIEF + "依据: [《甲条例》, 《乙规定》, 省委部署]\n")


def test_main_headings_are_hers_alone_where_she_wants_them_so() -> None:
    frame = "要求: {骨架: [看清, 抓实, 压紧]%s}\n"
    assert "看清，把问题摆到明处" in spoken(BRIEF + frame % "")
    assert "\n看清\n" in spoken(BRIEF + frame % ", 大标题: 照骨架")


def test_who_assists_is_not_lost_where_others_do_the_first_duties() -> None:
    other = "      - {干什么: 7处渗漏, 时限: 5月1日前, 目标: 修好, 负责: [清河县]}\n"
    text = BRIEF.replace("      - {干什么: 26处隐患", other + "      - {干什么: 26处隐患")
    text = text.replace("负责: [市水利局]", "负责: [市水利局]\n    配合: [市财政局]", 1)
    assert said_of("26处隐患由市水利局负责、市财政局配合", text=text)


def test_a_heading_is_free_of_words_that_the_brief_bars() -> None:
    assert "问题摆到明处" in spoken()
    assert "摆到明处" not in spoken(BRIEF + "要求: {避用: [明处]}\n")


def test_each_kind_of_listener_is_spoken_to_once() -> None:
    for who in ("各县（区）政府主要负责同志", "市直有关部门负责同志", "水库管理单位负责人"):
        assert len(said_of(who)) == 1


def test_who_confessed_is_met_at_the_first_problem_that_names_it() -> None:
    draft = spoken()
    assert len(said_of("清河县", "检讨")) == 2  # the agenda, and the problem
    assert draft.index("26处隐患没有整改") < draft.rindex("检讨") < draft.index("抽查40座水库")


def test_what_a_speech_at_the_meeting_was_about_makes_a_sentence() -> None:
    assert "云岭县就群测群防的做法作了经验发言" in spoken()


@pytest.mark.parametrize("praise", ["干出来的", "提气", "走得通"])
def test_what_is_lacking_is_not_praised_at_the_end(praise: str) -> None:
    assert praise not in "".join(said_of("拖了3年"))


def test_the_call_has_the_last_word() -> None:
    assert spoken().rstrip().endswith("水不等人，人要等水。让群众安安稳稳过汛期！")


def test_the_speaker_does_what_only_he_can_and_answers_for_the_rest() -> None:
    assert said_of("我每月到水库值班一次")
    assert said_of("对9座水库重新核定值守人员", "这件事", "我负责")


def test_a_model_is_praised_as_unit_or_as_way() -> None:
    model = "典型:\n  - {单位: 石门乡, 在: 身边, 要点: 巡堤包段, 事实: [86公里堤防分给430人], 评价: %s}\n"
    assert said_of("石门乡被评为全省防汛先进集体", text=BRIEF + model % "被评为全省防汛先进集体")
    assert said_of("这一做法被省防办推广", text=BRIEF + model % "被省防办推广")


def test_the_days_are_read_out_with_what_is_due_where_the_length_wants_it() -> None:
    brief = (EXAMPLES / "safety-work-meeting.yml").read_text(encoding="utf-8")
    assert said_of("1月31日看12项超期隐患；2月1日看2310台“两客一危”车辆逐台检查；", text=brief)
    shorter = brief.replace("{分钟: 15, 字数: 3000-3300}", "{字数: 2000}")
    assert not said_of("1月31日看12项超期隐患；", text=shorter)


WEEKLY = """
提纲: 工作会议讲话
主题: 防汛抗旱
层级: 市
会议: {时间: 2026年4月1日}
篇幅: {字数: 900-1200}
问题:
  - {要点: 值守没有到位, 原因: 夜班排不满, 事实: [抽查40座水库，9座夜里没有人]}
  - {要点: 隐患没有清完, 原因: 资金没有落实；队伍没有定下来, 事实: [还有26处隐患没有整改]}
举措:
  - 要点: 值守天天到岗
    回应: [值守没有到位]
    负责: [市水利局]
    任务:
      - {干什么: 每周排一次夜班, 时限: 4月10日起}
      - {干什么: 9座水库的值守房, 时限: 4月30日前, 目标: 全部修好}
  - 要点: 隐患限期清零
    回应: [隐患没有清完]
    负责: [市水利局]
    任务: [{干什么: 26处隐患, 时限: 5月10日前, 目标: 整改完毕}]
保障:
  - {要点: 督查跟到岗位, 事实: [市防办每周抽查一次]}
"""


def weekly_with(facts: str) -> str:
    """Give the brief with these facts of its first problem."""
    return WEEKLY.replace("原因: 夜班排不满, 事实: [抽查40座水库，9座夜里没有人]", f"事实: [{facts}]")


def test_a_measure_looks_back_to_its_problem_where_it_says_who_does_it() -> None:
    assert said_of("值守没有到位的问题，由市水利局负责", text=WEEKLY)
    assert "隐患没有清完的问题，由市水利局负责。" in spoken(WEEKLY)


FOLLOWED = (
    WEEKLY
    + """
典型:
  - {单位: 清堰县, 要点: “一库一人”, 事实: [42座水库一座配一名专人]}
"""
)


def with_duty(duty: str) -> str:
    """Give the brief of a model county with this duty in the place of the night shifts."""
    return FOLLOWED.replace("每周排一次夜班", duty)


@pytest.mark.parametrize("duty", ["推开“一库一人”", "值守学清堰", "照清堰县的办法值守"])
def test_a_duty_that_takes_up_a_models_way_is_tied_to_the_model(duty: str) -> None:
    bank_says = [phrase.text for phrase in load_bank().phrases.values() if phrase.role == "follow"]
    told = [text.replace("{{榜样}}", "清堰县") for text in bank_says]
    assert any(text in spoken(with_duty(duty)) for text in told)
    assert not any(text in spoken(FOLLOWED) for text in told)


def test_a_remark_on_one_fact_stands_behind_it_and_behind_its_cause() -> None:
    facts = "{说: 抽查40座水库，9座夜里没有人值守, 因: 夜班排不满}, 还有26处渗漏没有处理"
    text = weekly_with(facts)
    text = text.replace("篇幅: {字数: 900-1200}\n", "")
    told = spoken(text)
    assert told.index("夜班排不满") < told.index("岗位空着，制度就空着") < told.index("26处渗漏")


def test_units_are_spoken_to_when_all_of_a_problem_is_told() -> None:
    facts = (
        "{说: 还有40座水库没有除险, 名单: 清河县25座、云岭县15座}, {说: 抽查20处值守点，9处夜里没有人, 因: 夜班排不满}"
    )
    text = weekly_with(facts)
    text = text.replace("2026年4月1日}", "2026年4月1日, 议程: [{谁: 清河县, 做: 检讨发言}, 本讲话]}")
    told = spoken(text)
    assert told.index("清河县25座") < told.index("夜班排不满") < told.index("清河县刚才作了检讨")


def test_the_units_of_a_figure_end_the_sentence_before_a_part_of_it_is_told() -> None:
    facts = "{说: 还有40座水库没有除险, 名单: 清河县25座、云岭县15座}, 其中6座已经停用"
    told = spoken(weekly_with(facts))
    assert "云岭县15座。其中6座已经停用" in told


def test_who_answers_for_a_long_duty_is_a_sentence_of_its_own() -> None:
    long = "干什么: 每周排一次夜班, 办法: [村里的人白天守，镇里的人夜里守，县里的人节假日守，一个班次也不空]"
    told = spoken(WEEKLY.replace("干什么: 每周排一次夜班", long))
    assert "由市水利局负责。" in told.split("镇里的人夜里守")[0]
    assert "由市水利局负责，" in spoken(WEEKLY).split("每周排一次夜班")[0]


def test_days_are_told_whatever_the_length_when_the_leader_asks_for_them() -> None:
    brief = WEEKLY.replace("900-1200", "100-200")
    asked = brief + "要求: {交代: [把日子倒排讲清楚]}\n"
    assert spoken(asked).count("5月10日") == spoken(brief).count("5月10日") + 1


@pytest.mark.parametrize("names", ["清河县15处、云岭县3处", "云岭县15处、北屏县3处"])
def test_a_model_that_a_problem_names_is_reminded_once_of_what_it_can_do(names: str) -> None:
    text = BRIEF.replace("清河县15处、北屏县11处", names).replace("清河县6座、云岭县3座", "北屏县6座、南屏县3座")
    assert len([line for line in said_of("云岭县", text=text) if names not in line and "刚才，云岭县" not in line]) == 1


def test_half_a_fact_is_told_whole_at_the_end() -> None:
    result = "成绩:\n  - {要点: 转移及时, 事实: [去年转移群众3426人，没有一人伤亡]}\n"
    text = BRIEF.replace("回扣: 最长的一处拖了3年", "回扣: 没有一人伤亡") + result
    assert [
        line for line in spoken(text).splitlines() if line.startswith("同志们，") and "去年转移群众3426人，没有" in line
    ]


def test_a_duty_that_names_only_who_helps_keeps_its_chief() -> None:
    text = BRIEF.replace("目标: 整改完毕}", "目标: 整改完毕, 配合: [市财政局]}")
    assert said_of("26处隐患", "市水利局负责", "市财政局配合", text=text)


def test_the_chief_is_named_at_the_first_duty_of_his_own() -> None:
    other = "      - {干什么: 7处渗漏, 时限: 5月1日前, 目标: 修好, 负责: [清河县]}\n"
    text = BRIEF.replace("      - {干什么: 26处隐患", other + "      - {干什么: 26处隐患")
    assert said_of("7处渗漏，5月1日前修好，由清河县负责。", text=text)
    assert said_of("整改完毕，由市水利局负责。", text=text)
    more = text.replace("目标: 整改完毕}", "目标: 整改完毕}\n      - {干什么: 3座水闸, 时限: 6月1日前, 目标: 检修完毕}")
    assert said_of("下面的事由市水利局负责，26处隐患", text=more)


def test_the_chief_is_named_again_behind_a_duty_of_somebody_elses() -> None:
    other = "      - {干什么: 7处渗漏, 时限: 5月1日前, 目标: 修好, 负责: [清河县]}\n"
    first = "      - {干什么: 3处险段, 时限: 4月20日前, 目标: 除险}\n"
    text = BRIEF.replace("      - {干什么: 26处隐患", first + other + "      - {干什么: 26处隐患")
    assert said_of("整改完毕，由市水利局负责。", text=text)


def test_listeners_of_whom_the_bank_knows_nothing_are_spoken_to_all_the_same() -> None:
    hall = ["水库管理所所长", "施工队队长", "抢险队队长", "巡堤组组长"]
    text = BRIEF.replace("水库管理单位负责人", ", ".join(hall))
    assert all(said_of(who, text=text) for who in hall)


def test_a_problem_is_held_against_the_result_it_names() -> None:
    result = "成绩:\n  - {要点: 堤防经住考验, 事实: [86公里堤防没有一处溃口]}\n"
    text = BRIEF.replace("{要点: 隐患没有清完,", "{要点: 隐患没有清完, 对照: 堤防经住考验,") + result
    assert said_of("堤防经住考验，但也要看到：还有26处隐患", text=text)


def test_safeguards_run_on_behind_the_measures_of_their_part() -> None:
    guards = "  - {要点: 督查跟到岗位, 事实: [市防办每周抽查一次]}\n  - {要点: 考核算到县里, 事实: [防汛占6分]}\n"
    text = BRIEF.replace("  - {要点: 督查跟到岗位, 事实: [市防办每周抽查一次]}\n", guards)
    text += "要求: {骨架: [{标题: 看清隐患, 写: [问题]}, {标题: 守住汛期, 写: [举措, 保障]}]}\n"
    assert said_of("一是督查跟到岗位。", text=text)
    assert said_of("二是考核算到县里。", text=text)


def test_remarks_on_what_was_read_have_a_salutation_where_the_brief_gives_one() -> None:
    text = "提纲: 研讨发言\n主题: 作风建设\n层级: 局\n称谓: 各位同志\n举措: [{要点: 先改自己, 任务: [坐一天窗口]}]\n"
    assert said_of("各位同志", text=text)
    assert not said_of("各位同志", text=text.replace("称谓: 各位同志\n", ""))


def lines_of(text: str) -> list[str]:
    return spoken(text).splitlines()


def test_a_roster_that_only_lays_out_figures_presses_nobody() -> None:
    figures = "{说: 全市建成12万亩, 名单: 清河县8万亩、北屏县4万亩}"
    text = BRIEF.replace("{说: 还有26处隐患没有整改, 名单: 清河县15处、北屏县11处}", figures)
    (figured,) = (line for line in lines_of(text) if "全市建成12万亩" in line)
    assert "北屏县，" not in figured
    assert "检讨" not in figured


def test_what_was_visited_may_be_put_down_as_those_who_were_there() -> None:
    text = BRIEF.replace("{谁: 清河县, 做: 检讨发言}", "{谁: [青禾镇, 白石镇], 做: 观摩}")
    assert said_of("大家观摩了青禾镇、白石镇", text=text)


def test_all_that_is_read_out_word_for_word_runs_on_behind_who_does_it() -> None:
    text = BRIEF.replace("      - {干什么: 26处隐患, 时限: 5月10日前, 目标: 整改完毕}", "      - 盯住26处隐患")
    assert said_of("由市水利局负责，盯住26处隐患。", text=text)


def test_measures_are_said_to_have_people_and_days_only_when_all_have() -> None:
    claims = ("件件有人管", "点到了人、定下了日子", "谁来干、干什么、几号干完", "往人头上落")
    loose = BRIEF.replace(", 时限: 4月20日前, 负责: [我]}", "}").replace(", 负责: [我]}", "}")
    for seed in range(12):
        draft = draft_from(parse_brief(loose, "brief.yml"), Settings(), load_bank(), seed).draft
        told = plain(draft.spans())
        assert not any(claim in told for claim in claims), seed


def test_the_goal_stands_before_the_measures() -> None:
    goal = "总目标: [汛期不死一个人, 水库不垮一座坝]\n"
    (line,) = (line for line in lines_of(BRIEF + goal) if "汛期不死一个人，水库不垮一座坝。" in line)
    lines = lines_of(BRIEF + goal)
    assert lines.index(line) < lines.index(next(each for each in lines if "隐患限期清零" in each))


def test_a_safeguard_answers_a_problem_too() -> None:
    text = BRIEF.replace("{要点: 督查跟到岗位, ", "{要点: 督查跟到岗位, 回应: [值守没有到位], ")
    assert said_of("针对值守没有到位这一条，市防办每周抽查一次", text=text)


@pytest.mark.parametrize(("words", "under"), [("看清形势, 找准问题, 拿出办法", 1), ("看清形势, 抓住重点, 压实责任", 0)])
def test_problems_stand_under_the_title_that_speaks_of_them(words: str, under: int) -> None:
    told = spoken(WEEKLY + f"要求: {{骨架: [{words}], 大标题: 照骨架}}\n")
    titles = words.split(", ")
    before = [title for title in titles if told.index(f"\n{title}\n") < told.index("\n值守没有到位\n")]
    assert before[-1] == titles[under]


def test_listeners_are_told_the_task_that_they_have_in_hand() -> None:
    heard = "会议: {时间: 2026年4月1日, 听众: [市水利局负责同志, 市直有关部门负责同志]}"
    told = spoken(WEEKLY.replace("会议: {时间: 2026年4月1日}", heard))
    assert re.search("市水利局负责同志[^。]*9座水库的值守房4月30日前全部修好", told)
    assert not re.search("市直有关部门负责同志[^。]*4月30日", told)


def test_a_unit_that_two_problems_name_is_told_so_at_the_second() -> None:
    facts = "{说: 抽查40座水库，9座没有人值守, 名单: 清河县6座、云岭县3座}"
    left = "{说: 还有26处隐患没有整改, 名单: 清河县15处、北屏县11处}"
    told = spoken(weekly_with(facts).replace("还有26处隐患没有整改", left))
    assert re.search("清河县，[^。]*这里又|前面点到的清河县", told.split("北屏县11处")[1])
    assert not re.search("清河县，[^。]*这里又", told.split("北屏县11处")[0])
