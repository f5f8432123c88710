"""Files that prove something: what may be kept, what is refused and why, and that nothing is stored of what is refused."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from sqlalchemy import select

from server.actions import evidence
from server.report.problems import NotFound, Refused
from server.storage import tables
from tests.cast import NOW, Town
from tests.word.shapes import made

PDF, PNG, JPG = b"%PDF-1.4\n%%EOF", b"\x89PNG\r\n\x1a\n\0\0", b"\xff\xd8\xff\xe0\0\0"
DOC = bytes.fromhex("d0cf11e0a1b11ae1")


def ofd(text: str = "会议纪要", name: str = "OFD.xml", *, packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A 版式文件 of one page."""
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w", packed) as package:
        package.writestr(name, "<ofd:OFD/>")
        package.writestr("Doc_0/Pages/Page_0/Content.xml", f'<ofd:Page><ofd:TextCode X="1" Y="2">{text}</ofd:TextCode></ofd:Page>')
    return whole.getvalue()


def workbook(*cells: str) -> bytes:
    """A workbook of one row."""
    book, whole = Workbook(), BytesIO()
    assert book.active is not None
    book.active.append(cells)
    book.save(whole)
    return whole.getvalue()


def compound(text: str) -> bytes:
    """An old Word file as far as it is looked at: a directory with its main stream, and its text somewhere."""
    entry = "WordDocument\0".encode("utf-16-le").ljust(64, b"\0") + (26).to_bytes(2, "little") + b"\x02\x01" + b"\0" * 60
    header = DOC.ljust(30, b"\0") + (9).to_bytes(2, "little") + b"\0" * 16 + (0).to_bytes(4, "little")
    return header.ljust(512, b"\0") + entry.ljust(512, b"\0") + text.encode("utf-16-le").ljust(4096, b"\0")


def refusal(content: bytes) -> str:
    """Why these bytes may not be kept, "" when they may."""
    try:
        evidence.checked("文件.bin", content)
    except Refused as refused:
        return refused.message
    return ""


@pytest.mark.parametrize(
    ("name", "content", "kept_as", "media_type"),
    [
        ("纪要.pdf", PDF, "纪要.pdf", "application/pdf"),
        ("扫描.JPG", JPG, "扫描.JPG", "image/jpeg"),
        ("照片.png", PNG, "照片.png", "image/png"),
        ("纪要.ofd", ofd(), "纪要.ofd", "application/ofd"),
        ("纪要.wps", compound("会议纪要"), "纪要.wps", "application/msword"),
        ("纪要.pdf.exe", PDF, "纪要.pdf.exe.pdf", "application/pdf"),
        ("纪要", PNG, "纪要.png", "image/png"),
    ],
)
def test_a_file_is_what_its_bytes_say(name: str, content: bytes, kept_as: str, media_type: str) -> None:
    file = evidence.checked(name, content)
    assert (file.name, file.media_type) == (kept_as, media_type)


def test_documents_and_workbooks_may_be_kept() -> None:
    assert evidence.checked("纪要.docx", made(["会议纪要"], "typed")).name == "纪要.docx"
    assert evidence.checked("表.xlsx", workbook("甲", "乙")).name == "表.xlsx"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("空.pdf", b"", "是空的"),
        ("程序.pdf", b"MZ\x90\0", "不是PDF"),
        ("网页.pdf", b"<html></html>", "不是PDF"),
        ("大.pdf", PDF + b"\0" * (10 << 20), "超过10MB"),
        ("纪要.txt", "秘密★1年".encode("gb18030"), "密级"),
        ("机密★纪要.pdf", PDF, "密级"),
        ("纪要.ofd", ofd("秘密★"), "密级"),
        ("纪要.ofd", ofd("密级：机密"), "密级"),
        ("纪要.ofd", ofd("&#31192;&#23494;&#9733;"), "密级"),
        ("纪要.doc", compound("秘密★5年"), "密级"),
        ("纪要.docx", made(["密级：机密", "会议纪要"], "typed"), "密级"),
        ("纪要.docx", made(["会议纪要"], "typed")[:400], "不"),
        ("纪要.ofd", ofd()[:-30], "不"),
        ("照片.zip", ofd(name="a.xml"), "不是PDF"),
    ],
)
def test_what_may_not_be_kept_is_refused_with_what_to_do(name: str, content: bytes, said: str) -> None:
    with pytest.raises(Refused, match=said):
        evidence.checked(name, content)


def test_a_workbook_with_a_mark_is_refused() -> None:
    with pytest.raises(Refused, match="密级"):
        evidence.checked("表.xlsx", workbook("秘密★1年", "乙"))


def test_a_layout_file_that_bursts_is_refused() -> None:
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("OFD.xml", "<ofd:OFD/>")
        package.writestr("Content.xml", b" " * (21 << 20))
    with pytest.raises(Refused, match="大得不正常"):
        evidence.checked("纪要.ofd", whole.getvalue())


@given(st.binary(max_size=300), st.sampled_from([b"", b"%PDF-", b"PK\x03\x04", DOC, b"\xff\xd8\xff"]))
def test_any_bytes_are_kept_or_refused_in_words(content: bytes, opening: bytes) -> None:
    assert not refusal(opening + content) or refusal(opening + content).endswith("。")


def test_the_same_bytes_are_kept_once_and_nothing_of_what_is_refused(town: Town) -> None:
    with town.database.write() as connection:
        first = evidence.keep(connection, "纪要.pdf", PDF, NOW)
        assert evidence.keep(connection, "另一个名称.pdf", PDF, NOW) == first
        with pytest.raises(Refused):
            evidence.keep(connection, "纪要.exe", b"MZ", NOW)
    with town.database.read() as connection:
        assert list(connection.execute(select(tables.file.c.digest)).scalars()) == [first]


def test_a_file_that_no_record_of_the_report_refers_to_is_not_found(town: Town) -> None:
    with town.database.write() as connection:
        digest = evidence.keep(connection, "纪要.pdf", PDF, NOW)
        with pytest.raises(NotFound):
            evidence.taken(connection, town.report, digest)
