"""What the tests of the head of a paper share: a document from blocks and its XML."""

import tomllib
import zipfile
from io import BytesIO
from pathlib import Path

from server.report.formats import Format
from server.report.manuscript import Block, Manuscript, Properties
from server.word.template import build
from server.word.writer import write

ROOT = Path(__file__).parents[2]
TOWN, PARTY = "云岭县清溪镇人民政府", "中共云岭县清溪镇委员会"


def measures(key: str = "gb9704_a") -> Format:
    """One of the shipped formats."""
    return Format.model_validate(tomllib.loads((ROOT / f"data/formats/{key}.toml").read_text("utf-8")))


def written(*blocks: Block, key: str = "gb9704_a", watermark: str = "") -> bytes:
    """A document of these blocks."""
    shipped = measures(key)
    return write(Manuscript(Properties("报告", TOWN, watermark=watermark), blocks), shipped, build(shipped))


def part(docx: bytes, name: str = "word/document.xml") -> str:
    """One part of a document."""
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        return archive.read(name).decode()


def headers(docx: bytes) -> list[str]:
    """The headers of a document."""
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        return [archive.read(name).decode() for name in archive.namelist() if name.startswith("word/header")]


def footers(docx: bytes) -> list[str]:
    """The footers of a document."""
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        return [archive.read(name).decode() for name in archive.namelist() if name.startswith("word/footer")]
