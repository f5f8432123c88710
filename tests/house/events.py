"""What the program writes into the history: the actions of every Event(...) under server/actions/, followed through the calls around it."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.house.tree import modules, tree

ACTION = 3
HISTORY = Path("server/storage/history.py")
Function = ast.FunctionDef | ast.AsyncFunctionDef
_KIND = re.compile(r"[a-z_]+:")


def actions() -> dict[str, str]:
    """Every action that is written, and a module that writes it. Raises LookupError where the source does not tell."""
    found: dict[str, str] = {}
    for module, inside, call in _calls("Event", HISTORY):
        if len(call.args) > ACTION:
            found |= dict.fromkeys(_values(inside, call.args[ACTION]), module.name)
    return found


def kinds() -> set[str]:
    """What the targets of events begin with: text, entry, report …"""
    heads = (node.values[0] for path in _ours() for node in ast.walk(tree(path)) if isinstance(node, ast.JoinedStr) and node.values)
    named = (node.value for path in _ours() for node in ast.walk(tree(path)) if isinstance(node, ast.Assign))
    words = [each.value for each in (*heads, *named) if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    return {word[:-1] for word in words if _KIND.fullmatch(word)}


def _values(inside: Function, expression: ast.expr) -> set[str]:
    """The strings that an expression in a function can be."""
    if isinstance(expression, ast.Constant):
        return {str(expression.value)}
    if isinstance(expression, ast.IfExp):
        return _values(inside, expression.body) | _values(inside, expression.orelse)
    if isinstance(expression, ast.Name):
        return (_given if expression.id in _parameters(inside) else _assigned)(inside, expression.id)
    if isinstance(expression, ast.Attribute):
        return _attribute(inside, expression)
    raise LookupError(f"{inside.name}: {ast.unparse(expression)}")


def _attribute(inside: Function, expression: ast.Attribute) -> set[str]:
    """A member of an enumeration, any word of the one that a parameter has, or what goes by a name in a record."""
    owner = expression.value.id if isinstance(expression.value, ast.Name) else ""
    if expression.attr == "value" and isinstance(expression.value, ast.Attribute):
        return _attribute(inside, expression.value)
    if expression.attr == "value" and owner in _parameters(inside):
        return _members(_annotation(inside, owner))
    if expression.attr == "value" and owner:
        return _assigned(inside, owner)
    return {_members_of(owner)[expression.attr]} if owner[:1].isupper() else _keywords(expression.attr)


def _given(function: Function, name: str) -> set[str]:
    """What a parameter is given by its callers."""
    own = _parameters(function)[:1] == ["self"]
    place = _parameters(function).index(name) - own
    found: set[str] = set()
    for _, inside, call in _calls(function.name, _home(function)):
        if _of_self(call.func) != own:
            continue
        named = {each.arg: each.value for each in call.keywords}
        if len(call.args) > place or name in named:
            found |= _values(inside, call.args[place] if len(call.args) > place else named[name])
    default = _defaults(function).get(name)
    return found | (_values(function, default) if default else set())


def _assigned(inside: Function, name: str) -> set[str]:
    """What a name stands for that is set in the function, by itself or in a loop over a table, or above it in the module."""
    for node in ast.walk(inside):
        said = _said(node, name) if isinstance(node, ast.Assign) else None
        if said is not None:
            return _values(inside, said)
        if isinstance(node, ast.For) and isinstance(node.target, ast.Tuple):
            names = [each.id for each in node.target.elts if isinstance(each, ast.Name)]
            if name in names:
                return set().union(*(_values(inside, row[names.index(name)]) for row in _rows(inside, node.iter)))
    return _constant(inside, name)


def _rows(inside: Function, table: ast.expr) -> list[list[ast.expr]]:
    """The rows of a table that a loop goes over, written in the loop or above it."""
    if isinstance(table, ast.Name):
        assigned = (_said(node, table.id) for node in ast.walk(inside) if isinstance(node, ast.Assign))
        table = next((each for each in assigned if each is not None), table)
    return [each.elts for each in table.elts if isinstance(each, ast.Tuple)] if isinstance(table, ast.Tuple) else []


def _constant(inside: Function, name: str) -> set[str]:
    """A constant of the module, alone or in a tuple."""
    for node in tree(_home(inside)).body:
        said = _said(node, name) if isinstance(node, ast.Assign) else None
        if said is not None:
            return _values(inside, said)
    raise LookupError(f"{inside.name}: {name}")


def _said(node: ast.Assign, name: str) -> ast.expr | None:
    """What an assignment gives a name, alone or in a tuple; None where it gives it nothing."""
    target, value = node.targets[0], node.value
    pairs = list(zip(target.elts, value.elts, strict=True)) if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) else []
    return next((said for one, said in [*pairs, (target, value)] if isinstance(one, ast.Name) and one.id == name), None)


def _keywords(name: str) -> set[str]:
    """Everything that goes by a name as an argument: for a value that is carried in a record."""
    found: set[str] = set()
    for path in _ours():
        for function in (node for node in ast.walk(tree(path)) if isinstance(node, Function)):
            calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
            for each in (word for call in calls for word in call.keywords if word.arg == name):
                found |= _values(function, each.value)
            if name in _defaults(function):
                found |= _values(function, _defaults(function)[name])
    return found


def _members(name: str) -> set[str]:
    """The words of an enumeration."""
    return set(_members_of(name).values())


@cache
def _members_of(name: str) -> dict[str, str]:
    classes = (node for path in modules("server") for node in tree(path).body if isinstance(node, ast.ClassDef) and node.name == name)
    found = (each for node in classes for each in node.body if isinstance(each, ast.Assign) and isinstance(each.value, ast.Constant))
    return {
        each.targets[0].id: str(each.value.value)
        for each in found
        if isinstance(each.targets[0], ast.Name) and isinstance(each.value, ast.Constant)
    }


def _parameters(function: Function) -> list[str]:
    return [each.arg for each in (*function.args.args, *function.args.kwonlyargs)]


def _annotation(function: Function, name: str) -> str:
    named = {each.arg: each.annotation for each in (*function.args.args, *function.args.kwonlyargs)}
    found = named[name]
    return found.id if isinstance(found, ast.Name) else ""


def _defaults(function: Function) -> dict[str, ast.expr]:
    names = [each.arg for each in function.args.args]
    usual = dict(zip(names[len(names) - len(function.args.defaults) :], function.args.defaults, strict=True))
    named = zip(function.args.kwonlyargs, function.args.kw_defaults, strict=True)
    return usual | {each.arg: default for each, default in named if default is not None}


@cache
def _ours() -> tuple[Path, ...]:
    return tuple(path for path in _callers() if path.parts[1] in ("actions", "storage"))


@cache
def _callers() -> tuple[Path, ...]:
    """Where events are written or their words handed on: not in the core, not in Word files."""
    return tuple(path for path in modules("server") if path.parts[1] in ("actions", "storage", "web"))


@cache
def _home(function: Function) -> Path:
    return next(path for path in _callers() if function in _functions(path))


@cache
def _functions(path: Path) -> tuple[Function, ...]:
    return tuple(node for node in ast.walk(tree(path)) if isinstance(node, Function))


@cache
def _calls(name: str, home: Path) -> tuple[tuple[Path, Function, ast.Call], ...]:
    """Every call of what a module calls so, with the module and the function that it stands in."""
    return tuple(_calls_of(name, home))


def _calls_of(name: str, home: Path) -> Iterator[tuple[Path, Function, ast.Call]]:
    for path, function, call in _index().get(name, ()):
        known = path == home or _imports(path).get(name, "").endswith(f".{home.stem}")
        if _named(call.func, name, known=known) or _reached(call.func, name, home) or (path == home and _of_self(call.func)):
            yield path, function, call


@cache
def _imports(path: Path) -> dict[str, str]:
    """What a module takes from others, and from which."""
    taken = (node for node in tree(path).body if isinstance(node, ast.ImportFrom))
    return {each.name: node.module or "" for node in taken for each in node.names}


@cache
def _index() -> dict[str, list[tuple[Path, Function, ast.Call]]]:
    """Every call by the name of what is called."""
    found: dict[str, list[tuple[Path, Function, ast.Call]]] = {}
    for path in _callers():
        for function in _functions(path):
            for node in ast.walk(function):
                if isinstance(node, ast.Call):
                    found.setdefault(getattr(node.func, "id", "") or getattr(node.func, "attr", ""), []).append((path, function, node))
    return found


def _named(called: ast.expr, name: str, *, known: bool) -> bool:
    return known and isinstance(called, ast.Name) and called.id == name


def _reached(called: ast.expr, name: str, home: Path) -> bool:
    """Called as module.name."""
    return isinstance(called, ast.Attribute) and called.attr == name and isinstance(called.value, ast.Name) and called.value.id == home.stem


def _of_self(called: ast.expr) -> bool:
    """Called as a method of the class it stands in."""
    return isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name) and called.value.id == "self"
