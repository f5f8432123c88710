"""Sentences for readers of sums: what cannot be carried into a report, and why."""

NAMED = 5


def no_own_report(year: int) -> str:
    """Sums need a report of the unit's own to go into."""
    return f"本单位还没有{year}年度的报告。请先从首页开始填报，再把合计带入。"


def nothing_ticked() -> str:
    """A carry without a single figure."""
    return "还没有勾选指标。请勾选要带入的指标，再点“带入所选”。"


def sums_moved(named: tuple[str, ...]) -> str:
    """A sum, or the unit's own figure, is another than the page showed."""
    several = "等" if len(named) > NAMED else ""
    return f"这一页打开之后，{'、'.join(f'“{name}”' for name in named[:NAMED])}{several}已经变了，什么都没有带入。请看过新的数再点。"
