"""Files of older formats: converted apart from everything, stopped when asked, left without a trace, refused with what to do."""

import os
import socket
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from server.report.problems import Refused
from server.word import package
from server.word.conversion import as_docx, as_xlsx
from server.word.office import Office, available
from server.word.reader import read_docx
from tests.word.shapes import made

RTF = rb"{\rtf1\ansi\ansicpg936 \u28165?\u28330?\u38215?\par }"
RTF_TEXT = "清溪镇"
ABSENT = Office("no-such-office-anywhere")


def never() -> bool:
    return False


def program(folder: Path, script: str) -> str:
    path = folder / "office"
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)
    return str(path)


def started(noted: Path) -> bool:
    """Whether a program has written down, in a whole line, which process it started."""
    return noted.exists() and noted.read_text("utf-8").endswith("\n")


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").split()[2] != "Z"
    except FileNotFoundError:
        return False


def linking(address: str) -> bytes:
    """An open document with a picture that stands elsewhere; LibreOffice as it comes asks for it at once."""
    names = "urn:oasis:names:tc:opendocument:xmlns:"
    spaces = (
        f'xmlns:office="{names}office:1.0" xmlns:text="{names}text:1.0" xmlns:draw="{names}drawing:1.0" '
        f'xmlns:svg="{names}svg-compatible:1.0" xmlns:manifest="{names}manifest:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
    )
    picture = f'<draw:image xlink:href="{address}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/>'
    frame = f'<draw:frame text:anchor-type="as-char" svg:width="2cm" svg:height="2cm">{picture}</draw:frame>'
    kind = "application/vnd.oasis.opendocument.text"
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{media}"/>'
        for path, media in (("/", kind), ("content.xml", "text/xml"))
    )
    body = f"<office:body><office:text><text:p>{frame}</text:p></office:text></office:body>"
    parts = {
        "mimetype": kind,
        "META-INF/manifest.xml": f"<manifest:manifest {spaces}>{entries}</manifest:manifest>",
        "content.xml": f'<office:document-content {spaces} office:version="1.2">{body}</office:document-content>',
    }
    return package.stored((name, text.encode()) for name, text in parts.items())


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Path]:
    """A folder that is empty again afterwards."""
    folder = tmp_path / "work"
    folder.mkdir()
    yield folder
    assert not list(folder.iterdir())


def test_a_file_that_needs_no_conversion_comes_back_as_it_is(work: Path) -> None:
    content = made(("题目", "正文"), "typed")
    assert as_docx(content, work, never, ABSENT) is content


def test_without_an_office_the_way_out_is_said(work: Path) -> None:
    assert not available(ABSENT)
    with pytest.raises(Refused, match=r"^本机不能读取这种格式的文件。请用WPS另存为\.docx后再上传。$"):
        as_docx(RTF, work, never, ABSENT)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7", "这不是Word文件，没有读取。请用WPS或Word打开，另存为.docx后再上传。"),
        (b"<html><img src='http://192.0.2.1/'></html>", "这不是Word文件，没有读取。请用WPS或Word打开，另存为.docx后再上传。"),
        (b"", "这不是Word文件，没有读取。请用WPS或Word打开，另存为.docx后再上传。"),
        (b"PK\x03\x04" + bytes(21 << 20), "文件超过20MB，没有读取。请删去或压缩文件里的图片后再上传，也可以只复制文字粘贴进来。"),
    ],
)
def test_what_is_no_document_never_reaches_the_office(content: bytes, sentence: str, work: Path) -> None:
    with pytest.raises(Refused) as refused:
        as_docx(content, work, never, ABSENT)
    assert str(refused.value) == sentence


def test_a_document_is_no_workbook(work: Path) -> None:
    with pytest.raises(Refused, match="收到的是Word文件"):
        as_xlsx(RTF, work, never, ABSENT)


@pytest.mark.timeout(60)
def test_an_office_that_hangs_is_killed_with_all_it_started(tmp_path: Path, work: Path) -> None:
    noted = tmp_path / "pid"
    hanging = Office(program(tmp_path, f'trap "" TERM\nsleep 300 & echo $! > {noted}\nwait'), seconds=2)
    with pytest.raises(Refused, match="转换文件超过2秒没有完成"):
        as_docx(RTF, work, never, hanging)
    while alive(int(noted.read_text("utf-8"))):
        continue


@pytest.mark.timeout(60)
def test_work_is_stopped_when_asked_with_all_it_started(tmp_path: Path, work: Path) -> None:
    noted = tmp_path / "pid"
    hanging = Office(program(tmp_path, f"sleep 300 & echo $! > {noted}\nwait"))
    with pytest.raises(Refused, match="已取消转换"):
        as_docx(RTF, work, lambda: started(noted), hanging)
    while alive(int(noted.read_text("utf-8"))):
        continue


def test_an_office_that_gives_up_is_no_crash(tmp_path: Path, work: Path) -> None:
    with pytest.raises(Refused, match="文件不完整或已损坏"):
        as_docx(RTF, work, never, Office(program(tmp_path, "exit 77")))


def test_an_office_sees_only_the_folder_it_is_given(tmp_path: Path, work: Path) -> None:
    noted = tmp_path / "seen"
    with pytest.raises(Refused):
        as_docx(RTF, work, never, Office(program(tmp_path, f'echo "$HOME $TMPDIR $PWD" > {noted}')))
    assert all(each.startswith(str(work)) for each in noted.read_text("utf-8").split())
    assert os.environ.get("HOME", "") not in noted.read_text("utf-8").split()


@pytest.mark.real
def test_rich_text_is_converted_and_read(work: Path) -> None:
    assert [line.text for line in read_docx(as_docx(RTF, work, never)).lines] == [RTF_TEXT]


@pytest.mark.real
def test_a_broken_old_file_is_refused_in_a_sentence(work: Path) -> None:
    with pytest.raises(Refused, match=r"。$"):
        as_docx(b"PK\x03\x04" + b"mimetypeapplication/vnd.oasis.opendocument.text" + bytes(500), work, never)


@pytest.mark.real
def test_nothing_is_fetched_while_converting(work: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        as_docx(linking(f"http://127.0.0.1:{listening.getsockname()[1]}/a.png"), work, never)
        with pytest.raises(BlockingIOError):
            listening.accept()


@pytest.mark.real
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_a_workbook_of_another_format_becomes_one_of_ours(kind: str, work: Path, tmp_path: Path) -> None:
    book = Workbook()
    book.create_sheet("台账", 0).append(["检查次数", 12])
    book.save(tmp_path / "a.xlsx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ("soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path), str(tmp_path / "a.xlsx"))
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    converted = as_xlsx((tmp_path / f"a.{kind}").read_bytes(), work, never)
    assert [cell.value for cell in load_workbook(BytesIO(converted))["台账"][1]] == ["检查次数", 12]
