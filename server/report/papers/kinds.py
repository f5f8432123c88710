"""The forms one report leaves in, and what each of them may contain; no form says anything the report does not."""

from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """A form of the report. Labels stand in data/labels.toml under [paper_form]."""

    full = "full"
    oa = "oa"
    review = "review"
    deliberation = "deliberation"
    findings = "findings"
    changes = "changes"
    congress = "congress"
    public = "public"
    figures = "figures"
    web = "web"


@dataclass(frozen=True)
class Traits:
    """What a form contains besides the title and the text, which every form made of the text has.

    `headed`: 红头 or the head of a 信函; `imprinted`: 版记; `numbered`: page numbers; `dated`: the 成文日期 in the sign-off;
    `marked`: a line below the title that says which form it is; `spoken`: a form of address in the place of 主送机关;
    `cut`: only what may be public.
    """

    headed: bool = False
    imprinted: bool = False
    numbered: bool = True
    signed: bool = True
    dated: bool = True
    noted: bool = True
    attached: bool = True
    marked: bool = False
    spoken: bool = False
    cut: bool = False


TRAITS: dict[Form, Traits] = {
    Form.full: Traits(headed=True, imprinted=True),
    Form.oa: Traits(numbered=False, noted=False),
    Form.review: Traits(dated=False, marked=True),
    Form.deliberation: Traits(dated=False, marked=True),
    Form.findings: Traits(),
    Form.changes: Traits(dated=False, marked=True),
    Form.congress: Traits(signed=False, dated=False, noted=False, attached=False, spoken=True),
    Form.public: Traits(noted=False, cut=True),
    Form.figures: Traits(),
    Form.web: Traits(noted=False, cut=True, numbered=False),
}

# The 核校单 quotes figures in order to doubt them; of all other forms the figures must agree.
SAME_FIGURES = tuple(form for form in Form if form is not Form.findings)

# Wordings that papers look for under [papers] in data/labels.toml.
WORDS = (
    *("draft", "review", "deliberation", "changes", "address", "attachment", "openness"),
    *("figures_title", "figure_heads", "not_applicable", "not_filled", "no_figure", "points", "computed", "cut_off", "other_cut_off"),
    *("findings_title", "findings_none", "findings_count", "findings_heads", "findings_own", "findings_seen"),
    *("findings_explained", "findings_override", "findings_dismissed"),
)
