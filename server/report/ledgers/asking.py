"""What is asked or told about rows of a record list, in sentences: what was typed, and what to do."""

_QUOTED = 20


def unclear_day(name: str, raw: str) -> str:
    """A day that cannot be read."""
    return f"“{name}”填的是{_quoted(raw)}，没有看懂是哪一天。请写成 2026-03-05、3月5日 这样的日期，一行写一次。"


def rough_day(name: str, raw: str) -> str:
    """A day known to the month only."""
    return f"“{name}”填的是{_quoted(raw)}，只知道大概时间。请补上具体日期；不补的，按这个月份计入。"


def outside_year(name: str, raw: str, year: int) -> str:
    """A day of another year."""
    return f"“{name}”填的是{_quoted(raw)}，不在{year}年内，不计入本年度的数。年份写错的，请改过来。"


def unclear_number(name: str, raw: str, unit: str) -> str:
    """A number that cannot be read."""
    return f"“{name}”填的是{_quoted(raw)}，没有看懂。请填以“{unit}”为单位的一个数，如 50、约50；没有的填0。"


def unclear_choice(name: str, raw: str, choices: tuple[str, ...]) -> str:
    """A word that is none of the choices, or fits several."""
    return f"“{name}”填的是{_quoted(raw)}，不知道属于哪一类。请选定：{'、'.join(choices)}。"


def read_off(name: str, found: str, source: str) -> str:
    """A choice that another cell, or the heading above the row, told."""
    return f"“{name}”没有填，看{_quoted(source)}归为{found}。请核对。"


def not_filled(name: str) -> str:
    """A cell that a figure needs."""
    return f"“{name}”没有填。"


def block_too_large(rows: int, columns: int) -> str:
    """A pasted block beyond all bounds."""
    return f"一次最多粘贴{rows}行、{columns}列，这次超过了，没有采用。请只选有内容的格子，分几次粘贴。"


def _quoted(raw: str) -> str:
    plain = " ".join(raw.split())
    return f"“{plain[:_QUOTED]}{'…' if len(plain) > _QUOTED else ''}”"
