"""Briefs nobody wrote by hand: whatever is given stands in the draft, and no figure that was not given."""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from generator.bank import Bank, load_bank
from generator.brief.reading import parse_brief
from generator.generation import draft_from
from generator.settings import Settings
from tests import speech_checks

OUTLINES = [
    "工作会议讲话",
    "冲刺推进会讲话",
    "动员部署会讲话",
    "现场推进会讲话",
    "会议新闻通稿",
    "研讨发言",
    "经验交流发言",
]
POINTS = [
    "项目开工有快有慢",
    "审批流程还要再造",
    "要素保障没有跟上",
    "群众诉求办得不实",
    "基层力量比较薄弱",
    "宣传发动不够深入",
]
DEEDS = [
    "完成管网改造{}公里",
    "{}个村的饮水工程",
    "对{}名干部轮训一遍",
    "新增停车位{}个",
    "开展{}天专项整治",
    "推进线上办理",
]
FACTS = [
    "排查点位{}处",
    "还有{}户没有签约",
    "其中{}项超期",
    "抽查{}家单位，发现问题不少",
    "个别单位整改走过场",
    "办理时间缩短{}天",
]
UNITS = ["市住建局", "市水利局", "南桥区政府", "东湾街道", "团市委"]
DATES = ["3月31日前", "4月1日至6月30日", "年底前", "从5月起", "每月10日前", "春节前", "9月底前", "2027年1月15日前"]


@cache
def bank() -> Bank:
    return load_bank()


def figures(patterns: list[str]) -> st.SearchStrategy[str]:
    return st.builds(lambda pattern, n: pattern.format(n), st.sampled_from(patterns), st.integers(2, 99999))


def optional(**keys: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=keys)


FACT = figures(FACTS) | st.builds(
    lambda say, more: {"说": say, **more},
    figures(FACTS),
    optional(
        名单=figures(["南桥区{}处"]),
        明细=figures(["城区{}处"]),
        因=st.just("责任没有分到人"),
        类=st.sampled_from(["数据", "缺口", "做法", "案例"]),
    ),
)
WHO = optional(
    负责=st.sampled_from(UNITS),
    牵头=st.sampled_from(UNITS),
    配合=st.lists(st.sampled_from(UNITS), min_size=1, max_size=2, unique=True),
)
DUTY = figures(DEEDS) | st.builds(
    lambda do, more, who: {"干什么": do, **more, **who},
    figures(DEEDS),
    optional(
        时限=st.sampled_from(DATES),
        缘由=figures(["汛期只剩{}天"]),
        目标=figures(["全部办结", "达到{}户以上", "件件有回音"]),
        办法=st.lists(figures(["每周现场调度{}次", "一户一策"]), min_size=1, max_size=2, unique=True),
        督办=figures(["每{}天通报一次"]),
        后果=st.just("到期没有办成的，由单位负责人说明原因"),
        责任=st.just({"挂牌督办": "市安委办", "包案": "分管市长"}),
    ),
    WHO,
)


def items(extra: st.SearchStrategy[dict[str, Any]], most: int = 4) -> st.SearchStrategy[list[Any]]:
    return st.lists(st.sampled_from(POINTS), min_size=1, max_size=most, unique=True).flatmap(
        lambda points: st.tuples(
            *(st.builds(lambda more, p=point: {"要点": p, **more}, extra) for point in points)
        ).map(list)
    )


BODY = optional(
    事实=st.lists(FACT, min_size=1, max_size=3), 原因=st.just("底数不清，责任不明"), 评价=st.just("这一做法被市里推广")
)
MEETING = optional(
    名称=st.just("云澜市2026年全市重点工作会议"),
    时间=st.just("2026年2月8日上午9:00"),
    地点=st.just("市政府礼堂"),
    形式=st.just("视频开到乡镇"),
    主持=st.just("常务副市长"),
    听众=st.lists(st.sampled_from(["各县（区）主要负责同志", "市直部门主要负责同志"]), min_size=1, unique=True),
    人数=st.just("共1200余人参加"),
    任务=st.lists(st.sampled_from(["总结工作", "部署重点", "交流经验"]), min_size=1, unique=True),
    议程=st.just(
        [{"谁": "市住建局", "做": "通报", "事": "前期情况"}, {"谁": ["东湾区", "白石县"], "做": "交流发言"}, "本讲话"]
    ),
)
BRIEF = st.builds(
    lambda outline, level, more: {"提纲": outline, "主题": "城市更新", "层级": level, **more},
    st.sampled_from(OUTLINES),
    st.sampled_from(["省", "市", "区", "县", "乡镇", "街道", "局", "校", "企业"]),
    optional(
        时期=st.just("2025年"),
        篇幅=st.sampled_from([{"分钟": 5}, {"分钟": 20}, {"字数": "800-1000"}, {"字数": "3000-3300"}]),
        会议=MEETING,
        讲话人=optional(姓名=st.just("周定川"), 职务=st.just("副市长"), 代表=st.just("市政府")),
        依据=st.lists(st.sampled_from(["省委部署", "市委全会精神", "《城市更新条例》"]), min_size=1, unique=True),
        审定=st.just("已经市政府常务会议研究同意"),
        总目标=st.lists(st.sampled_from(["较大以上事故零发生", "登记失业率控制在4%以内"]), min_size=1, unique=True),
        形势=items(BODY),
        典型=items(
            st.builds(
                lambda a, b: {**a, **b},
                optional(单位=st.sampled_from(UNITS), 在=st.sampled_from(["观摩", "发言", "身边"])),
                BODY,
            )
        ),
        成绩=items(BODY),
        问题=items(st.builds(lambda a, b: {**a, **b}, BODY, optional(单位=st.sampled_from(UNITS)))),
        举措=items(
            st.builds(lambda a, b, c: {**a, **b, **c}, BODY, WHO, optional(任务=st.lists(DUTY, min_size=1, max_size=3)))
        ),
        保障=items(BODY),
        致谢=st.just("在一线值守的同志们"),
        结尾=optional(号召=st.just("把每一件小事办到位"), 回扣=st.just("最难的事已经办成")),
        要求=optional(语气=st.sampled_from(["严肃", "平实", "恳切", "鼓劲"])),
    ),
)


class _Plain(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - briefs have no anchors
        return True


def as_yaml(data: dict[str, Any]) -> str:
    return yaml.dump(data, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=9999)


@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,  # the same briefs everywhere; shrinking a whole brief takes minutes and tells little
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(BRIEF, st.integers(0, 5))
def test_any_brief_keeps_the_promises(data: dict[str, Any], seed: int) -> None:
    brief = parse_brief(as_yaml(data), "任务单.yml")
    generated = draft_from(brief, Settings(), bank(), seed)
    assert speech_checks.foreign_figures(generated) == []
    assert speech_checks.lost(generated) == []
    assert speech_checks.repeated(generated) == []
    assert speech_checks.slips(generated) == []
