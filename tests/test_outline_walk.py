"""An outline's records say the same as Jinja would with the body they were read from."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import StrictUndefined, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.draft import Origin, Span
from generator.errors import UserError
from generator.outline import load_outline
from generator.outline_walk import Names, Passage, walk

HEAD = "---\nid: mine\nname: 我的\nabout: 测试\nregister: 讲话\nparts: [[问题]]\n---\n"
CONDITIONS = (
    "标题",
    "称谓",
    "各部分",
    "loop.first",
    "loop.index > 1",
    "段 is defined",
    "not 称谓",
    "标题 == '甲'",
    "loop.index is odd",
    "新 == 标题",
)
PRINTED = (
    "标题",
    "称谓",
    "loop.index",
    "段",
    "标题 if 称谓 else '无'",
    "开头|length",
    "(开头|first)",
    "loop.revindex0",
    "新",
)


def passage(text: str) -> Passage:
    return Passage((Span(text, Origin("brief", "x")),) if text else ())


NAMES: Names = {
    "标题": passage("甲"),
    "日期行": passage(""),
    "讲话人行": passage(""),
    "称谓": passage("同志们"),
    "开头": tuple(map(passage, ("一", "二", "三"))),
    "各部分": (
        {"标题": passage("部分"), "引语": (passage("引"),), "各条": (), "结语": ()},
        {"标题": passage(""), "引语": (), "各条": (), "结语": (passage("结"),)},
    ),
    "结尾": (),
    "来源行": passage(""),
}

SHOWN = {name: str(value) if isinstance(value, Passage) else value for name, value in NAMES.items()}

prints = st.sampled_from(PRINTED).map("{{{{ {} }}}}".format)
conditions = st.sampled_from(CONDITIONS)
texts = st.sampled_from(("字", "\n", "# ", "  "))


def loop(head: str, inside: str, otherwise: str = "") -> str:
    return f"{{% for {head} %}}{inside}{{% else %}}{otherwise}{{% endfor %}}"


def ask(condition: str, then: str, otherwise: str) -> str:
    return f"{{% if {condition} %}}\n{then}{{% else %}}{otherwise}{{% endif %}}"


blocks = st.recursive(
    st.lists(prints | texts, max_size=3).map("".join),
    lambda inner: st.one_of(
        st.builds(ask, conditions, inner, inner),
        st.builds(loop, st.just("段 in 开头"), inner, inner),
        st.builds(loop, conditions.map("段 in 开头 if {}".format), inner, inner),
        st.builds(loop, st.just("部分 in 各部分"), inner.map("{{{{ 部分.标题 }}}}{}".format), inner),
        st.tuples(inner, inner).map("".join),
    ),
    max_leaves=6,
)
# Only between blocks, and of a name set before: in a loop Jinja forgets what a name was when it is set again behind; ours does not.
bodies = st.lists(blocks | st.just("{% set 新 = 标题 %}"), max_size=4).map("".join)


def of_jinja(body: str) -> str | None:
    """Give what Jinja makes of a body, None where it misses a name."""
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    try:
        return environment.from_string("\n" * HEAD.count("\n") + body).render(
            {"loop": StrictUndefined(name="loop"), **SHOWN}
        )
    except UndefinedError:
        return None


def of_ours(path: Path) -> str | None:
    try:
        return "".join(map(str, walk(load_outline(path), NAMES)))
    except UserError:
        return None


@given(body=bodies)
def test_records_say_what_jinja_says(body: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    body = "{% set 段 = 标题 %}{% set 新 = 称谓 %}" + body
    path = tmp_path_factory.mktemp("outline") / "mine.md.j2"
    path.write_text(HEAD + body, encoding="utf-8")
    assert of_ours(path) == of_jinja(body)


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ("{{ 开头 }}", "一项一项打印"),
        ("{% for 段 in 标题 %}{{ 段 }}{% endfor %}", "这里要一组"),
        ("{{ (结尾|first) }}", "取不出头尾"),
        ("{% for 段 in 开头 %}{{ 段.标题 }}{% endfor %}", "这里没有“标题”"),
        ("{{ 1 if 标题 is divisibleby(0) else 2 }}", "除数不能是0"),
        ("{% if 标题 < 1 %}x{% endif %}", "比不出"),
        ("{% for 甲 in 开头 %}" * 12 + "x" + "{% endfor %}" * 12, "走不到头"),
    ],
)
def test_what_cannot_be_walked_is_an_error_with_its_line(body: str, wrong: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.md.j2"
    path.write_text(HEAD + "\n" + body, encoding="utf-8")
    with pytest.raises(UserError, match=wrong) as told:
        list(walk(load_outline(path), NAMES))
    assert [problem.where.line for problem in told.value.problems] == [9]
