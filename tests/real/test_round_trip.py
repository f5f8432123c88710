"""What is written as .docx is read back as the same report, tree, text and figures, also after LibreOffice saved it again."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.loading import load
from server.report.composing import compose
from server.report.grammar import Block as Said
from server.report.grammar import Grid, Numbered, Plain, write
from server.report.manuscript import Block, Heading, Paragraph, Recipients, SignOff, Table, Title
from server.report.prose.figures import figures_in
from server.report.reading.anatomy import Anatomy, Part, understand
from server.report.snapshot import OutlineRef, SectionRecord, Snapshot
from server.report.units import Unit
from server.word.reader import read_docx
from server.word.writer import write as write_docx
from tests.real import office

ROOT = Path(__file__).parents[2]
LIBRARY = load(ROOT / "data")
TEMPLATE = (ROOT / "docx_templates/gb9704_a.docx").read_bytes()
UNIT = Unit.model_validate(
    {"name": "清溪镇人民政府", "short_name": "清溪镇", "kind": "town", "tier": "township", "address": "我镇"}
    | {"bodies": {"own_government": "清溪镇人民政府", "higher_party": "云岭县委", "higher_government": "云岭县人民政府"}}
)
SUBJECTS = ("镇政府", "综合行政执法队", "司法所", "各村（社区）", "便民服务中心", "党政办")
DEEDS = ("开展法治宣传", "办理群众来信来访", "审查合同协议", "排查矛盾纠纷", "组织集中学法", "公开政务信息")
NAMES = ("健全工作机制", "压实各方责任", "规范执法行为", "畅通办理渠道", "夯实基层基础", "提升服务能力")
UNITS = ("件", "次", "场次", "人次", "份", "%")
numbers = st.one_of(st.integers(1, 9999).map(str), st.sampled_from(("近8万", "3000余", "92.2", "约50")))
sentences = st.builds(
    lambda who, deed, number, unit: f"{who}依法{deed}，全年共{number}{unit if number != '92.2' else '%'}，成效较为明显。",
    *map(st.sampled_from, (SUBJECTS, DEEDS)),
    numbers,
    st.sampled_from(UNITS[:-1]),
)
running = st.lists(sentences, min_size=1, max_size=3).map("".join)
spoken = st.lists(sentences, min_size=2, max_size=3).map(lambda each: "".join(f"{'一二三'[at]}是{one}" for at, one in enumerate(each)))
headed = st.builds(lambda name, text, alone: (name, "") if alone else (f"{name}。", text), st.sampled_from(NAMES), running, st.booleans())
rows = st.lists(st.sampled_from(("信访", "调解", "热线", "513", "473")), min_size=2, max_size=4).map(tuple)


@st.composite
def bodies(draw: st.DrawFn) -> str:
    """The text of a section: paragraphs, numbered lines below one another, at times a table."""
    blocks: list[Said] = [Plain(draw(running))] if draw(st.booleans()) else []
    for _ in range(draw(st.integers(0, 3))):
        blocks.append(Numbered(1, *draw(headed)))
        blocks += [Plain(draw(st.one_of(running, spoken)))] if draw(st.booleans()) else []
        blocks += [Numbered(2, *draw(headed)) for _ in range(draw(st.integers(0, 2)))]
    width = draw(rows)
    blocks += [Grid((("项目",) * len(width), width))] if draw(st.integers(0, 5)) == 0 else []
    return write(tuple(blocks or [Plain(draw(running))]))


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    """A report in any outline, some of its sections written."""
    outline = LIBRARY.outlines[draw(st.sampled_from(sorted(LIBRARY.outlines)))]
    records = [
        SectionRecord(
            key=section.key,
            parent=parent,
            level=level,
            heading=section.heading.replace("{year}", "2025").replace("{next_year}", "2026").replace("{last_year}", "2024"),
            text=draw(st.one_of(st.just(""), bodies(), bodies())),
        )
        for section, level, parent in outline.walk()
    ]
    date = draw(st.sampled_from(("", "2026年1月9日")))
    return Snapshot(unit=UNIT, year=2025, outline=OutlineRef(key=outline.key, version=1), document_date=date, sections=tuple(records))


@dataclass(frozen=True)
class Told:
    """A paragraph of either side: what it is, its level, its heading, its text."""

    kind: str
    level: int
    heading: str
    text: str


def written(blocks: tuple[Block, ...]) -> Iterator[Told]:
    """The manuscript, paragraph by paragraph."""
    for block in blocks:
        yield from _told(block)


def _told(block: Block) -> list[Told]:
    match block:
        case Heading(level, _, heading, text):
            return [Told("heading", level, heading, text)]
        case Table(cells):
            return [Told("table", 0, "", "\t".join(row)) for row in cells]
        case SignOff(names, date):
            return [*(Told("sign_off", 0, "", each) for each in names), Told("date", 0, "", date or "年\u3000月\u3000日")]
        case Title(lines):
            return [Told("title", 0, "", "".join(lines))]
        case Paragraph(text) | Recipients(text):
            return [Told("text" if isinstance(block, Paragraph) else "recipients", 0, "", text)]
        case _:
            raise AssertionError(block)


AROUND = {Part.opening: "text", Part.closing: "text", Part.title: "title"}


def read_back(anatomy: Anatomy) -> Iterator[Told]:
    """The anatomy, paragraph by paragraph; lines of a title as one."""
    title = "".join(each.whole for each in anatomy.paragraphs if each.part is Part.title)
    yield from (Told("title", 0, "", title) for _ in range(bool(title)))
    for each in anatomy.paragraphs:
        if each.part is Part.heading:
            yield Told("heading", each.level, each.heading, each.text)
        elif each.part not in (Part.title, Part.margin):
            yield Told(AROUND.get(each.part, each.part.value), 0, "", each.whole)


def figures(told: list[Told]) -> list[tuple[str, str, str]]:
    """Value, unit and indicator of every figure."""
    return [
        (f"{each.value}", each.unit, each.indicator)
        for one in told
        if one.kind in ("heading", "text", "table")
        for each in figures_in(f"{one.heading}\n{one.text}", LIBRARY.recognition)
    ]


def docx_of(snapshot: Snapshot) -> tuple[bytes, list[Told]]:
    """The file and what was written into it."""
    manuscript = compose(snapshot, LIBRARY.outlines[snapshot.outline.key]).manuscript
    return write_docx(manuscript, LIBRARY.formats["gb9704_a"], TEMPLATE), list(written(manuscript.blocks))


def compared(content: bytes, wanted: list[Told]) -> None:
    """Assert that a file says what was written."""
    found = list(read_back(understand(read_docx(content))))
    assert found == wanted
    assert figures(found) == figures(wanted)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(snapshots())
def test_what_is_written_is_read_back(snapshot: Snapshot) -> None:
    compared(*docx_of(snapshot))


@pytest.mark.long
@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(snapshots())
def test_five_hundred_reports_are_read_back(snapshot: Snapshot) -> None:
    compared(*docx_of(snapshot))


@pytest.mark.real
def test_reports_saved_again_by_libreoffice_are_read_back(tmp_path: Path) -> None:
    made = [docx_of(each) for each in examples(24)]
    for at, (content, _) in enumerate(made):
        (tmp_path / f"{at:02d}.docx").write_bytes(content)
    again = office.resaved(sorted(tmp_path.glob("*.docx")), "docx:MS Word 2007 XML", tmp_path)
    for path, (_, wanted) in zip(again, made, strict=True):
        compared(path.read_bytes(), wanted)


def examples(count: int) -> list[Snapshot]:
    """Some reports, the same every time."""
    found: list[Snapshot] = []

    @settings(max_examples=count, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(snapshots())
    def collect(snapshot: Snapshot) -> None:
        found.append(snapshot)

    collect()
    return found[:count]
