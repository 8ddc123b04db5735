"""The words around a quotation: its clause before it and behind it, and what stands in its row of a table.

A clause ends where the language lets another thing begin. What only tells for whom a value is ("on Wish", 寄往德国的)
is little: it says nothing of what is done.
"""

from __future__ import annotations

import re

from generator.playbook.page import UNSEEN, Quotation, Template

_BLOCK = r"\n\s*\n|\n(?=\s*(?:[-*+>#]|\d+[.)]))"
_HARD = {"en": re.compile(rf"[.!?](?=\s|$)|\||{_BLOCK}"), "zh": re.compile(rf"[。！？|]|{_BLOCK}")}
"""Where a sentence ends."""
_SOFT = {
    "en": re.compile(
        r"[,:;()\n—–]|\s-\s|\b(?:and|but|or else|because|since|if|unless|when|while|which)\b", re.IGNORECASE
    ),
    "zh": re.compile(r"[，：:；;（()）、—\n]"),
}
"""Where a clause ends."""
_APART = {
    "en": re.compile(
        r"\b(?:than|as (?:long|much)|instead|unlike|rather|except|though|whereas|otherwise|same|mix|compared|not|never"
        r"|no|nor|without|cannot|counted|counts from|regardless|whatever)\b|n['’]t\b",
        re.IGNORECASE,
    ),
    "zh": re.compile(
        r"不是|并非|而非|不按|不等|不用等|不必等|不算|没有|比|一样|相同|同样|除[了非此外]|(?<!扣)除[^，]{1,12}外|别|混|算起|起算"
        "|无论|不管|未"
    ),
}
"""Words by which a clause may say something else than what is done within the time."""
_HARMLESS = {
    "en": re.compile(
        r"\b(?:no|not) (?:later|more|longer) than\b"
        r"|\bno (?:payment|answer|reply|scan|money)\b|\bcannot be \w+|\bwithout (?:a|the) return\b"
        r"|\b(?:do|does|did|have|has|is|are|was|were|can|could) ?not (?:be )?(?:hear|answer|repl|pay|paid|arriv|com"
        r"|fulfil|receiv|been|there|scann|dispatch|choos)\w*"
        r"|\bnot (?:fulfilled|paid|dispatched|scanned|answered|there|beyond)\b",
        re.IGNORECASE,
    ),
    "zh": re.compile(
        r"(?:没有|没|未|不)(?=\s*(?:在|于|$|收到|付款|支付|答复|回复|履行|扫描|发货|送达|送到|能超过))"
        "|不用退货|无需退货|不需要退货"
    ),
}
"""What denies that a deed is done in time, not that the value is its time."""
_PASSED = {
    "en": re.compile(r"\s*(?:have|has|had|are|is)?\s*(?:passed|gone by|over\b)", re.IGNORECASE),
    "zh": re.compile(r"\s*(?:过后|过了|已过|一过|到期|期满|一到|(?:之|以)?后(?!的|台))"),
}
_NAMES = {
    "en": re.compile(r"\b(?:last day|deadline|limit|window|period)\b", re.IGNORECASE),
    "zh": re.compile("期限|时限|日期|最后一天"),
}
"""Words that name a time, so that a value behind them is that time, however it is said."""
_BEYOND = {
    "en": re.compile(
        r"\b(?:after|over|above|more than|beyond|past|exceeds?|(?<!no )later than|from|since)\s*$", re.IGNORECASE
    ),
    "zh": re.compile(r"(?:超过|超出|多于|高于|大于|过了|晚于|逾期|满|经过)\s*$"),
}
_UNTIL = {"en": re.compile(r"\buntil\s*$", re.IGNORECASE), "zh": re.compile(r"[到至]\s*$")}
_LATER = re.compile(r"\|\s*(?:after|beyond)\b")
_WITHIN = {
    "en": re.compile(
        r"(?:\s|\[\[\w+\]\]|\bby\b|\bwithin\b|\bin\b|\bfor\b|\btakes?\b|\bneeds?\b|\bis\b|\bare\b|\bat most\b|\bup to\b"
        r"|\bno later than\b|\banother\b|\bmostly\b|\busually\b|\buntil\b|\bhas\b|\bhave\b|\bonly\b|\babout\b|[:,])*$",
        re.IGNORECASE,
    ),
    "zh": re.compile(r"(?:\s|您|买家|客户|顾客|自|从|在|于|请|应|须|签收后?|收货后?|收到后?|后|起)*$"),
}
"""What may stand before a value with which a clause begins."""
_LITTLE = {
    "en": re.compile(
        r"^(?:[\s,:;()\ufffa\ufffb\ufffc]|\[\[\w+\]\]|\b(?:for|in|on|to|through|via|of|the|our|own|shop|orders?|buyers?"
        r"|customers?|and|or|that|this|is|it|its|are|by|only|mostly|usually|always|at|within|after|a|an|case|with|from"
        r"|mainland|wish|eea|uk|us|europe|every|all|other|others|elsewhere|then|later|before|until|long|short|longer"
        r"|shorter|days?|you|ordered|either|whatever|countries|country|phones?|electronics|returns?|place|runs|which)\b)*$",
        re.IGNORECASE,
    ),
    "zh": re.compile(
        r"^(?:[\s，：:；（()）、\ufffa\ufffb\ufffc]|\[\[\w+\]\]|自营网店|订单|寄往|发往|收货地|期限|为|是|的|在|则|即|最晚|最多|一般|通常|其他|其余"
        r"|国家|地区|和|或|以外|买家|您|才|都|也|从|起|需要?|须|应|内|之内|以内|之后|后|Wish|手机|电子产品|按)*$"
    ),
}
"""What may stand between two values of one deed: for whom the second one is."""
_MAY = (
    "(?:已经?|可以?|均可|都可|即可|必须|须|需要?|应当?|应该|请|要(?!求)|会|将|能|就|才|都|我们|您|买家|卖家|客服|一定"
    "|尽快|主动|免费|先|再|随时|自行|仍|还|也|必|得(?!到)|由|帮您|为您|向您|给您|给买家|替买家|同事|平台)"
)
_TO = {
    "en": re.compile(r"\s+(?:days?\s+)?(?:(?:for [\w ]{1,20} )?to\s+|(?=for\s))"),
    "zh": re.compile(rf"\s*(?:之内|以内|内|之前|以前|前)?\s*(?:{_MAY}\s*)*"),
}
"""What stands between a time and what is done in it."""
_TURN = {
    "en": re.compile(
        r"[\s,]+(?:days?\s+)?(?:of [\w\s]{1,24}?,\s*|,\s*)?"
        r"(?:please |you |we |they |the buyer |the customer |buyers |customers )?"
        r"(?:(?:can|may|must|should|shall|will|have to|has to|need to) )*",
        re.IGNORECASE,
    ),
    "zh": re.compile(rf"\s*(?:之内|以内|内|之前|以前|前)?，(?:{_MAY}\s*)+"),
}
"""The same where the clause begins with the time."""
_SINCE = r"(?:之后|以后|后|之日起|当天起|次日起|起)的?(?:[在请应须最晚\s，：]|\ufffc)*$"
_INTO = re.compile(r"\b(?:within|in)\s*$", re.IGNORECASE)
"""Before a value behind which "to" tells only what for: photos within seven days to decide about a refund."""
_LIGHTLY = re.compile(
    r"\b(?:usually|normally|mostly|always|generally|typically|often|also|still|simply|kindly|just|soon|even) ",
    re.IGNORECASE,
)
_EVENT = (re.compile(rf"[自从在于按][^自从在于按，。；：]{{1,14}}?{_SINCE}"), re.compile(rf"^[^，。；：]*?{_SINCE}"))
"""From when a time counts, which is not what is done in it."""
_ASIDE = re.compile(r"^\s*(?:[（(][^（）()\n]{0,60})?[）)]")
_STOP = re.compile(r"[,:;()，：；（）、。.!?！？|]\s*$")
_LONG = 160
"""So many characters of a sentence are looked at behind a value, and twice as many before it."""


def words_around(template: Template, quotation: Quotation, lang: str) -> tuple[str, str]:
    """The words of its sentence before a quotation and behind it, but for what stands in brackets at once."""
    bare = template.bare
    start, end = max(0, quotation.start - 2 * _LONG), quotation.end + _LONG
    first = max((match.end() for match in _HARD[lang].finditer(bare, start, quotation.start)), default=start)
    last = _HARD[lang].search(bare, quotation.end, end)
    tail = _ASIDE.sub("", bare[quotation.end : last.start() if last else end])
    return plainly(bare[first : quotation.start]), plainly(tail)


def labels_around(bare: str, quotation: Quotation) -> tuple[str, ...]:
    """The first cell of its row and the head of its column, if a quotation stands in a table."""
    first = bare.rfind("\n", 0, quotation.start) + 1
    row = bare[first : quotation.start]
    if not row.lstrip().startswith("|"):
        return ()
    top = bare.rfind("\n\n", 0, first)
    top = top + 2 if top >= 0 else 0
    column, heads = row.count("|"), bare[top : bare.find("\n", top)].split("|")
    found = [row.split("|")[1]] if column > 1 else []
    found += [heads[column]] if top < first and not heads[0].strip() and column < len(heads) else []
    return tuple(plainly(each).strip() for each in found)


def plainly(words: str) -> str:
    """Words without what only sets them in bold, and what stands for marks."""
    return re.sub(rf"[*_{UNSEEN}]", "", words)


def last_clause(lead: str, lang: str) -> str:
    """The clause that words before a value end in, with what ends it.

    >>> last_clause("Send it back, and we pay within ", "en"), last_clause("不用退货的：", "zh")
    (' we pay within ', '不用退货的：')
    """
    ends = [match.end() for match in _SOFT[lang].finditer(lead)]
    while ends and not lead[ends[-1] :].strip():
        ends.pop()
    return lead[ends[-1] :] if ends else lead


def without(lead: str, clause: str, lang: str) -> str:
    """Words before a value without the last clause, and without what ends the one before it."""
    rest = lead[: len(lead) - len(clause)]
    ends = [match.start() for match in _SOFT[lang].finditer(rest) if match.end() == len(rest)]
    return rest[: ends[-1]] if ends else ""


def first_clause(tail: str, lang: str) -> str:
    """The clause with which words behind a value begin."""
    stop = _SOFT[lang].search(tail)
    return tail[: stop.start()] if stop else tail


def without_event(clause: str, lang: str) -> str:
    """A clause without the words that tell from when a time counts, or how often it is so.

    >>> without_event("退款在发货后 ", "zh")
    '退款'
    """
    if lang != "zh":
        return _LIGHTLY.sub("", clause)
    found = next((match for each in _EVENT if (match := each.search(clause))), None)
    return clause[: found.start()] if found else clause


def is_little(words: str, lang: str) -> bool:
    """Whether words, names of places blanked out, only tell for whom a value is."""
    return _LITTLE[lang].match(words.strip()) is not None


def is_apart(lead: str, tail: str, lang: str) -> bool:
    """Whether the clause denies or compares."""
    clauses = (last_clause(lead, lang), first_clause(tail, lang))
    return any(_APART[lang].search(_HARMLESS[lang].sub(" ", each)) for each in clauses)


def is_beyond(source: str, lead: str, tail: str, lang: str) -> bool:
    """Whether it is said what happens after a time, not within it."""
    if _LATER.search(source):
        return not _UNTIL[lang].search(lead)
    return bool(_BEYOND[lang].search(lead) or _PASSED[lang].match(tail))


def names_a_time(clause: str, lang: str) -> bool:
    """Whether a clause holds the name of a time: a value behind it is that time."""
    return _NAMES[lang].search(clause) is not None


def deed_begins(lead: str, tail: str, lang: str) -> int | None:
    """Where in the words behind a time it is said what is done in it, if they say so themselves."""
    gap = None if _INTO.search(lead) else _TO[lang].match(tail)
    words = _WITHIN[lang].sub("", lead)
    if not words.strip() or _STOP.search(words) or _STOP.search(lead.rstrip()):
        gap = _TURN[lang].match(tail) or gap
    return gap.end() if gap else None
