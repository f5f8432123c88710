"""What the kind of a paper asks for: a report holds no request, a letter does not go up, a title has its 文种, elements are there."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice

from server.report.checks.edges import opens
from server.report.checks.ruling import Check, Hit, Subject
from server.report.checks.titles import kind_of, title_lines, title_of
from server.report.checks.writers import writer_of
from server.report.findings import Class
from server.report.reading.parts import NOT_RECIPIENTS, RECIPIENTS, Part

_REPORTS = ("报告", "汇报", "总结")
_SPEECH = re.compile("政府工作报告|工作报告$|讲话|述职|述法|审议|调研报告|考察报告|研究报告|可行性")
_ASKS = re.compile(
    "(?:请予?|望予?|敬请|恳请|请求)(?:尽快|及时|早日|给予)?(?:批准|批复|批示|审批|核准|核批)(?!转)(?:为盼|为荷)?|以上请示[^。\n]{0,12}"
    "|(?:恳请|特请|特请求|特申请|现请求|请求)(?:上级|县|市|区|省|各级|领导)?[^。；\n]{0,40}?(?:支持|解决|批准|批复|拨付|安排|倾斜|增加编制|协调解决)"
)
_LEADS = frozenset("特")
_PEOPLE = re.compile("群众|当事人|原告|申请人|被告|企业|信访人|代表|委员们|来访")
_SITUATION = re.compile("关于(?!印发|转发|报送|上报).{1,60}(?<!的)情况报告$")
_TOWARDS = re.compile("关于对")
_TWICE = re.compile("(?:的通知){3}|通知(?:的通知){2}|(通知|通报|函|请示|批复)的\\1$")
_BOTH = re.compile("的(请示报告|报告请示)$")
_LONGEST_TITLE, _LONGEST_RECIPIENTS, _MOST = 200, 60, 8
_NUMBERED = (Part.banner, Part.number)
_NOTICE_TWICE = re.compile("(通知|意见|方案|办法|规定)》(?:[（(][^（）()\n]{1,30}[）)])?(\\1)(?=要求|精神|规定|文件|，)")
_SUPERIOR = re.compile("(?:[\u4e00-\u9fff]{0,10})([县市区旗州省])(?:委|政府|人民政府|委员会|委办公室|政府办公室)")
_RANKS = {"township": "县市区旗州省", "subdistrict": "县市区旗州省", "county": "市州省", "city": "省"}
_PERSON = re.compile("(?:[^、，各全：:]{0,14})(?:县长|市长|区长|镇长|乡长|书记|主席|部长|秘书长)")
_COPIES = re.compile("抄 ?[送报] ?[:：](.{0,200})")


def _request(subject: Subject) -> Iterator[Hit]:
    """A report in which something is asked for: 报告不得夹带请示事项."""
    title = title_of(subject.text)
    if kind_of(title) not in _REPORTS or _SPEECH.search(title) or "请示" in title or "请" not in subject.text.text:
        return
    text = subject.text.unquoted
    for found in subject.text.among(_ASKS, text, "请", "望"):
        first, _ = subject.text.sentence(found.start())
        if opens(text, found.start(), _LEADS) and not _PEOPLE.search(text, max(first, found.start() - 30), found.end()):
            message = "报告不得夹带请示事项，也不用请示的结束语。需要上级批复、解决的，另行请示。"
            yield Hit(found.start(), found.end(), message)


def _letter_up(subject: Subject) -> Iterator[Hit]:
    """A 函 is for bodies that are not one's superiors."""
    if kind_of(title_of(subject.text)) != "函" or "复函" in title_of(subject.text):
        return
    upper = _RANKS.get(subject.profile.level.value, "")
    for passage in subject.text.parts(Part.recipients):
        for found in re.finditer("[^、，,；：:]{2,30}", subject.text.words(passage)):
            superior = _SUPERIOR.fullmatch(found[0])
            if superior and superior[1] in upper:
                start, end = passage.start + found.start(), passage.start + found.end()
                yield Hit(start, end, "向上级机关行文用请示或报告，函用于不相隶属的机关之间，请核对。")


def _titles(subject: Subject) -> Iterator[Hit]:
    """Forms of a title that the rules of official papers do not know."""
    lines = title_lines(subject.text)
    title = title_of(subject.text)
    if not lines or len(title) > _LONGEST_TITLE:
        return
    single = len(lines) == 1
    official = any(True for _ in subject.text.parts(*_NUMBERED))
    for hit in chain(_worded(title), _unnamed(title) if official or subject.profile.annual else ()):
        yield replace(hit, start=lines[0].start, end=lines[-1].end, suggestion=hit.suggestion if single else "")


def _worded(title: str) -> Iterator[Hit]:
    if _SITUATION.search(title):
        right = f"{title.removesuffix('情况报告')}情况的报告"
        yield Hit(message="标题“关于……”与文种之间要有“的”：关于……情况的报告。", suggestion=right)
    if _TOWARDS.search(title):
        yield Hit(message="“关于”后面一般不再用“对”。", suggestion=title.replace("关于对", "关于"), weight=Class.hint)
    if _TWICE.search(title):
        yield Hit(message="标题里文种重复，转发文件一般只保留一个“通知”。")
    if _BOTH.search(title) and "重大事项" not in title:
        yield Hit(message="请示和报告是两个文种，不能合用，请按内容选一个。", weight=Class.must)


def _unnamed(title: str) -> Iterator[Hit]:
    if "关于" in title and not kind_of(title):
        yield Hit(message="标题没有文种（报告、通知、函……），请补上。")


def _elements(subject: Subject) -> Iterator[Hit]:
    """Elements that a paper going up has: recipients, signature, date, and with a 红头 who signed it off."""
    title, lines = title_of(subject.text), title_lines(subject.text)
    if kind_of(title) not in ("报告", "请示") or not lines or _SPEECH.search(title):
        return
    there = {each.part for each in subject.text.passages}
    if not there & {Part.banner, Part.number}:
        return
    wanted = ((Part.recipients, "主送机关"), (Part.sign_off, "发文机关署名"), (Part.date, "成文日期"))
    missing = [name for part, name in wanted if part not in there]
    signed = any("签发" in re.sub(r"\s", "", subject.text.words(each)) for each in subject.text.parts(Part.number, Part.signatory))
    missing += [] if signed or Part.banner not in there else ["签发人"]
    if missing:
        yield Hit(lines[0].start, lines[-1].end, f"没有看到{'、'.join(missing)}，报送前请补全。")


def _colon(subject: Subject) -> Iterator[Hit]:
    """Recipients without the colon behind them."""
    lines = title_lines(subject.text)
    passages = subject.text.passages
    at = passages.index(lines[-1]) + 1 if lines else len(passages)
    if at < len(passages) and passages[at].part in (Part.opening, Part.text) and len(passages) > at + 1:
        words = subject.text.words(passages[at])
        named = len(words) <= _LONGEST_RECIPIENTS and RECIPIENTS.fullmatch(f"{words}：") and not NOT_RECIPIENTS.search(words)
        if named and words[-1] not in "：:。，；、":
            yield Hit(passages[at].start, passages[at].end, "主送机关后面要用全角冒号。", f"{words}：")


def _issuers(subject: Subject) -> Iterator[Hit]:
    """Who signs is who issues."""
    text = subject.text
    signing = [each for each in islice(text.parts(Part.sign_off), _MOST) if _body(text.words(each))]
    heading = [_body(re.sub(r"文\s*件$", "", text.words(each))) for each in islice(text.parts(Part.banner), _MOST)]
    titled = re.match("(?!关于)([^关《]{3,40}?)关于", title_of(text))
    issuing = [name for name in heading if name] or ([_body(titled[1])] if titled and _body(titled[1]) else [])
    if not signing or not issuing:
        return
    names = [_body(text.words(each)) for each in signing]
    if not any(one in other or other in one for one in names for other in issuing):
        said = "、".join(dict.fromkeys(issuing))
        yield Hit(signing[0].start, signing[0].end, f"署名与发文机关（{said}）不一致，请核对。")


def _body(name: str) -> str:
    """A body's name without what may be left out of it; "" where it is none."""
    plain = re.sub(r"\s|[（(].{0,10}[）)]|^中共|^中国共产党", "", name)
    found = writer_of(plain)
    return plain if found and found.name != found.place else ""


def _copies(subject: Subject) -> Iterator[Hit]:
    """Copies go to bodies, too."""
    for passage in subject.text.parts(Part.imprint):
        named = _COPIES.match(subject.text.words(passage))
        for found in re.finditer("[^、，,；。]{2,24}", named[1]) if named else ():
            if named and _PERSON.fullmatch(found[0]):
                start = passage.start + named.start(1) + found.start()
                yield Hit(start, start + len(found[0]), "抄送机关，不抄送个人，请核对。")


def _notice_twice(subject: Subject) -> Iterator[Hit]:
    """《……通知》通知要求."""
    text = subject.text.text
    for found in _NOTICE_TWICE.finditer(text) if "》" in text else ():
        yield Hit(found.start(), found.end(), f"文种“{found[1]}”重复。", found[0][: found.start(2) - found.start()])


_RULE = "《党政机关公文处理工作条例》"
CHECKS = (
    Check("F04", "报告夹带请示", Class.must, _request, f"{_RULE}第十五条（四）"),
    Check("F05", "函向上级行文", Class.explain, _letter_up, f"{_RULE}第八条（十四）"),
    Check("F03", "标题的写法", Class.verify, _titles, f"{_RULE}第九条（八）"),
    Check("F01", "公文要素", Class.hint, _elements, f"{_RULE}第九条"),
    Check("F06", "主送机关的冒号", Class.explain, _colon, "GB/T 9704-2012 7.3.2"),
    Check("F07", "署名与发文机关", Class.verify, _issuers, f"{_RULE}第九条（十二）"),
    Check("F08", "抄送个人", Class.verify, _copies, f"{_RULE}第九条（十五）"),
    Check("D04", "文种重复", Class.must, _notice_twice, "习惯用法"),
)
