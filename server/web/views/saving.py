"""What a save tells: to the autosave in JSON, to a page as conflicts with both texts."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import SequenceMatcher

from sqlalchemy import Connection

from server.actions.saving import ENTRY, ITEM, TEXT, Conflict, Field, Saved, Value, target
from server.library import Library
from server.report.papers.changes import pieces
from server.report.problems import changed_by_other
from server.report.review_problems import changed_after_done, confirm_done
from server.storage import history
from server.storage.history import Past
from server.web.depends import Asking, number
from server.web.render import clock_time, page
from server.web.views.section import Figures, SectionPage

Pieces = tuple[tuple[str, str], ...]
Merged = tuple[tuple[Field, Past], ...]
_MOST_COMPARED = 300
_MARKS = {"": "same", "inserted": "ins", "deleted": "del"}
_CLAUSE = re.compile(r"[^，。；\n]*[，。；\n]|[^，。；\n]+")


@dataclass(frozen=True)
class Clash:
    """A conflict as shown: both texts cut into what is the same and what is not.

    `parts` are the attributes that differ, as a button sends them; `joined` both changes in one, () where they meet; `own`: the other
    is the same person in another window.
    """

    field: str
    element: str
    label: str
    who: str
    at: datetime
    version: int
    theirs: Pieces
    mine: Pieces
    parts: str = ""
    joined: Pieces = ()


def settled(ask: Asking, what: str, which: str) -> list[Field]:
    """The fields as typed; for a conflict, mine counts as typed over theirs, theirs as not typed at all.

    `which` is `entry.dis.found@7:raw,as_of`: the version that the panel showed and the parts that differed there; without parts it is all.
    """
    fields = ask.form.fields()
    if what == "theirs":
        return [field for field in fields if field.name != which]
    if what not in ("mine", "both"):
        return list(fields)
    name, _, rest = which.partition("@")
    version, _, parts = rest.partition(":")
    over, both = number(version), what == "both"
    return [replace(each, over=over, both=both, firm=_firm(each, parts)) if each.name == name else each for each in fields]


def _firm(field: Field, parts: str) -> tuple[str, ...]:
    return tuple(parts.split(",")) if parts else tuple(field.value)


def typed_again(ask: Asking, saved: Saved) -> dict[str, str]:
    """What was typed into fields in conflict, with the version their typist saw: saving it again asks again. The others are stored."""
    made = {f"{each.field.name}.{name}": text for each in saved.conflicts for name, text in each.field.value.items()}
    seen = {f"{each.field.name}.v": str(each.field.base) for each in saved.conflicts}
    clashing = {conflict.field.name for conflict in saved.conflicts}
    return made | seen | {name: value for name, value in ask.form.pairs if name.rpartition(".")[0] in clashing}


def conflicts_shown(library: Library, saved: Saved, labels: Mapping[str, str] | None = None) -> tuple[Clash, ...]:
    """Every conflict of a save; `labels` name fields that are not what their kind is called."""
    return tuple(
        _clash(conflict, (labels or {}).get(conflict.field.name) or _label(library, conflict.field), library.labels["field_parts"])
        for conflict in saved.conflicts
    )


def merged_notes(library: Library, merged: Merged) -> tuple[str, ...]:
    """One line for every field that somebody else changed and a save left to them."""
    return tuple(changed_by_other(past.person, clock_time(past.at), _label(library, field)) for field, past in merged)


def merged_before(connection: Connection, report_id: int, shown: SectionPage, names: list[str]) -> Merged:
    """The newest changes of the fields so named, of those on the page: for the page after a save."""
    here = [(ITEM, str(item.id)) for item in shown.items] + [(ENTRY, figure.indicator.id) for figure in shown.data.figures]
    wanted = [(kind, key) for kind, key in [(TEXT, str(shown.section.id)), *here] if f"{kind}.{key}" in names]
    pasts = [(Field(kind, key, {}, 0), history.latest(connection, target(report_id, kind, key))) for kind, key in wanted]
    return tuple((field, past) for field, past in pasts if past)


def autosaved(ask: Asking, saved: Saved, shown: Figures | None) -> tuple[dict[str, object], int]:
    """The answer to an autosave and its status."""
    at = clock_time(ask.at)
    fields = {f"{name}.v": str(version) for name, version in saved.versions.items()}
    answer: dict[str, object] = {"at": at, "fields": fields | _taken_over(saved) | _confirming(saved), "cleaned": ask.cleaned}
    answer |= _outputs(ask.library, saved, shown)
    answer |= {"expires": int(ask.session.expires_at.timestamp()), "now": int(ask.at.timestamp())} if ask.session else {}
    if not saved.conflicts:
        return answer | {"status": "saved"}, 200
    clashing = {f"{conflict.field.name}.v" for conflict in saved.conflicts}
    kept = {name: version for name, version in fields.items() if name not in clashing}
    html = page("partials/conflicts.html", conflicts=conflicts_shown(ask.library, saved))
    return answer | {"status": "conflict", "html": html, "fields": kept}, 409


def _outputs(library: Library, saved: Saved, shown: Figures | None) -> dict[str, object]:
    """Texts to put on the page: rates, growth, messages, warnings, others' changes."""
    notes = "；".join(merged_notes(library, saved.merged))
    always = {"merged-note": notes} | ({"done-note": changed_after_done(), "done-button": confirm_done()} if saved.reopened else {})
    if shown is None:
        return {"outputs": always, "messages": []}
    outputs = always | {"relations": "\n".join(shown.warnings)}
    outputs["filled-count"] = f"{shown.filled}/{len(shown.asked)}"
    for figure in shown.figures:
        if figure.indicator.rate:
            outputs[f"rate-{figure.id}"] = figure.rate or "—"
        outputs[f"growth-{figure.id}"] = figure.growth
    messages = [
        {"field": f"entry.{figure.indicator.id}.raw", "text": "".join(figure.entry.messages)}
        for figure in shown.figures
        if not figure.indicator.rate
    ]
    return {"outputs": outputs, "messages": messages}


def _confirming(saved: Saved) -> dict[str, str]:
    """What the button of a section that was done asks for from now on."""
    return {"done_as": "done"} if saved.reopened else {}


def _taken_over(saved: Saved) -> dict[str, str]:
    """The values of fields that somebody else changed, for a page that still shows the old ones."""
    return {f"{field.name}.{name}": text for field, past in saved.merged for name, text in past.value.items() if name in field.value}


def _clash(conflict: Conflict, label: str, names: Mapping[str, str]) -> Clash:
    field, past = conflict.field, conflict.theirs
    element = f"{field.name}.{conflict.parts[0]}"
    theirs, mine = _sides(conflict.parts, past.value, conflict.mine, names)
    joined = _joined(conflict.parts, past.value, conflict.joined, names) if conflict.joined else ()
    return Clash(field.name, element, label, past.person, past.at, past.version, theirs, mine, ",".join(conflict.parts), joined)


def _sides(parts: tuple[str, ...], theirs: Value, mine: Value, names: Mapping[str, str]) -> tuple[Pieces, Pieces]:
    """Both sides of all parts that differ, each part named where there are several."""
    left: list[tuple[str, str]] = []
    right: list[tuple[str, str]] = []
    for part in parts:
        head = [("same", f"{names[part]}\uff1a")] if len(parts) > 1 else []
        end = [("same", "\n")] if part != parts[-1] else []
        one, other = pieces_of(theirs.get(part, ""), mine[part])
        left += [*head, *one, *end]
        right += [*head, *other, *end]
    return tuple(left), tuple(right)


def _joined(parts: tuple[str, ...], theirs: Value, made: Value, names: Mapping[str, str]) -> Pieces:
    """Both changes in one, with what it changes of theirs marked."""
    shown: list[tuple[str, str]] = []
    for part in parts:
        shown += [("same", f"{names[part]}\uff1a")] if len(parts) > 1 else []
        shown += [(_MARKS[piece.change], piece.text) for piece in pieces(theirs.get(part, ""), made[part])]
        shown += [("same", "\n")] if part != parts[-1] else []
    return tuple(shown)


def pieces_of(theirs: str, mine: str) -> tuple[Pieces, Pieces]:
    """Both texts as (same | ins, text): ins is what only this side has."""
    head = _shared(theirs, mine)
    tail = _shared(theirs[head:][::-1], mine[head:][::-1])
    first, last = ("same", theirs[:head]), ("same", theirs[len(theirs) - tail :])
    one, other = _cut(theirs[head : len(theirs) - tail], mine[head : len(mine) - tail])
    left, right = [first], [first]
    for kind, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        left.append(("same" if kind == "equal" else "ins", "".join(one[a:b])))
        right.append(("same" if kind == "equal" else "ins", "".join(other[c:d])))
    return _filled([*left, last]), _filled([*right, last])


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _filled(pieces: Iterable[tuple[str, str]]) -> Pieces:
    return tuple((kind, text) for kind, text in pieces if text)


def _cut(one: str, other: str) -> tuple[list[str], list[str]]:
    """Both in parts to compare: characters, clauses, or all as one. Comparing takes up to the cube of the parts, so these are few."""
    choices = ((list(one), list(other)), (_CLAUSE.findall(one), _CLAUSE.findall(other)))
    return next((pair for pair in choices if max(map(len, pair)) <= _MOST_COMPARED), ([one], [other]))


def _label(library: Library, field: Field) -> str:
    if field.kind == ENTRY:
        return library.indicators[field.key].name
    return library.labels["fields"][ITEM if field.kind == ITEM else "text"]
