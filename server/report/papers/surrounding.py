"""What stands around the text of a paper, from what was typed: head, occasion, notes, imprint; and why a 信函 cannot go up."""

import re
from itertools import accumulate

from server.report import paper_problems as say
from server.report.composing import copies_to
from server.report.manuscript import Imprint, Letterhead, Masthead, Note, Occasion
from server.report.papers.registering import blank_number
from server.report.problems import Refused
from server.report.snapshot import Front, Registration, Snapshot
from server.report.units import Body, Unit

UPWARDS, PLAIN, LETTER = "", "plain", "letter"
KINDS = (UPWARDS, PLAIN, LETTER)
_HIGHER = (Body.higher_party, Body.higher_government, Body.higher_department)
_SHORT = re.compile(r"中共|人民|委员会|全面|\s")
_SHORT_FORMS = {"中共": "", "人民": "", "委员会": "委", "全面": ""}
_LEVELS = re.compile(r"^.{0,8}[省市州盟县区旗](?:委|政府|人大常|政协)$")
_APART = re.compile(r"[、，,；;：:。\s]+")
_BRACKETS = str.maketrans("()", "（）")
_COPIES = re.compile(r"^\s*抄\s*[送报]\s*[：:]\s*")
_OPENNESS = re.compile(r"^(?:主动公开|依申请公开|不予公开|不公开|部分公开)$")


def head(snapshot: Snapshot, front: Front, *, numbered: bool) -> tuple[Masthead | Letterhead, ...]:
    """红头 of a paper upwards, the head of a 信函, nothing for a plain one. Raises Refused for a 信函 to a superior.

    A number not known yet, or that this text may not bear, leaves its place; so do the signers.
    """
    unit, registration = snapshot.unit, snapshot.registration
    urgency = (front.urgency or "").strip()
    match front.kind or UPWARDS:
        case "letter":
            refuse_upwards(unit, front)
            return (Letterhead("　".join(unit.issuers), _number(snapshot, numbered=numbered), urgency),)
        case "plain":
            return ()
        case _:
            return (Masthead(unit.issuers, _number(snapshot, numbered=numbered), signers(registration), urgency),)


def refuse_upwards(unit: Unit, front: Front) -> None:
    """Raises Refused when a 信函 is addressed to a body above the unit (《条例》: 函 is for bodies not subordinate to one another)."""
    above = {_short(unit.bodies[body], unit) for body in _HIGHER if unit.bodies.get(body)}
    low = unit.tier in ("township", "subdistrict")
    for name in filter(None, _APART.split(front.recipients or "")):
        short = _short(name, unit)
        if short in above or (low and _LEVELS.match(short)):
            raise Refused(say.letter_upwards(name))


def signers(registration: Registration) -> tuple[str, ...]:
    """The names of those who signed, () while there are none."""
    return tuple(name for name in registration.signers.split("、") if name)


def occasion(words: str | None) -> tuple[Occasion, ...]:
    """A line below the title in full-width parentheses, unless there is none."""
    return (Occasion(_bracketed(words)),) if words and words.strip() else ()


def notes(front: Front, openness: str) -> tuple[Note, ...]:
    """附注 in parentheses and the line about openness; `openness` is how that line is worded (公开方式：{})."""
    typed = (front.disclosure or "").strip()
    shown = openness.format(typed) if _OPENNESS.match(typed) else _bracketed(typed) if typed.startswith("此件") else typed
    lines = tuple(_bracketed(line) for line in (front.note or "").splitlines() if line.strip())
    return tuple(Note(each) for each in (*lines, shown) if each)


def imprint(snapshot: Snapshot, front: Front) -> tuple[Imprint, ...]:
    """版记 (7.4): 抄送机关 without the word and the closing stop, who printed it, and when.

    What nobody typed is the usual: the oversight office above, the unit itself. A 信函 has 抄送 alone (10.1), a plain paper what was typed.
    """
    kind = front.kind or UPWARDS
    usual = (copies_to(snapshot.unit), snapshot.unit.name) if kind == UPWARDS else ("", "")
    copies = _copies(usual[0] if front.copies_to is None else front.copies_to)
    printer = (usual[1] if front.printer is None else front.printer).strip()
    made = Imprint(copies) if kind == LETTER else Imprint(copies, printer, snapshot.registration.print_date if printer else "")
    return (made,) if made != Imprint() else ()


def _number(snapshot: Snapshot, *, numbered: bool) -> str:
    known = snapshot.registration.number if numbered else ""
    return known or blank_number(snapshot.unit.body_code, snapshot.year, snapshot.document_date)


def _short(name: str, unit: Unit) -> str:
    """中共云岭县委员会 and 云岭县委 and 县委 are one body for a unit of 云岭县."""
    plain = _SHORT.sub(lambda found: _SHORT_FORMS.get(found[0], ""), name)
    own = unit.parent_name[:-1]
    return plain.removeprefix(own) if own else plain


def _bracketed(words: str) -> str:
    """Words in one pair of full-width parentheses."""
    plain = words.strip().translate(_BRACKETS)
    depths = list(accumulate((each == "（") - (each == "）") for each in plain))
    return plain if plain.startswith("（") and depths[-1] == 0 and all(depths[:-1]) else f"（{plain}）"


def _copies(typed: str) -> str:
    plain = "，".join(line.strip().rstrip("，；;。. ") for line in _COPIES.sub("", typed).splitlines() if line.strip())
    return plain.rstrip("。. ")
