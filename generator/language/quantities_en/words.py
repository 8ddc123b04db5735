"""The words of the English grammar of quantities."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction

from generator.language.numerals import ENGLISH_ORDINALS
from generator.policy.values import Unit

UNITS: dict[str, tuple[Unit, int]] = {
    word: (unit, factor)
    for unit, factor, text in (
        (Unit.SECOND, 1, "second seconds sec secs"),
        (Unit.MINUTE, 1, "minute minutes min mins"),
        (Unit.HOUR, 1, "hour hours hr hrs h"),
        (Unit.DAY, 1, "day days d"),
        (Unit.BUSINESS_DAY, 1, "weekday weekdays workday workdays"),
        (Unit.WEEK, 1, "week weeks wk wks"),
        (Unit.WEEK, 1, "sennight sennights"),
        (Unit.WEEK, 2, "fortnight fortnights"),
        (Unit.MONTH, 1, "month months mo mos mth mths"),
        (Unit.YEAR, 1, "year years yr yrs"),
    )
    for word in text.split()
}
"""Words for units, with how many of the unit one of them is."""
TIGHT_UNITS = frozenset(("d",))
"""Read only directly behind the number (30d), or where nothing follows that it could name: 30 d of delivery."""
BEHIND_TIGHT = frozenset("of from after before to or and for if at is was will max maximum".split())
PARTS: dict[Unit, tuple[Unit, int]] = {
    Unit.YEAR: (Unit.MONTH, 12),
    Unit.WEEK: (Unit.DAY, 7),
    Unit.HOUR: (Unit.MINUTE, 60),
    Unit.MINUTE: (Unit.SECOND, 60),
}
"""Units that are said together, and how many of the smaller the larger is: 1 hour 30 minutes."""
BUSINESS = frozenset("business working work bank banking trading office biz".split())
BETWEEN = frozenset(
    (
        "more further additional extra other full whole entire clear consecutive successive complete calendar natural "
        "straight solid short long odd ish plus +"
    ).split()
)
"""May stand between a number and its unit and change nothing."""

VULGAR = {
    sign: Decimal(part.numerator) / part.denominator
    for sign in "½¼¾⅓⅔⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"
    for part in (Fraction(unicodedata.numeric(sign)).limit_denominator(10),)
}
FRACTIONS = {
    ("1", "2"): Decimal("0.5"), ("1", "4"): Decimal("0.25"), ("3", "4"): Decimal("0.75"), ("1", "3"): Decimal(1) / 3,
    ("2", "3"): Decimal(2) / 3, ("1", "5"): Decimal("0.2"), ("2", "5"): Decimal("0.4"), ("3", "5"): Decimal("0.6"),
    ("4", "5"): Decimal("0.8"), ("1", "10"): Decimal("0.1"), ("1", "8"): Decimal("0.125"),
}  # fmt: skip
PARTS_OF = {
    word: number
    for text, number in (
        ("half halves", 2), ("third thirds", 3), ("quarter quarters fourth fourths", 4), ("fifth fifths", 5),
        ("sixth sixths", 6), ("eighth eighths", 8), ("tenth tenths", 10), ("twentieth twentieths", 20),
    )
    for word in text.split()
}  # fmt: skip
EXTRAS: dict[tuple[str, ...], Decimal] = {
    ("a", "half"): Decimal("0.5"),
    ("one", "half"): Decimal("0.5"),
    ("one", "-", "half"): Decimal("0.5"),
    ("a", "quarter"): Decimal("0.25"),
    ("three", "quarters"): Decimal("0.75"),
    ("½",): Decimal("0.5"),
}
SCALES = {
    "hundred": 100,
    "thousand": 1000,
    "million": 1_000_000,
    "billion": 10**9,
    "k": 1000,
    "m": 1_000_000,
    "dozen": 12,
}
TIGHT_SCALES = frozenset(("k", "m"))

PERCENT_SIGNS: dict[tuple[str, ...], Decimal] = {
    ("%",): Decimal(1),
    ("percent",): Decimal(1),
    ("per", "cent"): Decimal(1),
    ("pct",): Decimal(1),
    ("pc",): Decimal(1),
    ("percentage", "point"): Decimal(1),
    ("percentage", "points"): Decimal(1),
    ("basis", "points"): Decimal("0.01"),
    ("‰",): Decimal("0.1"),
}
FUNCTION_WORDS = frozenset(
    "a an the and or of for per each to in on at by from with is are was will if when as off plus fee fees".split()
)
COINS = frozenset("dollar euro pound cent yuan penny buck".split())
"""Money that one says with an article: a dollar."""
WEIGHT = frozenset(
    "weigh weighs weighing weighed weight heavy heavier lighter lb lbs kg kilo kilos kilograms ounce ounces oz".split()
)
"""Beside these, pounds are no money."""
AMOUNTS = frozenset(
    (
        "price prices amount amounts cost costs fee fees postage refund refunds value deposit total payment sum money "
        "shipping freight duties charge charges purchase order paid pay spent balance commission penalty"
    ).split()
)
DETERMINERS = frozenset("the your our its their this that his her my all what each any".split()) | AMOUNTS

PEOPLE = frozenset(
    "buyers customers shoppers sellers agents users members people us them clients shops parties staff".split()
)
"""A part of these is no part of an amount."""
FIRST_OF = frozenset("within in during for".split())
"""Before "the first week", these say that a length of time is meant."""

OPENERS = frozenset("a an half same next following fortnight day days couple quarter rs $ ¥ kr".split()) | {
    *ENGLISH_ORDINALS
}
"""Words that open a quantity without being a number."""
CHANGES = frozenset(
    (
        "extend extends extended extending raise raises raised increase increases increased cut cuts reduce reduces "
        "reduced change changes changed move moves moved went goes go shorten shortened lower lowers lowered rise "
        "rises rose drop dropped drops fell updated switched"
    ).split()
)
"""Verbs after which "from 7 to 14 days" names two values, no range."""
LABELS = frozenset(
    "step part page chapter section item order no number version level tier option question figure".split()
)
"""Words whose number is a name."""
DAY_NUMBERS = frozenset("two three four five six seven eight nine ten fourteen fifteen twenty thirty".split())
NOT_BARE = frozenset(("%", "percent", "/", ":"))

MEASURE = frozenset(
    (
        "within in after for about over under than least most another only just roughly around approximately nearly "
        "almost take takes took taking allow allows wait waits waiting last lasts lasted give gives exactly inside "
        "until before every per by exceed exceeds"
    ).split()
)
"""Before "a day" or "one day", these say that a length of time is meant."""
MEASURE_MOMENT = frozenset("within than least most under about takes every per lasts exactly".split())
"""The same before "a minute" and "a second": "wait a minute" is no length."""
MEASURED = frozenset("after later from before following prior late early earlier ahead longer old".split())
"""The same, behind it."""
SHOPS = frozenset("store stores shop shops sign signs bill bills".split())
"""A dollar ..."""
HEAVY = frozenset("bag sack box parcel package weight weights dumbbell load block".split())
"""A ten-pound ..."""
FINE = frozenset("fine ok okay enough plenty allowed right".split())
"""An hour is ..."""
THINGS = {
    "minute": frozenset(
        "scratch scratches crack cracks detail details difference differences mark marks dents".split()
    ),
    "day": frozenset("planner planners cream creams bed beds pack packs nursery spa spas dress dresses".split()),
}
"""Behind a unit in the singular, these make it a kind of thing: three day planners, two minute scratches."""
FULL_VERBS = frozenset("are is was were will go goes remain remains fall falls".split())
"""Behind "three quarters", these show that it stands alone."""
NOT_LENGTH = frozenset("trip off out".split())
LASTING = frozenset("wait notice delay time grace warning stay".split())
"""Of these, "an hour's" is a length."""
TIGHT_NOUNS = frozenset("trip sale end long".split())
AFTER_ORDINAL = frozenset(
    (
        "hand class line party time reminder chance attempt request item parcel package order notice email message "
        "opinion thought thoughts copy language floor step half one language review refund photo warning level"
    ).split()
)
"""Behind these "second" is an ordinal."""
SECONDS_OF = frozenset("delay wait pause timeout video clip timer countdown limit window rule".split())
COUNTED_FROM = (["starting"], ["counting"], ["counted"], ["beginning"], ["starts"], ["runs"], ["counts"], ["begins"])
"""Before "from the next day": how days are counted, no length."""

_COUNT = r"(?:\d{1,3}|[A-Za-z]+(?:-[A-Za-z]+)?)"
TRAPS = re.compile(
    rf"""
    \b(?:
        24[ ]?/[ ]?7(?:/365)?\b
      | 7[ ]?[x×*][ ]?24(?:[- ]hours?)?\b
      | 24[ ]?[x×*][ ]?7\b
      | (?:24|12|twenty-four|twelve)[- ]h(?:ou)?rs?[ ](?:clock|time|format|notation|system)\b
      | (?:24|twenty-four)[- ]h(?:ou)?rs?[ ](?:hotline|helpline|phone|support|chat|live|customer|service|line|gym|store|
          shop|reception|emergency|security|surveillance)\b
      | {_COUNT}[ ](?:hours|days|weeks)(?:[ ](?:a|per|each|every|out[ ]of)|/)[ ]?(?:day|week|month|year|hour)\b
      | (?!an?[ ]|one[ ]){_COUNT}[- ]years?(?:[- ]olds?|[ ]of[ ]age)\b
      | sizes?[ ]\d{{1,2}}(?:[ ]?(?:-|to)[ ]?\d{{1,2}})?[- ](?:months?|years?)\b
      | aged?[ ]{_COUNT}(?:[ ](?:to|and|or)[ ]{_COUNT})?[ ]years?\b
      | (?:100|(?:one|a)[ ]hundred)[ ]?(?:%|percent|per[ ]cent)[- ](?:pure[ ]|organic[ ])?
          (?:cotton|silk|wool|polyester|linen|
          leather|cashmere|nylon|genuine|authentic|original|brand[ ]new|new|satisfaction|sure|certain|recyclable|
          recycled|organic|
          natural|secure|safe|positive|legit|feedback|handmade|real|honest|human|waterproof|working
          |behind|committed|happy|confident|clear|correct|right)\b
      | [23]d\b
      | (?-i:\d{{1,2}}H)(?=[ ](?:pencils?|leads?)\b|铅笔)
      | CAD[ ](?:files?|drawings?|models?|designs?|data|software|programs?)\b
      | euro[ ](?:pallets?|plugs?|boxes|box|crates?|norm)\b
      | {_COUNT}[- ]day[ ]week(?:end)?s?\b
      | (?:2nd|second)[- ]day[ ]air\b | zero[ ]hour\b | (?-i:50[ ]Cent)\b(?![ ](?:off|fee|coin))
      | \d{{2}}p[ ](?:video|footage|mode|recording|film)\b | [48]k[ ](?:at[ ])?\d{{2}}p\b
      | (?:twelve|12)[ ]days[ ]of[ ]christmas\b
      | (?:million|billion)[- ]dollar\b
      | day[ ]one\b | day[- ]to[- ]day\b | day[- ]by[- ]day\b | one[ ]day[ ]at[ ]a[ ]time\b
      | half[- ](?:past|sleeve|sleeves|board|brother|sister|size|empty|hearted|term|time|way|page|open|full)\b
      | (?:second|2nd|minute)[- ]hand\b
      | (?:first|second|third|business|economy)[- ](?:class|floor)\b
      | (?:the|her|his|their)[ ](?:\d0|twen|thir|for|fif|six|seven|eigh|nine)ties\b
      | split[ ]second\b
      | (?:not|never|without|nor|(?:do|does|did|ca|wo|should)n['’]t)
          (?:[ ](?:pay|paying|costs?|lose|owe|be|see|get))?(?:[ ](?:us|you|them|the[ ]buyers?))?
          [ ](?:so[ ]much[ ]as[ ])?(?:an?|one)[ ](?:single[ ])?(?:cent|penny|dime)\b
      | not[ ](?:an?|one)[ ](?:single[ ])?(?:day|hour|minute|week)[ ](?:longer|more|later|less)\b
      | (?:takes?|took|need|needs)[ ](?:only[ ]|just[ ])?a[ ]minute\b
      | penny[ ]for[ ]your[ ]thoughts\b
      | (?:my|your|our|his|her|their)[ ](?:two|2)[ ]cents\b
      | (?:film|movie|book|novel|game|song|album|series|show|band|brand|called|titled|named|dvd|disc|blu-ray)[ ]
          (?:of[ ])?["“]?
          (?-i:\d{{1,4}}[ ](?:Seconds|Minutes|Hours|Days|Weeks|Months|Years))\b
      | \d{{1,2}}[ ](?:Days[ ]to[ ]Die|Seconds[ ]to[ ]Mars)\b
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Idioms, names, times of the day and ages: never quantities of a policy."""
