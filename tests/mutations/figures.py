"""Random figures of a town's year that keep every relation there is between them."""

from random import Random

_FREE = {
    "learn.center_group": (4, 20),
    "lead.special_meetings": (2, 9),
    "lead.hear_reports": (2, 6),
    "lead.leader_group_meetings": (2, 8),
    "func.duty_basic": (80, 140),
    "func.duty_joint": (40, 90),
    "func.duty_returned": (100, 260),
    "dec.legality_reviews": (2, 30),
    "dec.contracts": (12, 240),
    "enf.fine_amount": (3_000, 90_000),
    "enf.file_reviews": (1, 6),
    "enf.joint_ops": (5, 60),
    "dis.screenings": (8, 60),
    "dis.found": (60, 500),
    "open.items": (40, 900),
    "pub.events": (12, 90),
    "pub.materials": (1_000, 20_000),
    "pub.audience": (2_000, 30_000),
    "learn.lectures": (2, 12),
    "learn.trainees": (80, 900),
    "learn.pre_meeting": (4, 24),
}
_WITHIN = {
    "lead.shufa_people": ("lead.shufa_meeting", 14, 60),
    "func.services_received": ("func.services_handled", 600, 9_000),
    "rule.issued": ("rule.filed", 1, 9),
    "dec.opinions": ("dec.opinions_adopted", 10, 120),
    "dec.villages": ("dec.village_advisers", 9, 46),
    "sec.enforcement_staff": ("enf.certified_staff", 9, 40),
    "enf.inspections": ("enf.biz_inspections", 60, 700),
    "enf.legal_audit_due": ("enf.legal_audit", 5, 40),
    "sup.npc_suggestions": ("sup.npc_done", 6, 40),
    "sup.hotline_received": ("sup.hotline_done", 200, 3_000),
    "sup.inspect_problems": ("sup.inspect_rectified", 5, 30),
    "dis.center_received": ("dis.center_resolved", 60, 700),
    "dis.mediation_received": ("dis.mediation_success", 60, 500),
    "dis.petition_received": ("dis.petition_done", 40, 600),
    "rec.as_respondent": ("rec.corrected", 4, 12),
    "lit.head_due": ("lit.head_appeared", 6, 14),
    "open.requests": ("open.answered", 5, 30),
    "pub.law_clever": ("pub.law_clever_trained", 40, 300),
}
_RATES = {
    "func.settle_rate": ("func.services_handled", "func.services_received"),
    "dec.adopt_rate": ("dec.opinions_adopted", "dec.opinions"),
    "dec.village_adviser_rate": ("dec.village_advisers", "dec.villages"),
    "enf.legal_audit_rate": ("enf.legal_audit", "enf.legal_audit_due"),
    "sup.npc_rate": ("sup.npc_done", "sup.npc_suggestions"),
    "sup.hotline_done_rate": ("sup.hotline_done", "sup.hotline_received"),
    "sup.inspect_rate": ("sup.inspect_rectified", "sup.inspect_problems"),
    "dis.center_rate": ("dis.center_resolved", "dis.center_received"),
    "dis.mediation_rate": ("dis.mediation_success", "dis.mediation_received"),
    "dis.petition_rate": ("dis.petition_done", "dis.petition_received"),
    "lit.appear_rate": ("lit.head_appeared", "lit.head_due"),
}


def figures_of_a_year(random: Random) -> dict[str, int]:
    """A figure for each indicator that the wordings speak of."""
    found = {key: random.randint(*bounds) for key, bounds in _FREE.items()}
    for whole, (part, low, high) in _WITHIN.items():
        found[whole] = random.randint(low, high)
        found[part] = random.randint(max(1, found[whole] * 6 // 10), found[whole] - 1) if found[whole] > 1 else 1
    found["enf.cert_due"] = found["sec.enforcement_staff"]
    found["sup.hotline_pending"] = found["sup.hotline_received"] - found["sup.hotline_done"]
    found["enf.cases_simple"], found["enf.cases_normal"] = random.randint(5, 120), random.randint(3, 60)
    found["enf.cases"] = found["enf.cases_simple"] + found["enf.cases_normal"]
    found["lit.head_chief"] = random.randint(1, found["lit.head_appeared"])
    found["lit.head_deputy"] = found["lit.head_appeared"] - found["lit.head_chief"]
    found["pub.demo_villages"] = random.randint(5, 12)
    found["pub.demo_provincial"] = random.randint(1, 2)
    found["pub.demo_municipal"] = random.randint(1, found["pub.demo_villages"] - found["pub.demo_provincial"])
    return found


_WHOLE = 1000


def share(rate: str, figures: dict[str, int]) -> str:
    """A computed rate as printed: one decimal, half up, without a trailing zero; what is not whole is not rounded up to 100."""
    part, whole = (figures[key] for key in _RATES[rate])
    tenths = (part * 2_000 + whole) // (2 * whole)
    if part < whole and tenths >= _WHOLE:
        hundredths = (part * 20_000 + whole) // (2 * whole)
        return f"{hundredths // 100}.{hundredths % 100:02d}"
    return f"{tenths // 10}.{tenths % 10}".removesuffix(".0")


def growth(now: int, last: int) -> str:
    """增长12.5% or 下降3%."""
    change = abs(now - last)
    tenths = (change * 2_000 + last) // (2 * last)
    return ("增长" if now > last else "下降") + f"{tenths // 10}.{tenths % 10}".removesuffix(".0") + "%"
