"""REPORT.json: everything one report says, as one canonical value. Schema 1, described in docs/report-json.md."""

import json
from typing import Literal

from pydantic import ConfigDict, Field, ValidationError

from server.report.problems import Refused
from server.report.units import Unit
from server.report.values import Frozen

SCHEMA = 1
LONGEST_TEXT = 1_000_000
_REASONS = {"extra_forbidden": "不认识这一项", "missing": "缺少这一项", "json_invalid": "不是完整的 JSON"}


class Origin(Frozen):
    """Where a figure comes from, as typed."""

    office: str = ""
    person: str = ""
    date: str = ""
    system: str = ""


class EntryRecord(Frozen):
    """One figure as typed. `raw` "" is 未填; what it means is read from it, never stored beside it."""

    indicator: str
    raw: str = ""
    last: str = ""
    last_origin: str = ""
    as_of: str = ""
    origin: Origin = Origin()


class Item(Frozen):
    """A measure (title, what was done), a problem (problem, cause) or a plan (title, what will be done)."""

    title: str = ""
    body: str = ""


class SectionRecord(Frozen):
    """One section of one report, in reading order; `parent` is the key of the heading above it."""

    key: str
    parent: str = ""
    level: int = Field(ge=1, le=4)
    heading: str
    shown: bool = True
    custom: bool = False
    done: bool = False
    text: str = Field(default="", max_length=LONGEST_TEXT)
    items: tuple[Item, ...] = ()
    takes: tuple[str, ...] = ()


class Front(Frozen):
    """The parts of the paper around its sections, as typed: "" is left out, null takes the outline's default.

    `kind` is the key of a kind of paper: "" a 报告 upwards with 红头, `plain` without, `letter` a 信函.
    `attachments`: each begins with a line
    “附件：名称”, its text below in the grammar of sections; the line “附件：指标表” alone stands for the table of figures.
    `disclosure` is the line “公开方式：…” (`openness` is the key of a section); `occasion` is the line of a congress session,
    `address` its spoken form of address.
    """

    title: str | None = None
    recipients: str | None = None
    opening: str | None = None
    closing: str | None = None
    kind: str | None = None
    urgency: str | None = None
    attachments: str | None = None
    note: str | None = None
    disclosure: str | None = None
    copies_to: str | None = None
    printer: str | None = None
    occasion: str | None = None
    address: str | None = None


class Registration(Frozen):
    """Facts that exist only after signing; they fill their places and change no other word. All as printed, "" while unknown.

    `signers` are separated by 、. The 成文日期 is `Snapshot.document_date`.
    """

    number: str = ""
    signers: str = ""
    copies: str = ""
    print_date: str = ""


class OutlineRef(Frozen):
    """Which outline the report was made from."""

    key: str
    version: int


class Snapshot(Frozen):
    """One report, complete. `document_date` is the 成文日期 as printed, "" before signing."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    schema_: Literal[1] = Field(default=1, alias="schema")
    unit: Unit
    year: int = Field(ge=2000, le=2100)
    outline: OutlineRef
    catalogue: str = ""
    front: Front = Front()
    document_date: str = ""
    registration: Registration = Registration()
    sections: tuple[SectionRecord, ...]
    entries: tuple[EntryRecord, ...] = ()


def dump(snapshot: Snapshot) -> bytes:
    """The canonical bytes: UTF-8, sorted keys, two spaces, one newline at the end."""
    plain = snapshot.model_dump(mode="json", by_alias=True)
    return (json.dumps(plain, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def approved(snapshot: Snapshot) -> Snapshot:
    """The text that was approved: the snapshot without what registration adds. One number belongs to one such text."""
    return snapshot.model_copy(update={"document_date": "", "registration": Registration()})


def load(content: bytes) -> Snapshot:
    """The snapshot in a REPORT.json. Raises Refused with the first places that are wrong."""
    try:
        return Snapshot.model_validate_json(content.removeprefix(b"\xef\xbb\xbf"))
    except ValidationError as wrong:
        places = "；".join(f"{_place(error['loc'])}：{_REASONS.get(error['type'], '填的值不对')}" for error in wrong.errors()[:5])
        raise Refused(f"这个文件不是可用的 REPORT.json（{places}）。请用“导出数据”得到的文件。") from wrong


def _place(location: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in location) or "文件开头"
