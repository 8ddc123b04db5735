"""English words for times and shares that are called by a name."""

from __future__ import annotations

import re

from generator.language.quantities_en.dates import MONTHS

ENDS = (". ", "! ", "? ", "; ")
"""Where a sentence ends."""

_MONTH_NAMES = tuple(name.title() for name in MONTHS if len(name) > 4 or name in ("may", "june", "july"))
_MONTH = "|".join(_MONTH_NAMES)
_WEEKDAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_FEAST = (
    "Christmas(?: Eve| Day)?|Easter(?: Sunday| Monday)?|(?:the )?(?:Chinese |Lunar )?New Year(?:'s|’s)?(?: Eve| Day)?"
    "|Boxing Day|Thanksgiving(?: Day)?|Black Friday|Cyber Monday|Halloween|Epiphany|Twelfth Night|Pentecost|Whitsun"
    "|Ramadan|Eid|Diwali|Hanukkah|(?:Labou?r|Memorial|Independence|National|Boxing) Day|Singles['’]? Day|Golden Week"
    "|(?:Valentine|Mother|Father|Children)['’]s Day|Double (?:11|Eleven)"
    "|(?:the )?(?:Spring|Lantern|Dragon Boat|Mid-Autumn|Qingming|Double Ninth) Festival"
)
_SPAN = "(?:calendar |working |business |opening )?(?:month|week|year|quarter|season|day|business|half-year)"
_WHICH = "(?:the |this |that |next |each |every |the same |the following |the coming |the next )?"
_LAST = "(?:(?:the )?(?:month|year|week|quarter)(?:['’]s |[- ])end)"
_HOUR = "(?: (?:morning|noon|evening|night))?"
_OF_MONTH = (
    rf"(?:(?:the )?(?:very )?(?:end|middle|start|beginning) of "
    rf"(?:{_WHICH}{_SPAN}|(?:the )?(?:{_MONTH}|Q[1-4]|holidays))"
    rf"|(?:mid|early|late)[- ](?:{_MONTH})|{_LAST})"
)
_TIME = (
    rf"(?:(?:the )?(?:very )?(?:end|middle|close|start|beginning|last day|first day)(?: of|(?= business)) "
    rf"(?:{_WHICH}{_SPAN}|(?:the )?(?:{_MONTH}|{_WEEKDAY}|Q[1-4]|holidays|spring|summer|autumn|winter)|today|tomorrow)"
    rf"|(?:the )?(?:mid|early|late)[- ](?:{_MONTH}|month|spring|summer|autumn|winter)|(?:the )?mid[- ](?:week|year)"
    rf"|{_LAST}|the weekend|close of (?:play|trading)"
    rf"|(?:next |this |the following )?(?:{_WEEKDAY}|{_MONTH}){_HOUR}(?! \d| [A-Z])"
    rf"|(?:next |this )?(?:{_FEAST})(?! \d)|the holidays"
    rf"|(?:noon|midnight|midday)(?: on)? (?:today|tomorrow|tonight|{_WEEKDAY})"
    rf"|the (?:first|second|third|last|next) (?:week|half|weekend|{_WEEKDAY}) (?:of|in) (?:the (?:month|year)|{_MONTH})"
    r"|the \d{1,2}(?:st|nd|rd|th)(?= of (?:the|each|every|next|this|that) |[.,;:!?)]|$)"
    r"|the [a-z]+(?:-[a-z]+)? of (?:the next|the following|the|each|every|next|this|that) month"
    rf"|(?:today|tonight|tomorrow){_HOUR}|(?:the )?(?:next |coming )?(?:spring|summer|winter))"
    r"(?!['’\w-]| (?:sale|market|card|gift|order|issue|report|figures|list|stock|Ltd|edition|rush|season|team)s?\b)"
)
_LIMIT = (
    "(?:[Dd]eadline|[Ww]indow|[Cc]ut-?off|[Ll]imit|[Ll]ast day(?: to [a-z ]{2,20})?)"
    "(?: is| ends| closes|:)?(?: on| in| at)?"
)
_UNTIL = (
    r"(?:[Uu]ntil|[Uu]p until|[Tt]ill|['’]til|[Bb]y|[Bb]efore|[Nn]o later than|[Nn]ot later than|[Aa]s late as"
    r"|[Tt]hrough|[Tt]hroughout|[Uu]p to|(?:extend(?:ed|s)?|open|good|valid|runs?|lasts?) to"
    r"|(?:ends?|closes?|expires?) (?:at|on|in|with)|[Dd]ue (?:at|on|by|in)"
    rf"|(?:not|nothing|returns?|refunds?|exchanges?|taken) after|in time for|{_LIMIT})"
)
_DONE = (
    r"(?:[Pp]a(?:ys?|id)(?: out| back)?|[Rr]efund(?:ed|s)?|[Ss]en[dt](?: out)?|[Cc]redit(?:ed|s)?|[Dd]ispatch(?:ed)?"
    r"|[Gg]o(?:es)? out|[Ss]hip(?:ped)?|[Aa]nswer(?:ed|s)?|[Rr]ep(?:ly|lies))"
    r"(?: it| them| you| the money| the refund| the buyer)?"
)
_WITHIN = (
    r"(?:[Ww]ithin (?:(?:the same|the next|the|this|that|next) (?:hour|day|week|month|year|quarter|season|fortnight)"
    rf"|{_MONTH}|Q[1-4])|(?:for|has|have) the (?:rest|remainder) of the (?:week|month|year|season))(?![\w'’-])"
)
_SHARE = (
    r"(?:(?:two thirds|three quarters|a third|a quarter) back"
    r"|(?:(?<=refund )|(?<=only )|(?<=back )|(?<=credit )|(?<=deduct )|(?<=keep )|(?<=get ))half"
    r"|(?:(?<=refund )|(?<=deduct ))a (?:third|quarter|fifth|tenth))(?=[.,;:!?)]|$| back| and| at | of it| in )"
)
_MULTIPLE = (
    r"(?:(?:double|twice|triple|treble|three times|ten times) (?:the |your |its |what )(?:(?:full |item |purchase )?"
    r"(?:price|amount|money|fees?|postage|cost|refund|value|sum)|was paid|you paid|the buyer paid)"
    r"|(?:(?<=pay )|(?<=refund )|(?<=back )|(?<=charge )|(?<=costs ))double|fifty-fifty|half and half|twice over"
    r"|(?<=back )twice|[Hh]alf of it(?= is (?:refunded|kept|paid|deducted))|(?:three|four|five|ten)fold"
    r"|[Ss]plit the difference|go(?:es)? halves|halfway on the"
    r"|(?:share|split)s? (?:the )?(?:return )?(?:postage|costs?|fees?)|an? (?:tenner|fiver|quid))(?!\w)"
)

NAMED = re.compile(
    rf"{_UNTIL} {_TIME}|{_DONE} (?:at|in) {_OF_MONTH}(?!['’\w-])"
    rf"|{_DONE} on (?:{_WEEKDAY}s?|the last (?:day|{_WEEKDAY}) of (?:the|each|every) month"
    rf"|the \d{{1,2}}(?:st|nd|rd|th)(?: of (?:the|each|every) month)?)(?!['’\w-])"
    rf"|{_DONE} (?:(?:every|each) (?:{_WEEKDAY}|week|month|quarter)|overnight|the (?:next|following) morning)(?!\w)"
    rf"|{_WITHIN}|{_SHARE}|{_MULTIPLE}"
)
"""A named time or share."""
CUES = (
    *_MONTH_NAMES,
    *(
        "sday nday Friday Saturday Christmas Easter Thanksgiving Halloween Epiphany Twelfth Pentecost Whitsun Ramadan "
        "Eid Diwali Hanukkah Golden Festival mid- -end weekend today tonight tomorrow spring summer autumn winter "
        "month half double fold halves holidays noon midday midnight "
        "difference triple treble fifty-fifty split share tenner fiver quid overnight"
    ).split(),
    *(
        "New Year",
        " Day",
        "Double ",
        "end of",
        "middle of",
        "close of",
        "start of",
        "beginning of",
        "last day of",
        "first day of",
        "mid ",
    ),
    *("year end", "week end", "quarter end", "s end", "end business", "close business", "ithin "),
    *(
        "two thirds",
        "three quarters",
        "next Christmas",
        "a third",
        "a quarter",
        "a fifth",
        "a tenth",
        " times ",
        "the rest of",
        "remainder",
        "start business",
    ),
    *("every week", "every month", "every quarter", "each week", "each month", "each quarter", "next morning"),
    *("following morning", "twice the", "twice your", "twice its", "twice what", "twice over", "back twice", "Half of"),
    *(f"the {digit}" for digit in "123456789"),
)
"""At least one of these stands in every named time or share."""
DECIDED = re.compile(
    r"\b(?:returns?|returned|refund\w*|sen[dt]|ship\w*|dispatch\w*|exchang\w+|replac\w+|repair\w*|pay\w*|paid|money|credit"
    r"|claim\w*|appeal\w*|report\w*|tell us|let us know|writ\w+|contact|answer\w*|repl(?:y|ies)|deliver\w*|arriv\w+"
    r"|reach\w*|cancel\w*|accept\w*|take back|taken back|request\w*|warrant\w+|window|withdraw\w*|choos\w+|decid\w+"
    r"|expir\w+|valid|postage|deduct\w*|charg\w+|give back|comes? back|keep|hold|owe|ask|hear|compensat\w+"
    r"|go out|gets?|price|fees?|deadline"
    r"|(?:you|buyers?) (?:have|has|get))\b",
    re.IGNORECASE,
)
"""What a policy decides: a sentence with none of these is about something else."""
