"""Sentences for readers about papers: registration, numbers, forms and their figures, what the public may read."""

QUOTED = 20
NAMED_PLACES = 5


def number_form() -> str:
    """A 发文字号 that cannot be made out."""
    return "发文字号请写成“机关代字〔年份〕序号号”，如 清政〔2027〕3号。"


def number_brackets(right: str) -> str:
    """Brackets other than 〔〕 (GB/T 9704-2012 7.2.5)."""
    return f"发文字号的年份要用六角括号〔〕，请改为“{right}”。"


def number_year(right: str) -> str:
    """A year of two digits."""
    return f"发文字号的年份要写四位，请改为“{right}”。"


def number_ordinal(right: str) -> str:
    """第3号."""
    return f"发文字号的序号前不加“第”，请改为“{right}”。"


def number_padded(right: str) -> str:
    """03号."""
    return f"发文字号的序号不编虚位（不写“01”“001”），请改为“{right}”。"


def number_unclosed(right: str) -> str:
    """A number without 号 at its end."""
    return f"发文字号末尾要写“号”，请改为“{right}”。"


def number_other_year(year: int, signed: int) -> str:
    """A number whose year is not that of the date."""
    return f"发文字号的年份是{year}，成文日期在{signed}年。请核对：年份应当是签发当年，不是报告年度。"


def day_form(label: str, raw: str) -> str:
    """A date that cannot be read, or that no calendar has."""
    return f"{label}“{raw.strip()[:QUOTED]}”没有看懂，请写成 2027年1月15日 或 2027-1-15，日期要是日历上有的。"


def day_year(label: str) -> str:
    """A date whose year has two digits or is missing."""
    return f"{label}要写四位年份，请写成 2027年1月15日 或 2027-1-15。"


def printed_too_early(document_date: str) -> str:
    """A paper printed before it was signed."""
    return f"印发日期不能早于成文日期（{document_date}），请核对这两个日期。"


def signers_needed(issuers: int) -> str:
    """Too few signers for those who issue the paper (7.2.6)."""
    return "请填写签发人的姓名。" if issuers == 1 else f"联合行文的每个机关都要有签发人，请写出{issuers}位的姓名，中间用顿号隔开。"


def copies_form() -> str:
    """A number of copies that is none."""
    return "份数请填数字，如 30。"


def number_taken(number: str, form: str, day: str) -> str:
    """A number that a text with other words has already."""
    return (
        f"“{number}”已用在{day}导出的{form}上，那一份的文字与现在的不同。一个文号只对应一个文本，这一份不带文号；"
        "请把文字恢复成当时的，或另编文号后重新登记。"
    )


def letter_upwards(body: str) -> str:
    """A 信函 to a superior."""
    return f"函不能用于上行：主送机关里有上级机关“{body}”。请在“首尾”里把文种改为报告，或改写主送机关。"


def still_pending(places: list[str], count: int) -> str:
    """Sentences about which nobody has decided yet whether the public may read them."""
    named = "；".join(places[:NAMED_PLACES]) + ("；等" if count > NAMED_PLACES else "")
    return f"还有{count}处没有定下公开还是内部，不能生成公开版：{named}。请先逐处选定。"


def not_in_text(places: list[str], count: int) -> str:
    """Sentences decided about that no longer stand in the text."""
    named = "；".join(places[:NAMED_PLACES]) + ("；等" if count > NAMED_PLACES else "")
    return f"有{count}处定为内部的句子已不在报告里（可能改写过），不能生成公开版：{named}。请重新核对公开审查。"


def figures_differ(places: list[tuple[str, str]]) -> str:
    """Figures that two forms of one report state differently: the sentence of one, what the other has instead."""
    named = "；".join(quoted(said) + (f"（别处是“{instead}”）" if instead else "") for said, instead in places[:NAMED_PLACES])
    return f"几种文稿里有{len(places)}处数字不一致，不能导出：{named}。请先核对这几处，多半是公开版的替换文字改动了数字。"


def text_too_long(heading: str, length: int, longest: int) -> str:
    """A text that is no report any more."""
    return f"{quoted(heading)}的正文有{length}字，超过{longest}字，多半是误粘贴。请删去多余的部分。"


def shortened(words: str, longest: int = 2 * QUOTED) -> str:
    """The beginning of a heading, where it names a place."""
    plain = " ".join(words.split())
    return plain if len(plain) <= longest else f"{plain[:longest]}…"


def base_needed() -> str:
    """A 花脸稿 without an earlier text to compare with."""
    return "请先选定要对照的那一版，再生成花脸稿。"


def quoted(words: str, longest: int = QUOTED) -> str:
    """The beginning of a sentence in quotes."""
    plain = " ".join(words.split())
    return f"“{plain[:longest]}{'…' if len(plain) > longest else ''}”"


def section_empty(heading: str) -> str:
    """A section that is on and has no text."""
    return f"“{heading}”没有正文，没有印出。请补写；不需要这一节的，请在“调整提纲”里停用。"


def still_last_year(sentence: str, reasons: tuple[str, ...]) -> str:
    """A sentence of last year's report that nobody has renewed."""
    why = f"（{'；'.join(reasons)}）" if reasons else ""
    return f"{quoted(sentence)}是上年报告的原句{why}，请更新，或确认今年仍然如此。"


def open_with_replacement() -> str:
    """A sentence that is public as it stands, and yet has other words for the public."""
    return "选“公开”就照原文公开。要换成框里的写法，请选“内部”；要照原文，请清空替换文字。"


def replacement_too_long(limit: int) -> str:
    """Words in the place of a sentence that are longer than any sentence."""
    return f"替换文字最多{limit}个字。请缩短后再保存，您填写的内容还在框里。"


def heading_kept() -> str:
    """A heading cannot be cut out of a paper."""
    return "标题不能单独删去或替换。请在“章节”页改标题，或选“公开”。"


def sentence_gone() -> str:
    """A decision on a sentence that was rewritten meanwhile."""
    return "有一句话刚被改写，您对它的决定没有保存。请看下面现在的写法，重新选。"


def decided_meanwhile(decision: str, replacement: str, who: str) -> str:
    """Two decisions on one sentence."""
    other = f"，替换为“{replacement}”" if replacement else ""
    return f"{who or '另一位同事'}刚把这一处定为“{decision}”{other}，您的还没有保存。再点一次保存，就以您的为准。"


def no_manifest() -> str:
    """A file that is no manifest of ours, or a list without the file in question."""
    return "清单文件读不出来，或者里面没有这个文件。请选导出时得到的manifest.json；整包导出的，文件名不要改。"


def too_many_paragraphs(limit: int) -> str:
    """A document longer than any paper."""
    return f"文件超过{limit // 10_000}万段，没有检查。请删去空段，或分成几个文件再检查。"
