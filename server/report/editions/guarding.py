"""Which files may stand in an edition, and what they may not hold: paths, sizes, text, and no regular expressions but shipped ones."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping

from server.report.editions import problems as say
from server.report.problems import Refused

FOLDERS = ("outlines", "indicators", "phrases", "rules", "wording", "calendar", "lists", "recognising", "thresholds")
FILES = ("sections.toml", "steps.toml")
MOST_BYTES = 512 * 1024
MOST_FILES = 150
# Keys whose texts are run as regular expressions by the checks: a bad one could hold up every report of every unit.
PATTERNS = ("find", "before", "after", "unless_before", "unless_after")
_PATH = re.compile(rf"(?:{'|'.join(FOLDERS)})/[a-z0-9_]{{1,60}}\.toml")
_SPECIAL = re.compile(r"[\\^$.|?*+()\[\]{}]")


def governed(path: str) -> bool:
    """Whether an edition decides about a file.

    Labels, kinds of unit, layouts, what protects persons and what reads other people's papers stay with the program.
    """
    return path in FILES or _PATH.fullmatch(path) is not None


def path_of(name: str, known: Iterable[str]) -> str:
    """Where an uploaded file belongs: by its path, by its folder and name, or by the name of the only file that is called so.

    Raises Refused for what belongs nowhere.
    """
    plain = name.replace("\\", "/").removeprefix("./").removeprefix("data/")
    alike = [path for path in known if path.rpartition("/")[2] == plain]
    found = plain if governed(plain) else alike[0] if len(alike) == 1 else ""
    if not found:
        raise Refused(say.no_such_path(name))
    return found


def text_of(path: str, content: bytes) -> str:
    """The text of a file. Raises Refused for one that is too large, or not UTF-8."""
    if len(content) > MOST_BYTES:
        raise Refused(say.file_too_large(path, MOST_BYTES // 1024))
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as wrong:
        raise Refused(say.not_utf8(path)) from wrong


def parsed(path: str, text: str) -> dict[str, object]:
    """The tables of a file. Raises Refused with the place of the first mistake."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise Refused(say.not_toml(path, str(wrong))) from wrong


def guard(path: str, text: str, files: Mapping[str, str], shipped: Mapping[str, bytes]) -> None:
    """Whether a file may take its place among the others. Raises Refused, and says why."""
    if not governed(path):
        raise Refused(say.no_such_path(path))
    text_of(path, text.encode())
    if len(files.keys() | {path}) > MOST_FILES:
        raise Refused(say.too_many_files(MOST_FILES))
    foreign = next(iter(foreign_patterns(parsed(path, text), shipped)), "")
    if foreign:
        raise Refused(say.own_pattern(path, foreign))


def foreign_patterns(tables: Mapping[str, object], shipped: Mapping[str, bytes]) -> tuple[str, ...]:
    """The regular expressions in a file that are neither plain words nor shipped."""
    own = {each for each in _patterns(tables) if _SPECIAL.search(each)}
    if not own:
        return ()
    known = {
        each for path, content in shipped.items() if path.startswith("wording/") for each in _patterns(tomllib.loads(content.decode()))
    }
    return tuple(sorted(own - known))


def _patterns(value: object, key: str = "") -> Iterator[str]:
    if isinstance(value, str) and key in PATTERNS:
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _patterns(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _patterns(inner, key)
