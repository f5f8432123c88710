"""How long it takes to read last year's .docx and place it, against python-docx's plain text and against unzipping and parsing alone.

Run: python -m benchmarks.reading
"""

import io
import resource
import statistics
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from docx import Document
from lxml import etree

from server.actions import reading
from server.library import Library
from server.loading import load
from server.report.manuscript import Block, Heading, Manuscript, Paragraph, Properties, SignOff, Title
from server.report.past.carrying import carried
from server.report.past.filing import filed
from server.word.reader import read_docx
from server.word.writer import write

RUNS = 9
PAGES = (25, 100, 400)
PARAGRAPHS_A_PAGE = 5
TARGET_MS = 300
TOPICS = (
    "加强组织领导",
    "依法全面履行政府职能",
    "推进科学民主决策",
    "严格规范公正文明执法",
    "强化行政权力监督",
    "化解矛盾纠纷",
    "推进政务公开",
)
SENTENCES = (
    "一年来，我镇坚持把法治政府建设摆在重要位置，压实责任，细化任务，逐项推进落实。",
    "全年共受理信访事项{}件，已办结{}件，办结率保持在较高水平，群众评价总体较好。",
    "2025年3月18日，镇政府召开专题会议，听取执法工作汇报，研究解决人员和装备不足的问题。",
    "组织法治宣传活动{}场次，发放宣传资料近{}份，村（社区）法律顾问实现全覆盖。",
    "严格执行重大行政决策程序，重大事项经合法性审查和集体讨论后实施。",
)


def main() -> None:
    """Prints medians, ratios and peak memory; `--memory PAGES` is how it measures a size in a process of its own."""
    library = load(Path("data"))
    if sys.argv[1:2] == ["--memory"]:
        _read(library, _document(library, int(sys.argv[2])))
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
        return
    for pages in PAGES:
        _show(library, pages, _document(library, pages))
    print(f"target: 12,000 characters read and placed in less than {TARGET_MS} ms, linear to 400 pages")


def _show(library: Library, pages: int, content: bytes) -> None:
    outline = library.outlines["standard"]
    found = reading.read(read_docx(content), library, outline)
    works: dict[str, Callable[[], object]] = {
        "read and place": lambda: reading.read(read_docx(content), library, outline),
        "with figures and carrying over": lambda: _read(library, content),
        "python-docx, text alone": lambda: [each.text for each in Document(io.BytesIO(content)).paragraphs],
        "unzip and parse (floor)": lambda: etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml")),
    }
    times = {name: _median(work) for name, work in works.items()}
    floor = times["unzip and parse (floor)"]
    memory = subprocess.run(
        [sys.executable, "-m", "benchmarks.reading", "--memory", str(pages)], capture_output=True, text=True, check=True
    )
    print(
        f"{pages} pages, {found.proof.characters} characters, {found.proof.paragraphs} paragraphs; peak memory {memory.stdout.strip()} MB"
    )
    for name, milliseconds in times.items():
        print(f"  {name:<32}{milliseconds:8.1f} ms  {milliseconds / floor:6.1f}× the floor")


def _read(library: Library, content: bytes) -> None:
    """Everything that happens before a person sees last year's report."""
    found = reading.read(read_docx(content), library, library.outlines["standard"])
    reading.figures_of(found, library)
    for each in filed(found.anatomy, found.spans):
        carried(each.text, each.key, (2025, 2026), library.judgement)


def _document(library: Library, pages: int) -> bytes:
    chapters = [block for page in range(pages) for block in _page(page)]
    blocks: tuple[Block, ...] = (Title(("清溪镇2025年度法治政府建设情况报告",)), Heading(1, "一、", "主要举措和成效"), *chapters)
    manuscript = Manuscript(Properties("报告", "清溪镇人民政府"), (*blocks, SignOff(("清溪镇人民政府",), "2026年1月9日")))
    return write(manuscript, library.formats["gb9704_a"], Path("docx_templates/gb9704_a.docx").read_bytes())


def _page(page: int) -> list[Block]:
    """A heading and its paragraphs, about 480 characters."""
    texts = ["".join(SENTENCES).format(100 + page, 90 + page, 20 + each, 3000 + each)[each * 9 :][:92] for each in range(PARAGRAPHS_A_PAGE)]
    return [Heading(2, f"（{page + 1}）", TOPICS[page % len(TOPICS)]), *map(Paragraph, texts)]


def _median(work: Callable[[], object]) -> float:
    rounds = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        rounds.append((time.perf_counter() - start) * 1000)
    return statistics.median(rounds)


if __name__ == "__main__":
    main()
