"""REPORT.json: canonical bytes, read back as they were, and refused in one sentence when they are not ours."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.report.problems import Refused
from server.report.snapshot import EntryRecord, Front, Item, Origin, OutlineRef, SectionRecord, Snapshot, dump, load
from server.report.units import Body, Officer, Unit

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
ORIGINS = st.builds(Origin, office=TEXT, person=TEXT, date=TEXT, system=TEXT)
ENTRIES = st.builds(EntryRecord, indicator=TEXT, raw=TEXT, last=TEXT, last_origin=TEXT, as_of=TEXT, origin=ORIGINS)
ITEMS = st.builds(Item, title=TEXT, body=TEXT)
SECTIONS = st.builds(
    SectionRecord,
    key=TEXT,
    parent=TEXT,
    level=st.integers(1, 4),
    heading=TEXT,
    shown=st.booleans(),
    custom=st.booleans(),
    done=st.booleans(),
    text=TEXT,
    items=st.tuples(ITEMS),
    takes=st.tuples(TEXT),
)
NULLABLE = st.none() | TEXT
DAYS = st.none() | st.dates()
UNITS = st.builds(
    Unit,
    name=TEXT,
    short_name=TEXT,
    kind=TEXT,
    tier=st.sampled_from(["township", "subdistrict", "county", "department"]),
    region=TEXT,
    address=TEXT,
    body_code=TEXT,
    joint=st.booleans(),
    parent_name=TEXT,
    bodies=st.dictionaries(st.sampled_from(Body), TEXT),
    officers=st.tuples(st.builds(Officer, post=TEXT, name=TEXT, since=DAYS, until=DAYS)),
)
SNAPSHOTS = st.builds(
    Snapshot,
    unit=UNITS,
    year=st.integers(2000, 2100),
    outline=st.builds(OutlineRef, key=TEXT, version=st.integers(0, 99)),
    catalogue=TEXT,
    front=st.builds(Front, title=NULLABLE, recipients=NULLABLE, opening=NULLABLE, closing=NULLABLE),
    document_date=TEXT,
    sections=st.tuples(SECTIONS),
    entries=st.tuples(ENTRIES),
)
SMALL = Snapshot(
    unit=Unit(
        name="遂河镇人民政府",
        short_name="遂河镇",
        kind="town",
        tier="township",
        address="我镇",
        bodies={Body.own_party: "中共遂河镇委员会"},
        officers=(Officer(post="镇长", name="张三", since=date(2024, 3, 1)),),
    ),
    year=2025,
    outline=OutlineRef(key="standard", version=1),
    sections=(SectionRecord(key="disputes", level=1, heading="化解矛盾"),),
)


@given(SNAPSHOTS)
def test_a_snapshot_is_read_back_as_it_was_written(snapshot: Snapshot) -> None:
    assert load(dump(snapshot)) == snapshot
    assert dump(load(dump(snapshot))) == dump(snapshot)


def test_the_bytes_are_canonical() -> None:
    assert dump(SMALL).decode() == (
        """{
  "catalogue": "",
  "document_date": "",
  "entries": [],
  "front": {
    "address": null,
    "attachments": null,
    "closing": null,
    "copies_to": null,
    "disclosure": null,
    "kind": null,
    "note": null,
    "occasion": null,
    "opening": null,
    "printer": null,
    "recipients": null,
    "title": null,
    "urgency": null
  },
  "outline": {
    "key": "standard",
    "version": 1
  },
  "registration": {
    "copies": "",
    "number": "",
    "print_date": "",
    "signers": ""
  },
  "schema": 1,
  "sections": [
    {
      "custom": false,
      "done": false,
      "heading": "化解矛盾",
      "items": [],
      "key": "disputes",
      "level": 1,
      "parent": "",
      "shown": true,
      "takes": [],
      "text": ""
    }
  ],
  "unit": {
    "address": "我镇",
    "bodies": {
      "own_party": "中共遂河镇委员会"
    },
    "body_code": "",
    "joint": false,
    "kind": "town",
    "name": "遂河镇人民政府",
    "officers": [
      {
        "name": "张三",
        "post": "镇长",
        "since": "2024-03-01",
        "until": null
      }
    ],
    "parent_name": "",
    "region": "",
    "short_name": "遂河镇",
    "tier": "township"
  },
  "year": 2025
}
"""
    )


def _changed(place: tuple[str | int, ...], value: object) -> bytes:
    plain = json.loads(dump(SMALL))
    inner = plain
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    return json.dumps(plain).encode()


@pytest.mark.parametrize(
    ("place", "value", "told"),
    [
        (("colour",), "red", "colour：不认识这一项"),
        (("front", "subtitle"), "副题", "front.subtitle：不认识这一项"),
        (("sections", 0, "note"), "", "sections.0.note：不认识这一项"),
        (("unit", "officers", 0, "age"), 40, "unit.officers.0.age：不认识这一项"),
        (("unit", "bodies", "own_army"), "某", "unit.bodies.own_army.[key]：填的值不对"),
        (("schema",), 2, "schema：填的值不对"),
        (("schema",), "1", "schema：填的值不对"),
        (("schema",), None, "schema：填的值不对"),
        (("year",), 1999, "year：填的值不对"),
        (("year",), "今年", "year：填的值不对"),
        (("sections", 0, "level"), 5, "sections.0.level：填的值不对"),
        (("unit",), {}, "unit.name：缺少这一项"),
        (("unit", "tier"), "village", "unit.tier：填的值不对"),
    ],
)
def test_what_is_wrong_is_refused_by_its_place(place: tuple[str | int, ...], value: object, told: str) -> None:
    with pytest.raises(Refused) as refusal:
        load(_changed(place, value))
    assert str(refusal.value).startswith(f"这个文件不是可用的 REPORT.json（{told}")
    assert str(refusal.value).endswith("）。请用“导出数据”得到的文件。")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"{", b"\xff\xfe", b'"\\ud800"', b"[" * 100_000])
def test_what_is_no_json_is_refused_at_its_beginning(content: bytes) -> None:
    with pytest.raises(Refused) as refusal:
        load(content)
    assert str(refusal.value) == "这个文件不是可用的 REPORT.json（文件开头：不是完整的 JSON）。请用“导出数据”得到的文件。"


@pytest.mark.parametrize("content", [b"null", b"[]", b"12", b'"text"'])
def test_json_that_is_no_report_is_refused(content: bytes) -> None:
    with pytest.raises(Refused, match=r"文件开头：填的值不对"):
        load(content)


def test_only_the_first_five_places_are_told() -> None:
    with pytest.raises(Refused) as refusal:
        load(b'{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7}')
    assert str(refusal.value).count("：") == 5


@given(st.binary() | st.text().map(str.encode))
def test_no_content_fails_in_another_way(content: bytes) -> None:
    with pytest.raises(Refused):
        load(content)
