"""The JSON Schema of a settings file, made from the table of keys that reading follows."""

from __future__ import annotations

import json
from typing import Any

from generator.settings import FASTEST, KEYS, SLOWEST, Key, english


def settings_schema() -> dict[str, Any]:
    """Give the schema (draft 2020-12); a key without a value counts as absent, as it does when reading."""
    keys = {name: _value(key) for key in KEYS for name in (key.name, key.english)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "讲稿设置",
        "description": "jianggao.yml：一个人或一个单位的习惯。每一项都可以不写。",
        "type": ["object", "null"],
        "properties": keys,
        "additionalProperties": False,
    }


def schema_text() -> str:
    """Give the schema as it is printed."""
    return json.dumps(settings_schema(), ensure_ascii=False, indent=2) + "\n"


def _value(key: Key) -> dict[str, Any]:
    if key.choices is not None:
        return {"description": key.about, "enum": [*key.choices, *english(key.choices), None]}
    if key.english == "rate":
        return {"description": key.about, "type": ["integer", "null"], "minimum": SLOWEST, "maximum": FASTEST}
    path = {"type": ["string", "null"]}
    if key.english in ("banks", "rules", "rules_off"):
        return {"description": key.about, "anyOf": [path, {"type": "array", "items": {"type": "string"}}]}
    return {"description": key.about} | path
