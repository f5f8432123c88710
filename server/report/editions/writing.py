"""Changes a value in the text of a TOML file and leaves everything else of it as it stands, comments and order too."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from server.report.editions import problems as say
from server.report.editions.guarding import parsed
from server.report.problems import Refused

Value = str | int | bool | date | Sequence[str]
SHORT = 80
_NAMES = ("key", "id")


def with_value(path: str, text: str, name: str, field: str, value: Value) -> str:
    """The text with `field` of the table whose key or id is `name` set to a value; it is added where it was not there.

    Raises Refused where the file is written so that this would change anything else.
    """
    before = parsed(path, text)
    lines = text.split("\n")
    block = next(_blocks(lines, name), None)
    if block is None:
        raise Refused(say.not_editable_here(path))
    start, end = _assignment(lines, block, field)
    changed = "\n".join([*lines[:start], f"{field} = {literal(value)}", *lines[end:]])
    found = _set(before, name, field, value)
    if found != 1 or _loads(changed) != before:
        raise Refused(say.not_editable_here(path))
    return changed


def with_table(text: str, table: str, values: Mapping[str, Value]) -> str:
    """The text with a further `[[table]]` at its end; values that are empty are left out."""
    lines = [f"{key} = {literal(value)}" for key, value in values.items() if value not in ("", ())]
    body = "\n".join((f"[[{table}]]", *lines, ""))
    return f"{text.rstrip()}\n\n{body}" if text.strip() else body


def literal(value: Value) -> str:
    """A value as TOML writes it; long lists a line each."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, int | date):
        return str(value)
    listed = [literal(each) for each in value]
    short = f"[{', '.join(listed)}]"
    return short if len(short) <= SHORT else "".join(("[\n", *(f"  {each},\n" for each in listed), "]"))


def _blocks(lines: list[str], name: str) -> Iterator[range]:
    """The lines of each table that bears the name."""
    heads = [at for at, line in enumerate(lines) if line.lstrip().startswith("[[") and _loads(line) is not None]
    for start, end in zip([-1, *heads], [*heads, len(lines)], strict=True):
        inside = range(start + 1, end)
        if any(_assigns(lines[at], each) and _loads(lines[at]) == {each: name} for at in inside for each in _NAMES):
            yield inside


def _assignment(lines: list[str], block: range, field: str) -> tuple[int, int]:
    """Where the field is assigned, or else where it belongs: behind the last line that says something."""
    for start in block:
        if _assigns(lines[start], field):
            ends = (end for end in range(start + 1, block.stop + 1) if _loads("\n".join(lines[start:end])) is not None)
            return start, next(ends, start + 1)
    last = max((at for at in block if lines[at].strip()), default=block.start - 1)
    return last + 1, last + 1


def _assigns(line: str, field: str) -> bool:
    return re.match(rf"\s*{re.escape(field)}\s*=", line) is not None


def _loads(text: str) -> dict[str, object] | None:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None


def _set(value: object, name: str, field: str, wanted: Value) -> int:
    """Set the field in the one table of that name; how many there were."""
    if isinstance(value, list):
        return sum(_set(each, name, field, wanted) for each in value)
    if not isinstance(value, dict):
        return 0
    here = any(value.get(each) == name for each in _NAMES)
    below = sum(_set(each, name, field, wanted) for each in value.values())
    if here:
        value[field] = list(wanted) if isinstance(wanted, Sequence) and not isinstance(wanted, str) else wanted
    return here + below
