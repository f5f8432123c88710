"""Documents of every kind that the tests of the writer share, and how they are written and opened."""

import re
import tomllib
import zipfile
from io import BytesIO
from pathlib import Path

from server.report.formats import Format
from server.report.manuscript import (
    Attachment,
    AttachmentNote,
    Block,
    Heading,
    Imprint,
    Letterhead,
    Manuscript,
    Masthead,
    Note,
    Occasion,
    Paragraph,
    Piece,
    Properties,
    Recipients,
    SignOff,
    Table,
    Title,
    Tracked,
)
from server.word.template import build
from server.word.writer import write

ROOT = Path(__file__).parents[2]
KEYS = ("gb9704_a", "gb9704_b")
FORMATS = {key: Format.model_validate(tomllib.loads((ROOT / f"data/formats/{key}.toml").read_text("utf-8"))) for key in KEYS}
TEMPLATES = {key: build(measures) for key, measures in FORMATS.items()}
UNIT = "云岭县清溪镇人民政府"
DAY = "2027年1月15日"
TITLE = Title(("云岭县清溪镇人民政府关于", "2026年度法治政府建设情况的报告"))
IMPRINT = Imprint("县委依法治县办，县人大常委会办公室，县司法局", "清溪镇党政办公室", "2027年1月20日")
TABLE = Table((("序号", "事项", "件数"), ("1", "行政许可", "1286"), ("2", "行政处罚", "12")))
BODY: tuple[Block, ...] = (
    TITLE,
    Recipients("县委、县政府："),
    Paragraph("现将有关情况报告如下："),
    Heading(1, "一、", "主要举措"),
    Heading(2, "（一）", "加强领导。", "制定方案3个。"),
    TABLE,
    Paragraph("特此报告。"),
)
FOOT: tuple[Block, ...] = (
    AttachmentNote(("2026年度主要指标表", "重大行政决策事项目录")),
    SignOff((UNIT,), DAY),
    Note("联系人：陆青，电话：0000—0000000"),
    Note("公开方式：主动公开"),
    Attachment("附件1", ("2026年度主要指标表",)),
    TABLE,
    Attachment("附件2", ("重大行政决策事项目录",)),
    Paragraph("修订村庄规划。"),
    IMPRINT,
)
CHANGED: tuple[Block, ...] = (
    Tracked(
        TITLE,
        (Piece("云岭县清溪镇人民政府关于\n"), Piece("2025", "deleted"), Piece("2026", "inserted"), Piece("年度法治政府建设情况的报告")),
    ),
    Tracked(Recipients("县委、县政府："), (Piece("县委、"), Piece("县人大、", "deleted"), Piece("县政府："))),
    Tracked(Paragraph("旧的一段。"), mark="deleted"),
    Tracked(Paragraph("新的一段。"), mark="inserted"),
    Tracked(
        Heading(2, "（一）", "加强领导。", "制定方案3个。"), (Piece("（一）加强"), Piece("组织", "deleted"), Piece("领导。制定方案3个。"))
    ),
    Tracked(TABLE, mark="deleted"),
    Tracked(TABLE, mark="inserted"),
    Tracked(AttachmentNote(("甲", "乙")), (Piece("甲"), Piece("\n乙", "inserted"))),
    SignOff((UNIT,), DAY),
    Tracked(Note("联系人：陆青"), (Piece("联系人："), Piece("林禾", "deleted"), Piece("陆青", "inserted"))),
    Tracked(Attachment("附件1", ("甲",)), (Piece("附件"), Piece("1", "inserted"), Piece("\n甲"))),
)
EVERY_KIND: dict[str, Manuscript] = {
    "plain": Manuscript(Properties("报告", UNIT, DAY), (*BODY, *FOOT)),
    "upward": Manuscript(Properties("报告", UNIT, DAY), (Masthead((UNIT,), "清政〔2027〕1号", ("陆青",), "加急"), *BODY, *FOOT)),
    "joint": Manuscript(
        Properties("报告", UNIT, DAY), (Masthead(("中共清溪镇委员会", "清溪镇人民政府"), "清委〔2027〕1号", ("陆青", "林禾")), *BODY, *FOOT)
    ),
    "letter": Manuscript(Properties("函", UNIT, DAY), (Letterhead(UNIT, "清政函〔2027〕1号"), *BODY, *FOOT)),
    "letter_draft": Manuscript(Properties("函", UNIT, DAY, "草稿"), (Letterhead(UNIT, "清政函〔2027〕1号"), *BODY, *FOOT)),
    "congress": Manuscript(Properties("报告", UNIT, DAY), (TITLE, Occasion("（2027年1月20日在清溪镇第二十届人民代表大会上）"), *BODY[1:])),
    "for_the_office": Manuscript(Properties("报告", UNIT, DAY), BODY, numbered=False),
    "draft": Manuscript(Properties("报告", UNIT, DAY, "草稿"), (*BODY, *FOOT)),
    "draft_for_the_office": Manuscript(Properties("报告", UNIT, DAY, "送审稿"), BODY, numbered=False),
    "changes": Manuscript(Properties("报告", UNIT, DAY, "草稿"), CHANGED),
    "empty": Manuscript(Properties("报告", UNIT), ()),
}


def written(*blocks: Block, key: str = "gb9704_a", watermark: str = "", numbered: bool = True) -> bytes:
    """The blocks as a .docx."""
    return typed(Manuscript(Properties("报告", UNIT, DAY, watermark), blocks, numbered), key)


def typed(manuscript: Manuscript, key: str = "gb9704_a") -> bytes:
    """A manuscript as a .docx."""
    return write(manuscript, FORMATS[key], TEMPLATES[key])


def parts(docx: bytes) -> dict[str, str]:
    """The parts of a .docx as text."""
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def xml(*blocks: Block, key: str = "gb9704_a") -> str:
    """The main part of the blocks."""
    return parts(written(*blocks, key=key))["word/document.xml"]


def lines(*blocks: Block) -> list[tuple[str, str]]:
    """Style and text of every paragraph in order, those in tables and boxes too."""
    found = re.findall(r'<w:p><w:pPr><w:pStyle w:val="(\w+)"/>(.*?)</w:p>', xml(*blocks).replace("<w:txbxContent>", "</w:p>"))
    return [(style, "".join(re.findall(r"<w:t [^>]*>([^<]*)<", inner))) for style, inner in found]
