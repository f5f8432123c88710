"""What comes in, as it is kept: jobs, files, past reports, sentences to renew, plans and problems."""

from dataclasses import replace
from datetime import timedelta

from server.report.past.placing import Span, proof
from server.report.reading.anatomy import Anatomy, Paragraph, Part
from server.storage import files, jobs, pasts
from server.storage.jobs import JobState
from server.storage.pasts import Past, Pledge
from tests.cast import LIN, NOW, ZHAO, Town

LATER = NOW + timedelta(minutes=5)
ANATOMY = Anatomy(
    (
        Paragraph(Part.title, text="关于清溪镇2024年度法治政府建设情况的报告"),
        Paragraph(Part.heading, "（一）", 2, "排查矛盾𠮷。", "全年412件。", "级别有疑问。"),
        Paragraph(Part.table, text="事项\t件数", table=1),
    ),
    ("有3处修订，已按接受修订读取。",),
)
SPANS = (Span(0, 0, "title", "", 1.0), Span(1, 1, "disputes", "", 0.52, 1), Span(2, 2, "", "人工选择不带入", 1.0))


def past_of(town: Town) -> Past:
    return Past(0, town.report, "2024年.docx", 2024, None, ANATOMY, SPANS, proof(ANATOMY, SPANS), 1, NOW, None)


def test_a_job_is_kept_with_what_was_asked_and_what_came_of_it(town: Town) -> None:
    with town.database.write() as connection:
        job_id = jobs.add(connection, town.report, town.ids[ZHAO], "past", {"name": "甲"}, NOW)
        before = jobs.job(connection, job_id)
        assert jobs.move(connection, job_id, (JobState.waiting,), JobState.running, NOW)
        assert jobs.beat(connection, job_id, 3, 12, LATER) is JobState.running
        jobs.end(connection, job_id, JobState.failed, "文件不完整。", {"made": "7"}, LATER)
        after = jobs.job(connection, job_id)
        assert jobs.job(connection, job_id + 1) is None
    assert before is not None
    assert after is not None
    assert (before.state, before.asked, before.made_at, before.beat_at, before.over) == (JobState.waiting, {"name": "甲"}, NOW, NOW, False)
    assert (after.state, after.done, after.total, after.said, after.outcome) == (JobState.failed, 3, 12, "文件不完整。", {"made": "7"})
    assert (after.made_at, after.beat_at, after.over) == (NOW, LATER, True)


def test_a_job_moves_only_from_the_states_named(town: Town) -> None:
    with town.database.write() as connection:
        job_id = jobs.add(connection, town.report, town.ids[ZHAO], "past", {}, NOW)
        assert not jobs.move(connection, job_id, (JobState.running, JobState.stopping), JobState.cancelled, NOW)
        assert jobs.move(connection, job_id, (JobState.waiting, JobState.running), JobState.running, NOW)
        assert not jobs.move(connection, job_id, (JobState.waiting,), JobState.running, NOW)


def test_jobs_that_are_not_over_are_found_by_how_long_they_have_been_silent(town: Town) -> None:
    with town.database.write() as connection:
        ids = [jobs.add(connection, town.report, town.ids[ZHAO], "past", {}, NOW) for _ in JobState]
        for job_id, state in zip(ids, JobState, strict=True):
            jobs.move(connection, job_id, (JobState.waiting,), state, LATER if state is JobState.stopping else NOW)
        assert [job.state for job in jobs.unfinished(connection, NOW)] == [JobState.waiting, JobState.running]
        assert [job.state for job in jobs.unfinished(connection, LATER)] == [JobState.waiting, JobState.running, JobState.stopping]
        assert jobs.unfinished(connection, NOW - timedelta(seconds=1)) == ()
        assert jobs.states(connection, [*ids, 99]) == dict(zip(ids, JobState, strict=True))


def test_a_file_is_kept_once_under_its_digest(town: Town) -> None:
    with town.database.write() as connection:
        digest = files.keep(connection, "甲.docx", "application/msword", b"\x00PK\xff", NOW)
        assert digest == "9e843c4c363f35415aff57459ad716b8a53846e72882bc231fb39a0219d6d80a"
        assert files.keep(connection, "乙.docx", "text/plain", b"\x00PK\xff", LATER) == digest
        kept = files.kept(connection, digest)
        assert files.kept(connection, "0" * 64) is None
    assert kept is not None
    assert (kept.name, kept.media_type, kept.content) == ("甲.docx", "application/msword", b"\x00PK\xff")


def test_a_past_report_comes_back_as_it_was_read(town: Town) -> None:
    with town.database.write() as connection:
        past_id = pasts.add(connection, past_of(town), town.ids[ZHAO])
        assert pasts.past(connection, town.report, past_id) == replace(past_of(town), id=past_id)
        assert pasts.past(connection, town.report + 1, past_id) is None
        newer = pasts.add(connection, past_of(town), town.ids[ZHAO])
        newest = pasts.newest(connection, town.report)
        assert pasts.newest(connection, town.report + 1) is None
    assert newest is not None
    assert newest.id == newer


def test_places_are_kept_for_whoever_saw_the_last_ones(town: Town) -> None:
    moved = (replace(SPANS[0], key="opening"), *SPANS[1:])
    with town.database.write() as connection:
        past_id = pasts.add(connection, past_of(town), town.ids[ZHAO])
        past = replace(past_of(town), id=past_id, spans=moved)
        assert pasts.replace(connection, past, 1)
        assert not pasts.replace(connection, past, 1)
        pasts.set_carried(connection, past_id, LATER)
        found = pasts.past(connection, town.report, past_id)
    assert found is not None
    assert (found.spans, found.version, found.carried_at) == (moved, 2, LATER)


def test_sentences_wait_in_order_until_somebody_says_that_they_hold(town: Town) -> None:
    here, there = town.section("disputes").id, town.section("openness").id
    with town.database.write() as connection:
        pasts.add_waiting(connection, town.report, here, [("412件。", ("有上年的数字",)), ("4月12日开会。", ("日期", "会议"))])
        pasts.add_waiting(connection, town.report, there, [("148条。", ())])
        pasts.add_waiting(connection, town.report, there, [])
        first, second, third = pasts.waiting(connection, town.report)
        assert not pasts.hold(connection, town.report + 1, first.id, town.ids[LIN], NOW)
        assert pasts.hold(connection, town.report, first.id, town.ids[LIN], NOW)
        assert not pasts.hold(connection, town.report, third.id + 1, town.ids[LIN], NOW)
        assert pasts.waiting(connection, town.report, here) == (replace(first, held=True), second)
        pasts.clear_waiting(connection, here)
        assert pasts.waiting(connection, town.report) == (third,)
    assert (second.section_id, second.sentence, second.reasons, second.held) == (here, "4月12日开会。", ("日期", "会议"), False)


def test_a_pledge_is_answered_by_whoever_saw_the_last_answer(town: Town) -> None:
    with town.database.write() as connection:
        pasts.add_pledges(connection, town.report, "plans", [("轮训", "全员轮训。", "enforcement")])
        there = pasts.pledges(connection, town.report)[0]
        mine = replace(there, state="done", section="", note="两批")
        assert not pasts.answer(connection, town.report + 1, mine)
        assert pasts.answer(connection, town.report, mine)
        assert not pasts.answer(connection, town.report, mine)
        assert pasts.pledges(connection, town.report) == (replace(mine, version=2),)
    assert there == Pledge(there.id, "plans", "轮训", "全员轮训。", "", "enforcement", "", 1)


def test_pledges_read_again_take_the_place_of_those_that_nobody_touched(town: Town) -> None:
    with town.database.write() as connection:
        pasts.add_pledges(connection, town.report, "plans", [("甲", "", ""), ("乙", "", ""), ("丙", "", "")])
        pasts.add_pledges(connection, town.report, "problems", [("丁", "因", "")])
        second = pasts.pledges(connection, town.report)[1]
        pasts.answer(connection, town.report, replace(second, section="disputes"))
        pasts.add_pledges(connection, town.report, "plans", [("乙", "", ""), ("戊", "", "")])
        found = [(each.kind, each.title, each.section, each.version) for each in pasts.pledges(connection, town.report)]
    assert found == [("plans", "乙", "disputes", 2), ("plans", "戊", "", 1), ("problems", "丁", "", 1)]
