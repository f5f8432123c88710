"""Reads TOML files, by their paths below data/, into frozen values and collects what is wrong with them; knows no file by name."""

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from server.report.values import Frozen

_Value = TypeVar("_Value", bound=Frozen)


def files_below(root: Path) -> dict[str, bytes]:
    """Every TOML file of a data folder, by its path below it."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for pattern in ("*.toml", "*/*.toml") for path in root.glob(pattern)}


class Reader:
    """Collects values and mistakes while going through the files of one data folder, given as path below it → bytes."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        self.mistakes: list[str] = []
        self.digest = hashlib.sha256()

    @property
    def version(self) -> str:
        """A short digest of every file read so far."""
        return self.digest.hexdigest()[:16]

    def tables(self, pattern: str) -> Iterator[tuple[str, dict[str, object]]]:
        """Every TOML file matching the pattern, as (relative name, tables)."""
        names = sorted(name for name in self.files if name.count("/") == pattern.count("/") and fnmatchcase(name, pattern))
        if not names:
            self.mistakes.append(f"{pattern}: 文件: 没有找到")
        for name in names:
            content = self.files[name]
            self.digest.update(name.encode() + b"\0" + content)
            try:
                yield name, tomllib.loads(content.decode())
            except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
                self.mistakes.append(f"{name}: 语法: {wrong}")

    def values(self, model: type[_Value], pattern: str, table: str, known: tuple[str, ...]) -> list[_Value]:
        """All `[[table]]` entries of the files as values; tables not in `known` are mistakes."""
        found: list[_Value] = []
        for name, tables in self.tables(pattern):
            self.mistakes += [f"{name}: {key}: 不认识的表" for key in tables if key not in known]
            found += self.rows(model, tables.get(table, []), name, table)
        return found

    def rows(self, model: type[_Value], rows: object, name: str, table: str) -> list[_Value]:
        """The rows of one `[[table]]` of the file `name` as values."""
        if isinstance(rows, list):
            return [each for at, row in enumerate(rows, 1) for each in self.value(model, row, name, f"[[{table}]] 第{at}个")]
        self.mistakes.append(f"{name}: {table}: 要写成双方括号 [[{table}]]")
        return []

    def keyed(self, model: type[_Value], pattern: str, table: str, known: tuple[str, ...] = ()) -> dict[str, _Value]:
        """The `[[table]]` entries of the files by key or id; one that comes twice is a mistake."""
        return self.unique(pattern.partition("/")[0], self.values(model, pattern, table, known or (table,)))

    def whole(self, model: type[_Value], pattern: str, place: str) -> dict[str, _Value]:
        """Every file as one value, by its key."""
        found = [value for name, table in self.tables(pattern) for value in self.value(model, table, name, place)]
        return self.unique(pattern.partition("/")[0], found)

    def value(self, model: type[_Value], row: object, name: str, place: str) -> list[_Value]:
        """One value, or none and its mistakes."""
        try:
            return [model.model_validate(row)]
        except ValidationError as wrong:
            label = row.get("id") or row.get("key") if isinstance(row, dict) else None
            self.mistakes += [
                f"{name}: {place}{f'（{label}）' if label else ''} {'.'.join(map(str, error['loc']))}: {error['msg']}"
                for error in wrong.errors()
            ]
            return []

    def unique(self, what: str, values: list[_Value]) -> dict[str, _Value]:
        """Values by key or id; one that comes twice is a mistake."""
        table: dict[str, _Value] = {}
        for value in values:
            key = str(getattr(value, "key", "") or getattr(value, "id", ""))
            if key in table:
                self.mistakes.append(f"{what}: {key}: 重复")
            table[key] = value
        return table

    def one(self, model: type[_Value], name: str) -> _Value | None:
        """A whole file as one value, None with its mistakes."""
        found = [value for file, table in self.tables(name) for value in self.value(model, table, file, "文件")]
        return found[0] if found else None
