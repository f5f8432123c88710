"""The data folder: what is shipped is sound, every mistake is told at once, and a new figure is one table and no Python."""

import shutil
from pathlib import Path

import pytest

from server.library import Library
from server.loading import load
from server.report.drafting import Setting, draft, facts
from server.report.entries import read_entry
from server.report.problems import BrokenData
from server.report.snapshot import EntryRecord

DATA = Path(__file__).resolve().parent.parent / "data"
NEW_FIGURE = """
[[indicator]]
id = "dis.petty"
name = "小额纠纷"
unit = "件"
section = "disputes"
definition = "本年度登记的小额纠纷件数。"
sentence = ["本年度处理小额纠纷{}。", "{unit}处理小额纠纷{}。"]
zero = ["本年度没有小额纠纷。", "本年度未发生小额纠纷。"]
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the shipped data to break."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def _append(data: Path, name: str, text: str) -> None:
    path = data / name
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def _replace(data: Path, name: str, old: str, new: str) -> None:
    path = data / name
    assert old in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")


def _mistakes(data: Path) -> tuple[str, ...]:
    with pytest.raises(BrokenData) as broken:
        load(data)
    return broken.value.mistakes


def test_what_is_shipped_is_sound(library: Library) -> None:
    assert len(library.version) == 16
    assert {"town", "subdistrict", "county", "department"} <= library.kinds.keys()
    assert library.labels["roles"]["editor"] == "统稿人"
    assert library.steps
    assert library.formats


def test_the_version_follows_the_content_of_the_files(library: Library, data: Path) -> None:
    assert load(data).version == library.version
    _append(data, "labels.toml", "\n# 说明\n")
    changed = load(data).version
    assert changed != library.version
    _append(data, "wording/plain.toml", "\n# 说明\n")
    assert load(data).version not in (changed, library.version)


def test_figures_stand_under_their_section_in_the_order_of_the_file(library: Library) -> None:
    assert [each.id for each in library.by_section["openness"]] == ["open.items", "open.requests", "open.answered", "open.answer_rate"]
    assert [each.id for each in library.by_section["emergency"]] == ["emg.plans", "emg.drills"]
    assert library.by_section["problems"] == ()


def test_a_section_asks_only_the_tiers_a_figure_is_meant_for(library: Library) -> None:
    asked = [each.id for each in library.asked_in(("emergency", "thought", "first_responsible.party"), "township")]
    assert asked == ["emg.plans", "emg.drills", "learn.center_group"]
    assert library.asked_in(("emergency",), "county") == ()


def test_a_new_figure_is_one_table_and_no_python(data: Path) -> None:
    _append(data, "indicators/disputes.toml", NEW_FIGURE)
    library = load(data)
    assert library.by_section["disputes"][-1].name == "小额纠纷"
    assert library.asked_in(("disputes",), "township")[-1].id == "dis.petty"


@pytest.mark.parametrize(
    ("typed", "said"),
    [("12", "本年度处理小额纠纷12件。"), ("近8万", "本年度处理小额纠纷近8万件。"), ("0", "本年度没有小额纠纷。"), ("不适用", ""), ("", "")],
)
def test_a_new_figure_speaks_in_the_draft(data: Path, typed: str, said: str) -> None:
    _append(data, "indicators/disputes.toml", NEW_FIGURE)
    library = load(data)
    entry = read_entry(EntryRecord(indicator="dis.petty", raw=typed), library.indicators["dis.petty"], 2025)
    known = facts({"dis.petty": entry}, library.indicators.values(), library.relations, Setting("我镇", "某镇人民政府", 2025))
    phrases = [phrase for phrase in library.phrases if phrase.section == "disputes" and phrase.about]
    drafted = draft(phrases, library.sections["disputes"], 2, known, (), {}, library.by_section["disputes"])
    assert drafted.text == said


def test_mistakes_in_several_files_are_told_at_once_with_file_place_and_reason(data: Path) -> None:
    _append(data, "kinds.toml", '\n[[kind]]\nkey = "village"\n')
    _append(data, "labels.toml", "\n[broken]\nnumber = 3\n")
    _append(data, "indicators/openness.toml", "\n[[indicator]\n")
    _append(data, "phrases/openness.toml", '\n[[phrase]]\nid = "openness.odd"\nsection = "openness"\nalwyas = ["甲", "乙"]\n')
    _append(data, "rules/national.toml", '\n[[rules]]\nid = "typo"\n')
    _append(data, "phrases/thought.toml", "\nname = 3\n")
    _replace(data, "outlines/flat.toml", "version = 1", 'version = "一"')
    (data / "steps.toml").unlink()
    (data / "indicators/emergency.toml").write_bytes(b"# \xff\n")
    mistakes = _mistakes(data)
    for begins in (
        "kinds.toml: [[kind]] 第21个（village） name: ",
        "kinds.toml: [[kind]] 第21个（village） tier: ",
        "labels.toml: [broken]: 每一项都应是文字",
        "indicators/openness.toml: 语法: ",
        "indicators/emergency.toml: 语法: ",
        "phrases/openness.toml: [[phrase]] 第4个（openness.odd） alwyas: ",
        "rules/national.toml: rules: 不认识的表",
        "phrases/thought.toml: [[phrase]] 第2个（thought.center_group） name: ",
        "outlines/flat.toml: 提纲（flat） version: ",
        "steps.toml: 文件: 没有找到",
    ):
        found = [mistake for mistake in mistakes if mistake.startswith(begins)]
        assert len(found) == 1, begins
    assert len(set(mistakes)) == len(mistakes)


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ('[indicator]\nid = "open.x"\n', "indicators/new.toml: indicator: 要写成双方括号 [[indicator]]"),
        ('indicator = ["open.x"]\n', "indicators/new.toml: [[indicator]] 第1个 : Input should be"),
        ('[[indicators]]\nid = "open.x"\n', "indicators/new.toml: indicators: 不认识的表"),
        (NEW_FIGURE.replace("dis.petty", "Dis-petty"), "indicators/new.toml: [[indicator]] 第1个（Dis-petty） id: "),
        (NEW_FIGURE.replace("dis.petty", "open.items"), "indicators: open.items: 重复"),
    ],
)
def test_a_table_that_would_be_lost_is_a_mistake(data: Path, text: str, mistake: str) -> None:
    (data / "indicators/new.toml").write_text(text, "utf-8")
    (told,) = _mistakes(data)
    assert told.startswith(mistake)


PHRASE = '\n[[phrase]]\nid = "openness.new"\nsection = "openness"\n'
RELATION = '\n[[relation]]\nid = "open.new"\nleft = ["open.items"]\nsign = "<="\nright = ["open.nothing"]\nsays = "不能多于"\n'


@pytest.mark.parametrize(
    ("name", "text", "mistake"),
    [
        ("phrases/openness.toml", f'{PHRASE}always = ["甲。"]\n', "phrases: openness.new always: 至少要有两种说法"),
        ("phrases/openness.toml", f"{PHRASE}", "phrases: openness.new: about 和 always 应当恰有一个"),
        ("phrases/openness.toml", f'{PHRASE}about = "open.items"\n', "phrases: openness.new: 缺 some"),
        (
            "phrases/openness.toml",
            f'{PHRASE}always = ["受理{{open.nothing}}。", "受理{{open.nothing}}。"]\n',
            "phrases: openness.new: 没有指标 open.nothing",
        ),
        ("phrases/openness.toml", f'{PHRASE}about = "open.no"\nsome = ["甲。", "乙。"]\n', "phrases: openness.new: 没有指标 open.no"),
        ("phrases/openness.toml", f'{PHRASE}always = ["甲[，{{open.items}}。", "乙。"]\n', "phrases: openness.new: [ 写得不对"),
        (
            "phrases/openness.toml",
            f'{PHRASE}always = ["甲[，{{open.items:lsat}}]。", "乙。"]\n',
            "phrases: openness.new: {open.items:lsat} 写得不对",
        ),
        (
            "phrases/openness.toml",
            PHRASE.replace('"openness"', '"open"') + 'always = ["甲。", "乙。"]\n',
            "phrases: openness.new section: 没有这一节 open",
        ),
        ("indicators/openness.toml", RELATION, "indicators: 关系 open.new: 没有指标 open.nothing"),
        (
            "indicators/openness.toml",
            NEW_FIGURE.replace("sentence", "# sentence"),
            "indicators: dis.petty: 没有套话提到它，请在 phrases/ 写一条，或给它写 sentence",
        ),
        (
            "indicators/openness.toml",
            f'{NEW_FIGURE}rate = {{ part = "open.items", whole = "open.nothing" }}\n',
            "indicators: dis.petty rate: 没有指标 open.nothing",
        ),
        (
            "sections.toml",
            '\n[[section]]\nkey = "new"\nname = "新节"\nitem = ["{title}。{body}"]\n',
            "sections: new item: {title}。{body}: 只能用 {title} 和方括号里的 {body}",
        ),
        (
            "sections.toml",
            '\n[[section]]\nkey = "new"\nname = "新节"\nitem = ["{title}。[{body}"]\n',
            "sections: new item: {title}。[{body}: 只能用 {title} 和方括号里的 {body}",
        ),
        ("sections.toml", '\n[[section]]\nkey = "new"\nname = "新节"\nitem = []\n', "sections: new item: 至少要有一种写法"),
        ("outlines/flat.toml", '\n[[sections]]\nkey = "poetry"\nheading = "诗"\n', "outlines: flat: 没有这一节 poetry"),
        ("outlines/flat.toml", '\n[[sections]]\nkey = "problems"\nheading = "问题"\n', "outlines: flat: 节 problems 重复"),
        (
            "recognising/openness.toml",
            '\n[[recognise]]\nindicator = "open.nothing"\nhere = [["公开"]]\n',
            "recognising: open.nothing: 没有这个指标",
        ),
        ("placing.toml", '\n[[wording]]\nkey = "poetry"\nheading = ["诗歌"]\n', "placing.toml: poetry: 没有这一节"),
        (
            "lists/events.toml",
            '\n[[tallies]]\nindicator = "open.nothing"\nhow = "rows"\n',
            "lists: events: 指标 open.nothing: 没有这个指标",
        ),
    ],
)
def test_a_mistake_between_files_is_told(data: Path, name: str, text: str, mistake: str) -> None:
    _append(data, name, text)
    assert _mistakes(data) == (mistake,)


def test_a_figure_in_a_section_that_is_none_is_told_wherever_it_is_missed(data: Path) -> None:
    _append(data, "indicators/openness.toml", NEW_FIGURE.replace('"disputes"', '"dispute"'))
    mistakes = _mistakes(data)
    assert mistakes[0] == "indicators: dis.petty section: 没有这一节 dispute"
    assert "outlines: standard: dispute 的指标没有地方填，请加一节或写进某节的 takes" in mistakes


def test_an_outline_must_cover_the_national_items_and_keep_the_names_of_the_front(data: Path) -> None:
    _replace(data, "outlines/flat.toml", "covers = [5]", "")
    _append(data, "outlines/flat.toml", '\n[[sections]]\nkey = "title"\nheading = "标题"\n')
    assert _mistakes(data) == (
        "outlines: flat: 没有这一节 title",
        "outlines: flat: 没有覆盖国家规定的第5项内容",
        "outlines: flat: title 是保留名",
    )


def test_two_tables_of_one_name_are_a_mistake(data: Path) -> None:
    for folder, name in (("phrases", "openness"), ("rules", "national"), ("outlines", "flat")):
        shutil.copyfile(data / folder / f"{name}.toml", data / folder / "copy.toml")
    mistakes = _mistakes(data)
    assert "phrases: openness.lead: 重复" in mistakes
    assert "rules: national.publish: 重复" in mistakes
    assert "outlines: flat: 重复" in mistakes


def test_an_empty_folder_names_every_file_that_is_missing(tmp_path: Path) -> None:
    single = (
        *("placing", "carrying", "collecting", "personal", "kinds", "sections", "labels", "steps"),
        *("inspection/fonts", "publicity/names", "publicity/wording"),
    )
    folders = ("outlines", "formats", "indicators", "phrases", "rules", "calendar", "recognising", "lists", "thresholds")
    wanted = {f"{name}.toml: 文件: 没有找到" for name in (*single, *(f"{folder}/*" for folder in folders))}
    assert set(_mistakes(tmp_path)) == wanted


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("steps.toml", "workdays = -16", "workdays = -999", "steps.toml"),
        ("steps.toml", 'anchor = "publication"', 'anchor = "signature"', "steps.toml"),
        ("calendar/2026.toml", "2026-02-14", "2026-02-13", "calendar/2026.toml"),
        ("calendar/2026.toml", "year = 2026", "year = 2025", "calendar/2026.toml"),
        ("rules/guangdong_jiangmen.toml", '"banner"]', '"flag"]', "rules: jiangmen.county.report kinds: 没有种类 flag"),
        ("rules/national.toml", "valid_to = 2020", "valid_to = 2014", "rules/national.toml"),
        (
            "rules/national.toml",
            'certainty = "restated"',
            'certainty = "restated"\nsupersedes = ["no.such"]',
            "supersedes: 没有规则 no.such",
        ),
        ("labels.toml", 'weekend = "是周末"\n', "", "labels.toml: [day_kinds]: 缺 weekend"),
        ("labels.toml", 'weekdays = "一二三四五六日"\n', "", "labels.toml: [working]: 缺 weekdays"),
        ("labels.toml", 'signed = "已签发"\n', "", "labels.toml: [states]: 缺 signed"),
        ("outlines/standard.toml", 'heading = "主要举措和成效"', 'heading = "{nextyear}举措"', "{nextyear} 不认识"),
        ("rules/customer.toml", "month = 1", "month = 13", "rules/customer.toml"),
        ("publicity/wording.toml", "any = ['维稳',", "any = ['(维稳',", "publicity/wording.toml"),
        ("publicity/names.toml", 'posts = ["书记",', 'posts = ["(书记",', "publicity/names.toml"),
        ("labels.toml", 'plate = "车牌号"\n', "", "labels.toml: [publicity_reason]: 缺 plate"),
    ],
)
def test_a_day_that_is_none_a_name_that_lacks_and_a_word_nobody_knows_stop_the_start(
    tmp_path: Path, name: str, old: str, new: str, told: str
) -> None:
    data = tmp_path / "data"
    shutil.copytree("data", data)
    text = (data / name).read_text("utf-8")
    assert old in text
    (data / name).write_text(text.replace(old, new), "utf-8")
    with pytest.raises(BrokenData) as broken:
        load(data)
    assert any(told in mistake for mistake in broken.value.mistakes)


def test_a_step_that_comes_twice_stops_the_start(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree("data", data)
    text = (data / "steps.toml").read_text("utf-8")
    (data / "steps.toml").write_text(f"{text}\n[[step]]{text.split('[[step]]')[1]}", "utf-8")
    with pytest.raises(BrokenData) as broken:
        load(data)
    assert any(mistake.startswith("steps.toml: notice") for mistake in broken.value.mistakes)
