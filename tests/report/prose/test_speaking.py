"""Sentences and the figures they speak of, and a figure that changed: what stands in the sentence then."""

from decimal import Decimal

import pytest

from server.library import Library
from server.report.entries import Answer, Reading, read_entry, read_number
from server.report.prose.figures import figures_in
from server.report.prose.generalising import generalised, named, said_now
from server.report.prose.speaking import differing, outdated, renewed, speaks_of
from server.report.snapshot import EntryRecord

TEXT = "坚持源头治理。全年排查矛盾纠纷513件。\n镇里开了两次会。"


def test_a_sentence_leads_to_its_figures(library: Library) -> None:
    [spoken] = speaks_of(TEXT, "disputes", library.recognition)
    assert (spoken.words, spoken.indicators) == ("全年排查矛盾纠纷513件。", ("dis.found",))
    assert TEXT[spoken.start : spoken.end] == spoken.words


def test_a_drafted_sentence_knows_its_figures_even_where_prose_does_not_tell(library: Library) -> None:
    told = {"镇里开了两次会。": ("lead.meetings",)}
    assert [each.indicators for each in speaks_of(TEXT, "disputes", library.recognition, told)] == [("dis.found",), ("lead.meetings",)]


@pytest.mark.parametrize(
    ("printed", "unit", "now", "rough", "expected"),
    [
        ("513件", "件", "520", False, "520件"),
        ("近500件", "件", "520", False, "近520件"),
        ("近500件", "件", "520", True, "520件"),
        ("500余件", "件", "近600", True, "近600件"),
        ("500件", "件", "600余", False, "600余件"),
        ("500余件", "件", "620", False, "620余件"),
        ("三次", "次", "5", False, "五次"),
        ("十二次", "次", "2", False, "两次"),
        ("8万份", "份", "9万", False, "9万份"),
        ("近8万份", "份", "近9万", True, "近9万份"),
        ("1,234件", "件", "2345", False, "2,345件"),
        ("4.5万元", "元", "52000", False, "5.2万元"),
        ("4.5万元", "万元", "5.2", False, "5.2万元"),
        ("92.2%", "%", "93.5", False, "93.5%"),
    ],
)
def test_only_the_number_changes(library: Library, printed: str, unit: str, now: str, *, rough: bool, expected: str) -> None:
    indicator = library.indicators["dis.found"].model_copy(update={"unit": unit, "decimals": 1})
    [figure] = figures_in(printed, library.recognition)
    assert renewed(figure, unit, read_number(now, indicator)[0], rough=rough) == expected


def _found(library: Library, text: str, raw: str, last: str, former: str) -> list[tuple[str, str]]:
    indicator = library.indicators["dis.found"]
    entries = {"dis.found": read_entry(EntryRecord(indicator="dis.found", raw=raw, last=last), indicator, 2025)}
    once = {"dis.found": (read_number(former, indicator)[0],)}
    found = differing(figures_in(text, library.recognition, "disputes"), entries, library.indicators)
    return [(each.figure.printed, each.now) for each in outdated(found, entries, library.indicators, once)]


def test_a_figure_that_an_entry_once_was_is_outdated(library: Library) -> None:
    assert _found(library, TEXT, raw="520", last="", former="513") == [("513件", "520件")]


def test_so_is_one_that_it_was_last_year(library: Library) -> None:
    assert _found(library, TEXT, raw="520", last="513", former="") == [("513件", "520件")]


@pytest.mark.parametrize(("raw", "former"), [("513", "510"), ("520", "515"), ("", "513"), ("不适用", "513")])
def test_one_that_is_right_or_never_was_right_is_not(library: Library, raw: str, former: str) -> None:
    assert _found(library, TEXT, raw=raw, last="", former=former) == []


def test_what_is_told_of_last_year_is_not(library: Library) -> None:
    assert _found(library, "全年排查矛盾纠纷520件，上年排查矛盾纠纷513件。", raw="520", last="513", former="") == []


def test_a_rate_is_outdated_when_its_parts_changed(library: Library) -> None:
    indicator = next(each for each in library.indicators.values() if each.rate)
    assert indicator.rate
    parts = {key: library.indicators[key] for key in (indicator.rate.part, indicator.rate.whole)}
    entries = {
        key: read_entry(EntryRecord(indicator=key, raw=raw), parts[key], 2025) for key, raw in zip(parts, ("480", "500"), strict=True)
    }
    [bare] = figures_in("94.6%", library.recognition)
    figure = type(bare)(indicator.id, bare.value, bare.unit, "", "", bare.quote, bare.start, bare.end, bare.sentence, printed=bare.printed)
    former = {indicator.rate.part: (Reading(Answer.number, Decimal(473), "473"),)}
    assert [each.now for each in outdated([figure], entries, library.indicators, former)] == ["96%"]


def test_a_sentence_becomes_a_wording(library: Library) -> None:
    assert generalised("全年排查矛盾纠纷513件[甲]{乙}。", "disputes", library.recognition) == "全年排查矛盾纠纷{dis.found}〔甲〕｛乙｝。"
    assert named("排查{dis.found}[，其中]{x:last}。", {"dis.found": "纠纷"}) == "排查〔纠纷〕，其中〔x〕。"


def test_a_sentence_of_last_year_says_this_years_figures(library: Library) -> None:
    said = said_now("全年排查矛盾纠纷513件，开会9次。", "disputes", library.recognition, {"dis.found": "520件"})
    assert said == ("全年排查矛盾纠纷520件，开会9次。", 1)
