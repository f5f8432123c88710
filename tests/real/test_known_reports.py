"""Two real reports, typed in as a clerk would, come out of the .docx in order and complete; not a sentence of theirs stands here."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from shutil import copyfile

import pytest
from docx import Document
from docx.parts.document import DocumentPart
from docx.styles.style import BaseStyle, CharacterStyle
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from hypothesis import given, settings
from hypothesis import strategies as st

from server.library import Library
from server.loading import load
from server.report.composing import compose
from server.report.outline import FRONT_KEYS
from server.report.snapshot import SectionRecord, Snapshot
from server.report.snapshot import load as read_snapshot
from server.settings import Settings
from server.storage.engine import open_database
from server.web.app import make_app
from server.web.site import Site
from server.word.writer import write
from tests.real import layout
from tests.web.browser import Browser, Page

ROOT = Path(__file__).parents[2]
REPORTS = ROOT.parent / "shared/reports"
PASSWORD = "清溪2026春水"
NUMERAL = "[一二三四五六七八九十]{1,3}"
MARK = re.compile(rf"^(?:({NUMERAL})、|[（(] ?({NUMERAL}) ?[)）]|(\d{{1,2}})\.(?!\d))\s*")
LEAD = re.compile(rf"^(?:{NUMERAL}、|[（(] ?(?:{NUMERAL}|\d{{1,2}}) ?[)）][、.．]?|\d{{1,2}}(?:[、．]|\.(?!\d))|[①-⑳][、.．]?)\s*")
WRITTEN = ("{}、", "（{}）", "{}.")
SHOWN = ("仿宋_GB2312", "黑体", "楷体_GB2312", "仿宋_GB2312")

known = pytest.mark.skipif(not REPORTS.is_dir(), reason=f"缺少 {REPORTS}，不能录入已知的报告")


@dataclass(frozen=True)
class Part:
    """A paragraph of a report as extracted: level 1–3 of its mark, 0 without; `words` are what follows the mark."""

    level: int
    number: str
    words: str

    @property
    def typed(self) -> str:
        """The line with its number, as printed."""
        return WRITTEN[self.level - 1].format(self.number) + self.words if self.level else self.words

    @property
    def halves(self) -> tuple[str, str]:
        """The heading up to its first 。 and the text that runs on."""
        heading, stop, text = self.words.partition("。")
        return heading + stop, text


@dataclass(frozen=True)
class Known:
    """A report as extracted; `lines` are its paragraphs with the marks and brackets found there."""

    title: str
    lines: tuple[str, ...]
    signed: tuple[str, ...]

    @property
    def opening(self) -> str:
        return self.lines[0]

    @property
    def parts(self) -> tuple[Part, ...]:
        """Every paragraph after the 导语."""
        return tuple(map(_part, self.lines[1:]))

    def chapters(self) -> list[tuple[Part, list[str]]]:
        """Every chapter with the lines below it."""
        return _grouped(self.lines[1:], 1)


@dataclass(frozen=True)
class Clerk:
    """Somebody who types into one open report."""

    browser: Browser
    report: str
    ids: Mapping[str, str]

    def arrange(self, headings: Mapping[str, str], lift: tuple[str, ...] = ()) -> Page:
        """Rename sections, then move some one place up."""
        form = self.browser.get(f"{self.report}/outline").form("保存安排")
        page = form.type({f"heading.{self.ids[key]}": heading for key, heading in headings.items()}).press("保存安排")
        for key in lift:
            page = page.form("保存安排").press(f"do=up:{self.ids[key]}")
        return page

    def front(self, typed: Mapping[str, str]) -> None:
        """Type title, recipients, 导语 and 结尾."""
        form = self.browser.get(f"{self.report}/front").form("保存并返回")
        boxes = dict(zip(FRONT_KEYS, (name for name in form.names if name.startswith("text.")), strict=True))
        form.type({boxes[key]: text for key, text in typed.items()}).press("保存并返回")

    def section(self, key: str, text: str, further: Mapping[str, str] | None = None) -> Page:
        """Type the text of a section; the page as it is afterwards."""
        where = f"{self.report}/sections/{self.ids[key]}"
        self.browser.get(where).press("保存并继续", {f"text.{self.ids[key]}.body": text, **(further or {})})
        return self.browser.get(where)

    def docx(self, form: str = "oa") -> bytes:
        """Download a form of the report: title and text alone unless another is asked for."""
        return self.browser.fetch(f"{self.report}/papers/{form}").content

    def snapshot(self) -> Snapshot:
        """Export the report as data."""
        return read_snapshot(self.browser.fetch(f"{self.report}/report.json").content)


@dataclass(frozen=True)
class Entered:
    """A report after it was typed in."""

    known: Known
    clerk: Clerk
    docx: bytes


@pytest.fixture(scope="module")
def township(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Entered]:
    """S1 in `township_2020`: headings of its sections end with 。, the other chapters are typed with their numbers as found."""
    report = _known("S1-*.txt")
    for clerk in _clerks(sqlite_template, tmp_path_factory.mktemp("s1"), ("township_2020", "town", "云澜县清溪镇人民政府", 2020)):
        chapters = dict(zip(_keys("township_2020", 1), report.chapters(), strict=False))
        sections = {
            key: part.halves
            for chapter in ("achievements", "first_responsible")
            for key, (part, _) in zip(_keys("township_2020", 2, chapter), _grouped(chapters[chapter][1], 2), strict=True)
        }
        headings = {key: chapter.words for key, (chapter, _) in chapters.items()} | {key: head for key, (head, _) in sections.items()}
        clerk.arrange(headings)
        clerk.front({"title": report.title, "opening": report.opening})
        figures = {"entry.dis.petition_received.raw": "513宗", "entry.dis.petition_done.raw": "473宗"}
        for key, (_, text) in sections.items():
            clerk.section(key, text, figures if key == "disputes" else None)
        for key in ("achievements", "problems", "plans"):
            clerk.section(key, "\n".join(_before(chapters[key][1]) if key == "achievements" else chapters[key][1]))
        yield Entered(report, clerk, clerk.docx())


@pytest.fixture(scope="module")
def county(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Entered]:
    """S4 in `classic_2015`: nine sections put into its order, their items typed with numbers, two chapters typed whole."""
    report = _known("S4-*.txt")
    for clerk in _clerks(sqlite_template, tmp_path_factory.mktemp("s4"), ("classic_2015", "county", report.signed[0], 2017)):
        order = ("functions", "institutions", "decisions", "enforcement", "openness", "disputes", "oversight", "capacity", "leadership")
        first, *others = report.chapters()
        sections = dict(zip(order, _grouped(first[1], 2), strict=True))
        chapters = dict(zip(("problems", "plans"), others, strict=True))
        headings = {key: heading.words for key, (heading, _) in (sections | chapters).items()} | {"achievements": first[0].words}
        clerk.arrange(headings, lift=("openness", "openness", "openness", "disputes"))
        clerk.front({"title": report.title, "opening": report.opening})
        for key, (_, lines) in (sections | chapters).items():
            clerk.section(key, "\n".join(lines))
        yield Entered(report, clerk, clerk.docx())


@known
def test_a_town_report_comes_out_in_order_and_complete(township: Entered) -> None:
    report = township.known
    assert [sum(part.level == level for part in report.parts) for level in (1, 2)] == [4, 20]
    assert _body(township) == [_bare(report.opening), *(_bare(part.typed) for part in report.parts)]
    assert _in_order("".join(map(_unnumbered, report.lines)), "".join(_unnumbered(each.text) for each in _paragraphs(township.docx)))


@known
def test_a_town_report_has_every_run_in_heading_in_its_font_in_one_paragraph(township: Entered) -> None:
    run_in = [each for each in _paragraphs(township.docx) if MARK.match(each.text) and "。" in each.text]
    assert len(run_in) == 7 + 7 + 6
    for paragraph, part in zip(run_in, (part for part in township.known.parts if part.level == 2), strict=True):
        heading, text = paragraph.runs
        assert (_bare(heading.text), _bare(text.text)) == (f"（{part.number}）{_bare(part.halves[0])}", _bare(part.halves[1]))
        assert (_font(heading), _font(text)) == (SHOWN[2], SHOWN[0])


@known
def test_a_town_report_has_its_chapters_alone_and_its_five_problems_in_one_paragraph(township: Entered) -> None:
    chapters = [each for each in _paragraphs(township.docx) if re.match(f"^{NUMERAL}、", each.text)]
    assert [each.text for each in chapters] == [part.typed for part in township.known.parts if part.level == 1]
    assert {_font(run) for each in chapters for run in each.runs} == {SHOWN[1]}
    problems = next(each.text for each in _paragraphs(township.docx) if "五是" in each.text)
    assert [problems.count(f"{numeral}是") for numeral in "一二三四五"] == [1] * 5


@known
def test_the_rate_of_a_town_report_is_computed_from_its_figures(township: Entered) -> None:
    clerk = township.clerk
    where = f"{clerk.report}/sections/{clerk.ids['disputes']}"
    assert clerk.browser.get(where).by_id("rate-dis-petition_rate").text == "92.2%"
    text = _bare("".join(each.text for each in _paragraphs(township.docx)))
    assert all(figure in text for figure in ("513宗", "473宗", "92.2%"))
    draft = clerk.browser.get(where).form("起草本节").press("起草本节")
    assert all(draft.says(figure) for figure in ("513件", "473件", "92.2%"))
    assert clerk.docx() == township.docx  # the draft waits beside what the clerk typed


@known
def test_five_problems_typed_one_by_one_are_drafted_in_order(township: Entered) -> None:
    clerk = township.clerk
    where = f"{clerk.report}/sections/{clerk.ids['problems']}"
    page = clerk.browser.get(where)
    text = page.form("加一条").element.find(".//textarea[@name]")
    parts = re.findall("[一二三四五]是([^；。]*)", text.text or "" if text is not None else "")
    assert len(parts) == 5
    for each in parts:
        page = page.press("加一条")
        title = [name for name in page.form("加一条").names if name.endswith(".title")][-1]
        page = page.press("do=save", {title: each})
    draft = page.form("起草本节").press("起草本节")
    assert _in_order("".join(map(_bare, parts)), _bare(draft.main))
    assert clerk.docx() == township.docx


@known
def test_a_county_report_of_three_levels_comes_out_in_order_and_complete(county: Entered) -> None:
    report = county.known
    assert [sum(part.level == level for part in report.parts) for level in (1, 2, 3)] == [3, 15, 30]
    assert _body(county) == [_bare(report.opening), *(_bare(part.typed) for part in report.parts)]
    assert _in_order("".join(map(_unnumbered, report.lines)), "".join(_unnumbered(each.text) for each in _paragraphs(county.docx)))
    printed = "".join(_bare(each.text) for each in _paragraphs(county.docx))
    assert Counter(re.findall(r"\d+(?:\.\d+)?%?", "".join(map(_bare, report.lines)))) <= Counter(re.findall(r"\d+(?:\.\d+)?%?", printed))


@known
def test_a_county_report_has_each_level_in_its_font(county: Entered) -> None:
    marked = [(each, part) for each in _paragraphs(county.docx) if (part := _part(each.text)).level]
    for paragraph, part in marked:
        assert _font(paragraph.runs[0]) == SHOWN[part.level]
        assert len(paragraph.runs) == (2 if part.level == 3 and part.halves[1] else 1)
    assert _paragraphs(county.docx)[-2].text == county.known.signed[0]


@known
@pytest.mark.parametrize("name", ["township", "county"])
def test_chapters_pasted_whole_print_the_same(name: str, request: pytest.FixtureRequest) -> None:
    entered: Entered = request.getfixturevalue(name)
    snapshot = entered.clerk.snapshot()
    chapters = [
        SectionRecord(key=f"custom.{at}", level=1, heading=chapter.words, text="\n\n".join(lines))
        for at, (chapter, lines) in enumerate(entered.known.chapters(), 1)
    ]
    pasted = _written(snapshot.model_copy(update={"sections": tuple(chapters)}))
    assert [each.text for each in _paragraphs(pasted)] == [each.text for each in _paragraphs(entered.docx)]


@known
@pytest.mark.real
@pytest.mark.parametrize("name", ["township", "county"])
def test_a_known_report_is_set_in_22_lines_of_28_characters(name: str, request: pytest.FixtureRequest) -> None:
    entered: Entered = request.getfixturevalue(name)
    numbered = entered.clerk.docx("review")
    paper = layout.measure(numbered)
    assert {lines for lines, runs_on in paper.line_counts() if runs_on} == {22}
    assert len(paper.full_lines()) >= 100
    assert paper.exactly(28) >= 0.98
    printed = "".join(line.text for page in paper.pages for line in page.lines)
    assert Counter(printed) == Counter(_bare("".join(each.text for each in _paragraphs(numbered))))


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("（一）健全机制\n全年召开会议3次。", ["（一）健全机制", "全年召开会议3次。"]),
        ("(一)健全机制。全年召开会议。\n( 二 ) 强化监督。按月通报。", ["（一）健全机制。全年召开会议。", "（二）强化监督。按月通报。"]),
        ("1、健全机制。全年召开会议。\n2、强化监督。按月通报。", ["（一）健全机制。全年召开会议。", "（二）强化监督。按月通报。"]),
        ("一、健全机制\n1、会议\n①常务会议", ["（一）健全机制", "1.会议", "（1）常务会议"]),
        ("一是健全机制，二是强化监督。\n三是加强培训。", ["一是健全机制，二是强化监督。", "三是加强培训。"]),
        ("　　首段。\n\n\n\u00a0\u00a0（一）标题。　正文。", ["首段。", "（一）标题。正文。"]),
        ("\t首段。\n\t（一）标题。正文。", ["首段。", "（一）标题。正文。"]),
        ("一、\t健全机制\n1.\t会议\n2.\t培训", ["（一）健全机制", "1.会议", "2.培训"]),
        ("（一）" + "长" * 41 + "。正文。", ["（一）" + "长" * 41 + "。正文。"]),
        ("（一）" + "长" * 60, ["（一）" + "长" * 60]),
        ("（一）\n二、\n（二）标题", ["（一）", "二、", "（一）标题"]),
        ("一、标题\n1、5万元以下项目", ["（一）标题", "1. 5万元以下项目"]),
        ("2.3亿元投入使用。", ["2.3亿元投入使用。"]),
    ],
)
def test_what_is_pasted_is_printed_with_its_numbers_put_right(text: str, printed: list[str]) -> None:
    docx = _written(_pasted(text))
    assert _said(docx) == printed


def test_a_pasted_table_is_a_table_and_a_blank_line_ends_it() -> None:
    text = "下表如下。\n事项\t件数\n\t\n许可\t5\t\n\n甲\t乙\n\n完。"
    tables = Document(BytesIO(_written(_pasted(text)))).tables
    assert [[[cell.text for cell in row.cells] for row in table.rows] for table in tables] == [
        [["事项", "件数", ""], ["许可", "5", ""]],
        [["甲", "乙"]],
    ]


def test_sections_go_on_counting_where_the_text_of_their_chapter_has_stopped() -> None:
    chapter = SectionRecord(key="one", level=1, heading="一、主要举措", text="（一）先行。正文。\n（二）再行。正文。")
    section = SectionRecord(key="two", parent="one", level=2, heading="（一）后行。", text="正文。\n1.末项")
    snapshot = _pasted("").model_copy(update={"sections": (chapter, section)})
    assert _said(_written(snapshot)) == ["（一）先行。正文。", "（二）再行。正文。", "（三）后行。正文。", "1.末项"]


def test_a_title_is_broken_where_its_writer_broke_it() -> None:
    front = _pasted("").front.model_copy(update={"title": "清溪镇关于2025年度法治政府建设\n工作情况的报告"})
    title, *_ = _paragraphs(_written(_pasted("正文。").model_copy(update={"front": front})))
    assert title.text == "清溪镇关于2025年度法治政府建设\n工作情况的报告"


MARKS = ("", "一、", "（一）", "(二)", "（ 三 ）", "1.", "2、", "10．", "（1）", "(2)", "①", "⑳ ", "1.\t", "　　", "\u00a0", "\t", "一是")
WORDS = st.text("法治政府建设。。，；“”（）《》 　\t\u00a0%513件2026年𠮷😀<&>", max_size=60)
LINES = st.lists(st.tuples(st.sampled_from(MARKS), st.sampled_from(MARKS), WORDS).map("".join), max_size=12)


@settings(deadline=None)
@given(lines=LINES)
def test_nothing_that_is_pasted_is_lost_but_the_numbers(lines: list[str]) -> None:
    docx = _written(_pasted("\n".join(lines)))
    rows = ["\t".join(cell.text for cell in row.cells) for table in Document(BytesIO(docx)).tables for row in table.rows]
    assert Counter("".join(map(_meant, lines))) == Counter("".join(map(_meant, [*_said(docx), *rows])))


@cache
def _library() -> Library:
    return load(ROOT / "data")


def _known(pattern: str) -> Known:
    """A report as extracted, its paragraphs put together again over hard line breaks and page ends."""
    (path,) = REPORTS.glob(pattern)
    lines = [line.strip() for line in path.read_text("utf-8").splitlines() if line.strip()]
    start = next(at for at, line in enumerate(lines) if line.endswith("报告"))
    stop = len(lines) - 2 if re.fullmatch(r"\d{4}年\d{1,2}月\d{1,2}日", lines[-1]) else len(lines)
    joined: list[str] = []
    for line in lines[start + 1 : stop]:
        if joined and not _ended(joined[-1]):
            joined[-1] += line
        else:
            joined.append(line)
    report = Known(lines[start], tuple(joined), tuple(lines[stop:]))
    assert _bare("".join(report.lines)) == _bare("".join(lines[start + 1 : stop]))
    return report


def _ended(line: str) -> bool:
    """Whether a paragraph ends with this line: at a full stop or colon, or because it is a heading alone."""
    return line[-1] in "。：" or (bool(MARK.match(line)) and "。" not in line and len(line) <= 30)


def _part(line: str) -> Part:
    found = MARK.match(line)
    if not found:
        return Part(0, "", line)
    level = next(level for level, number in enumerate(found.groups(), 1) if number)
    return Part(level, found[level], line[found.end() :])


def _grouped(lines: tuple[str, ...] | list[str], level: int) -> list[tuple[Part, list[str]]]:
    """Headings of a level with the lines below each."""
    groups: list[tuple[Part, list[str]]] = []
    for line in lines:
        part = _part(line)
        if part.level == level:
            groups.append((part, []))
        elif groups:
            groups[-1][1].append(line)
    return groups


def _before(lines: list[str]) -> list[str]:
    """The lead paragraphs of a chapter."""
    return [line for at, line in enumerate(lines) if not any(_part(each).level for each in lines[: at + 1])]


def _clerks(template: Path, folder: Path, wanted: tuple[str, str, str, int]) -> Iterator[Clerk]:
    """The first person of a fresh program, with the report of a year just opened."""
    outline, kind, name, year = wanted
    library = _library()
    database = open_database(f"sqlite:///{copyfile(template, folder / 'chengbao.db').as_posix()}")
    browser = Browser(make_app(Site(Settings(), database, library)))
    person = {"login": "lin", "name": "林晓", "password": PASSWORD, "again": PASSWORD}
    unit = {"kind": kind, "short_name": "清溪", "parent_name": "云澜", "unit_name": name, "joint": "no"}
    browser.get("/first-run").press("建立并进入", person | unit)
    home = browser.get("/").form("开始填报").type({"year": str(year), "outline": outline}).press("开始填报")
    fields = browser.get(f"{home.url}/outline").form("保存安排").element.iter("input")
    ids = [each.get("value", "") for each in fields if each.get("name") == "section"]
    yield Clerk(browser, home.url, dict(zip((section.key for section, _, _ in library.outlines[outline].walk()), ids, strict=True)))
    database.engine.dispose()


def _keys(outline: str, level: int, parent: str = "") -> list[str]:
    return [section.key for section, at, above in _library().outlines[outline].walk() if (at, above) == (level, parent)]


def _written(snapshot: Snapshot) -> bytes:
    library = _library()
    manuscript = compose(snapshot, library.outlines.get(snapshot.outline.key)).manuscript
    return write(manuscript, library.formats["gb9704_a"], (ROOT / "docx_templates/gb9704_a.docx").read_bytes())


def _pasted(text: str) -> Snapshot:
    """A report whose one chapter has this text."""
    sample = read_snapshot((ROOT / "data/samples/township.json").read_bytes())
    return sample.model_copy(update={"sections": (SectionRecord(key="custom.1", level=1, heading="章", text=text),)})


def _said(docx: bytes) -> list[str]:
    """The paragraphs of the chapters, without the heading of the first."""
    said = [each.text for each in _paragraphs(docx)]
    start = next(at for at, text in enumerate(said) if text.endswith("报告如下："))
    return said[start + 2 : said.index("特此报告。")]


def _meant(line: str) -> str:
    """A line without spaces and without the mark it begins with."""
    return _bare(LEAD.sub("", line.strip(), count=1))


def _paragraphs(docx: bytes) -> list[Paragraph]:
    """Every paragraph that says something."""
    return [each for each in Document(BytesIO(docx)).paragraphs if each.text.strip()]


def _body(entered: Entered) -> list[str]:
    """What stands between the recipients and the closing sentence."""
    said = [_bare(each.text) for each in _paragraphs(entered.docx)]
    assert said[0] == _bare(entered.known.title)
    return said[2:-3]


def _bare(text: str) -> str:
    return "".join(text.split())


def _unnumbered(line: str) -> str:
    return _bare(_part(line.strip()).words)


def _in_order(wanted: str, text: str) -> bool:
    """Whether every character of one text follows in the other."""
    left = iter(text)
    return all(character in left for character in wanted)


def _font(run: Run) -> str:
    """The Chinese font of a run: of its own style, else of the paragraph's, else of what that is based on."""
    assert isinstance(run.part, DocumentPart)
    styles = {each.style_id: each for each in run.part.document.styles}
    names = run._element.xpath("./w:rPr/w:rStyle/@w:val") + run._element.xpath("./../w:pPr/w:pStyle/@w:val")
    return next(font for name in names for font in _fonts(styles[name]))


def _fonts(style: BaseStyle | None) -> Iterator[str]:
    """The Chinese fonts that a style and what it is based on name, nearest first."""
    while isinstance(style, CharacterStyle):
        yield from map(str, style.element.xpath("./w:rPr/w:rFonts/@w:eastAsia"))
        style = style.base_style
