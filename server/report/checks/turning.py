"""Faulty turns of phrase, listed as patterns (G01–G08, T03, L03); finds only what the list describes."""

from collections.abc import Callable, Iterable, Iterator

from server.report.checks.ruling import Check, Hit, Subject
from server.report.checks.spotting import compiled
from server.report.checks.wording import Pattern
from server.report.findings import Class


def turns(subject: Subject, rule: str) -> Iterator[Hit]:
    """What the patterns of a rule find outside 《》 and quotation marks, or everywhere where the pattern says `quoted`."""
    for entry in subject.lists.turned.get(rule, ()):
        if entry.holds(subject.day) or (subject.day is None and entry.until is None):
            seen = subject.text.text if entry.quoted else subject.text.unquoted
            yield from _found(entry, seen, subject)


def _found(entry: Pattern, seen: str, subject: Subject) -> Iterator[Hit]:
    pattern = compiled(entry.find)
    for found in subject.text.among(pattern, seen, *entry.needles) if entry.needles else pattern.finditer(seen):
        if not any(word in found[0] for word in subject.lists.allowed):
            suggestion = found.expand(entry.right) if entry.right else ""
            yield Hit(*found.span(), entry.says, suggestion, weight=entry.weight, basis=entry.source)


def _of(rule: str) -> Callable[[Subject], Iterable[Hit]]:
    return lambda subject: turns(subject, rule)


_NAMES = {
    "G01": "句式杂糅",
    "G02": "搭配不当",
    "G03": "语序或虚词不当",
    "G04": "缺少成分",
    "G05": "动词与“力度”等搭配不当",
    "G06": "缺主语或指代",
    "G07": "条件、列举不完整",
    "G08": "语义矛盾",
}
CHECKS: tuple[Check[Subject], ...] = (
    *(Check(rule, name, Class.verify, _of(rule), basis="语法与修辞") for rule, name in _NAMES.items()),
    Check("T03", "人大、政协、公务员等用语不准确", Class.explain, _of("T03"), basis="法律用语"),
    Check("L03", "固定用语漏字", Class.verify, _of("L03"), basis="固定用语"),
)
