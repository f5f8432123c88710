"""Papers that LibreOffice makes of a page, a text and an old document: all that is found, confirmed one by one. `!` must be put right."""

import subprocess
from pathlib import Path

import pytest

from server.report.inspection.judging import Inspection
from server.word.inspecting.inspector import inspect
from tests.word.right import FONTS, right
from tests.word.test_foreign import listed

pytestmark = pytest.mark.real
PAGE = """<html><head><meta charset="utf-8"></head><body>
<h1 style="text-align:center">清溪镇人民政府关于2025年度法治政府建设情况的报告</h1><p>县人民政府：</p><p>现将有关情况报告如下：</p>
<h2>一、主要做法</h2><p>全年办理案件18件,未发生败诉案件。</p><p>二、存在问题</p>
<p>执法力量仍显不足，需要进一步加强培训和管理工作，提升执法水平。</p>
<p style="text-align:right">清溪镇人民政府</p><p style="text-align:right">2026年01月15日</p></body></html>"""
TEXT = """清溪镇人民政府关于2025年度法治政府建设情况的报告

县人民政府：
　　现将有关情况报告如下：
　　一、主要做法
　　（一）加强领导。全年研究重大事项12件，推动各项任务落到实处。
　　二、存在问题
　　执法力量仍显不足。
　　　　　　　　　　　　清溪镇人民政府
　　　　　　　　　　　　二〇二六年一月十五日
"""
MARGINS = ["page.top!", "page.left!", "page.width!", "page.height!"]
OF_THE_PAGE = [
    *(*MARGINS, "recipients.gap!", "body.indent!", "date.form!", "marks.half!", "page.lines", "title.font", "title.size", "title.bold"),
    *("title.long", "recipients.font", "recipients.size", "body.font", "body.size", "body.apart", "body.apart", "body.ragged"),
    *(
        "levels.first",
        "levels.size",
        "levels.size",
        "levels.bold",
        "sign_off.date",
        "sign_off.alone",
        "sign_off.font",
        "sign_off.size",
        "folio.bare",
    ),
]


def converted(folder: Path, name: str, content: bytes, into: str, reading: str = "") -> bytes:
    """What LibreOffice makes of a file, in a profile of its own."""
    source = folder / name
    source.write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    filters = (f"--infilter={reading}",) if reading else ()
    command = ("soffice", profile, "--headless", *filters, "--convert-to", into, "--outdir", str(folder / "made"), str(source))
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "made" / f"{source.stem}.{into.partition(':')[0]}").read_bytes()


def inspected(content: bytes, name: str, folder: Path) -> Inspection:
    return inspect(content, name, FONTS, folder, lambda: False)


def test_a_page_saved_as_docx(tmp_path: Path) -> None:
    docx = converted(tmp_path, "page.html", PAGE.encode(), "docx:MS Word 2007 XML", "HTML (StarWriter)")
    assert listed(inspected(docx, "page.docx", tmp_path)) == OF_THE_PAGE


def test_a_page_saved_as_odt_is_converted_and_that_is_said(tmp_path: Path) -> None:
    odt = converted(tmp_path, "page.html", PAGE.encode(), "odt:writer8", "HTML (StarWriter)")
    found = inspected(odt, "page.odt", tmp_path)
    assert set(listed(found)) == set(OF_THE_PAGE)
    assert found.converted


def test_a_plain_text_saved_as_docx(tmp_path: Path) -> None:
    docx = converted(tmp_path, "text.txt", TEXT.encode(), "docx:MS Word 2007 XML", "Text (encoded):UTF8,LF,,,")
    assert listed(inspected(docx, "text.docx", tmp_path)) == [
        *(*MARGINS, "title.centre!", "date.form!", "page.lines", "title.font", "title.size", "recipients.font", "recipients.size"),
        *("body.font", "body.size", "body.spaces", "body.ragged", "levels.first", "levels.second", "levels.size"),
        *("sign_off.alone", "sign_off.font", "sign_off.size", "folio.bare"),
    ]


@pytest.mark.parametrize("kind", ["doc:MS Word 97", "docx:MS Word 2007 XML"])
def test_our_own_paper_through_libreoffice_has_no_fault_that_libreoffice_did_not_make(kind: str, tmp_path: Path) -> None:
    saved = converted(tmp_path, "ours.docx", right("plain"), kind)
    found = inspected(saved, f"ours.{kind.partition(':')[0]}", tmp_path)
    assert [each for each in listed(found) if each.endswith("!")] == []
    assert found.profile == "A"
