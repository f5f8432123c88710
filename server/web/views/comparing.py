"""What 对数 shows: every figure that differs in its sentence, beside the report's own, with the ways to its text and its field."""

from collections.abc import Mapping
from dataclasses import dataclass

from server.actions.comparing_papers import Held
from server.report.checks.comparing import Clash, Place, Stated
from server.report.papers.clashing import Counted, counted, message
from server.storage.reports import Section

_NEAR = 80
Words = tuple[str, str, str]


@dataclass(frozen=True)
class Row:
    """A figure that differs, as `fields/doubt.html` shows a finding. `ours`: the report's sentence; `text`, `field`: pages."""

    before: str
    quote: str
    after: str
    message: str
    working: str
    ours: Words
    text: str
    field: str
    last: bool
    clause: str = ""
    rule: str = ""


@dataclass(frozen=True)
class Told:
    """A figure that agrees or is not compared: what it is called, its sentence in three, why it is not compared."""

    name: str
    words: Words
    why: str = ""


@dataclass(frozen=True)
class Shown:
    """The whole result; `held` tells how the paper was understood."""

    name: str
    held: Held
    counted: str
    rows: tuple[Row, ...]
    agreed: tuple[Told, ...]
    aside: tuple[Told, ...]


def shown(name: str, held: Held, sections: tuple[Section, ...], words: Mapping[str, str]) -> Shown:
    """The result; `words` as in `clashing.WORDS`."""
    places = {each.key: each for each in sections}
    return Shown(
        name=name,
        held=held,
        counted=counted(count_of(held), words),
        rows=tuple(_row(each, held, places, words) for each in held.compared.clashes),
        agreed=tuple(_told(each, held, words) for each in held.compared.agreed),
        aside=tuple(_told(each, held, words) for each in held.compared.aside),
    )


def count_of(held: Held) -> Counted:
    """How many figures there are of each sort."""
    found = held.compared
    return Counted(len(found.clashes), found.agreeing, len(found.aside), found.unknown)


def _row(clash: Clash, held: Held, places: Mapping[str, Section], words: Mapping[str, str]) -> Row:
    before, quote, after = _in_sentence(held, clash.start, clash.end)
    asking = _asking(places, clash.indicator.section)
    return Row(
        before=before,
        quote=quote,
        after=after,
        message=message(clash, words),
        working=f"{clash.said}≠{clash.entered}",
        ours=_ours(held, clash.here),
        text=_text_of(held, clash.here, places),
        field=f"/sections/{asking.id}#figure-{clash.indicator.id.replace('.', '-')}" if asking else "",
        last=clash.last,
    )


def _told(each: Stated, held: Held, words: Mapping[str, str]) -> Told:
    return Told(each.indicator.name, _in_sentence(held, each.start, each.end), words[each.why] if each.why else "")


def _in_sentence(held: Held, start: int, end: int) -> Words:
    text = held.text
    first, last = text.sentence(start)
    return _short(text.text[first:start], text.text[start:end], text.text[end : max(end, last)])


def _ours(held: Held, here: Place | None) -> Words:
    if here is None:
        return "", "", ""
    text, (first, last), (start, end) = held.own.text.text, here.saying.span, (here.said.start, here.said.end)
    return _short(text[first:start], text[start:end], text[end:last])


def _short(before: str, quote: str, after: str) -> Words:
    """A sentence cut down to what stands near the figure."""
    head = f"…{before[-_NEAR:]}" if len(before) > _NEAR else before.lstrip()
    return head, quote, f"{after[:_NEAR]}…" if len(after) > _NEAR else after.rstrip()


def _text_of(held: Held, here: Place | None, places: Mapping[str, Section]) -> str:
    """The page with the report's own words, behind the address of the report."""
    passage = held.own.text.passage(here.said.start) if here else None
    section = places.get(here.saying.section) if here else None
    if here is None or passage is None or section is None:
        return ""
    start, length = passage.typed + here.said.start - passage.start, here.said.end - here.said.start
    return f"/sections/{section.id}" + (f"?find={start}-{start + length}#found" if passage.typed >= 0 else "")


def _asking(places: Mapping[str, Section], wanted: str) -> Section | None:
    """The section that asks for a figure: its own, or the one that takes it in."""
    own = places.get(wanted)
    if own and own.shown:
        return own
    return next((each for each in places.values() if wanted in each.takes), own)
