"""An invented town's paper as a subject, for the tests of checks of bodies and documents; nothing of it comes from a real report."""

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from server.report.checks.guessing import profile_of
from server.report.checks.profile import Level
from server.report.checks.proofs import text_of
from server.report.checks.ruling import Check, Hit, Subject
from server.report.checks.wording import Wording
from server.report.checks.writers import kinds_meant
from server.report.prose.recognising import recognition
from server.report.reading.anatomy import understand
from server.report.reading.gathering import gathered
from server.report.units import Kind

TOWN = """云岭县清溪镇人民政府文件
清府〔2027〕3号　　　　签发人：林一鸣
关于清溪镇2026年法治政府建设情况的报告
县委、县政府：
2026年，我镇在县委、县政府的领导下推进法治政府建设。现将情况报告如下：
一、主要做法
（一）落实领导责任。镇党委会议专题研究法治工作4次，镇人大主席团听取汇报1次。县委政法委到镇指导2次。
（二）规范执法。综合行政执法队办理案件12件，并按时向镇人大主席团报告法治政府建设情况。
二、存在问题
执法人员的业务能力还要提高。
三、下一步打算
2027年继续推进。
特此报告。
云岭县清溪镇人民政府
2027年1月8日
"""
DISTRICT = """云岭市清溪区2026年法治政府建设情况报告
2026年，我区推进法治政府建设，取得新成效。
一、主要成效
（一）坚持党的领导。区委常委会（扩大）会议研究法治建设议题3个，区委、区政府主要负责人带头述法。
（二）自觉接受监督。按期向市政府、区委、区人大常委会报告年度法治政府建设情况。
云岭市清溪区人民政府
2027年1月20日
"""


@cache
def kinds() -> dict[str, Kind]:
    """The shipped kinds of unit."""
    rows = tomllib.loads((Path(__file__).parents[3] / "data" / "kinds.toml").read_text("utf-8"))["kind"]
    return {row["key"]: Kind.model_validate(row) for row in rows}


def subject(words: str, kind: str = "", year: int | None = None) -> Subject:
    """A paper as the command sees it."""
    text = text_of(understand(gathered(words)))
    asked = kinds_meant(kind, kinds()) if kind else (Level.unknown, "")
    assert asked is not None
    return Subject(text, profile_of(text, kinds(), year, asked), Wording(), recognition((), {}))


def found(checks: Iterable[Check[Subject]], words: str, kind: str = "") -> list[tuple[str, str, str]]:
    """(rule, quote, suggestion) of every hit."""
    seen = subject(words, kind)
    return [(check.id, seen.text.text[hit.start : hit.end], hit.suggestion) for check in checks for hit in check.find(seen)]


def hits(checks: Iterable[Check[Subject]], words: str, kind: str = "") -> list[tuple[str, Hit]]:
    """Every hit with its rule."""
    seen = subject(words, kind)
    return [(check.id, hit) for check in checks for hit in check.find(seen)]
