"""The structure: imports run one way, public names are listed, modules stay small."""

from __future__ import annotations

import ast
from pathlib import Path

import generator

PACKAGE = Path(generator.__file__).parent

# From the bottom up: a module may import from its own layer and from those above it in this list, never from below.
LAYERS = [
    ["errors", "cache", "nodes"],
    ["data", "encoding", "syntax", "source", "decode", "slots", "draft", "numbering", "xml_text"],
    [
        "levels",
        "vocabulary",
        "topics",
        "layout",
        "settings",
        "comments",
        "settings_layers",
        "settings_schema",
        "glyphs",
        "lines",
        "title",
    ],
    ["phrasebank", "phrase_files", "character_pairs", "bank_index", "bank", "bank_search", "outline", "brief"],
    ["unspoken", "planning"],
    ["docx_names", "docx_zip", "docx_text", "files", "readers", "comparing", "tables"],
    ["outline_body", "outline_jinja", "outline_walk"],
    ["arrange", "writers", "provenance", "mining"],
    ["checking"],
    ["generation", "rendering"],
    ["picks", "manner", "batch", "doctor"],
    ["summary"],
    ["cli", "__init__", "__main__"],
]
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if "_data" not in path.parts)


def home(path: Path) -> str:
    """Name the module or the package that a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("generator"):
            parts = node.module.split(".")
            found |= {parts[1]} if len(parts) > 1 else {alias.name for alias in node.names}
    return found


def test_every_module_has_its_layer() -> None:
    assert {home(path) for path in modules()} <= set(RANK)


def test_imports_run_one_way() -> None:
    wrong = [
        (str(path.relative_to(PACKAGE)), name)
        for path in modules()
        if home(path) != "__init__"
        for name in imports(path)
        if RANK.get(name, 0) > RANK[home(path)]
    ]
    assert wrong == []


def test_planning_knows_no_format() -> None:
    barred = {"docx", "lxml", "jinja2", "yaml", "typer"}
    found = [
        (path.name, name)
        for path in (PACKAGE / "planning").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names])
        if name.split(".")[0] in barred
    ]
    assert found == []


def test_public_names_can_be_had() -> None:
    assert all(getattr(generator, name) for name in generator.__all__)


def test_importing_the_package_costs_nothing() -> None:
    import subprocess
    import sys

    code = "import sys, generator; print(sorted({'docx', 'jinja2', 'yaml', 'typer', 'msgspec'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PACKAGE.parent)
    assert done.stdout.strip() == "[]"
