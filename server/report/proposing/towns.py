"""Which unit a name in somebody else's table means: full and short names, with or without the county before and an office behind."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from server.report.forms.naming import plain_text

_OFFICES = re.compile(r"(?:人民政府|党委政府|政府|党委|党工委|司法所|综治中心|街办|办事处|管理委员会|管委会|办)$")
_KINDS = re.compile(r"(?:民族乡|苏木|街道|镇|乡|开发区)$")
_NUMBERED = re.compile(r"^(?:[0-9]{1,3}[.、:)]|\([0-9]{1,3}\))")
_SHORTEST = 2


@dataclass(frozen=True)
class Town:
    """A unit by its names. `region` is its 区划代码, "" when not known; `above` the short name of the county."""

    id: int
    name: str
    short_name: str
    region: str = ""
    above: str = ""


@dataclass(frozen=True)
class Towns:
    """The units that a row can be meant for."""

    towns: tuple[Town, ...]

    @cached_property
    def _whole(self) -> Mapping[str, frozenset[int]]:
        return _by_name((name, each.id) for each in self.towns for name in (each.name, each.short_name, each.region))

    @cached_property
    def _bare(self) -> Mapping[str, frozenset[int]]:
        return _by_name((name, each.id) for each in self.towns for name in (each.short_name, _KINDS.sub("", plain_text(each.short_name))))

    def find(self, name: str) -> tuple[int, ...]:
        """The units a name may mean: one as a rule, none for a stranger, several where it is shortened too far."""
        plain = _NUMBERED.sub("", plain_text(name))
        if len(plain) < _SHORTEST:
            return ()
        if plain in self._whole:
            return tuple(sorted(self._whole[plain]))
        aboves = dict.fromkeys(each.above for each in self.towns)
        shorter = (each for above in aboves for each in _shorter(plain, above))
        return next((tuple(sorted(self._bare[each])) for each in shorter if each in self._bare), ())


def _by_name(names: Iterable[tuple[str, int]]) -> Mapping[str, frozenset[int]]:
    found: dict[str, frozenset[int]] = {}
    for name, unit in names:
        plain = plain_text(name)
        if len(plain) >= _SHORTEST:
            found[plain] = found.get(plain, frozenset()) | {unit}
    return found


def _shorter(plain: str, above: str) -> tuple[str, ...]:
    """A name, then without the county before it and the office behind it. 白石乡 is not 白石镇: what kind it is stays."""
    own = plain.removeprefix(plain_text(above)) if above else plain
    return tuple(each for each in dict.fromkeys((plain, own, _OFFICES.sub("", own))) if len(each) >= _SHORTEST)
