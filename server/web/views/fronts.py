"""The pages of what stands around the chapters: titles and layout, and what is registered after signing."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection

from server.actions.allowing import Standing
from server.actions.fronts import Around, around
from server.actions.printing import stock_of
from server.actions.registering import judged
from server.actions.renewing import untouched
from server.actions.saving import Saved
from server.actions.signing import proposed
from server.library import Library
from server.report.outline import FRONT_KEYS, REGISTRATION_KEYS
from server.report.papers.registering import Judged
from server.report.problems import too_long
from server.storage import contents, pasts
from server.storage.pasts import Waiting
from server.storage.reports import Report
from server.web.depends import Asking
from server.web.unit_form import Wrong
from server.web.views.saving import conflicts_shown, typed_again

LINES = ("kind", "urgency", "disclosure", "printer", "occasion", "address", *REGISTRATION_KEYS)
LONGEST_LINE = 200


@dataclass(frozen=True)
class Box:
    """One field of these pages, and last year's sentences that still stand in it."""

    key: str
    name: str
    body: str
    version: int
    stale: tuple[Waiting, ...] = ()


@dataclass(frozen=True)
class RegistrationPage:
    """What was registered, what is wrong with it, and why the number may not stand on this text.

    `proposed`: by key what the signatures on paper say; where nobody has registered anything it stands in the box until somebody saves it.
    """

    boxes: dict[str, Box]
    judged: Judged
    withheld: str
    issuers: tuple[str, ...]
    body_code: str
    proposed: Mapping[str, str] = field(default_factory=dict)

    @property
    def wrong(self) -> list[Wrong]:
        """A sentence for each field that cannot be printed as it is."""
        return [Wrong(f"{self.boxes[key].name}.body", text) for key, text in self.judged.mistakes.items()]


def boxes(connection: Connection, report: Report, found: Around, keys: tuple[str, ...]) -> dict[str, Box]:
    """The fields of these keys as they stand."""
    ids = {found.sections[key].id: key for key in keys}
    texts = contents.texts(connection, ids)
    left = untouched(tuple(each for each in pasts.waiting(connection, report.id) if each.section_id in ids), texts)
    stale = {key: tuple(each for each in left if ids[each.section_id] == key) for key in keys}
    return {key: Box(key, found.name(key), found.body(key), found.version(key), stale[key]) for key in keys}


def front_boxes(connection: Connection, library: Library, report: Report) -> dict[str, Box]:
    """The fields of titles and layout."""
    return boxes(connection, report, around(connection, library, report), FRONT_KEYS)


def registration_page(connection: Connection, library: Library, standing: Standing) -> RegistrationPage:
    """Everything the page of registration shows."""
    report = standing.report
    found = around(connection, library, report)
    shown = boxes(connection, report, found, REGISTRATION_KEYS)
    judgement = judged({key: box.body for key, box in shown.items()}, len(found.unit.issuers), found.body("kind"), library.labels["front"])
    withheld = stock_of(connection, library, report).withheld if judgement.registration.number else ""
    said = proposed(connection, library, report)
    return RegistrationPage(shown, judgement, withheld, found.unit.issuers, found.unit.body_code, said)


def too_long_in(ask: Asking, names: Mapping[str, str]) -> list[Wrong]:
    """A sentence for every line in the form that is a whole text; `names` of the fields by key."""
    labels = ask.site.library.labels["front"]
    lines = {f"{name}.body": labels[key] for key, name in names.items() if key in LINES}
    return [Wrong(name, too_long(label, LONGEST_LINE)) for name, label in lines.items() if len(ask.form.get(name)) > LONGEST_LINE]


def settling(ask: Asking, shown: Mapping[str, Box], saved: Saved | None, *, refused: bool) -> dict[str, object]:
    """What a page needs to show a conflict, a refusal, or neither: what was typed and is not stored."""
    labels = ask.site.library.labels["front"]
    named = {box.name: labels[key] for key, box in shown.items()}
    if saved is None:
        return {"typed": dict(ask.form.pairs) if refused else {}, "conflicts": ()}
    return {"typed": typed_again(ask, saved), "conflicts": conflicts_shown(ask.library, saved, named)}
