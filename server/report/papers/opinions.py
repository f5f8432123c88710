"""核校单: what is still to be looked at in a report, what was explained and what was overridden, as a paper of its own."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from server.report import paper_problems as say
from server.report.composing import front_of, text_of, visible
from server.report.entries import Answer, exact_values
from server.report.findings import Class, Finding, Strength
from server.report.indicators import Indicator, Relation, broken
from server.report.manuscript import Block, Paragraph, Table, Title
from server.report.outline import Outline
from server.report.papers.agreeing import unlike
from server.report.papers.figures import asked_of, entries_of
from server.report.phrases import fill
from server.report.problems import relation_broken
from server.report.prose.recognising import Recognition
from server.report.snapshot import Snapshot
from server.report.words import title_lines

WIDTHS = (6, 11, 18, 36, 14, 15)


@dataclass(frozen=True)
class Standing:
    """A sentence of last year's report that stands unchanged in this one: the section's key, its words, why it is doubted."""

    section: str
    sentence: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answered:
    """What a person said to a finding (`rule` and `where` as there): an explanation, or with `override` that it holds nothing back."""

    rule: str
    where: str
    words: str
    person: str = ""
    day: str = ""
    override: bool = False


def found(
    snapshot: Snapshot,
    outline: Outline | None,
    indicators: Mapping[str, Indicator],
    relations: tuple[Relation, ...],
    standing: Iterable[Standing] = (),
    recognition: Recognition | None = None,
) -> tuple[Finding, ...]:
    """What the program knows of a report by itself, the gravest first.

    Unreadable figures, broken relations, core figures nobody answered, figures that the text says otherwise (with `recognition`),
    sentences of last year, sections without text.
    """
    every = (
        *_of_figures(snapshot, indicators, relations),
        *(_of_text(snapshot, indicators, recognition) if recognition else ()),
        *_of_sentences(snapshot, standing),
        *(
            _finding("report.empty", Class.hint, say.section_empty(each), each)
            for each in text_of(snapshot, front_of(snapshot, outline))[1]
        ),
    )
    return gravest_first(every)


def gravest_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by class; those of one class stay in their order."""
    order = list(Class)
    return tuple(sorted(findings, key=lambda each: order.index(each.weight)))


def paper(title: str, findings: tuple[Finding, ...], answers: Iterable[Answered], words: Mapping[str, str]) -> tuple[Block, ...]:
    """The blocks of the 核校单: a count, then a row for each finding, the gravest first, with what was said to it."""
    heading = Title(title_lines(fill(words["findings_title"], {"title": title}) or title))
    if not findings:
        return (heading, Paragraph(words["findings_none"]))
    counts = "、".join(f"{each}{sum(finding.weight is each for finding in findings)}" for each in Class)
    summary = fill(words["findings_count"], {"count": str(len(findings)), "classes": counts}) or counts
    said = {(each.rule, each.where): each for each in answers}
    rows = (_row(at, each, said.get((each.rule, each.where)), words) for at, each in enumerate(gravest_first(findings), 1))
    return (heading, Paragraph(summary), Table((tuple(words["findings_heads"].split("|")), *rows), widths=WIDTHS))


def _row(at: int, finding: Finding, answer: Answered | None, words: Mapping[str, str]) -> tuple[str, ...]:
    basis = finding.clause or words["findings_own"]
    message = finding.message + (fill(words["findings_seen"], _seen(finding)) or "")
    return (str(at), finding.weight.value, finding.where, message, f"{basis}（{finding.strength.value}）", _answer(answer, words))


def _seen(finding: Finding) -> dict[str, str]:
    return {key: text for key, text in (("expected", finding.expected), ("found", finding.found)) if text}


def _answer(answer: Answered | None, words: Mapping[str, str]) -> str:
    if answer is None:
        return ""
    who = "，".join(filter(None, (answer.person, answer.day)))
    given = {"words": answer.words, **({"who": who} if who else {})}
    return fill(words["findings_override" if answer.override else "findings_explained"], given) or answer.words


def _of_figures(snapshot: Snapshot, indicators: Mapping[str, Indicator], relations: tuple[Relation, ...]) -> Iterator[Finding]:
    known = entries_of(snapshot, indicators)
    for entry in known.values():
        name = entry.indicator.name
        grave = Answer.unreadable in (entry.now.answer, entry.last.answer)
        weight = Class.must if grave else Class.verify
        yield from (_finding("figure.read", weight, message, name, found=entry.record.raw) for message in entry.messages)
    for each in broken(relations, exact_values(known)):
        names = "、".join(indicators[key].name for key in each.relation.members if key in indicators)
        message = relation_broken(each.relation.says, f"{each.left:f}", f"{each.right:f}")
        yield _finding(f"relation.{each.relation.id}", Class.explain, message, names)
    for section, indicator in asked_of(snapshot, indicators):
        entry_now = known.get(indicator.id)
        if indicator.core and not indicator.rate and not (entry_now and entry_now.now.answer is not Answer.blank):
            yield _finding("figure.missing", Class.explain, say.core_missing(indicator.name), section.heading)


def _of_text(snapshot: Snapshot, indicators: Mapping[str, Indicator], recognition: Recognition) -> Iterator[Finding]:
    headings = {section.key: section.heading for section in snapshot.sections}
    for each in unlike(snapshot, indicators, recognition):
        message = say.text_differs(each.indicator.name, each.said, each.entered, each.sentence)
        yield _finding("figure.text", Class.explain, message, f"{headings[each.section]}“{each.indicator.name}”")


def _of_sentences(snapshot: Snapshot, standing: Iterable[Standing]) -> Iterator[Finding]:
    headings = {section.key: section.heading for section in visible(snapshot.sections)}
    for each in standing:
        if each.section in headings:
            message = say.still_last_year(each.sentence, each.reasons)
            yield _finding("text.last_year", Class.verify, message, f"{headings[each.section]}{say.quoted(each.sentence)}")


def _finding(rule: str, weight: Class, message: str, where: str, found: str = "") -> Finding:
    return Finding(rule, "", Strength.practice, weight, message, found=found, where=where)
