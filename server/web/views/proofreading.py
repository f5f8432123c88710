"""What a proofread paper shows: findings by class, each in its sentence, which suggestions are taken, and the words with them."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, fields

from server.actions.proofreading import Proof
from server.report.checks.applying import chosen, repaired
from server.report.checks.telling import context, counted, place_of
from server.report.findings import Class, Finding

_NEAR = 60


@dataclass(frozen=True)
class Row(Finding):
    """A finding. `key` stands for it in forms; `fits`: its suggestion can be put in with one click."""

    key: str = ""
    fits: bool = False
    taken: bool = False


@dataclass(frozen=True)
class Group:
    """Findings of one class."""

    weight: Class
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Proofread:
    """Everything the result shows. `digest` is that of the text that was read, `better` the text with what is taken."""

    name: str
    proof: Proof
    groups: tuple[Group, ...]
    counted: str
    digest: str
    better: str
    taken: tuple[Finding, ...]


def shown(name: str, proof: Proof, keys: Collection[str], judged: str) -> Proofread:
    """The result. `keys`: what somebody chose for the text with the digest `judged`; of another text all but hints are taken."""
    text = proof.text.text
    digest = hashlib.sha256(text.encode()).hexdigest()[:32]
    chose = judged == digest
    wanted = [each for each in proof.findings if (key_of(each) in keys if chose else each.weight is not Class.hint)]
    taken = chosen(text, wanted)
    put = {key_of(each) for each in taken}
    rows = [_row(proof, each, taken=key_of(each) in put) for each in proof.findings]
    groups = (Group(weight, tuple(row for row in rows if row.weight is weight)) for weight in Class)
    return Proofread(
        name=name,
        proof=proof,
        groups=tuple(group for group in groups if group.rows),
        counted=counted(proof.findings),
        digest=digest,
        better=repaired(text, taken),
        taken=taken,
    )


def key_of(finding: Finding) -> str:
    """What a finding is called in a form: rule and place."""
    return f"{finding.rule}.{finding.start}.{finding.end}"


def _row(proof: Proof, finding: Finding, *, taken: bool) -> Row:
    before, _, after = context(proof.text, finding)
    said = {each.name: getattr(finding, each.name) for each in fields(Finding)}
    said |= {"where": place_of(proof.text, finding)}
    fits = bool(finding.suggestion) and finding.suggestion != finding.quote
    around = (f"…{before[-_NEAR:]}" if len(before) > _NEAR else before, f"{after[:_NEAR]}…" if len(after) > _NEAR else after)
    said |= {"before": around[0], "after": around[1]}
    return Row(**said, key=key_of(finding), fits=fits, taken=taken)
