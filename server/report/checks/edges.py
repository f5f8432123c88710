"""Where the name of a body may begin: behind a mark, a line end or a preposition. Asked of a hit, as it is slow to ask of every place."""

from server.report.checks.text import MASK

_MARKS = frozenset(f" \n\t\u3000，。、；：:“”（(）)《》{MASK}")
_LEADS = frozenset("和与及向由经在对报请被据从按受")


def opens(text: str, at: int, leads: frozenset[str] = _LEADS) -> bool:
    """Whether a name can begin at a place of the text."""
    before = text[at - 1 : at]
    return not before or before in _MARKS or before in leads
