"""The files of the project as git would take them, and the modules among them; what is built, vendored or ignored is not here."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def files() -> tuple[Path, ...]:
    """Every file that is committed or would be, as a path relative to the root."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode == 0:
        return tuple(sorted(path for name in listed.stdout.split("\0") if name and (ROOT / (path := Path(name))).is_file()))
    found = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
    return tuple(sorted(path for path in found if not _ignored(path)))


@cache
def text(path: Path) -> str:
    """The text of a file, "" when it is none."""
    try:
        return (ROOT / path).read_text("utf-8")
    except UnicodeDecodeError:
        return ""


def modules(*folders: str) -> tuple[Path, ...]:
    """The Python modules under some folders; the steps of the migrations are history and not among them."""
    python = (path for path in files() if path.suffix == ".py" and path.parts[0] in folders)
    return tuple(path for path in python if "versions" not in path.parts)


@cache
def tree(path: Path) -> ast.Module:
    """A module as syntax."""
    return ast.parse(text(path))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a module, methods among them."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def literals(path: Path) -> Iterator[ast.Constant]:
    """Every string of a module that is not a docstring."""
    nodes = list(ast.walk(tree(path)))
    holders = (node for node in nodes if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef))
    said = {id(first.value) for node in holders for first in node.body[:1] if isinstance(first, ast.Expr)}
    strings = (node for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return (node for node in strings if id(node) not in said)


def _ignored(path: Path) -> bool:
    """Without git: folders that tools make."""
    made = {"__pycache__", "node_modules", "var", "out", "htmlcov", "mutants"}
    return any(part in made or (part.startswith(".") and part not in {".ci", ".gitignore", ".dockerignore"}) for part in path.parts)
