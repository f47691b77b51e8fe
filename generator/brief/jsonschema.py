"""The JSON Schema of a brief, for editors that complete keys; made from the same tables that reading follows.

An editor sees YAML's own types, so numbers and switches are let through where the reader takes them as text, and
``null`` everywhere: a key without a value counts as absent.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final, TypeAlias

from generator import source
from generator.brief import keys, scalars
from generator.brief.keys import Key, Table
from generator.data import data_path
from generator.levels import levels

Schema: TypeAlias = dict[str, Any]
"""A piece of JSON Schema."""

SCHEMA_PATH: Final = Path(__file__).with_name("schema.json")
"""The shipped file."""

_TEXT: Final[Schema] = {"type": ["string", "number", "boolean"]}
_NULL: Final[Schema] = {"type": "null"}
_MARK: Final = "[^。；;，,、：:！!.]\\s*$"
_RANGE: Final = r"^\s*[0-9]+(\.[0-9]+)?(\s*[-－–—~～至到]\s*[0-9]+(\.[0-9]+)?)?\s*"
_STRUCTS: Final[dict[str, tuple[Table, str | None]]] = {
    "length": (keys.LENGTH, None),
    "meeting": (keys.MEETING, None),
    "speaker": (keys.SPEAKER, None),
    "wishes": (keys.WISHES, None),
    "ending": (keys.ENDING, None),
    "agenda": (keys.AGENDA, "speech"),
    "frame": (keys.PART, "clause"),
    "verbatim": (keys.VERBATIM, None),
    "items": (keys.ITEM, "clause"),
    "facts": (keys.FACT, "clause"),
    "duties": (keys.DUTY, "clause"),
}
"""Shape -> the table of its struct, and the shape of the plain string that may stand for it."""
_LISTS: Final = frozenset({"agenda", "frame", "verbatim", "items", "facts", "duties"})
_NEEDED: Final[dict[str, tuple[str, ...]]] = {
    keys.BRIEF.label: keys.REQUIRED,
    keys.FACT.label: ("说",),
    keys.DUTY.label: ("干什么",),
    keys.VERBATIM.label: ("处", "文字"),
    keys.AGENDA.label: ("做",),
}


def brief_schema() -> Schema:
    """Give the schema (draft 2020-12) of a brief, with the shipped outlines and levels as choices."""
    defs = {shape: _struct(table) for shape, (table, _) in _STRUCTS.items()} | _simple()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "讲稿任务单",
        "description": "一篇会议讲话的任务单。只有 提纲、主题、层级 必须写。",
        **_struct(keys.BRIEF),
        "$defs": defs,
    }


def schema_text() -> str:
    """Give the schema as the text of the shipped file."""
    return json.dumps(brief_schema(), ensure_ascii=False, indent=1) + "\n"


def _simple() -> dict[str, Schema]:
    text, clause = _ref("text"), _ref("clause")
    return {
        "text": _TEXT,
        "clause": {**_TEXT, "pattern": _MARK},
        "lines": _TEXT,
        "speech": {"const": keys.THIS_SPEECH},
        "texts": _one_or_many(text),
        "clauses": _one_or_many(clause),
        "run": _one_or_many(clause),
        "people": _one_or_many(clause),
        "sections": _one_or_many({"enum": list(keys.SECTIONS)}),
        "flag": {"enum": [True, False, *scalars.YES, *scalars.NO]},
        "minutes": _span("(分钟)?"),
        "characters": _span("字?"),
        "weights": {
            "type": "object",
            "additionalProperties": False,
            "properties": {name: _weight() for pair in keys.WEIGHTED.items() for name in pair},
        },
        "roles": {"type": "object", "additionalProperties": _ref("texts")},
        "level": {"enum": [*levels(), *keys.LEVEL_WORDS]},
        "outline": {"anyOf": [*_outlines(), {"type": "string", "pattern": "\\.md\\.j2$"}]},
    }


def _struct(table: Table) -> Schema:
    """Give the schema of a mapping: every key under both names, unknown ones refused."""
    schema: Schema = {
        "type": "object",
        "additionalProperties": False,
        "properties": {name: _value(key) for key in table.keys for name in (key.name, key.english)},
    }
    needed = [key for key in table.keys if key.name in _NEEDED.get(table.label, ())]
    if needed:
        schema["allOf"] = [{"anyOf": [{"required": [name]} for name in (key.name, key.english)]} for key in needed]
    return schema


def _value(key: Key) -> Schema:
    """Give the schema of a key's value; null counts as absent."""
    if key.shape == "choice":
        value: Schema = {"enum": [*key.choices, None]}
    elif key.attribute == "outline":
        value = _ref("outline")
    elif key.name in keys.REQUIRED:
        value = _ref(key.shape)
    else:
        value = {"anyOf": [_shape(key), _NULL]}
    return {"description": key.about, **value}


def _shape(key: Key) -> Schema:
    if key.shape not in _STRUCTS:
        return _ref(key.shape)
    plain = _STRUCTS[key.shape][1]
    one = {"anyOf": [_ref(plain), _ref(key.shape)]} if plain else _ref(key.shape)
    return _one_or_many(one) if key.shape in _LISTS else one


def _one_or_many(one: Schema) -> Schema:
    return {"anyOf": [one, {"type": "array", "items": one}]}


def _span(unit: str) -> Schema:
    return {"anyOf": [{"type": "number", "exclusiveMinimum": 0}, {"type": "string", "pattern": f"{_RANGE}{unit}\\s*$"}]}


def _weight() -> Schema:
    graded = {"enum": [*keys.GRADES, None]}
    return {"anyOf": [graded, {"type": "string", "pattern": r"^\s*[0-9]+(\.[0-9]+)?\s*(分钟|字)\s*$"}]}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _outlines() -> list[Schema]:
    """Give the names and ids of the shipped outlines, from their front matter, as one choice."""
    found: list[str] = []
    for path in sorted(data_path("templates").glob("*.md.j2")):
        parts = source.read_text(path).split("---\n", 2)
        front = source.parse_node(parts[1], str(path)) if len(parts) == 3 else None
        if isinstance(front, source.Mapping):
            given = (front.get("name"), front.get("id"))
            found += [node.value for node in given if isinstance(node, source.Scalar)]
    return [{"enum": found}] if found else [_TEXT]
