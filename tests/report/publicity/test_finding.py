"""The finder: what is planted is found, clean prose is left alone, each kind has its reason, and no text is too strange."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.report.publicity.finding import Wordings
from server.report.publicity.hits import Kind, Reason
from server.report.publicity.shapes import NameWords
from tests.report.publicity import planted
from tests.report.publicity.searching import DATA, shipped
from tests.report.publicity.searching import planted as taken_apart

FINDER = shipped()
PLANTED = (
    *((Kind.name, line) for line in planted.NAMES.strip().split("\n")),
    *((None, line) for line in planted.NUMBERS.strip().split("\n")),
    *((Kind.minor, line) for line in planted.MINORS.strip().split("\n")),
    *((Kind.address, line) for line in planted.ADDRESSES.strip().split("\n")),
    *((Kind.stability, line) for line in planted.STABILITY.strip().split("\n")),
)
CLEAN = """
建设村（居）法律顾问队伍，法律顾问全年参与重大决策、合同审查、案件代理。
法律明白人、网格员、人民调解员深入田间地头，调解员成功调解各类纠纷。
综合行政执法队队员全部取得行政执法证。执法人员严格执行执法全过程记录制度。
对社区矫正对象、安置帮教对象定期走访，帮助未成年人健康成长，组织学生参观法治教育基地。
镇长每季度听取一次法治建设工作汇报，副镇长包片联系，村支部书记包村落实。
人大代表、政协委员、群众代表参加听证会，居民代表提出意见建议15条。
由镇长任组长，分管副镇长任常务副组长，司法所负责人任办公室主任。
主任高度重视，书记严格把关，镇长全程跟踪，所长安排专人，主任方案先行。
加强青少年法治教育，中小学校法治副校长、法治辅导员配备率100%。
驻村律师每月至少到村服务一次，律师走访群众120人次，律师解答咨询300余次。
干部职工旁听庭审，领导干部述职述廉述法，公职人员严格遵守廉洁纪律。
老年人、妇女、儿童、残疾人权益得到保障，困难群众应援尽援。
机关干部应当带头，村民小组长定期排查，村民应积极配合，业主大会依法召开。
党员干部冲锋在前，志愿者常态化开展服务，退役军人服务站规范运行，农民工工资支付到位。
主任科员、一级主任科员晋升公开公正，法官检察官以案释法，民警常驻村居。
镇人大主席团听取专项工作报告，闭会期间由主席团安排代表视察，群众满意度明显提高。
妇联主席负责婚姻家庭纠纷，组织委员负责考核，武装部长负责应急队伍。
当事人安心、群众放心，信访人满意率98%，申请人平均办理时间缩短，举报人信息严格保密。
严格落实值班领导带班制度，应急人员全时值守，安全员全覆盖巡查，护林员常年巡山。
企业负责人安全生产主体责任，项目负责人关键岗位，商户门前三包。
领导班子成员带头包案，包案领导定期接访，责任人明确，时间节点明确。
学生法治意识，家长学校，学生安全教育，未成年人保护，儿童之家，留守儿童关爱服务。
全镇60岁以上老年人体检率92%，14周岁以下儿童免费乘车，不满18周岁的从宽处理。
全年没有发生大规模群体性事件和越级上访事件，未发生命案。
印发《清溪镇2025年法治政府建设工作要点》（清府〔2025〕12号），受理12345热线工单1365件。
投入资金13800000000元，占地35000平方米，2025年1月1日至12月31日接待群众6688123人次。
第3村民小组修建水渠，人民路改造工程完工，1号文件、5号令逐条落实，3栋安置楼封顶。
"""


@pytest.mark.parametrize(("kind", "line"), PLANTED, ids=[line[:18] for _, line in PLANTED])
def test_what_is_planted_is_found(kind: Kind | None, line: str) -> None:
    text, places = taken_apart(line)
    hits = FINDER.find(text)
    missed = [text[start:end] for start, end in places if not any(hit.start < end and start < hit.end for hit in hits)]
    assert not missed
    assert kind is None or kind in {hit.kind for hit in hits}
    assert all(text[hit.start : hit.end] == hit.text for hit in hits)


def test_there_are_two_hundred_planted_places() -> None:
    assert sum(len(taken_apart(line)[1]) for _, line in PLANTED) >= 200


@pytest.mark.parametrize("line", CLEAN.strip().split("\n"), ids=lambda line: line[:12])
def test_clean_official_prose_is_left_alone(line: str) -> None:
    assert FINDER.find(line) == ()


def test_generated_reports_have_fewer_than_two_false_hits_in_ten_thousand_characters() -> None:
    sample = json.loads((DATA / "samples" / "township.json").read_text("utf-8"))
    texts = [section["text"] for section in sample["sections"]]
    written = "\n".join(
        (*texts, *(part for path in sorted(DATA.glob("phrases/*.toml")) for part in path.read_text("utf-8").split('"')[1::2]))
    )
    assert len(written) > 10_000
    assert len(FINDER.find(written)) * 10_000 / len(written) < 2


@pytest.mark.parametrize(
    ("text", "words", "reason", "lesser"),
    [
        ("党委书记林峰主持会议。", "林峰", Reason.name_with_post, False),
        ("镇长赵敏、王强出席。", "王强", Reason.name_listed, False),
        ("村民张某反映问题。", "张某", Reason.name_masked, True),
        ("由李主任牵头。", "李主任", Reason.surname_with_post, False),
        ("手机13812345678。", "13812345678", Reason.mobile, False),
        ("手机138****5678。", "138****5678", Reason.phone_masked, True),
        ("电话0668-7712345。", "0668-7712345", Reason.land_line, False),
        ("拨打400-800-1234。", "400-800-1234", Reason.service_line, False),
        ("身份证11010519491231002X。", "11010519491231002X", Reason.id_number, False),
        ("身份证4401**********1234。", "4401**********1234", Reason.id_masked, True),
        ("编号990882999913992317。", "990882999913992317", Reason.long_number, True),
        ("卡号6222021234567890128。", "6222021234567890128", Reason.bank_card, False),
        ("车牌粤A12345。", "粤A12345", Reason.plate, False),
        ("邮箱a@b.cn。", "a@b.cn", Reason.contact, False),
        ("学生李梓涵获奖。", "李梓涵", Reason.minor_named, False),
        ("年仅8岁。", "年仅8岁", Reason.minor_age, False),
        ("救助2名被家暴儿童。", "2名被家暴儿童", Reason.minor_case, False),
        ("家住清溪村三组15号。", "家住清溪村三组15号", Reason.address, False),
        ("信访维稳。", "维稳", Reason.stability, False),
    ],
)
def test_each_hit_says_what_and_why(text: str, words: str, reason: Reason, lesser: bool) -> None:
    found = {hit.text: hit for hit in FINDER.find(text)}
    assert (found[words].reason, found[words].lesser) == (reason, lesser)


def test_a_known_name_counts_wherever_it_stands() -> None:
    assert [hit.reason for hit in FINDER.find("何川到村接访。", ("何川",))] == [Reason.name_known]
    assert FINDER.find("何川到村接访。") == ()


def test_names_everybody_may_read_are_none() -> None:
    assert FINDER.find("深入学习贯彻习近平法治思想，习近平总书记、习近平同志的重要讲话，学习雷锋同志。") == ()


def test_a_post_that_is_no_pattern_is_told() -> None:
    words = FINDER.words.model_dump()
    with pytest.raises(ValueError, match=r"\(镇长"):
        NameWords.model_validate(words | {"posts": ("(镇长",)})


@pytest.mark.parametrize("rows", [[{"id": "a", "any": ["("]}], [{"id": "a", "any": ["x"]}, {"id": "a", "any": ["y"]}]])
def test_a_wording_that_cannot_be_read_or_comes_twice_is_told(rows: list[dict[str, object]]) -> None:
    with pytest.raises(ValueError, match=r"id: a|missing"):
        Wordings.model_validate({"wording": [{"kind": "stability", "reason": "stability"} | row for row in rows]})


@given(st.text(alphabet="镇长书记赵敏王强李、（）()：: \t\n13812345678*某岁家住号村组维稳ab·", max_size=60))
def test_no_text_is_too_strange(text: str) -> None:
    hits = FINDER.find(text)
    assert all(0 <= hit.start < hit.end <= len(text) and text[hit.start : hit.end] == hit.text for hit in hits)
    assert list(hits) == sorted(hits, key=lambda hit: (hit.start, hit.end, hit.kind))


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "piece", ["镇长", "赵敏、", "1", "某", "村1号", "家住", "（", "138-", " ", "*1", "镇长（", "等", "进京", "·", "王"]
)
def test_a_long_text_of_one_piece_is_read_to_the_end(piece: str) -> None:
    assert isinstance(FINDER.find(piece * (15_000 // len(piece))), tuple)
