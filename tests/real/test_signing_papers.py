"""发文稿纸 and 征求意见情况表 as LibreOffice sets them: the sheet fills one A4 page, whatever stands in it, and nothing is cut off."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pdfplumber
import pytest

from server.library import Library
from server.report.season.draft_sheet import Drafted, draft_sheet
from server.report.season.opinions import Adopted, Opinion, opinions_paper
from server.report.season.signing import Part, Signature, issuers_of
from server.word.writer import write
from tests.cast import unit_of
from tests.real.layout import to_pdfs
from tests.word.papers import FORMATS, TEMPLATES

PARTY, GOVERNMENT = "中共云澜县清溪镇委员会", "云澜县清溪镇人民政府"
TITLE = f"{PARTY}　{GOVERNMENT}关于2026年度法治政府建设情况的报告"


def signature(part: Part, name: str, post: str, issuer: str = "") -> Signature:
    """A signature."""
    return Signature(1, 0, part, issuer, post, name, date(2027, 1, 12), "", None, "", datetime(2027, 1, 12, tzinfo=UTC), "赵敏")


def drafted(library: Library) -> Drafted:
    """The paper of a town with everything filled in."""
    unit = unit_of(library, "清溪镇")
    given = (
        signature(Part.signed, "陈书远", "党委书记", PARTY),
        signature(Part.signed, "何川", "镇长", GOVERNMENT),
        signature(Part.reviewed, "高远", "党委委员、副镇长"),
        *(signature(Part.countersigned, name, "综合行政执法队队长") for name in ("周远", "郑平", "钱立")),
        signature(Part.checked, "吴江", "党政办主任"),
        signature(Part.drafted, "赵敏", "党政办"),
    )
    return Drafted(
        unit=unit,
        issuers=issuers_of(unit, library.kinds["town"], library.labels["signing_posts"]),
        title=TITLE,
        recipients="中共云澜县委、云澜县人民政府：",
        copies_to="中共云澜县委全面依法治县委员会办公室，云澜县人大常委会办公室，云澜县司法局",
        attachments=("2026年度主要指标表", "重大行政决策事项目录"),
        copies="30",
        signatures=given,
    )


@pytest.mark.real
def test_the_sheet_is_one_page_of_a4_and_the_table_of_opinions_shows_every_word(library: Library, tmp_path: Path) -> None:
    full = drafted(library)
    listed = [Opinion(at, "综合行政执法队", date(2027, 1, 5), f"第{at}条意见。", Adopted.no, f"第{at}条理由。") for at in range(1, 31)]
    papers = {
        "filled": draft_sheet(full, library.labels["draft_sheet"]),
        "blank": draft_sheet(replace(full, signatures=()), library.labels["draft_sheet"]),
        "opinions": opinions_paper(full.unit, 2026, listed, library.labels),
    }
    files = {name: write(each, FORMATS["gb9704_a"], TEMPLATES["gb9704_a"]) for name, each in papers.items()}
    pages = {}
    for name, path in to_pdfs(files, tmp_path).items():
        with pdfplumber.open(path) as pdf:
            pages[name] = [(round(page.width), round(page.height), "".join((page.extract_text() or "").split())) for page in pdf.pages]
    assert [(len(pages[name]), pages[name][0][:2]) for name in ("filled", "blank")] == [(1, (595, 842))] * 2
    assert all(words in pages["filled"][0][2] for words in ("党委书记陈书远", "钱立", "发文字号", "30份"))
    assert "陈书远" not in pages["blank"][0][2]
    whole = "".join(text for _, _, text in pages["opinions"])
    assert all(f"第{at}条意见。" in whole and f"第{at}条理由。" in whole for at in range(1, 31))
