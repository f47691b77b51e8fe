"""Findings as lines and as JSON (``docs/findings.schema.json``), and a rule explained."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence

from generator.checking.rule import Rule
from generator.checking.run import Finding


def as_lines(findings: Sequence[Finding]) -> Iterator[str]:
    """Give one line a finding."""
    return map(str, findings)


def as_json(file: str, findings: Sequence[Finding]) -> str:
    """Give the findings as the documented JSON; keys in a fixed order, an empty list when there are none."""
    rows = [
        {
            "rule": f.rule,
            "level": f.level,
            "line": f.where.line,
            "column": f.where.column,
            "found": f.found,
            "message": f.message,
            "mend": f.mend,
        }
        for f in findings
    ]
    return json.dumps({"version": 1, "file": file, "findings": rows}, ensure_ascii=False, indent=1)


def total(findings: Sequence[Finding]) -> str:
    """Count the findings by level, in one line."""
    counts = Counter(finding.level for finding in findings)
    return "、".join(f"{level}{counts[level]}处" for level in ("错误", "疑似", "提示"))


def explained(rule: Rule) -> Iterator[str]:
    """Give what a user wants to know of a rule."""
    yield f"{rule.name}（{rule.level}，{rule.kind}，{rule.scope}）"
    yield f"说法：{rule.message}"
    yield f"为什么：{rule.why}"
    yield f"出处：{rule.source}"
    for label, examples in (("会报", rule.bad), ("不报", rule.good)):
        for example in examples:
            shown = example if isinstance(example, str) else example.text or example.brief or str(example.notes)
            yield f"{label}：{shown.strip()}"
