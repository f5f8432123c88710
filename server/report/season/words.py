"""Which wordings pages, papers and letters of the season look for in data/labels.toml, by table: a missing one stops the start."""

from collections.abc import Iterable, Mapping
from typing import get_args

from server.report.rules import Nature
from server.report.season.archiving import WORDS as ARCHIVED
from server.report.season.chasing import WORDS as CHASING
from server.report.season.chasing import Choice
from server.report.season.chasing_papers import PAPER_WORDS as CHASING_PAPERS
from server.report.season.draft_sheet import WORDS as DRAFT_SHEET
from server.report.season.filling import EXTENSION, FIELDS
from server.report.season.ledger import Correction, Form, Stage
from server.report.season.notice import FIELDS as NOTICE
from server.report.season.opinions import WORDS as OPINIONS
from server.report.season.opinions import Adopted
from server.report.season.prints import PAPERS
from server.report.season.prints import WORDS as PRINTED
from server.report.season.signing import POSTS, Part
from server.report.season.tasks import WORDS as TASK_SHEET
from server.report.units import Tier

FACTS = ("tick", "notice", "state", "sections", "opinions", "meeting", "signatures", "number", "rows", "evidence")

WORDS: Mapping[str, Iterable[str]] = {
    "facts": FACTS,
    "notice": (*NOTICE, "whole", "line", "nothing"),
    "task_sheet": TASK_SHEET,
    "stages": Stage,
    "corrections": Correction,
    "delivery_forms": Form,
    "delivery_fields": (*FIELDS, *EXTENSION, "file", "kind"),
    "ledger_papers": PAPERS,
    "ledger_print": (*PRINTED, *ARCHIVED),
    "delivery_words": ("usual", "none", "number", "cancelled"),
    "evidence_label": Nature,
    "evidence_missing": Nature,
    "feed": ("all", "one", "about", "row", "optional", "step", "done"),
    "digest": ("subject", "several", "step", "inner", "row", "left", "today", "past", "granted"),
    "remind": ("to", "other_day", "day_off", "nothing", "dry", "line", "told", "left", "no_mail", "instead"),
    "signing_parts": Part,
    "signing_posts": POSTS,
    "signing_fields": ("kind", "meeting_day", "minutes", "part", "issuer", "name", "post", "signature_day", "note"),
    "meeting_kinds": get_args(Tier),
    "adopted": tuple(each.name for each in Adopted),
    "opinions": OPINIONS,
    "opinion_fields": ("who", "day", "opinion", "adopted", "reason"),
    "draft_sheet": DRAFT_SHEET,
    "duty": Nature,
    "chase_choice": Choice,
    "chase_list": Choice,
    "chasing": (*CHASING, *CHASING_PAPERS),
    "letter_ways": ("inbox", "mail", "wecom", "dingtalk", "feishu"),
}
