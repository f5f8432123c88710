"""How long a whole 上行文 of 12,000 characters takes as .docx: ours, docxtpl on an equal template, the zip alone; and up to 400 pages.

Run: python -m benchmarks.docx
"""

import random
import statistics
import time
import tomllib
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from docx import Document
from docxtpl import DocxTemplate

from server.report.formats import Format
from server.report.manuscript import (
    AttachmentNote,
    Block,
    Heading,
    Imprint,
    Manuscript,
    Masthead,
    Note,
    Paragraph,
    Properties,
    Recipients,
    SignOff,
    Table,
    Title,
)
from server.word import ooxml, package, template, writer

RUNS = 60
LEVEL = 6
# Common words of such reports; with two rare characters a clause they deflate about as well as prose does.
WORDS = (
    "坚持 依法行政 全面落实 法治政府 建设 工作 责任制 机制 群众 基层 治理 执法 监督 审查 公开 培训 化解 矛盾 规范 推进 提升 能力 "
    "我镇 党政办 学习 思想 会议 重大 决策 程序 合法性 文件 备案 行政 许可 事项 办理 窗口 服务 企业 项目 环境 信用 监管 "
    "检查 处罚 案件 复议 应诉 出庭 负责人 调解 信访 村民 社区 宣传 普法 宪法 民法典 讲座 干部 人员 考试 证件 制度 清单 "
    "权责 赋权 综合 队伍 网格 平台 数据 共享 一次 办好 承诺 问题 整改 督察 考核 述法 年度 计划 目标 任务 不足"
)
RARE = range(0x4E00, 0x6200)
UNIT = "青河县云溪镇人民政府"
PAGES = (10, 40, 100, 400)
CHARACTERS_A_PAGE = 22 * 28
MARKER = "文件正文"


def main() -> None:
    """Prints medians and ratios."""
    measures = Format.model_validate(tomllib.loads(Path("data/formats/gb9704_a.toml").read_text("utf-8")))
    ground, manuscript = template.build(measures), _manuscript()
    theirs = _docxtpl_template(ground, measures)
    ours = writer.write(manuscript, measures, ground)
    with zipfile.ZipFile(BytesIO(ours)) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    context = _context(manuscript)
    if not _same_text(ours, _docxtpl(theirs, context)):
        raise SystemExit("the two documents do not hold the same text")
    times = _medians(
        lambda: writer.write(manuscript, measures, ground),
        lambda: _docxtpl(theirs, context),
        lambda: package.deflated(parts),
    )
    _show(manuscript, times, len(ours))
    for pages in PAGES:
        _show_long(pages, measures, ground)


def _show(manuscript: Manuscript, milliseconds: list[float], size: int) -> None:
    ours, theirs, floor = milliseconds
    print(f"{_characters(manuscript)} characters and a 20×6 table, {size} bytes, level {LEVEL}, median of {RUNS}")
    print(f"ours    {ours:6.2f} ms")
    print(f"docxtpl {theirs:6.2f} ms   ours is {theirs / ours:.2f}× as fast   (target: at least 2)")
    print(f"zip     {floor:6.2f} ms   ours takes {ours / floor:.2f}× as long (target: at most 3.5)")


def _show_long(pages: int, measures: Format, ground: bytes) -> None:
    chance = random.Random(pages)
    blocks = tuple(Paragraph(_text(chance, CHARACTERS_A_PAGE)) for _ in range(pages))
    manuscript = Manuscript(Properties("报告", UNIT), (*_head(), *blocks, *_foot()))
    took = statistics.median(_milliseconds(lambda: writer.write(manuscript, measures, ground)) for _ in range(7))
    print(f"{pages:4} pages {took:7.2f} ms, {took / pages:.3f} ms a page")


def _medians(*works: Callable[[], bytes]) -> list[float]:
    """Milliseconds of each, taken in turn so that a busy machine slows all alike."""
    rounds = [[_milliseconds(work) for work in works] for _ in range(RUNS + 5)][5:]
    return [statistics.median(column) for column in zip(*rounds, strict=True)]


def _milliseconds(work: Callable[[], bytes]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def _manuscript() -> Manuscript:
    chance = random.Random(2025)
    chapters = [block for number in "一二三四五六七八九十" for block in _chapter(chance, number)]
    head = ("序号", "事项", "2024年", "2025年", "增长", "说明")
    rows = (head, *((str(row), "行政许可办结", str(1000 + row), str(1100 + row), "9.1%", _text(chance, 12)) for row in range(1, 20)))
    blocks = (*_head(), *chapters, Table(rows), *_foot())
    return Manuscript(Properties("2025年度法治政府建设情况的报告", UNIT, "2026-01-15"), blocks)


def _head() -> tuple[Block, ...]:
    return (
        Masthead((UNIT,), "云政〔2026〕1号", ("陆青",), "加急"),
        Title((f"{UNIT}关于", "2025年度法治政府建设情况的报告")),
        Recipients("县委、县政府："),
    )


def _foot() -> tuple[Block, ...]:
    return (
        AttachmentNote(("2025年度主要指标表", "重大行政决策事项目录")),
        SignOff((UNIT,), "2026年1月15日"),
        Note("联系人：陆青"),
        Imprint("县委依法治县办，县司法局", "云溪镇党政办公室", "2026年1月20日"),
    )


def _chapter(chance: random.Random, number: str) -> list[Block]:
    sections = (Heading(2, f"（{each}）", _text(chance, 12), _text(chance, 70)) for each in "一二三四")
    paragraphs = (Paragraph(_text(chance, 80)) for _ in range(11))
    return [Heading(1, f"{number}、", _text(chance, 14)), *sections, *paragraphs]


def _text(chance: random.Random, characters: int) -> str:
    clauses = ("".join(chance.choices(WORDS.split(), k=4)) + "".join(map(chr, chance.choices(RARE, k=2))) for _ in range(characters // 8))
    return "，".join(clauses)[: characters - 1] + "。"


def _characters(manuscript: Manuscript) -> int:
    return sum(
        len(block.text) + (len(block.number + block.heading) if isinstance(block, Heading) else 0)
        for block in manuscript.blocks
        if isinstance(block, Paragraph | Heading | Recipients)
    )


def _docxtpl_template(ground: bytes, measures: Format) -> bytes:
    """The same head and foot with loops for paragraphs and table rows, as an author of docxtpl templates writes them."""
    styles = measures.styles
    kinds = _tag("elif b.kind == 'heading'") + ooxml.paragraph(styles.headings[0].id, ooxml.run("{{ b.text }}"))
    kinds += _tag("else") + ooxml.paragraph(styles.body.id, ooxml.run("{{ b.text }}"))
    runs_on = ooxml.paragraph(styles.body.id, ooxml.run("{{ b.lead }}", styles.headings[1].character_id) + ooxml.run("{{ b.text }}"))
    row = "".join(ooxml.cell(1474, ooxml.paragraph(styles.table_centred.id, ooxml.run(f"{{{{ r[{column}] }}}}"))) for column in range(6))
    rows = _row("for r in rows") + ooxml.row(row, measures.table.row_height_twips, header=False) + _row("endfor")
    first, last = _tag("for b in blocks") + _tag("if b.kind == 'runs'"), _tag("endif") + _tag("endfor")
    body = first + runs_on + kinds + last + ooxml.table(measures.table.style_id, [1474] * 6, rows)
    whole = writer.write(Manuscript(Properties("报告", UNIT), (*_head(), Paragraph(MARKER), *_foot())), measures, ground)
    parts = dict(package.exchanged(whole, {}))
    before, after = parts["word/document.xml"].decode().split(MARKER)
    start, end = before.rindex("<w:p>"), after.index("</w:p>") + len("</w:p>")
    return package.stored(package.exchanged(whole, {"word/document.xml": (before[:start] + body + after[end:]).encode()}))


def _tag(statement: str) -> str:
    return f"<w:p><w:r><w:t>{{%p {statement} %}}</w:t></w:r></w:p>"


def _row(statement: str) -> str:
    return f"<w:tr><w:tc><w:p><w:r><w:t>{{%tr {statement} %}}</w:t></w:r></w:p></w:tc></w:tr>"


def _docxtpl(ground: bytes, context: dict[str, object]) -> bytes:
    document = DocxTemplate(BytesIO(ground))
    document.render(context, autoescape=True)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _context(manuscript: Manuscript) -> dict[str, object]:
    """What the docxtpl template is filled from; made before the clock starts."""
    tables = [block.rows for block in manuscript.blocks if isinstance(block, Table)]
    return {"blocks": [each for block in manuscript.blocks for each in _entries(block)], "rows": tables[0]}


def _entries(block: Block) -> list[dict[str, str]]:
    match block:
        case Heading(text=""):
            return [{"kind": "heading", "text": block.number + block.heading}]
        case Heading():
            return [{"kind": "runs", "lead": block.number + block.heading, "text": block.text}]
        case Paragraph(text):
            return [{"kind": "body", "text": text}]
        case _:
            return []


def _same_text(ours: bytes, theirs: bytes) -> bool:
    """Whether two documents hold the same text, empty and joined lines aside."""
    return _all_text(ours) == _all_text(theirs)


def _all_text(docx: bytes) -> str:
    document = Document(BytesIO(docx))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "".join("".join((*(paragraph.text for paragraph in document.paragraphs), *cells)).split())


if __name__ == "__main__":
    main()
