"""The street is one-way: what each module may import, read from its source."""

import ast
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "quizgen"

# Lowest first: a module may import those above it in this list, and the libraries named beside it.
LAYERS: dict[str, set[str]] = {
    "span": set(),
    "diagnostics": set(),
    "richtext": set(),
    "model": set(),
    "language": set(),
    "sources": {"rapidfuzz"},
    "forms": set(),
    "explanations": set(),
    "reading": {"yaml"},
    "schema": set(),
    "rules": set(),
    "checks": set(),
    "outputs.product": set(),
    "outputs.anki": {"genanki"},
    "outputs.paper": {"reportlab", "font_source_sans_pro"},
    "outputs.preview": set(),
    "reporters": set(),
    "stats": set(),
    "pipeline": set(),
    "commands": {"click", "wcwidth"},
    "cli": {"click"},
    "__main__": set(),
}
OUTPUTS = {"outputs.anki", "outputs.paper", "outputs.preview"}
PRIVATE = {"genanki", "reportlab", "yaml", "rapidfuzz", "font_source_sans_pro", "click", "wcwidth"}
OUTSIDE = ("random", "time", "socket", "urllib.request", "http", "secrets", "uuid")


def layer(module: str) -> str:
    """The name in LAYERS that a dotted module below quizgen belongs to."""
    parts = module.split(".")
    return next((name for size in (2, 1) if (name := ".".join(parts[:size])) in LAYERS), "")


def sources() -> dict[str, tuple[str, ast.Module]]:
    """Each module's layer and syntax tree, by its path."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        module = ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")
        if module not in ("__init__", "outputs"):  # docstrings only
            found[str(path.relative_to(PACKAGE))] = (layer(module), ast.parse(path.read_text(encoding="utf-8")))
    return found


def imported(tree: ast.Module) -> set[str]:
    """Every module a file imports, with the names it takes from packages of ours."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def test_every_module_has_its_layer() -> None:
    """A new module stands in the table, and the table names no module that is gone."""
    found = {name for name, _ in sources().values()}

    assert found == set(LAYERS)


def test_imports_go_one_way() -> None:
    """No module imports one that stands higher on the street, and no output another."""
    order = list(LAYERS)
    wrong = [
        f"{path} imports {name}"
        for path, (own, tree) in sources().items()
        for name in imported(tree)
        if name.startswith("quizgen.") and (used := layer(name.removeprefix("quizgen."))) and used != own
        if order.index(used) > order.index(own) or (own in OUTPUTS and used in OUTPUTS)
    ]

    assert wrong == []


def test_each_library_has_one_owner() -> None:
    """genanki, reportlab and the others are imported only by the layer that is there for them."""
    wrong = [
        f"{path} imports {name}"
        for path, (own, tree) in sources().items()
        for name in imported(tree)
        if (library := name.split(".")[0]) in PRIVATE and library not in LAYERS[own]
    ]

    assert wrong == []


def test_chance_and_network_stay_outside() -> None:
    """Same bank, same seed, same bytes: nothing reads unseeded chance, the clock or a network."""
    wrong = [
        f"{path} imports {name}"
        for path, (_, tree) in sources().items()
        for name in imported(tree)
        if name.startswith(OUTSIDE)
    ]

    assert wrong == []


def test_git_is_asked_in_one_place() -> None:
    """No other program runs, but where the old words of a question are asked for."""
    users = {path for path, (_, tree) in sources().items() if "subprocess" in imported(tree)}

    assert users == {"commands/history.py"}


def test_the_disk_is_touched_only_at_the_edge() -> None:
    """`open`, `Path` and `os` belong to files and commands; fonts and templates are read by their own output."""
    edge = {"commands", "cli", "outputs.anki", "outputs.paper"}
    wrong = [
        f"{path} imports {name}"
        for path, (own, tree) in sources().items()
        for name in imported(tree)
        if own not in edge and name.split(".")[0] in {"os", "pathlib", "tempfile", "shutil", "io"}
    ]

    assert wrong == []
