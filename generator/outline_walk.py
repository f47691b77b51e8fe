"""Walking an outline's records over what a plan gives: out come the outline's own text and the passages that it prints."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sized
from typing import Any, Final, NoReturn, TypeAlias

from msgspec import Struct

from generator import outline_body as body
from generator.draft import Text, plain
from generator.errors import UserError
from generator.outline import Outline

_MOST_STEPS: Final = 100_000  # statements that one speech may take; loops in loops would hold the machine up
_OPERATORS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "lteq": operator.le,
    "gt": operator.gt,
    "gteq": operator.ge,
    "in": lambda one, many: one in many,
    "notin": lambda one, many: one not in many,
}

_REMAINDERS: Final = {"odd": True, "even": False, "divisibleby": False}
"""Tests of a number, with whether something must be left over."""


class Passage(Struct, frozen=True):
    """A text that an outline can print, test and measure, but not take apart."""

    text: Text

    def __str__(self) -> str:
        """Give the text as shown."""
        return plain(self.text)

    def __bool__(self) -> bool:
        """Tell whether there is any text."""
        return bool(self.text)

    def __len__(self) -> int:
        """Count the characters."""
        return len(plain(self.text))


Value: TypeAlias = object
"""What an outline works with: a passage, a tuple or a mapping of values, and the texts, numbers and truths of its own."""
Names = dict[str, Value]


class _OutlineError(Exception):
    """What an outline asks for and cannot have, in words."""


class _MissingError(_OutlineError):
    """A name that has no value here; ``is defined`` may ask for it."""


def walk(outline: Outline, names: Names) -> Iterator[str | Passage]:
    """Go through an outline's body with the *names* of a plan. Raises UserError with the line that is wrong."""
    steps = iter(range(_MOST_STEPS))

    def spoken(statements: body.Body, scope: Names) -> Iterator[str | Passage]:
        for statement in statements:
            if isinstance(statement, body.Written):
                yield statement.text
                continue
            try:
                next(steps, None) is not None or _refuse("循环套循环，走不到头")
                if isinstance(statement, body.Print):
                    yield _printed(_value(statement.what, scope))
                    continue
                inner = _inner(statement, scope)
            except _OutlineError as error:
                raise UserError([body.mistake(outline, statement.line, f"这一行运行不了：{error}")]) from error
            for block, names_there in inner:
                yield from spoken(block, names_there)

    return spoken(body.outline_body(outline), dict(names))


def _inner(statement: body.Each | body.When | body.Let, scope: Names) -> list[tuple[body.Body, Names]]:
    """Give the blocks that a statement leads into, each with the names it sees; ``set`` leads into none."""
    if isinstance(statement, body.Let):
        scope[statement.name] = _value(statement.value, scope)
        return []
    if isinstance(statement, body.When):
        return [(statement.body if _value(statement.test, scope) else statement.otherwise, scope)]
    rounds = [{**scope, statement.name: entry} for entry in _list(_value(statement.among, scope))]
    if statement.only is not None:
        rounds = [names for names in rounds if _value(statement.only, names)]
    for at, names in enumerate(rounds):
        names[body.LOOP] = _loop(at, len(rounds))
    return [(statement.body, names) for names in rounds] or [(statement.otherwise, scope)]


def _loop(at: int, count: int) -> Mapping[str, int | bool]:
    told = (at + 1, at, count - at, count - at - 1, at == 0, at == count - 1, count)
    return dict(zip(body.LOOP_FIELDS, told, strict=True))


def _value(asked: body.Expression, scope: Names) -> Value:
    return _VALUES[type(asked)](asked, scope)


def _of_name(asked: body.Name, scope: Names) -> Value:
    if asked.name not in scope:
        raise _MissingError(f"这里没有“{asked.name}”")
    return scope[asked.name]


def _of_field(asked: body.Field, scope: Names) -> Value:
    of = _value(asked.of, scope)
    if not isinstance(of, Mapping) or asked.name not in of:
        raise _MissingError(f"这里没有“{asked.name}”")
    return of[asked.name]


def _filtered(asked: body.Filtered, scope: Names) -> Value:
    of = _value(asked.of, scope)
    if asked.name == "length":
        return len(of) if isinstance(of, Sized) else _refuse("这里没有长短可数")
    among = _list(of)
    if not among:
        raise _MissingError("一项也没有，取不出头尾")
    return among[0 if asked.name == "first" else -1]


def _tested(asked: body.Tested, scope: Names) -> bool:
    if asked.name in _REMAINDERS:
        number, by = _value(asked.of, scope), 2 if asked.by is None else _value(asked.by, scope)
        if not (isinstance(number, int) and isinstance(by, int) and by):
            _refuse("这里要两个数，除数不能是0")
        return bool(number % by) == _REMAINDERS[asked.name]
    try:
        _value(asked.of, scope)
    except _MissingError:
        return asked.name == "undefined"
    return asked.name == "defined"


def _joined(asked: body.Joined, scope: Names) -> Value:
    left = _value(asked.left, scope)
    return _value(asked.right, scope) if bool(left) == asked.every else left


def _compared(asked: body.Compared, scope: Names) -> bool:
    left = _shown(_value(asked.first, scope))
    for name, other in asked.rest:
        right = _shown(_value(other, scope))
        try:
            holds = _OPERATORS[name](left, right)
        except TypeError:  # a text against a number
            _refuse("这两样比不出大小")
        if not holds:
            return False
        left = right
    return True


def _either(asked: body.Either, scope: Names) -> Value:
    if _value(asked.test, scope):
        return _value(asked.then, scope)
    return _value(asked.otherwise, scope) if asked.otherwise is not None else ""


_VALUES: Final[Mapping[type, Callable[[Any, Names], Value]]] = {
    body.Name: _of_name,
    body.Field: _of_field,
    body.Constant: lambda asked, _: asked.value,
    body.Filtered: _filtered,
    body.Tested: _tested,
    body.Not: lambda asked, scope: not _value(asked.of, scope),
    body.Joined: _joined,
    body.Compared: _compared,
    body.Either: _either,
}


def _shown(value: Value) -> Value:
    """Give what a value is compared as: a passage by its text."""
    return str(value) if isinstance(value, Passage) else value


def _list(value: Value) -> tuple[Value, ...]:
    return value if isinstance(value, tuple) else _refuse("这里要一组，才能一项一项走")


def _printed(value: Value) -> str | Passage:
    if isinstance(value, Passage):
        return value
    return str(value) if isinstance(value, (str, int, float)) else _refuse("这里是一组，要一项一项打印")


def _refuse(what: str) -> NoReturn:
    raise _OutlineError(what)
