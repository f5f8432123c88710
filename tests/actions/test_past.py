"""Starting from last year's report as acts on the store: read, placed, carried, said to hold, on SQLite and on PostgreSQL."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.actions import carrying, past, renewing, reporting
from server.actions.carrying import APPEND, REPLACE, Choices, Onto
from server.actions.jobs import PAST, Handed, Shop, Work, run
from server.actions.past import ASIDE, UNPLACED, Move, settled, target_of, year_of
from server.actions.saving import Field, save_fields
from server.library import Library
from server.report.past.placing import Span, moved, proof
from server.report.problems import Locked, NotAllowed, NotFound, Refused, Stale
from server.report.reading.anatomy import Anatomy, Paragraph, Part
from server.report.workflow import Move as Step
from server.storage import contents, files, history, jobs, pasts
from server.storage.engine import Database
from server.storage.jobs import JobState
from server.storage.pasts import Past
from tests.cast import LIN, NOW, ZHAO, ZHENG, ZHOU, Town, settle
from tests.web.last_year import REPORT, UNPLACED_REPORT, docx, take_in

BY_HAND = "人工选择不带入"
SPANS = (Span(0, 0, "title"), Span(1, 3, "disputes"), Span(4, 4), Span(5, 5, "", "落款由本单位名称生成"))


@pytest.fixture
def town(database: Database, library: Library) -> Town:
    """The cast and their report, on SQLite and on PostgreSQL."""
    return settle(database, library)


@pytest.fixture
def shop(town: Town, tmp_path: Path) -> Shop:
    """Where work is done."""
    return Shop(town.database, town.library, tmp_path / "incoming", lambda: NOW)


def taken_in(town: Town, text: str = REPORT) -> Past:
    """Last year's report, read and placed."""
    with town.database.write() as connection:
        past_id = take_in(connection, town, text)
        found = pasts.past(connection, town.report, past_id)
    assert found is not None
    return found


def carry(town: Town, there: Past, choices: Choices | None = None, who: str = ZHAO) -> carrying.Counted:
    """Carry it over."""
    with town.database.write() as connection:
        return carrying.carry(connection, town.library, town.actor(who), town.report, there, choices or Choices())


def title(words: str) -> Anatomy:
    """A report of which only the title is known."""
    return Anatomy((Paragraph(Part.title, text=words),))


def test_a_file_handed_in_is_read_placed_and_kept_with_its_history(town: Town, shop: Shop) -> None:
    with town.database.write() as connection:
        job_id = past.hand_in(connection, shop, town.actor(ZHAO), town.report, Handed("2024年.docx", docx()))
    run(shop, {PAST: past.read_past}, job_id)
    with town.database.read() as connection:
        job = jobs.job(connection, job_id)
        found = pasts.newest(connection, town.report)
        assert found is not None
        event = history.at_version(connection, f"past:{found.id}", 1)
        kept = files.kept(connection, found.file or "")
    assert job is not None
    assert (job.state, job.outcome) == (JobState.done, {"made": str(found.id)})
    assert (found.name, found.year, found.version, found.carried_at) == ("2024年.docx", 2024, 1, None)
    assert kept is not None
    assert kept.content == docx()
    assert event is not None
    assert (event.person, event.value["name"], event.value["paragraphs"]) == ("赵敏", "2024年.docx", "25")


def test_a_report_cancelled_in_the_last_moment_is_not_kept(town: Town, shop: Shop) -> None:
    with town.database.write() as connection:
        job_id = past.hand_in(connection, shop, town.actor(ZHAO), town.report, Handed("2024年.docx", docx()))

    def doing(job: Work) -> dict[str, str]:
        with town.database.write() as connection:
            jobs.move(connection, job_id, (JobState.running,), JobState.stopping, NOW)
        return past.read_past(job)

    run(shop, {PAST: doing}, job_id)
    with town.database.read() as connection:
        assert pasts.newest(connection, town.report) is None
        found = jobs.job(connection, job_id)
    assert found is not None
    assert found.state is JobState.cancelled


@pytest.mark.parametrize(("who", "problem"), [(LIN, NotAllowed), (ZHENG, NotAllowed), (ZHOU, NotFound)])
def test_only_who_puts_the_report_together_takes_last_year_in(town: Town, shop: Shop, who: str, problem: type[Exception]) -> None:
    there = taken_in(town)
    with pytest.raises(problem), town.database.write() as connection:
        past.hand_in(connection, shop, town.actor(who), town.report, Handed("2024年.docx", docx()))
    with pytest.raises(problem), town.database.write() as connection:
        past.place(connection, town.actor(who), town.report, there, there.spans)
    with pytest.raises(problem):
        carry(town, there, who=who)
    assert not shop.folder.exists()


def test_a_secret_by_its_name_is_refused_before_it_touches_the_disk(town: Town, shop: Shop) -> None:
    for file in (Handed("机密★.docx", b"x"), Handed("x.txt", "秘密★1年".encode("gb18030"))):
        with pytest.raises(Refused, match="文件标有密级"), town.database.write() as connection:
            past.hand_in(connection, shop, town.actor(ZHAO), town.report, file)
    assert not shop.folder.exists()


def test_whoever_places_second_from_the_same_page_is_told(town: Town) -> None:
    there = taken_in(town)
    at = next(at for at, span in enumerate(there.spans) if span.key == "openness")
    spans = moved(there.spans, at, "publicity")
    with town.database.write() as connection:
        placed = past.place(connection, town.actor(ZHAO), town.report, there, spans)
        event = history.at_version(connection, f"past:{there.id}", 2)
    assert (placed.version, placed.proof.paragraphs) == (2, there.proof.paragraphs)
    assert event is not None
    assert " 12-12:publicity " in event.value["spans"]
    with pytest.raises(Stale), town.database.write() as connection:
        past.place(connection, town.actor(ZHAO), town.report, there, there.spans)
    with pytest.raises(NotFound), town.database.write() as connection:
        past.place(connection, town.actor(ZHAO), town.report, placed, moved(spans, at, "nowhere"))


@pytest.mark.parametrize(
    ("words", "year"),
    [
        ("关于清溪镇2024年度法治政府建设情况的报告", 2024),
        ("清溪镇２０２４年法治政府建设年度报告", 2024),
        ("清溪镇2023年度法治政府建设情况报告", 2023),
        ("清溪镇2025年法治政府建设年度报告", 2025),
        ("关于2024年法治政府建设情况和2025年工作安排的报告", 2024),
        ("关于贯彻落实《法治政府建设实施纲要（2021—2025年）》情况的报告", 2024),
        ("关于法治政府建设情况的报告", 2024),
        ("清溪镇2031年规划", 2024),
        ("", 2024),
    ],
)
def test_the_year_of_a_report_is_that_of_its_title(words: str, year: int) -> None:
    assert year_of(title(words), 2025) == year


def test_moves_are_made_where_nobody_else_was() -> None:
    spans, clashing = settled(SPANS, [Move(1, 3, "disputes", ASIDE), Move(4, 4, UNPLACED, "closing"), Move(5, 5, ASIDE, UNPLACED)], BY_HAND)
    assert clashing == ()
    assert [target_of(span) for span in spans] == ["title", ASIDE, "closing", UNPLACED]
    assert (spans[1].reason, spans[2].confidence) == (BY_HAND, 1.0)


def test_moves_of_parts_that_others_moved_cut_or_joined_are_told_and_not_made() -> None:
    moves = [Move(1, 3, "openness", "publicity"), Move(1, 2, "disputes", "publicity"), Move(3, 3, "disputes", ASIDE)]
    assert settled(SPANS, moves, BY_HAND) == (SPANS, tuple(moves))


def test_two_who_send_a_part_to_the_same_place_agree() -> None:
    assert settled(SPANS, [Move(1, 3, "openness", "disputes")], BY_HAND)[1] == ()


@given(
    st.lists(
        st.builds(
            Move,
            st.integers(0, 6),
            st.integers(0, 6),
            st.sampled_from(["title", "disputes", UNPLACED, ASIDE]),
            st.sampled_from(["title", "disputes", UNPLACED, ASIDE]),
        )
    )
)
def test_whatever_is_moved_every_paragraph_goes_one_way(moves: list[Move]) -> None:
    anatomy = Anatomy(tuple(Paragraph(Part.text, text=f"第{at}段") for at in range(6)))
    spans, clashing = settled(SPANS, moves, BY_HAND)
    assert [(span.first, span.last) for span in spans] == [(0, 0), (1, 3), (4, 4), (5, 5)]
    whole = proof(anatomy, spans)
    assert whole.placed[0] + whole.aside[0] + whole.unplaced[0] == whole.paragraphs == 6
    assert set(clashing) <= set(moves)


def test_carrying_writes_texts_figures_sentences_and_pledges_in_one_go(town: Town) -> None:
    done = carry(town, taken_in(town))
    assert (done.sections, done.stale, done.values, done.skipped) == (13, 5, 6, ())
    assert town.text("disputes").startswith("坚持和发展新时代“枫桥经验”")
    with town.database.read() as connection:
        entries = contents.entries(connection, town.report)
        assert (entries["dis.center_received"].record.last, entries["dis.center_received"].record.raw) == ("412", "")
        assert len(pasts.waiting(connection, town.report)) == 5
        assert [each.title for each in pasts.pledges(connection, town.report)] == [
            "加强执法队伍建设",
            "创新普法方式",
            "执法力量不足。镇综合行政执法队人员编制少、任务重",
            "普法形式单一。宣传内容与群众需求结合不够紧密",
        ]
        found = pasts.newest(connection, town.report)
    assert found is not None
    assert found.carried_at == NOW


def test_a_carry_that_is_refused_writes_nothing(town: Town) -> None:
    there = taken_in(town, UNPLACED_REPORT)
    with pytest.raises(Refused, match=r"还有1块没有放好：“（九）办好清溪河龙舟赛。"):
        carry(town, there)
    stale = Choices(onto={"closing": Onto(REPLACE, 7), "opening": Onto(APPEND, 9)})
    with town.database.write() as connection:
        section = town.section("opening").id
        save_fields(
            connection, town.library, town.actor(LIN), town.standing(connection), [Field("text", str(section), {"body": "自己写的。"}, 1)]
        )
    with pytest.raises(Stale):
        carry(town, taken_in(town), stale)
    assert (town.text("opening"), town.text("disputes")) == ("自己写的。", "")
    with town.database.read() as connection:
        assert pasts.waiting(connection, town.report) == ()
        assert pasts.pledges(connection, town.report) == ()
        assert not contents.entries(connection, town.report)


def test_last_years_answers_that_are_there_stay(town: Town) -> None:
    with town.database.write() as connection:
        typed = Field("entry", "dis.center_received", {"raw": "500", "last": "410", "last_origin": "台账"}, 0)
        save_fields(connection, town.library, town.actor(LIN), town.standing(connection), [typed])
    assert carry(town, taken_in(town)).values == 5
    with town.database.read() as connection:
        record = contents.entries(connection, town.report)["dis.center_received"].record
    assert (record.raw, record.last, record.last_origin) == ("500", "410", "台账")


def test_a_locked_report_takes_nothing(town: Town) -> None:
    there = taken_in(town)
    carry(town, there)
    with town.database.write() as connection:
        reporting.move(connection, town.actor(ZHAO), town.report, Step.submit, "")
        waiting = pasts.waiting(connection, town.report)[0].id
        pledge = pasts.pledges(connection, town.report)[0]
    with pytest.raises(Locked):
        carry(town, there)
    with pytest.raises(Locked), town.database.write() as connection:
        renewing.hold(connection, town.actor(LIN), town.report, waiting)
    with pytest.raises(Locked), town.database.write() as connection:
        renewing.answer(connection, town.actor(LIN), town.report, replace(pledge, state="done"))


def test_a_sentence_waits_until_it_is_touched_or_said_to_hold(town: Town) -> None:
    carry(town, taken_in(town))
    section = town.section("disputes").id
    with town.database.write() as connection:
        first, second = pasts.waiting(connection, town.report, section)
        texts = contents.texts(connection, [section])
        assert renewing.untouched((first, second), texts) == (first, second)
        renewing.hold(connection, town.actor(LIN), town.report, second.id)
        held = pasts.waiting(connection, town.report, section)
        assert renewing.untouched(held, texts) == (first,)
        with pytest.raises(NotFound):
            renewing.hold(connection, town.actor(LIN), town.report, 9999)
    body = texts[section].body
    edited = {section: replace(texts[section], body=body.replace("412", "513"))}
    assert renewing.untouched(held, edited) == ()
    spaced = {section: replace(texts[section], body=f"1.{body.replace('。', '。 ')}")}
    assert renewing.untouched(held, spaced) == (first,)
    assert renewing.untouched(held, {}) == ()


def test_a_sentence_that_stands_twice_waits_twice(town: Town) -> None:
    with town.database.write() as connection:
        section = town.section("disputes").id
        pasts.add_waiting(connection, town.report, section, [("412件。", ("数字",)), ("412件。", ("数字",))])
        there = pasts.waiting(connection, town.report)
        save_fields(
            connection,
            town.library,
            town.actor(LIN),
            town.standing(connection),
            [Field("text", str(section), {"body": "412件。412件。"}, 0)],
        )
        assert renewing.untouched(there, contents.texts(connection, [section])) == there
        save_fields(
            connection, town.library, town.actor(LIN), town.standing(connection), [Field("text", str(section), {"body": "412件。"}, 1)]
        )
        assert renewing.untouched(there, contents.texts(connection, [section])) == there[:1]
