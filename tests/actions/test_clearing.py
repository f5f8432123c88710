"""公开审查: what is kept of choices, what is not, what the history says, and that nothing is public while something waits."""

import pytest

from server.actions import clearing, exporting
from server.actions.clearing import Choice, Cleared, Settled
from server.actions.saving import Field, save_fields
from server.report.composing import front_of
from server.report.papers.cutting import public
from server.report.problems import NotAllowed, NotFound, Refused
from server.storage import history, reports
from server.storage.reports import Report
from tests.cast import LIN, WU, ZHAO, ZHENG, ZHOU, Town

NAMED, STEADY = "书记陈泽民接访。", "落实稳控措施。"
TEXT = f"全年受理矛盾纠纷36件。{NAMED}{STEADY}"


@pytest.fixture
def written(town: Town) -> Town:
    """The town with two sentences that must be looked at."""
    fields = [Field("text", str(town.section("disputes").id), {"body": TEXT}, 0), Field("entry", "dis.found", {"raw": "36"}, 0)]
    with town.database.write() as connection:
        save_fields(connection, town.library, town.actor(LIN), town.standing(connection), fields)
    return town


def report_of(town: Town) -> Report:
    with town.database.read() as connection:
        found = reports.report(connection, town.report)
    assert found is not None
    return found


def cleared(town: Town) -> Cleared:
    with town.database.read() as connection:
        return clearing.cleared(connection, town.library, report_of(town))


def key(town: Town, words: str) -> str:
    return next(each.key for each in cleared(town).by_key.values() if words in each.sentence + each.label)


def decide(town: Town, login: str, *choices: Choice) -> Settled:
    with town.database.write() as connection:
        return clearing.decide(connection, town.library, town.actor(login), town.report, choices)


def test_choices_are_kept_with_their_history(written: Town) -> None:
    named = key(written, NAMED)
    assert decide(written, ZHAO, Choice(named, "internal", "负责人接访。")) == Settled(1)
    assert decide(written, WU, Choice(named, "internal", "负责人接访。", 1)) == Settled(0)
    assert decide(written, WU, Choice(named, "open", "", 1)) == Settled(1)
    with written.database.read() as connection:
        first = history.at_version(connection, f"clearance:{written.report}:{named}", 1)
        latest = history.latest(connection, f"clearance:{written.report}:{named}")
    assert first is not None
    assert latest is not None
    assert first.value == {"decision": "internal", "replacement": "负责人接访。", "target": "disputes", "sentence": NAMED}
    assert (latest.value["decision"], latest.version, latest.person) == ("open", 2, "吴江")


def test_what_somebody_else_decided_meanwhile_is_not_overwritten(written: Town) -> None:
    named = key(written, NAMED)
    decide(written, WU, Choice(named, "internal"))
    settled = decide(written, ZHAO, Choice(named, "open"), Choice(key(written, STEADY), "internal"), Choice("gone", "open"))
    assert settled.kept == 1
    assert [(clash.choice.key, clash.theirs.who if clash.theirs else "") for clash in settled.clashes] == [(named, "吴江"), ("gone", "")]
    assert cleared(written).by_key[named].decision == "internal"


def test_a_public_sentence_takes_no_other_words(written: Town) -> None:
    settled = decide(written, ZHAO, Choice(key(written, NAMED), "open", "另一句。"))
    assert (settled.kept, [told[:8] for _, told in settled.unfit]) == (0, ["选“公开”就照原"])
    assert cleared(written).pending == 2


def test_nothing_is_public_while_something_waits_and_then_only_what_may_be(written: Town) -> None:
    with written.database.read() as connection:
        snapshot = exporting.snapshot_of(connection, written.library, report_of(written))
    front = front_of(snapshot, written.library.outlines["standard"])
    with pytest.raises(Refused):
        public(snapshot, front, cleared(written).cuts)
    decide(written, ZHAO, Choice(key(written, NAMED), "internal", "负责人接访。"), Choice(key(written, STEADY), "internal"))
    left = public(snapshot, front, cleared(written).cuts)
    texts = {section.key: section.text for section in left.snapshot.sections}
    assert texts["disputes"] == "全年受理矛盾纠纷36件。负责人接访。"


def test_an_internal_figure_is_hidden_and_the_sentence_that_prints_it_waits(written: Town) -> None:
    decide(written, ZHAO, Choice(key(written, NAMED), "open"), Choice(key(written, STEADY), "open"))
    decide(written, ZHAO, Choice(next(each.key for each in cleared(written).entries), "internal"))
    now = cleared(written)
    assert [each.sentence for each in now.sentences if each.decision == "pending"] == ["全年受理矛盾纠纷36件。"]
    decide(written, ZHAO, Choice(key(written, "36件。"), "internal"))
    now = cleared(written)
    assert public(now.snapshot, front_of(now.snapshot, None), now.cuts).hidden == frozenset({"dis.found"})


def test_a_leader_of_the_unit_is_known_by_name(written: Town) -> None:
    fields = [Field("text", str(written.section("publicity").id), {"body": "何川到村宣讲。"}, 0)]
    with written.database.write() as connection:
        save_fields(connection, written.library, written.actor(LIN), written.standing(connection), fields)
    assert [hit.reason for hit in cleared(written).by_key[key(written, "何川")].hits] == ["name_known"]


@pytest.mark.parametrize(("login", "refusal"), [(LIN, NotAllowed), (ZHENG, NotAllowed), (ZHOU, NotFound)])
def test_only_editors_and_reviewers_decide(written: Town, login: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        decide(written, login, Choice(key(written, NAMED), "open"))
