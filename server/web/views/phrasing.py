"""Wordings to choose from for a section: the shipped ones, the unit's own, last year's sentences, each with this year's figures."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from server.actions.allowing import Standing
from server.actions.drafting import facts_of
from server.library import Library
from server.report.drafting import Facts, sayings
from server.report.outline import asked_keys, family
from server.report.past.carrying import carried
from server.report.past.filing import filed
from server.report.phrases import Phrase, fill
from server.report.problems import NotFound
from server.report.prose.figures import figures_in
from server.report.prose.generalising import named, said_now
from server.report.words import sentences
from server.storage import contents, pasts, phrases, reports
from server.storage.contents import Text
from server.storage.phrases import UnitPhrase
from server.storage.reports import Section

MOST_SHOWN = 60
SHORTEST, LONGEST = 6, 500


@dataclass(frozen=True)
class Offer:
    """A wording to choose: as it would stand in the text, or with names where figures are not there yet (`ready` is False).

    `old`: how many figures of a sentence of last year are still last year's.
    """

    words: str
    ready: bool = True
    old: int = 0


@dataclass(frozen=True)
class Own:
    """A wording of the unit, with what it would say now."""

    phrase: UnitPhrase
    offer: Offer
    shown: str


@dataclass(frozen=True)
class PhrasesPage:
    """Everything the page of wordings shows."""

    section: Section
    text: Text
    sought: str
    shipped: tuple[Offer, ...]
    own: tuple[Own, ...]
    last: tuple[Offer, ...]

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The paragraphs of the text as it is."""
        return tuple(line.strip() for line in self.text.body.split("\n") if line.strip())

    @property
    def sentences(self) -> tuple[str, ...]:
        """The sentences of the text that may be kept as wordings."""
        lines = (line for line in self.paragraphs if "\t" not in line)
        found = (each.strip() for line in lines for each in sentences(line))
        return tuple(dict.fromkeys(each for each in found if SHORTEST <= len(each) <= LONGEST))


def phrases_page(connection: Connection, library: Library, standing: Standing, section_id: int, sought: str) -> PhrasesPage:
    """The wordings for a section, of all sections when something is sought. Raises NotFound for a section that has no text."""
    section = reports.section(connection, standing.report.id, section_id)
    if section is None or not section.level:
        raise NotFound
    known = facts_of(connection, library, standing.report)
    fits, all_ = _seeking(sought), bool(sought.split())
    text = contents.texts(connection, [section_id]).get(section_id, Text(section_id))
    keys = asked_keys(section.key, section.takes, {each.key for each in reports.sections(connection, standing.report.id) if each.shown})
    own = phrases.of_unit(connection, standing.report.unit_id)
    mine = (_own(library, known, each) for each in own if all_ or each.section == section.key)
    return PhrasesPage(
        section,
        text,
        sought,
        _some(each for each in _shipped(library, known, None if all_ else keys) if fits(each.words)),
        tuple(each for each in mine if fits(each.shown + each.offer.words))[:MOST_SHOWN],
        _some(each for each in _last(connection, library, standing, None if all_ else section.key, known) if fits(each.words)),
    )


def _seeking(sought: str) -> Callable[[str], bool]:
    words = sought.split()
    return lambda text: all(word in text for word in words)


def _some(offers: Iterable[Offer]) -> tuple[Offer, ...]:
    return tuple({offer.words: offer for offer in offers}.values())[:MOST_SHOWN]


def _shipped(library: Library, known: Facts, keys: Iterable[str] | None) -> Iterator[Offer]:
    """What the shipped wordings say of the figures as they are; behind it those whose figures are not there yet."""
    wanted = None if keys is None else set(keys)
    indicators = [each for each in library.indicators.values() if wanted is None or each.section in wanted]
    chosen = [each for each in library.phrases if wanted is None or each.section in wanted]
    said = sayings(chosen, known, indicators)
    yield from (Offer(words) for sentence in said for words in sentence.alternatives)
    spoken = {sentence.phrase for sentence in said}
    names = {key: each.name for key, each in library.indicators.items()}
    silent = [each for each in chosen if each.id not in spoken and each.about not in known.values]
    yield from (Offer(named(wording, names), ready=False) for each in silent for wording in _usual(each))


def _usual(phrase: Phrase) -> tuple[str, ...]:
    return phrase.always or phrase.some


def _own(library: Library, known: Facts, phrase: UnitPhrase) -> Own:
    names = {key: each.name for key, each in library.indicators.items()}
    says, shown = fill(phrase.body, known.values, known.zero), named(phrase.body, names)
    return Own(phrase, Offer(shown, ready=False) if says is None else Offer(says), shown)


def _last(connection: Connection, library: Library, standing: Standing, key: str | None, known: Facts) -> Iterator[Offer]:
    """Last year's sentences, their year words moved on and their figures this year's where those are known."""
    past = pasts.newest(connection, standing.report.id)
    parts = filed(past.anatomy, past.spans) if past else ()
    for part in parts:
        if past and key in (None, part.key):
            home = family(part.key)
            found = figures_in(part.text, library.recognition, home)
            text = carried(part.text, part.key, (past.year, standing.report.year), library.judgement, found).text
            told = (
                said_now(each.strip(), home, library.recognition, known.values) for line in text.split("\n") for each in sentences(line)
            )
            yield from (Offer(words, old=old) for words, old in told if SHORTEST <= len(words) <= LONGEST and "\t" not in words)
