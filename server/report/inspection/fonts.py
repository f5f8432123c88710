"""Which class of typeface a font's name belongs to: 仿宋_GB2312, FangSong and 方正仿宋_GBK are one."""

import re
from functools import cached_property, lru_cache

from server.report.values import Frozen

_BETWEEN = re.compile(r"[\s_\-]+")


class Family(Frozen):
    """A class of typefaces: its key, what people call it, names as fonts bear them, and pieces of names that tell it too."""

    key: str
    name: str
    fonts: tuple[str, ...]
    pieces: tuple[str, ...] = ()


class Fonts(Frozen):
    """All classes, in the order in which pieces of names are tried."""

    family: tuple[Family, ...]

    def of(self, font: str) -> str:
        """The key of a font's class, "" for one that is unknown."""
        return _class_of(self, font)

    def called(self, key: str) -> str:
        """What people call a class."""
        return next((family.name for family in self.family if family.key == key), key)

    @cached_property
    def named(self) -> dict[str, str]:
        """Each font of the lists, plainly written, with the key of its class."""
        return {_plain(font): family.key for family in reversed(self.family) for font in family.fonts}


@lru_cache(maxsize=4096)
def _class_of(fonts: Fonts, font: str) -> str:
    plain = _plain(font)
    known = fonts.named.get(plain)
    return known or next((family.key for family in fonts.family if any(_plain(piece) in plain for piece in family.pieces)), "")


def _plain(name: str) -> str:
    return _BETWEEN.sub("", name).lower()
