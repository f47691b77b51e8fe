"""What a YAML parser complains about, said so that a drafter can mend it.

The parser names the place where it gave up; the mistake is often elsewhere. Each rule below looks at the lines around
that place and tells the usual mistake, at the place where it was made.
"""

from __future__ import annotations

import re
from typing import Final

import yaml

from generator.errors import Problem, Where

_KEY: Final = r"^\s*(?:-\s+)*[^\s:：,，。；“\"'\[{]{1,12}"
_COLONS: Final = (
    (re.compile(_KEY + "(：)"), "键后面用了全角冒号“：”", "把“：”改成“: ”"),
    (re.compile(_KEY + ":(\u3000)"), "冒号后面用了全角空格", "把全角空格改成半角空格"),
    (re.compile(_KEY + r"(:)(?=\S)"), "冒号后面没有空格", "在“:”后面加一个空格"),
)
_TAB: Final = re.compile(r"^ *(?:- +)*(\t)")
_CLOSED_QUOTE: Final = re.compile(r"""(?:[:\-,\[{]|^)\s*("[^"]*"|'[^']*')""")
_FULL_BRACKETS: Final = re.compile("[】］｝〕]")


def explain(error: yaml.MarkedYAMLError, lines: list[str], name: str) -> Problem:
    """Tell the mistake behind a parser's *error*; *lines* are those of the file *name*."""
    return _Explainer(error, lines, name).problem()


class _Explainer:
    def __init__(self, error: yaml.MarkedYAMLError, lines: list[str], name: str) -> None:
        self.context = error.context or ""
        self.complaint = error.problem or ""
        mark = error.problem_mark or error.context_mark
        self.at = (mark.line, mark.column) if mark else (0, 0)
        start = error.context_mark
        self.start = (start.line, start.column) if start else self.at
        self.lines = lines
        self.name = name

    def problem(self) -> Problem:
        for rule in (
            self._tab,
            self._quote,
            self._bracket,
            self._colon,
            self._loose_text,
            self._dash,
            self._sign,
            self._after_quote,
            self._indent,
        ):
            found = rule()
            if found:
                return found
        return self._say(self.at, "这一行不合 YAML 的写法", "“键: 值”或“- 一项”", "检查缩进、冒号后的空格、引号和括号")

    def _tab(self) -> Problem | None:
        for line in (self.at[0], self.at[0] - 1):
            found = _TAB.match(self._line(line))
            if found:
                return self._say((line, found.start(1)), "缩进用了制表符（Tab）", "空格", "把行首的 Tab 改成两个空格")
        return None

    def _quote(self) -> Problem | None:
        if "quoted scalar" not in self.context:
            return None
        if "escape" in self.complaint:
            mend = "外面改用单引号，或写成“\\\\”"
            return self._say(self.at, "双引号里的“\\”有特别的意思", "单引号，或不用“\\”", mend)
        return self._say(self.start, "引号没有配对", "成对的半角引号", "在句末补上同样的引号；文中的引号用“”")

    def _bracket(self) -> Problem | None:
        if "flow" not in self.context:
            return None
        kind = "[" if "sequence" in self.context else "{"
        close = "]" if kind == "[" else "}"
        here = self._line(self.start[0])
        if _FULL_BRACKETS.search(here[self.start[1] :]):
            wrong = f"“{kind}”用了全角的括号来收尾"
            return self._say(self.start, wrong, f"半角“{close}”", f"把收尾的括号改成“{close}”")
        if self.at[0] == self.start[0]:
            mend = "补上半角逗号，或把带标点的文字加引号"
            return self._say(self.at, f"“{kind}”里面写到这里断了", "半角逗号隔开的各项", mend)
        mend = f"补上“{close}”；已经有的，检查各项之间是不是漏了半角逗号"
        return self._say(self.start, f"括号“{kind}”没有配对", f"用“{close}”收尾", mend)

    def _colon(self) -> Problem | None:
        if "mapping values" not in self.complaint and "':'" not in self.complaint:
            return None
        line, column = self.at
        if "mapping values" in self.complaint and re.search(r":\s", self._line(line)[:column]):
            return self._say(self.at, "值里面又有冒号加空格", "一个键一个值", "改用全角“：”，或把整个值加引号")
        for number in dict.fromkeys((self.start[0], line, *self._before(line))):
            for pattern, wrong, mend in _COLONS:
                if found := pattern.match(self._line(number)):
                    return self._say((number, found.start(1)), wrong, "半角冒号加一个空格", mend)
        if "mapping values" in self.complaint:
            return self._wrong_indent(line)
        return self._say(self.start, "这一行没有冒号", "“键: 值”", "补上键和冒号；上一行没写完的，缩进要比上一行的键深")

    def _loose_text(self) -> Problem | None:
        if "document start" not in self.complaint:
            return None
        line = next(iter(self._before(self.at[0])), self.at[0])
        return self._say((line, 0), "键的外面有散着的文字", "“键: 值”，或以“#”开头的说明", "在这一行前面加“# ”，或删去")

    def _dash(self) -> Problem | None:
        if "sequence entries" not in self.complaint:
            return None
        return self._say(self.at, "“-”和上面的键或文字连在了一行", "另起一行的“-”", "从“-”起换行，并缩进")

    def _sign(self) -> Problem | None:
        line, column = self.at
        sign = self._line(line)[column : column + 1]
        scanning = ("alias", "anchor", "tag", "directive", "block scalar")
        if not any(word in self.context or word in self.complaint for word in (*scanning, "cannot start any token")):
            return None
        first = self._line(self.start[0])[self.start[1] : self.start[1] + 1]
        shown = first or sign or "这个符号"
        at = self.start if first else self.at
        return self._say(at, f"值不能用“{shown}”开头", "文字，或加引号的文字", "把整个值加引号")

    def _after_quote(self) -> Problem | None:
        line, column = self.at
        for found in _CLOSED_QUOTE.finditer(self._line(line)):
            if found.end() <= column:
                return self._say(self.at, "引号后面还有文字", "整个值都在引号里", "引号括住整句，文中的引号用“”")
        return None

    def _indent(self) -> Problem | None:
        if "block" in self.context or "block" in self.complaint or "indicator" in self.complaint:
            return self._wrong_indent(self.at[0])
        return None

    def _wrong_indent(self, line: int) -> Problem:
        text = self._line(line)
        at = (line, len(text) - len(text.lstrip()))
        return self._say(at, "缩进对不齐", "从同一列写起的各行", "把这一行和同一层的上一行对齐")

    def _before(self, line: int) -> list[int]:
        """Give the nearest line above *line* that holds text."""
        for above in range(line - 1, -1, -1):
            text = self._line(above).strip()
            if text and not text.startswith("#"):
                return [above]
        return []

    def _line(self, number: int) -> str:
        return self.lines[number] if 0 <= number < len(self.lines) else ""

    def _say(self, at: tuple[int, int], wrong: str, expected: str, mend: str) -> Problem:
        return Problem(Where(self.name, at[0] + 1, at[1] + 1), wrong, expected, mend)
