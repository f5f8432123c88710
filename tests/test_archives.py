"""Hostile, broken and mistaken files are refused with one sentence, in bounded time and memory; honest ones pass."""

import io
import struct
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import product
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook

from server.archives import Kind, kind_of, opened
from server.report.problems import Refused

MEGABYTE = 1 << 20
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BODY = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
LINKS = "word/_rels/document.xml.rels"


def types(main: str = WORD) -> bytes:
    return f'<Types><Default Extension="xml" ContentType="application/xml"/><Override PartName="/m" ContentType="{main}"/></Types>'.encode()


def packed(parts: dict[str, bytes], main: str = WORD, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in {"[Content_Types].xml": types(main), "word/document.xml": BODY, **parts}.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def link(what: str, target: str) -> dict[str, bytes]:
    one = f'<Relationship Id="r" Type="{OFFICE}/{what}" Target="{target}" TargetMode="External"/>'
    return {LINKS: f"<Relationships>{one}</Relationships>".encode()}


def compound(*streams: tuple[str, bytes]) -> bytes:
    """An OLE compound file with these streams, each in a sector of its own behind the directory."""
    header = bytearray(512)
    header[:8] = bytes.fromhex("d0cf11e0a1b11ae1")
    header[30:32] = (9).to_bytes(2, "little")
    header[48:52] = (0).to_bytes(4, "little")
    directory = bytearray(512)
    for nth, (name, _) in enumerate((("Root Entry", b""), *streams)):
        at = nth * 128
        encoded = (name + "\0").encode("utf-16-le")
        directory[at : at + len(encoded)] = encoded
        directory[at + 64 : at + 66] = len(encoded).to_bytes(2, "little")
        directory[at + 66] = 2 if nth else 5
        directory[at + 116 : at + 120] = nth.to_bytes(4, "little")
    return bytes(header) + bytes(directory) + b"".join(content.ljust(512, b"\0") for _, content in streams)


OPEN_DOC = (0xA5EC).to_bytes(2, "little") + bytes(510)
LOCKED_DOC = (0xA5EC).to_bytes(2, "little") + bytes(8) + (0x0100).to_bytes(2, "little")
OPEN_XLS = bytes.fromhex("0908 0400 00000000 4200 0200 b004")
LOCKED_XLS = bytes.fromhex("0908 0400 00000000 2f00 0200 0000")


def said(content: bytes, kind: str = "docx") -> str:
    with pytest.raises(Refused) as refused:
        opened(content, "docx" if kind == "docx" else "xlsx")
    return str(refused.value)


@contextmanager
def bounded(megabytes: int) -> Iterator[None]:
    """What happens inside takes no more memory than this."""
    tracemalloc.start()
    try:
        yield
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < megabytes * MEGABYTE


def python_docx() -> bytes:
    buffer = io.BytesIO()
    Document().save(buffer)
    return buffer.getvalue()


def workbook() -> bytes:
    buffer = io.BytesIO()
    Workbook().save(buffer)
    return buffer.getvalue()


def test_an_ordinary_document_passes_with_its_parts() -> None:
    archive = opened(python_docx(), "docx")
    assert archive.parts["word/document.xml"].startswith(b"<?xml")
    assert "docProps/thumbnail.jpeg" in archive.names
    assert "docProps/thumbnail.jpeg" not in archive.parts


def test_an_ordinary_workbook_passes() -> None:
    assert "xl/workbook.xml" in opened(workbook(), "xlsx").parts


@pytest.mark.parametrize("name", sorted(path.name for path in (Path(__file__).parents[1] / "docx_templates").glob("*.docx")))
def test_our_own_documents_pass(name: str) -> None:
    assert opened((Path(__file__).parents[1] / "docx_templates" / name).read_bytes(), "docx").names


@pytest.mark.parametrize(
    "parts",
    [
        {"customXml/item1.xml": b"<b:Sources xmlns:b='urn:b'/>", "word/fonts/font1.odttf": b"\0" * 5000},
        {"word/embeddings/Microsoft_Excel_Sheet1.xlsx": workbook()},
        {"word\\media\\image1.png": b"\x89PNG"},
        {"word/media/image1.svg": b"<!DOCTYPE svg><svg/>"},
        {"word/media/white.bmp": bytes(8 * MEGABYTE)},
        link("attachedTemplate", "file:///D:/Templates/Normal.dotm"),
        link("hyperlink", "http://www.example.com/"),
        {"word/theme/theme1.xml": "<?xml version='1.0' encoding='utf-16'?><a/>".encode("utf-16")},
        {"word/empty.xml": b""},
    ],
    ids=range(9),
)
def test_what_office_programs_really_write_passes(parts: dict[str, bytes]) -> None:
    assert opened(packed(parts), "docx").names


def test_a_picture_that_stands_elsewhere_is_named_and_not_followed() -> None:
    assert opened(packed(link("image", "http://192.0.2.1/a.png")), "docx").linked_pictures == ("http://192.0.2.1/a.png",)


@pytest.mark.timeout(60)
def test_two_hundred_megabytes_are_refused_unread() -> None:
    content = b"PK\x03\x04" + bytes(200 * MEGABYTE)
    with bounded(1):
        assert said(content) == "文件超过20MB，没有读取。请删去或压缩文件里的图片后再上传，也可以只复制文字粘贴进来。"
        assert kind_of(content) is Kind.other


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\x03\x04", b"PK\x05\x06" + bytes(18), packed({})[:-30], packed({})[:300]])
def test_what_is_cut_off_is_refused(content: bytes) -> None:
    assert said(content).endswith("后再上传。") or said(content).endswith("再上传。")


def test_every_truncation_is_refused_and_none_breaks_anything() -> None:
    content = packed({"word/styles.xml": b"<styles/>" * 50})
    for length in range(0, len(content) - 1, 7):
        assert "没有读取" in said(content[:length])


def test_flipped_bytes_are_refused_or_read_but_break_nothing() -> None:
    content = packed({"word/styles.xml": b"<styles/>" * 50})
    for at, mask in product(range(0, len(content), 5), (0xFF, 0x01)):
        changed = bytearray(content)
        changed[at] ^= mask
        with suppress(Refused):
            assert opened(bytes(changed), "docx").names


@pytest.mark.timeout(60)
def test_a_bomb_is_refused_while_it_goes_off() -> None:
    content = packed({"word/document.xml": bytes(100 * MEGABYTE)})
    with bounded(24):
        assert said(content).startswith("文件解压后大得不正常")


@pytest.mark.timeout(60)
def test_a_bomb_in_a_part_that_nobody_reads_is_refused_too() -> None:
    content = packed({"word/media/image1.png": bytes(200 * MEGABYTE)})
    with bounded(8):
        assert said(content).startswith("文件解压后大得不正常")


@pytest.mark.timeout(60)
def test_a_bomb_of_entries_that_share_their_bytes_is_refused() -> None:
    content = overlapping(bytes(15 * MEGABYTE), 2900)
    assert len(content) < MEGABYTE
    with bounded(16):
        assert said(content).startswith("文件解压后大得不正常")


@pytest.mark.timeout(60)
def test_headers_that_lie_about_sizes_are_not_believed() -> None:
    content = packed({"word/document.xml": bytes(20 * MEGABYTE)})
    lying = content.replace((20 * MEGABYTE).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    with bounded(8):
        assert "没有" in said(lying)


def test_text_that_shrinks_well_is_no_bomb() -> None:
    row = "".join(f"<w:p><w:r><w:t>第{nth}项工作已办结。</w:t></w:r></w:p>" for nth in range(30_000)).encode()
    assert opened(packed({"word/document.xml": b"<w>" + row + b"</w>"}), "docx").parts["word/document.xml"].endswith(b"</w>")


@pytest.mark.timeout(60)
def test_a_single_part_of_more_than_forty_megabytes_is_refused() -> None:
    lines = b"".join(b"<a>%d</a>" % nth for nth in range(3 * MEGABYTE))
    content = packed({"word/document.xml": lines})
    with bounded(100):
        assert said(content).startswith("文件解压后大得不正常")


@pytest.mark.timeout(60)
def test_too_many_entries_are_refused_before_they_are_listed() -> None:
    content = packed({f"word/{nth}.xml": b"" for nth in range(20_000)})
    with bounded(4):
        assert said(content).startswith("文件解压后大得不正常")


@pytest.mark.timeout(60)
def test_packages_within_packages_are_not_opened() -> None:
    inner = packed({"0.bin": bytes(50 * MEGABYTE)})
    for _ in range(8):
        inner = packed({f"lib/{nth}.zip": inner for nth in range(4)})
    with bounded(16):
        assert opened(inner, "docx").names >= {f"lib/{nth}.zip" for nth in range(4)}


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "C:/x.xml", "word/../../x.xml", "..\\x.xml"])
def test_names_that_lead_outside_are_refused(name: str) -> None:
    assert said(packed({name: b"x"})).startswith("文件不完整或已损坏")


ENTITY = '<?xml version="1.0"{}?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
QUADRATIC = '<!DOCTYPE a [<!ENTITY x "' + "x" * 100_000 + '">]><a>' + "&x;" * 100_000 + "</a>"


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "part",
    [
        ENTITY.format("").encode(),
        ENTITY.format(' encoding="UTF-16"').encode("utf-16"),
        ENTITY.format(' encoding="UTF-16"').encode("utf-16-be"),
        b"\xef\xbb\xbf" + ENTITY.format("").encode(),
        ENTITY.format(' encoding="IBM037"').encode("cp037"),
        ENTITY.format(' encoding="UTF-32"').encode("utf-32"),
        b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a+AD4-<a/>',
        QUADRATIC.encode(),
    ],
    ids=["utf-8", "utf-16", "utf-16-be", "mark", "ebcdic", "utf-32", "utf-7", "quadratic"],
)
@pytest.mark.parametrize("name", ["word/document.xml", "word/styles.xml", "[Content_Types].xml", LINKS, "xl/sheet.dat"])
def test_entities_of_its_own_are_refused_wherever_they_stand(name: str, part: bytes) -> None:
    if name == "xl/sheet.dat" and not part.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").startswith((b"<", b"\0<")):
        pytest.skip("no reader takes these bytes for XML without being told")
    with bounded(8):
        assert said(packed({name: part})).startswith("文件里有不该出现的内容")


@pytest.mark.parametrize(
    "content",
    [
        packed({"word/vbaProject.bin": b"x"}),
        packed({}, main=WORD.replace("document.main", "document.macroEnabled.main")),
        packed({"xl/vbaProject.bin": b""}),
    ],
)
def test_macros_are_refused(content: bytes) -> None:
    assert said(content) == "文件里带有宏，没有读取。请另存为不带宏的.docx或.xlsx后再上传。"


@pytest.mark.parametrize(
    ("what", "target", "sentence"),
    [
        ("externalLinkPath", "file:///D:/2024/收文台账.xlsx", "文件有内容引用自其他工作簿（收文台账.xlsx），没有读取。"),
        ("oleObject", "file:///D:\\本年\\表.xls", "文件有内容引用自链接的对象（表.xls），没有读取。"),
        ("aFChunk", "http://192.0.2.1/a.html", "文件有内容引用自其他文件（a.html），没有读取。"),
        ("subDocument", "part.docx", "文件有内容引用自其他文件（part.docx），没有读取。"),
        ("frame", "", "文件有内容引用自其他文件，没有读取。"),
    ],
)
def test_content_that_stands_in_another_file_is_refused_and_named(what: str, target: str, sentence: str) -> None:
    assert said(packed(link(what, target))) == sentence + "请断开链接、粘贴为文字或数值，另存后再上传。"


def test_a_password_is_told_from_damage() -> None:
    sentence = "文件设了打开密码，没有读取。请打开文件，去掉密码后再上传。"
    assert said(compound(("EncryptionInfo", b""), ("EncryptedPackage", b"x"))) == sentence
    assert said(compound(("WordDocument", LOCKED_DOC))) == sentence
    assert said(compound(("Workbook", LOCKED_XLS)), "xlsx") == sentence
    assert said(encrypted_entries()) == sentence


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (compound(("WordDocument", OPEN_DOC)), "doc"),
        (compound(("Workbook", OPEN_XLS)), "xls"),
        (compound(("Book", OPEN_XLS)), "xls"),
        (compound(("WordDocument", OPEN_DOC), ("Workbook", LOCKED_XLS)), "doc"),
        (compound(("Workbook", OPEN_XLS), ("WordDocument", LOCKED_DOC)), "xls"),
        (compound(("WordDocument", LOCKED_DOC)), "locked"),
        (compound(("Contents", b"")), "other"),
        (python_docx(), "docx"),
        (workbook(), "xlsx"),
        (rb"{\rtf1\ansi}", "rtf"),
        (b"\xef\xbb\xbf\xe4\xb8\x80", "other"),
        (b"%PDF-1.7", "other"),
        (b"", "other"),
        (bytes.fromhex("d0cf11e0a1b11ae1"), "other"),
    ],
)
def test_a_file_is_what_its_bytes_are_whatever_it_is_called(content: bytes, kind: str) -> None:
    assert kind_of(content) == kind


def test_an_old_file_under_a_new_name_is_told_what_to_do() -> None:
    assert said(compound(("WordDocument", OPEN_DOC))) == "本机不能读取这种格式的文件。请用WPS另存为.docx后再上传。"


def test_the_wrong_kind_of_file_is_named() -> None:
    assert said(workbook()).startswith("这里要传的是Word文件，收到的是表格文件")
    assert said(python_docx(), "xlsx").startswith("这里要传的是表格文件，收到的是Word文件")
    assert said(zipped({"a.txt": b"x"})).startswith("这不是Word文件")
    assert said(b"%PDF-1.7 ...").startswith("这不是Word文件")
    assert said(b"%PDF-1.7 ...", "xlsx").startswith("这不是Excel文件")


@pytest.mark.parametrize("make", [lambda: zipfile.ZIP_BZIP2, lambda: zipfile.ZIP_LZMA])
def test_packing_that_no_office_program_uses_is_refused(make: Callable[[], int]) -> None:
    assert said(packed({}, method=make())).startswith("文件不完整或已损坏")


def zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def encrypted_entries() -> bytes:
    """A package whose entries say that they are under a password."""
    content = bytearray(packed({}, method=zipfile.ZIP_STORED))
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(sign)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(sign, at + 4)
    return bytes(content)


def overlapping(kernel: bytes, times: int) -> bytes:
    """A package whose directory names one piece of packed bytes many times over."""
    content = packed({"word/media/a.png": kernel})
    start = content.rindex(b"PK\x01\x02")
    end = content.rindex(b"PK\x05\x06")
    entry, size = content[start:end], (end - start) * (times - 1)
    (count,), (length,) = struct.unpack_from("<H", content, end + 10), struct.unpack_from("<L", content, end + 12)
    tail = bytearray(content[end:])
    struct.pack_into("<HHL", tail, 8, count + times - 1, count + times - 1, length + size)
    return content[:end] + entry * (times - 1) + bytes(tail)
