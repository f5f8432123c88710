"""发文稿纸 as a manuscript: what is known of the paper printed, boxes for those who sign by hand; no 密级 and no number."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from server.report.manuscript import Manuscript, Properties, Table, Title
from server.report.season.signing import Issuer, Part, Signature
from server.report.units import Unit
from server.report.words import title_lines

WORDS = (
    *("title", "heading", "recipients", "copies_to", "attachments", "disclosure", "disclosures", "urgency", "copies", "number"),
    *("signed", "reviewed", "countersigned", "checked", "drafted", "given", "head", "count"),
)
"""Wordings that the paper looks for under [draft_sheet] in data/labels.toml."""
_COLUMNS = (1,) * 12
_HALVES, _WHOLE = (2, 4, 2, 4), (2, 10)


@dataclass(frozen=True)
class Drafted:
    """The paper that goes round for signing, as typed; "" and () are what is not known. `signatures` are printed in their boxes."""

    unit: Unit
    issuers: tuple[Issuer, ...]
    title: str
    recipients: str = ""
    copies_to: str = ""
    attachments: tuple[str, ...] = ()
    disclosure: str = ""
    urgency: str = ""
    copies: str = ""
    signatures: tuple[Signature, ...] = ()


@dataclass(frozen=True)
class _Line:
    cells: tuple[str, ...]
    spans: tuple[int, ...]
    height_mm: int


def draft_sheet(drafted: Drafted, words: Mapping[str, str]) -> Manuscript:
    """One page without page number; a box for each head of a joint issue. `words` as in WORDS."""
    title = words["title"].replace("{name}", drafted.unit.short_name)
    lines = (*_boxes(drafted, words), *_facts(drafted, words))
    table = Table(
        rows=tuple(line.cells for line in lines),
        header_rows=0,
        widths=_COLUMNS,
        heights_mm=tuple(line.height_mm for line in lines),
        spans=tuple(line.spans for line in lines),
    )
    return Manuscript(Properties(title, drafted.unit.name), (Title(title_lines(title)), table), numbered=False)


def _boxes(drafted: Drafted, words: Mapping[str, str]) -> tuple[_Line, ...]:
    """The boxes to sign in, that of who signs last and counts most on top."""
    part = {each: _given((s for s in drafted.signatures if s.part is each), words) for each in Part}
    return (
        _signed(drafted, words),
        _box((words["reviewed"], part[Part.reviewed], words["countersigned"], part[Part.countersigned]), 36),
        _box((words["checked"], part[Part.checked], words["drafted"], part[Part.drafted]), 26),
    )


def _signed(drafted: Drafted, words: Mapping[str, str]) -> _Line:
    """A box for whoever signs, two side by side in a joint issue, each labelled with the post."""
    given = [each for each in drafted.signatures if each.part is Part.signed]
    if len(drafted.issuers) == 1:
        return _box((words["signed"], _given(given, words)), 44)
    labels = [words["head"].replace("{part}", words["signed"]).replace("{post}", each.post) for each in drafted.issuers]
    boxes = [_given((each for each in given if each.issuer == issuer.name), words) for issuer in drafted.issuers]
    return _box(tuple(text for pair in zip(labels, boxes, strict=True) for text in pair), 44)


def _box(cells: tuple[str, ...], height_mm: int) -> _Line:
    """A row of boxes, as high as it takes to write in them; half of that once nothing is left to write."""
    return _Line(cells, _WHOLE if len(cells) == len(_WHOLE) else _HALVES, height_mm if "" in cells else height_mm // 2)


def _facts(drafted: Drafted, words: Mapping[str, str]) -> tuple[_Line, ...]:
    several = len(drafted.attachments) > 1
    attachments = [f"{at}.{name}" if several else name for at, name in enumerate(drafted.attachments, 1)]
    copies = words["count"].replace("{count}", drafted.copies or "\u3000\u3000")
    return (
        _Line((words["heading"], "".join(line.strip() for line in drafted.title.splitlines())), _WHOLE, 18),
        _Line((words["recipients"], drafted.recipients.strip().rstrip("：:")), _WHOLE, 12),
        _Line((words["copies_to"], drafted.copies_to.strip()), _WHOLE, 12),
        _Line((words["attachments"], "\n".join(attachments)), _WHOLE, 12),
        _Line((words["disclosure"], drafted.disclosure or words["disclosures"], words["copies"], copies), (2, 7, 1, 2), 11),
        _Line((words["number"], "", words["urgency"], drafted.urgency), _HALVES, 11),
    )


def _given(signatures: Iterable[Signature], words: Mapping[str, str]) -> str:
    """Who signed and when, a line for each; no more is printed of it."""
    return "\n".join(_filled(words["given"], each.post, each.name, each.day) for each in signatures)


def _filled(wording: str, post: str, name: str, day: date) -> str:
    values = {"post": post, "name": name, "year": day.year, "month": day.month, "day": day.day}
    for key, value in values.items():
        wording = wording.replace(f"{{{key}}}", str(value))
    return wording.strip()
