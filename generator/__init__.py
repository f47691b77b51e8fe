"""讲稿 (jianggao): an offline drafting desk for Chinese meeting speeches. The same verbs as the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from generator.bank import load_bank
    from generator.errors import Problem, UserError, Where
    from generator.generation import Generated, draft_from, generate_draft
    from generator.rendering import render
    from generator.settings import Settings, load_settings
    from generator.writers import write

__version__ = "0.1.0"
__all__ = [
    "Generated",
    "Problem",
    "Settings",
    "UserError",
    "Where",
    "draft_from",
    "generate_draft",
    "load_bank",
    "load_settings",
    "render",
    "write",
]

_HOMES = {
    "Generated": "generation",
    "Problem": "errors",
    "Settings": "settings",
    "UserError": "errors",
    "Where": "errors",
    "draft_from": "generation",
    "generate_draft": "generation",
    "load_bank": "bank",
    "load_settings": "settings",
    "render": "rendering",
    "write": "writers",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    """Import a public name when it is asked for: ``import generator`` alone must cost nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # this is the point of it

    return getattr(import_module(f"generator.{_HOMES[name]}"), name)
