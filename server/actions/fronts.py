"""What stands around the chapters of a report and what is registered of it; where nobody has written, what is usual."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from server.actions.saving import TEXT, Field
from server.library import Library
from server.report.composing import copies_to, default_front
from server.report.outline import RESERVED_KEYS
from server.report.papers.registering import UPWARDS
from server.report.problems import NotFound
from server.report.units import Unit
from server.storage import contents, reports, units
from server.storage.contents import Text
from server.storage.reports import Report, Section


@dataclass(frozen=True)
class Around:
    """The parts of level 0 by key, with their texts; `usual` is printed where nobody has written."""

    unit: Unit
    sections: Mapping[str, Section]
    texts: Mapping[str, Text]
    usual: Mapping[str, str]

    def body(self, key: str) -> str:
        """What is printed of a part: what was written, else what is usual."""
        return self.texts[key].body if key in self.texts else self.usual.get(key, "")

    def version(self, key: str) -> int:
        """The version of a part, 0 while nobody has written it."""
        return self.texts[key].version if key in self.texts else 0

    def name(self, key: str) -> str:
        """How forms call the part."""
        return f"{TEXT}.{self.sections[key].id}"

    def fields(self, typed: Iterable[Field]) -> list[Field]:
        """Fields as typed on a page that shows what is usual. Raises NotFound for one that is no part of level 0."""
        keys = {self.name(key): key for key in self.sections}
        found = list(typed)
        if not {each.name for each in found} <= keys.keys():
            raise NotFound
        return [replace(each, usual={"body": self.usual.get(keys[each.name], "")}) for each in found]


def around(connection: Connection, library: Library, report: Report) -> Around:
    """The parts of a report around its chapters. Raises NotFound when its unit is gone."""
    place = units.unit(connection, report.unit_id, library.kinds)
    if place is None:
        raise NotFound
    sections = {each.key: each for each in reports.sections(connection, report.id) if not each.level and each.key in RESERVED_KEYS}
    stored = contents.texts(connection, [section.id for section in sections.values()])
    texts = {key: stored[section.id] for key, section in sections.items() if section.id in stored}
    kind = texts["kind"].body if "kind" in texts else UPWARDS
    return Around(place.unit, sections, texts, usual(library, place.unit, report, kind))


def usual(library: Library, unit: Unit, report: Report, kind: str) -> dict[str, str]:
    """What a paper of this kind has where nothing was written, by key."""
    outline = library.outlines.get(report.outline)
    worded: dict[str, str] = default_front(unit, report.year, outline).model_dump(exclude_none=True) if outline else {}
    return worded | ({"copies_to": copies_to(unit), "printer": unit.name} if kind == UPWARDS else {})
