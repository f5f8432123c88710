"""公开审查表 as a manuscript to be signed by hand: where and why something was decided, never the words that were in question."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from server.report.manuscript import Block, Manuscript, Paragraph, Properties, Table, Title
from server.report.publicity.deciding import Weighed, pending
from server.report.publicity.passages import ENTRY, HEADING
from server.report.words import title_lines

WORDS = (
    *("title", "facts", "nature", "channel", "basis", "count", "unfinished", "clean", "caution", "first", "second"),
    *("heads", "place", "heading_place", "entry_place", "left_out", "as_is", "undecided", "signing_heads", "signing"),
)
"""Wordings that the form looks for under [publicity_form] in data/labels.toml."""
_FACT_WIDTHS, _LIST_WIDTHS, _SIGNING_WIDTHS = (3, 9), (2, 7, 6, 3, 6), (3, 7, 4, 4)


@dataclass(frozen=True)
class Reviewed:
    """What the form speaks of. `names`: what the reader calls a target (heading, front, indicator); `labels` those of the library."""

    unit: str
    short_name: str
    title: str
    year: int
    weighed: tuple[Weighed, ...]
    names: Mapping[str, str]
    labels: Mapping[str, Mapping[str, str]]

    @property
    def words(self) -> Mapping[str, str]:
        """The wordings of the form."""
        return self.labels["publicity_form"]


def review_form(reviewed: Reviewed) -> Manuscript:
    """The form: the paper in question, what was decided place by place, and lines for opinions and signatures."""
    words = reviewed.words
    title = words["title"].replace("{name}", reviewed.short_name).replace("{year}", str(reviewed.year))
    listed = tuple(_rows(reviewed))
    whole: tuple[Block, ...] = (
        Title(title_lines(title)),
        Table(_facts(reviewed), header_rows=0, widths=_FACT_WIDTHS),
        Paragraph(words["basis"]),
        Paragraph(words["first"]),
        *_counted(reviewed),
        *([Table((tuple(words["heads"].split("|")), *listed), widths=_LIST_WIDTHS)] if listed else []),
        Paragraph(words["second"]),
        Table(_signing(words), widths=_SIGNING_WIDTHS),
    )
    return Manuscript(Properties(title, reviewed.unit), whole)


def _facts(reviewed: Reviewed) -> tuple[tuple[str, ...], ...]:
    words = reviewed.words
    told = (reviewed.unit, "".join(reviewed.title.split()), str(reviewed.year), words["nature"], words["channel"])
    return tuple(zip(words["facts"].split("|"), told, strict=True))


def _signing(words: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    heads = tuple(words["signing_heads"].split("|"))
    return (heads, *((each, *[""] * (len(heads) - 1)) for each in words["signing"].split("|")))


def _counted(reviewed: Reviewed) -> Iterator[Paragraph]:
    words, noted = reviewed.words, [each for each in reviewed.weighed if each.noted]
    internal = [each for each in noted if each.decision == "internal"]
    counts = {
        "noted": len(noted),
        "open": sum(each.decision == "open" for each in noted),
        "replaced": sum(bool(each.replacement) for each in internal),
        "internal": sum(not each.replacement for each in internal),
        "pending": pending(noted),
    }
    yield Paragraph(_filled(words["count"] + words["caution"] if noted else words["clean"], counts))
    if counts["pending"]:
        yield Paragraph(_filled(words["unfinished"], counts))


def _rows(reviewed: Reviewed) -> Iterator[tuple[str, ...]]:
    numbered = ((at, each) for _, group in groupby(reviewed.weighed, lambda each: each.target) for at, each in enumerate(group, 1))
    noted = [(at, each) for at, each in numbered if each.noted]
    for number, (at, each) in enumerate(noted, 1):
        yield (
            str(number),
            _place(reviewed, at, each),
            _why(reviewed, each),
            reviewed.labels["publicity"][each.decision],
            _written(reviewed, each),
        )


def _place(reviewed: Reviewed, at: int, weighed: Weighed) -> str:
    kind = "entry_place" if weighed.target.startswith(ENTRY) else "heading_place" if weighed.fixed else "place"
    plain = weighed.target.removeprefix(HEADING)
    return _filled(reviewed.words[kind], {"heading": reviewed.names.get(plain, plain).strip("。 "), "number": at})


def _why(reviewed: Reviewed, weighed: Weighed) -> str:
    """The kinds of what was found, else why it was looked at."""
    reasons = dict.fromkeys(reviewed.labels["publicity_reason"][hit.reason] for hit in weighed.hits)
    causes = (reviewed.labels["publicity_cause"][each] for each in weighed.causes)
    return "、".join(reasons or dict.fromkeys(causes))


def _written(reviewed: Reviewed, weighed: Weighed) -> str:
    words = reviewed.words
    if weighed.decision == "internal":
        return weighed.replacement or words["left_out"]
    return words["as_is"] if weighed.decision == "open" else words["undecided"]


def _filled(wording: str, values: Mapping[str, object]) -> str:
    for name, value in values.items():
        wording = wording.replace(f"{{{name}}}", str(value))
    return wording


def names_of(headings: Iterable[tuple[str, str]], fronts: Mapping[str, str], indicators: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What a reader calls each target: sections by their headings, the front by its labels, entries by their indicators."""
    return dict(fronts) | dict(headings) | {ENTRY + key: name for key, name in indicators}
