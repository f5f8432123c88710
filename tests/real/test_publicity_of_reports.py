"""The finder on real published papers: how many places in ten thousand characters it points at; not a sentence of theirs stands here."""

from collections import Counter
from pathlib import Path

import pytest

from server.report.publicity.hits import Kind, Reason
from tests.report.publicity.searching import shipped

REPORTS = Path(__file__).parents[2].parent / "shared/reports"
# What a careful reader would point at, too: the signer of one paper; those who taught and a professor named again in another.
EXPECTED = {
    "S1-suicheng-township-2020": {Reason.name_with_post: 1},
    "S3-jiangmen-rules-2018": {},
    "S4-qingcheng-district-2017": {Reason.name_with_post: 6},
}


@pytest.mark.skipif(not REPORTS.is_dir(), reason=f"缺少 {REPORTS}，不能读入已知的报告")
@pytest.mark.parametrize("name", EXPECTED)
def test_what_is_found_in_a_published_paper_is_persons_and_nothing_else(name: str) -> None:
    hits = shipped().find((REPORTS / f"{name}.txt").read_text("utf-8"))
    assert Counter(hit.reason for hit in hits) == EXPECTED[name]
    assert {hit.kind for hit in hits} <= {Kind.name}
