"""How long it takes to examine a 上行文 of 12,000 characters with a 20×6 table, and how that grows up to 400 pages.

Run: python -m benchmarks.inspecting
"""

import random
import statistics
import time
import tomllib
import tracemalloc
from pathlib import Path

from server.report.formats import Format
from server.report.inspection.fonts import Fonts
from server.report.inspection.judging import judge
from server.report.manuscript import Block, Heading, Imprint, Manuscript, Masthead, Paragraph, Properties, Recipients, SignOff, Table, Title
from server.word.inspecting.layouts import layout_of
from server.word.template import build
from server.word.writer import write

RUNS = 15
PAGES = (25, 50, 100, 200, 400)
CHARACTERS_A_PAGE = 500
NAME = "云岭县清溪镇人民政府"
WORDS = tuple(
    "坚持依法行政 全面落实 法治政府建设 工作责任制 机制群众 基层治理 执法监督 审查公开 培训化解 矛盾规范 推进提升 能力".split()  # noqa: SIM905
)


def main() -> None:
    """Prints medians of each step and of the whole."""
    fonts = Fonts.model_validate(tomllib.loads(Path("data/inspection/fonts.toml").read_text("utf-8")))
    measures = Format.model_validate(tomllib.loads(Path("data/formats/gb9704_a.toml").read_text("utf-8")))
    ground = build(measures)
    report = write(_manuscript(12_000), measures, ground)
    laying, whole = _milliseconds(report, fonts)
    print(f"12,000 characters and a 20×6 table, {len(report)} bytes, median of {RUNS}")
    print(f"laying out {laying:6.1f} ms   judging {whole - laying:6.1f} ms   together {whole:6.1f} ms (target: below 100)")
    for pages in PAGES:
        document = write(_manuscript(pages * CHARACTERS_A_PAGE), measures, ground)
        start = time.process_time()
        judge(layout_of(document), fonts)
        spent = (time.process_time() - start) * 1000
        print(f"{pages:4} pages {spent:8.0f} ms {spent / pages:6.2f} ms a page, {_megabytes(document, fonts):5.1f} MB")


def _milliseconds(document: bytes, fonts: Fonts) -> tuple[float, float]:
    laid, whole = [], []
    for _ in range(RUNS + 3):
        start = time.process_time()
        layout = layout_of(document)
        laid.append(time.process_time() - start)
        judge(layout, fonts)
        whole.append(time.process_time() - start)
    return statistics.median(laid[3:]) * 1000, statistics.median(whole[3:]) * 1000


def _megabytes(document: bytes, fonts: Fonts) -> float:
    tracemalloc.start()
    judge(layout_of(document), fonts)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / 1_000_000


def _manuscript(characters: int) -> Manuscript:
    chance = random.Random(2026)
    rows = tuple((str(row), "办结", "1000", "1100", "9.1%", _text(chance, 12)) for row in range(1, 20))
    blocks: tuple[Block, ...] = (
        Masthead((NAME,), "清府〔2026〕1号", ("张三",)),
        Title(("云岭县清溪镇人民政府关于", "2025年度法治政府建设情况的报告")),
        Recipients("县委、县政府："),
        *(block for at in range(characters // 1200) for block in _section(chance, at)),
        Table((("序号", "事项", "2024年", "2025年", "增长", "说明"), *rows)),
        SignOff((NAME,), "2026年1月15日"),
        Imprint("县司法局", "清溪镇党政办公室", "2026年1月16日"),
    )
    return Manuscript(Properties("报告", NAME, "2026-01-15"), blocks)


def _section(chance: random.Random, at: int) -> list[Block]:
    headed = (Heading(3, f"{number}.", _text(chance, 12), _text(chance, 80)) for number in range(1, 5))
    return [
        Heading(2, f"（{'一二三四五六七八九十'[at % 10]}）", _text(chance, 12)),
        *headed,
        *(Paragraph(_text(chance, 90)) for _ in range(9)),
    ]


def _text(chance: random.Random, characters: int) -> str:
    words = "，".join("".join(chance.choices(WORDS, k=4)) for _ in range(characters // 10 + 1))
    return words[: characters - 1].rstrip("，") + "。"


if __name__ == "__main__":
    main()
