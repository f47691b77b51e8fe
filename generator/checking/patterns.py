"""Regular expressions out of rule files: compiled, or refused when a text could make them run for ever.

A pattern's *ways* are a bound on how often the engine may try again at one place: the product over its repeats of how
many lengths each may have. Unbounded repeats have no such bound and are refused; ``{0,20}`` is what rules write.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from re import _constants as code  # type: ignore[attr-defined]  # no public way to look into a pattern
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, Final

MOST_WAYS: Final = 5000
LONGEST: Final = 2000  # characters of one pattern
_REPEATS: Final = (code.MAX_REPEAT, code.MIN_REPEAT)


class UnfitPatternError(ValueError):
    """The pattern is no regular expression, or could take too long. The text says which and how to mend it."""


@lru_cache(maxsize=1024)
def compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern that was judged by :func:`judge`."""
    return re.compile(pattern)


def either(patterns: Iterable[str]) -> re.Pattern[str]:
    """Compile the alternatives of a rule into one pattern, in their order."""
    return compiled("|".join(f"(?:{pattern})" for pattern in patterns))


def judge(pattern: str) -> None:
    """Raise UnfitPatternError unless the pattern compiles and its ways are at most ``MOST_WAYS``."""
    if len(pattern) > LONGEST:
        raise UnfitPatternError(f"正则超过{LONGEST}个字符")
    try:
        tree = parser.parse(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise UnfitPatternError(f"正则写错了（{error}）") from None
    if _ways(tree) > MOST_WAYS:
        raise UnfitPatternError("正则可能要试太多遍")


def _ways(tree: Any) -> int:  # noqa: ANN401 - the parser's own nested lists
    ways = 1
    for operation, argument in tree:
        ways = min(ways * max(_ways_of(operation, argument), 1), MOST_WAYS + 1)
    return ways


def _ways_of(operation: Any, argument: Any) -> int:  # noqa: ANN401
    if operation in _REPEATS:
        least, most, inside = argument
        if most is code.MAXREPEAT:
            raise UnfitPatternError("正则里有不限次数的“*”“+”或“{n,}”，要写上限，如 {0,20}")
        each = _ways(inside)
        total = most - least + 1
        return int(total if each == 1 else min(total * each ** min(most, 20), MOST_WAYS + 1))
    if operation is code.SUBPATTERN:
        return _ways(argument[-1])
    if operation is code.BRANCH:
        return sum(_ways(branch) for branch in argument[1]) if any(_ways(b) > 1 for b in argument[1]) else 1
    if operation in (code.ASSERT, code.ASSERT_NOT):
        return _ways(argument[1])
    if operation is code.ATOMIC_GROUP:
        return _ways(argument)
    if operation is code.GROUPREF_EXISTS:
        return _ways(argument[1]) + (_ways(argument[2]) if argument[2] else 0)
    return 1
