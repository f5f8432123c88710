"""Numbers inside text (一是…二是…, 第一，…, （1）…, 1.…) and whether they count on; the numbers before lines are in numbering."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from server.report.checks.ruling import Hit, Subject
from server.report.checks.text import Passage
from server.report.findings import Class
from server.report.reading.parts import Part
from server.report.words import chinese_number, read_chinese_number

_PARTS = (Part.opening, Part.heading, Part.text, Part.closing)
_HAN = "[一二三四五六七八九十]{1,3}"
_OPENS = frozenset("。；：，、！？;:,!?”’）)》—\n \u3000")
_OPENS_ORDINAL = frozenset("。；：！？;:\n \u3000")
_SPOKEN = re.compile(rf"(?P<is>{_HAN})是(?!否|非)|(?P<must>{_HAN})要(?!求|素|件|点)|其(?P<of>{_HAN})[，,是、]")
_ORDINAL = re.compile(rf"第(?P<nth>{_HAN})(?:，|、(?!第)|：|是)")
_BRACKETED = re.compile(rf"(?:^|(?<=[。；：，、;,“\n]))[（(](?:(?P<han>{_HAN})|(?P<digits>\d{{1,2}}))[）)]", re.MULTILINE)
_CIRCLED = re.compile("[①-⑳]")
_ARABIC = re.compile(r"(?:^|(?<=[。；：;\n]))[ \u3000]?(\d{1,2})(?:[.．](?!\d)|、(?=[^\d\s、，]{2}))", re.MULTILINE)
_STARTS = re.compile("一是|一要|首先|第一|其一|一方面|一来|一则|(?:^|[。；：，、！？”）])[ \u3000]?一", re.MULTILINE)
_GLUED = re.compile(r"(?:(?<=[。；])|(?<=[。；][ \u3000]))(\d{1,2})[.．、](?=[\u4e00-\u9fff“《])")
_FAMILIES = ("is", "must", "of", "nth")
_FAR, _SECOND, _DEEPEST, _MOST = 3000, 2, 6, 20


@dataclass(frozen=True)
class _Token:
    """A number in running text: `text[start:end]` is all of its mark."""

    number: int
    start: int
    end: int


@dataclass
class _State:
    """The runs that are open, the innermost last: of each the numbers it has come to. `closed` are the ends of those before a heading."""

    stack: list[list[_Token]]
    closed: frozenset[int]
    headless: int = 0


def gaps(subject: Subject) -> Iterator[Hit]:
    """Breaks of every kind of numbers inside text."""
    families: dict[str, list[_Token]] = {family: [] for family in _FAMILIES}
    for pattern, opens in ((_SPOKEN, _OPENS), (_ORDINAL, _OPENS_ORDINAL)):
        for found in pattern.finditer(subject.text.text):
            opened = not found.start() or subject.text.text[found.start() - 1] in opens
            token = _token(found, found.lastgroup or "") if opened else None
            if token:
                families[found.lastgroup or ""].append(token)
    for tokens in families.values():
        yield from _spoken(subject, tokens)
    if not subject.text.renumbered:
        yield from _in_paragraphs(subject)


def glued(subject: Subject) -> Iterator[Hit]:
    """“2.” in the middle of a paragraph: a line end was lost, or points that should stand in lines of their own."""
    for found in subject.text.numbered(_GLUED, subject.text.text):
        passage = subject.text.passage(found.start())
        if passage and passage.part in (Part.heading, Part.text):
            yield Hit(*found.span(), f"“{found[0]}”在段落中间，如果是一条的序号，建议另起一段。")


def _token(found: re.Match[str], group: str | int) -> _Token | None:
    number = read_chinese_number(found[group]) if found[group] else None
    return _Token(number, found.start(), found.end()) if number else None


def _spoken(subject: Subject, tokens: list[_Token]) -> Iterator[Hit]:
    """Runs that may stand inside one another and go over paragraphs, but not over headings."""
    state = _State([], frozenset())
    heads = [each.start for each in subject.text.parts(Part.heading)]
    for before, token, following in zip((None, *tokens), tokens, (*tokens[1:], None), strict=False):
        if before and bisect_right(heads, before.start) < bisect_right(heads, token.start):
            state = _State([], frozenset(run[-1].number for run in state.stack))
        yield from _placed(subject, state, token, following.number if following else 0)


def _placed(subject: Subject, state: _State, token: _Token, following: int) -> Iterator[Hit]:
    """Put a number into the run it continues; a hit where it continues none."""
    continued = next((at for at in range(len(state.stack) - 1, -1, -1) if state.stack[at][-1].number == token.number - 1), None)
    if token.number == 1:
        state.stack.append([token])
        del state.stack[:-_DEEPEST]
    elif continued is not None:
        del state.stack[continued + 1 :]
        state.stack[continued].append(token)
    elif not state.stack:
        alone = list(_headless(subject, state, token, following))
        state.stack += [[token]] if alone or following == token.number + 1 else []
        yield from alone
    else:
        yield from _broken(subject, state, token, following)


def _headless(subject: Subject, state: _State, token: _Token, following: int) -> Iterator[Hit]:
    """二是 without any 一是 before it."""
    state.headless += 1
    if state.headless > _MOST:
        return
    passage = subject.text.passage(token.start)
    start = max(_above(subject, passage).start if passage else 0, token.start - _FAR)
    if token.number - 1 in state.closed or _STARTS.search(subject.text.text, start, token.start):
        return
    printed = _printed(subject, token)
    if following == token.number + 1:
        yield Hit(token.start, token.end, f"“{printed}”前面没有找到“{_named(printed, token.number - 1)}”，请核对。", weight=Class.verify)


def _above(subject: Subject, passage: Passage) -> Passage:
    """The paragraph before one, or itself where there is none."""
    return subject.text.passage(max(0, passage.start - 2)) or passage


def _broken(subject: Subject, state: _State, token: _Token, following: int) -> Iterator[Hit]:
    run = state.stack[-1]
    last, printed = run[-1].number, _printed(subject, token)
    far = token.start - run[-1].end > _FAR
    twice = last == 1 and token.number == last + _SECOND and any(each[-1].number == 1 for each in state.stack[:-1])
    if twice:
        yield _misprint(subject, run[-1], _SECOND)
    elif following == last + 2:
        yield _misprint(subject, token, last + 1)
        token = _Token(last + 1, token.start, token.end)
    elif not (far or _hidden(subject, run[-1].end, token.start, last + 1)):
        yield Hit(token.start, token.end, _message(printed, token.number, last), weight=None if token.number > last else Class.verify)
    run.append(token)


def _message(printed: str, number: int, last: int) -> str:
    if number > last:
        return f"序号断开：“{_named(printed, last)}”之后是“{printed}”，缺少“{_named(printed, last + 1)}”。"
    return f"序号“{printed}”{'重复' if number == last else '倒退'}，前面已经到“{_named(printed, last)}”，请核对。"


def _misprint(subject: Subject, token: _Token, expected: int) -> Hit:
    printed = _printed(subject, token)
    plain = _named(printed, expected)
    return Hit(token.start, token.end, f"序号“{printed}”与前后不连续，应为“{plain}”。", plain)


def _hidden(subject: Subject, start: int, end: int, number: int) -> bool:
    """Whether the number that seems to be missing is there in another form: 三则, 三 是, or with no mark before it."""
    han = chinese_number(number)
    between = subject.text.text[start:end]
    return any(
        form in between for form in (f"{han}是", f"{han}要", f"{han}则", f"{han} 是", f"第{han}", f"其{han}", f"；{han}", f"。{han}")
    )


def _printed(subject: Subject, token: _Token) -> str:
    return subject.text.text[token.start : token.end]


def _named(printed: str, number: int) -> str:
    return re.sub(_HAN, chinese_number(number), printed, count=1)


def _in_paragraphs(subject: Subject) -> Iterator[Hit]:
    """（1）…（2）…, ①…② and 1.…2.… within one paragraph, from three on; those that begin lines count there."""
    for passage in subject.text.parts(*_PARTS):
        for tokens in _inline(subject.text.text, passage):
            numbers = [token.number for token in tokens]
            if len(numbers) > _SECOND and numbers[0] == 1:
                yield from _uneven(subject, tokens)


def _inline(text: str, passage: Passage) -> Iterator[list[_Token]]:
    span = (passage.start, passage.end)
    brackets = list(_BRACKETED.finditer(text, *span)) if "（" in text[slice(*span)] or "(" in text[slice(*span)] else []
    yield [token for found in brackets if (token := _token(found, "han"))]
    yield [_Token(int(found["digits"]), found.start(), found.end()) for found in brackets if found["digits"]]
    yield [_Token(ord(found[0]) - ord("①") + 1, found.start(), found.end()) for found in _CIRCLED.finditer(text, *span)]
    yield [_Token(int(found[1]), found.start(1), found.end()) for found in _ARABIC.finditer(text, *span)]


def _uneven(subject: Subject, tokens: list[_Token]) -> Iterator[Hit]:
    last = 0
    for token in tokens:
        if token.number not in (last + 1, 1):
            printed = _printed(subject, token)
            yield Hit(token.start, token.end, f"“{printed}”与前面的序号（{last}）不连续，请核对。", weight=Class.verify)
        last = token.number
