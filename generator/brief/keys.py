"""The keys of a brief: attribute, Chinese name, shape and meaning, one table for each struct.

Reading, the JSON Schema and the skeleton of ``jianggao new`` all follow these tables, so they cannot drift apart. The
English name of a key is its attribute, without the underscore that keeps ``with`` from being a keyword.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal, TypeAlias, get_args

from msgspec import Struct

from generator.brief.schema import FactKind, HeadingShape, MainHeadings, SectionName, SeenAt, Tone

Shape: TypeAlias = Literal[
    "text",  # one line
    "clause",  # one line without a mark at its end
    "lines",  # text that may run over several lines
    "texts",  # list of text; one text is a list of one
    "clauses",
    "run",  # several things said in one run, 、 between them; a list is joined
    "people",  # a run of people, without what is said to them
    "choice",  # one of Key.choices
    "sections",  # list of names of sections
    "flag",
    "level",
    "minutes",
    "characters",
    "weights",
    "roles",
    "length",
    "meeting",
    "agenda",
    "speaker",
    "wishes",
    "frame",
    "verbatim",
    "ending",
    "items",
    "facts",
    "duties",
]

SECTIONS: Final[tuple[SectionName, ...]] = get_args(SectionName)
ALL_PROBLEMS: Final = "全部"  # 回应: every problem
THIS_SPEECH: Final = "本讲话"  # 议程: where the speech stands
GRADES: Final = ("短", "中", "重")


class Key(Struct, frozen=True):
    """One key. ``about`` says in Chinese what belongs there, for the schema's hover texts."""

    attribute: str
    name: str
    shape: Shape
    about: str
    choices: tuple[str, ...] = ()

    @property
    def english(self) -> str:
        """The English name, which a brief may use instead of the Chinese one."""
        return self.attribute.rstrip("_")


class Table(Struct, frozen=True):
    """The keys of one struct. ``label`` names the place in messages."""

    label: str
    keys: tuple[Key, ...]

    def find(self, name: str) -> Key | None:
        """Give the key of that Chinese or English name."""
        return next((key for key in self.keys if name in (key.name, key.english)), None)

    def names(self) -> list[str]:
        """Give the Chinese names in their order."""
        return [key.name for key in self.keys]

    def words(self) -> Iterator[str]:
        """Give every name that is understood, for finding the nearest."""
        for key in self.keys:
            yield key.name
            yield key.english


LENGTH: Final = Table(
    "篇幅",
    (
        Key("minutes", "分钟", "minutes", "讲多少分钟：15 或 6-7；同时写了字数，以字数为准"),
        Key("characters", "字数", "characters", "写多少字：3000 或 3000-3300"),
    ),
)
AGENDA: Final = Table(
    "议程的一项",
    (
        Key("who", "谁", "texts", "谁，可写几个；没有就不写（如签订责任书）"),
        Key("do", "做", "clause", "做什么：通报、经验发言、检讨发言、表态发言、签订、观摩"),
        Key("about", "事", "clause", "什么事：2025年安全生产情况"),
    ),
)
MEETING: Final = Table(
    "会议",
    (
        Key("name", "名称", "text", "会议全称"),
        Key("short", "简称", "text", "口头说的会议名，如：全市安全生产工作会议"),
        Key("time", "时间", "text", "会议时间，照写，如：2026年1月8日上午9:00"),
        Key("place", "地点", "text", "会议地点"),
        Key("form", "形式", "clause", "怎么开，如：视频开到县、乡"),
        Key("chair", "主持", "text", "主持人"),
        Key("present", "出席", "texts", "出席的领导，通稿用"),
        Key(
            "audience",
            "听众",
            "clauses",
            "参加会议、可以对着讲的人，一类一项；讲话对每一类说一句，在讲责任的那条保障里，没有就在保障末尾",
        ),
        Key("headcount", "人数", "clause", "成句，如：共6200余人参加"),
        Key("tasks", "任务", "clauses", "会议任务，如：总结工作、部署重点"),
        Key("agenda", "议程", "agenda", "会议议程；“本讲话”以上的已经进行"),
    ),
)
SPEAKER: Final = Table(
    "讲话人",
    (
        Key("name", "姓名", "text", "姓名，可写×××，查稿时会提醒写实"),
        Key("post", "职务", "text", "职务"),
        Key("behalf", "代表", "text", "代表哪个机关讲"),
    ),
)
PART: Final = Table(
    "骨架的一项",
    (
        Key("title", "标题", "clause", "一级标题，或一级标题里的那个词组"),
        Key("write", "写", "sections", "这一部分写哪几节"),
    ),
)
WISHES: Final = Table(
    "要求",
    (
        Key("parts", "骨架", "frame", "自己的一级标题，依次写"),
        Key(
            "main_headings",
            "大标题",
            "choice",
            "骨架里的词怎么用：接上后半句，或只用骨架里的词",
            get_args(MainHeadings),
        ),
        Key("headings", "小标题", "choice", "小标题的句式", get_args(HeadingShape)),
        Key("tone", "语气", "choice", "语气", get_args(Tone)),
        Key("weights", "详略", "weights", "各节的轻重：短、中、重，或几分钟、几个字"),
        Key("avoid", "避用", "texts", "不要出现的词；出现了会报告"),
        Key(
            "notes",
            "交代",
            "texts",
            "领导的交代，只在写完后列出来逐条核对，不进稿（写了“倒排”“时间表”的，讲稿里念日程）；要说的话写进照录",
        ),
    ),
)
FACT: Final = Table(
    "事实",
    (
        Key("say", "说", "clause", "一句能念出来的话，句内用逗号，句末不加标点"),
        Key("names", "名单", "run", "要点名的单位和各自的数，如：清源县7项、东湾区5项"),
        Key("breakdown", "明细", "run", "其他的分项数，如：道路3处、桥梁2座"),
        Key("because", "因", "clause", "这件事的原因"),
        Key("kind", "类", "choice", "哪一类事实；不写由程序判断", get_args(FactKind)),
        Key("unnamed", "不点名", "flag", "写“是”就不点名"),
    ),
)
DUTY: Final = Table(
    "任务",
    (
        Key("do", "干什么", "clause", "干什么，动宾短语"),
        Key("by", "时限", "clause", "什么时候办完，照写：1月31日前、春节前、从3月起"),
        Key("why_then", "缘由", "clause", "时限的由来"),
        Key("target", "目标", "clause", "办到什么程度"),
        Key("how", "办法", "clauses", "怎么办，一条一项"),
        Key("check", "督办", "clause", "怎么督办、验收"),
        Key("or_else", "后果", "clause", "办不成怎么办"),
        Key("in_charge", "负责", "texts", "负责的单位；不写就沿用本条的"),
        Key("lead", "牵头", "texts", "牵头的单位"),
        Key("with_", "配合", "texts", "配合的单位"),
        Key("roles", "责任", "roles", "各角色是谁，如 {挂牌督办: 市安委办, 包案: 东湾区政府}"),
    ),
)
ITEM: Final = Table(
    "条目",
    (
        Key("point", "要点", "clause", "一个短句，同一节的各条句式一致"),
        Key("heading", "标题", "clause", "现成的小标题，照用"),
        Key("id", "编号", "text", "便于别处引用的编号"),
        Key("unit", "单位", "text", "说的是哪个单位"),
        Key("at", "在", "choice", "典型是怎么知道的（只用于典型）", get_args(SeenAt)),
        Key("facts", "事实", "facts", "一条事实一句话，数字照写"),
        Key("cause", "原因", "clause", "为什么会这样、为什么要做"),
        Key("praise", "评价", "clause", "得到的评价，如：被省安委办推广"),
        Key("unnamed", "不点名", "flag", "写“是”就不点名"),
        Key("answers", "回应", "texts", "举措回应哪几个问题：问题的要点或编号，或写 全部"),
        Key(
            "continues",
            "接",
            "text",
            "接着哪项成绩往下做：成绩的要点或编号；任务里写明“剩余”“剩下”、量词又相同的，会接一句“已经拿下来了”",
        ),
        Key(
            "against", "对照", "text", "问题对照哪项成绩：成绩的要点或编号；成绩有百分率、问题有余数时，断语会拿来对比"
        ),
        Key("in_charge", "负责", "texts", "负责的单位，各项任务沿用"),
        Key("lead", "牵头", "texts", "牵头的单位，各项任务沿用"),
        Key("with_", "配合", "texts", "配合的单位，各项任务沿用"),
        Key("parts", "分项", "items", "本条下的几个小条，只分一层"),
        Key("duties", "任务", "duties", "本条的各项任务"),
    ),
)
VERBATIM: Final = Table(
    "照录",
    (
        Key(
            "at",
            "处",
            "text",
            "放在哪里：开头、问题/1、举措/2，接在那一条后面；举措/2/任务/1，紧接那一项任务；结尾，接在号召前面",
        ),
        Key("text", "文字", "lines", "一字不改的文字；一句接在段里，几行单独成段"),
    ),
)
ENDING: Final = Table(
    "结尾",
    (
        Key("call", "号召", "text", "结尾的号召"),
        Key("echo", "回扣", "clause", "结尾要回扣的事实"),
    ),
)
BRIEF: Final = Table(
    "最外层",
    (
        Key("outline", "提纲", "text", "用哪种提纲：编号、名称，或以 .md.j2 结尾的文件"),
        Key("title", "标题", "text", "讲话的标题，用“|”换行；不写就从会议和提纲来"),
        Key("topic", "主题", "clause", "会议谈的工作，后面能接“工作”的名词，如：安全生产"),
        Key("level", "层级", "level", "讲话人在哪一级"),
        Key("region", "地区", "text", "地名；不写就从会议名称、讲话人代表的机关来"),
        Key("period", "时期", "text", "总结哪一段，如：2025年"),
        Key("length", "篇幅", "length", "分钟、字数，可只写一样"),
        Key("salutation", "称谓", "clause", "如：同志们；没有就不写"),
        Key("meeting", "会议", "meeting", "什么会"),
        Key("speaker", "讲话人", "speaker", "谁讲"),
        Key("wishes", "要求", "wishes", "对稿子的要求"),
        Key("basis", "依据", "clauses", "上级的部署、所读的文件"),
        Key("approved", "审定", "clause", "举措经过什么研究，如：已经市政府常务会议研究同意"),
        Key("goals", "总目标", "clauses", "总的目标，在各条举措前面说，如：城镇新增就业4200人以上"),
        Key("situation", "形势", "items", "为什么现在讲；研讨发言里是所读所感"),
        Key("models", "典型", "items", "看过、听过、身边的好做法"),
        Key("achievements", "成绩", "items", "成绩；经验交流发言里写做法，一条一个一级标题"),
        Key("problems", "问题", "items", "问题"),
        Key("measures", "举措", "items", "下一步干什么"),
        Key("safeguards", "保障", "items", "责任、督查、考核"),
        Key("thanks", "致谢", "people", "要感谢的人，如：坚守在一线的同志们；不写“感谢”“我代表”"),
        Key("verbatim", "照录", "verbatim", "一字不改放进去的话"),
        Key("ending", "结尾", "ending", "怎么收尾"),
        Key("silence", "不查", "texts", "这篇讲话不查的规则"),
    ),
)
TABLES: Final = (BRIEF, LENGTH, MEETING, AGENDA, SPEAKER, WISHES, PART, ITEM, FACT, DUTY, VERBATIM, ENDING)
REQUIRED: Final = ("提纲", "主题", "层级")
WEIGHTED: Final[dict[str, str]] = {
    "开头": "opening",
    **{key.name: key.english for key in BRIEF.keys if key.name in SECTIONS},
    "结尾": "ending",
}
"""What 详略 may weigh: Chinese name -> English name, in the order of a speech."""
LEVEL_WORDS: Final[dict[str, str]] = {
    "镇": "乡镇",
    "学校": "校",
    "公司": "企业",
    **{f"{name}级": name for name in ("省", "市", "区", "县", "乡镇")},
}
"""Other words for a level that mean the same. 乡 is not among them: the table says 全镇."""
