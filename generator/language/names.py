"""Names that belong to nobody's policy: countries, parts of countries, currencies, places with a time of their own.

Those that are not here stand in ``names.json``, from Unicode CLDR.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any
from unicodedata import normalize

_COUNTRIES = {
    "en": {
        "CN": "mainland China",
        "HK": "Hong Kong",
        "MO": "Macao",
        "MM": "Myanmar",
        "CD": "DR Congo",
        "CG": "Congo",
        "PS": "Palestine",
    },
    "zh": {"CN": "中国内地", "HK": "中国香港", "MO": "中国澳门", "TW": "台湾地区", "MM": "缅甸"},
}

_BY_SOUND = """
AL DZ AF AR AE AW OM AZ AC EG ET IE EE AD AO AI AG AT AX AU BB PG BS PK PY PS BH PA BR BY BM BG MP MK BJ BE IS
PR PL BA BO BZ BW BT BF BI BV KP GQ QO DK DE DG TL TG DO DM RU EC ER FR FO PF GF TF MF VA PH FJ FI CV FK GM CG
CD CO CR GD GL GE GG CU GP GU GY KZ HT KR NL BQ SX HM ME HN KI DJ KG GN GW CA GH IC GA KH CZ ZW CM QA KY CC KM
XK CI KW CP HR KE CK CW LV LS LA LB LT LR LY UN LI RE LU RW RO MG IM MV MT MW MY ML MH MQ YT MU MR US UM AS VI
MN MS BD PE FM MM MD MA MC MZ MX NA ZA AQ GS SS NR NI NP NE NG NU NO NF EU EZ PW PN PT JP SE CH SV WS RS SL SN
CY SC SA BL CX ST SH KN LC SM PM VC LK SK SI SJ SZ SD SR SB SO TJ TW TH TZ TO TC TA TT TN TV TR TM TK WF VU GT
XA XB VE ZZ BN UG UA UY UZ ES EH GR SG NC NZ HU EA SY JM AM YE IQ IR IL IT IN ID GB VG IO JO VN ZM JE TD GI CL
CF MO CN HK
"""
"""Countries by their Chinese names, as the collation of Unicode for Chinese (ICU, pinyin) has them."""

WITH_THE = frozenset("AE BS CD CF CG DO FK FO GB GM IM KM KY MH MP MV NL PH SB TC UM US VG VI".split())
"""Countries whose English name takes the article."""

_PARTS = {
    "US": """
AL Alabama 亚拉巴马州;AK Alaska 阿拉斯加州;AZ Arizona 亚利桑那州;AR Arkansas 阿肯色州;
CA California 加利福尼亚州;CO Colorado 科罗拉多州;CT Connecticut 康涅狄格州;DE Delaware 特拉华州;
DC Washington,_D.C. 华盛顿哥伦比亚特区;FL Florida 佛罗里达州;GA Georgia 佐治亚州;HI Hawaii 夏威夷州;
ID Idaho 爱达荷州;IL Illinois 伊利诺伊州;IN Indiana 印第安纳州;IA Iowa 艾奥瓦州;KS Kansas 堪萨斯州;
KY Kentucky 肯塔基州;LA Louisiana 路易斯安那州;ME Maine 缅因州;MD Maryland 马里兰州;
MA Massachusetts 马萨诸塞州;MI Michigan 密歇根州;MN Minnesota 明尼苏达州;MS Mississippi 密西西比州;
MO Missouri 密苏里州;MT Montana 蒙大拿州;NE Nebraska 内布拉斯加州;NV Nevada 内华达州;
NH New_Hampshire 新罕布什尔州;NJ New_Jersey 新泽西州;NM New_Mexico 新墨西哥州;NY New_York 纽约州;
NC North_Carolina 北卡罗来纳州;ND North_Dakota 北达科他州;OH Ohio 俄亥俄州;OK Oklahoma 俄克拉何马州;
OR Oregon 俄勒冈州;PA Pennsylvania 宾夕法尼亚州;RI Rhode_Island 罗得岛州;SC South_Carolina 南卡罗来纳州;
SD South_Dakota 南达科他州;TN Tennessee 田纳西州;TX Texas 得克萨斯州;UT Utah 犹他州;VT Vermont 佛蒙特州;
VA Virginia 弗吉尼亚州;WA Washington_State 华盛顿州;WV West_Virginia 西弗吉尼亚州;WI Wisconsin 威斯康星州;
WY Wyoming 怀俄明州;PR Puerto_Rico 波多黎各;GU Guam 关岛""",
    "CA": """
AB Alberta 艾伯塔省;BC British_Columbia 不列颠哥伦比亚省;MB Manitoba 马尼托巴省;
NB New_Brunswick 新不伦瑞克省;NL Newfoundland_and_Labrador 纽芬兰与拉布拉多省;NS Nova_Scotia 新斯科舍省;
NT Northwest_Territories 西北地区;NU Nunavut 努纳武特地区;ON Ontario 安大略省;
PE Prince_Edward_Island 爱德华王子岛省;QC Quebec 魁北克省;SK Saskatchewan 萨斯喀彻温省;YT Yukon 育空地区""",
    "AU": """
ACT Australian_Capital_Territory 澳大利亚首都领地;NSW New_South_Wales 新南威尔士州;
NT Northern_Territory 北领地;QLD Queensland 昆士兰州;SA South_Australia 南澳大利亚州;
TAS Tasmania 塔斯马尼亚州;VIC Victoria 维多利亚州;WA Western_Australia 西澳大利亚州""",
}

_CURRENCIES_ZH = {
    "USD": "美元",
    "EUR": "欧元",
    "GBP": "英镑",
    "CNY": "元",
    "HKD": "港元",
    "TWD": "新台币",
    "JPY": "日元",
    "KRW": "韩元",
    "AUD": "澳元",
    "CAD": "加元",
    "NZD": "新西兰元",
    "SGD": "新加坡元",
    "CHF": "瑞士法郎",
}


def name_country(code: str, lang: str) -> str:
    """The name of an ISO 3166-1 or 3166-2 code, without article; the code itself where no name is known.

    >>> name_country("HK", "en"), name_country("HK", "zh"), name_country("US-CA", "en"), name_country("NO", "zh")
    ('Hong Kong', '中国香港', 'California', '挪威')
    """
    country, _, part = code.partition("-")
    if part:
        return _parts(country, lang).get(part, code)
    known: dict[str, str] = _names()["countries"][lang]
    return _COUNTRIES[lang].get(code) or known.get(code, code)


def countries(lang: str) -> dict[str, str]:
    """All countries by their ISO code, with their names, without article.

    >>> countries("en")["NZ"], countries("zh")["TW"]
    ('New Zealand', '台湾地区')
    """
    known: dict[str, str] = _names()["countries"][lang]
    return known | _COUNTRIES[lang]


def in_order(codes: Iterable[str], lang: str) -> list[str]:
    """Countries in the order in which readers look for their names: by the alphabet, or by the sound of the characters.

    >>> in_order(["ZA", "CN", "AX"], "en"), in_order(["CN", "ZA", "AL"], "zh")
    (['AX', 'CN', 'ZA'], ['AL', 'ZA', 'CN'])
    """
    place = {code: at for at, code in enumerate(_BY_SOUND.split())} if lang == "zh" else {}

    def key(code: str) -> tuple[int, str]:
        return place.get(code, len(place)), normalize("NFKD", name_country(code, lang)).casefold()

    return sorted(codes, key=key)


def name_currency_zh(code: str) -> str:
    """The Chinese name of an ISO 4217 currency, as it follows an amount.

    >>> name_currency_zh("HKD"), name_currency_zh("SEK")
    ('港元', '瑞典克朗')
    """
    known: dict[str, str] = _names()["currencies"]["zh"]
    return _CURRENCIES_ZH.get(code) or known.get(code, code)


def name_place(zone: str, lang: str) -> str:
    """The place that a time zone is named after; ``zone`` has a slash.

    >>> name_place("Asia/Hong_Kong", "en"), name_place("Asia/Hong_Kong", "zh"), name_place("Asia/Calcutta", "en")
    ('Hong Kong', '香港', 'Kolkata')
    """
    known: dict[str, str] = _names()["places"][lang]
    return known.get(zone) or zone.split("/", 1)[1].replace("_", " ")


@cache
def _names() -> dict[str, Any]:
    names: dict[str, Any] = json.loads(resources.files(__package__).joinpath("names.json").read_text(encoding="utf-8"))
    return names


@cache
def _parts(country: str, lang: str) -> dict[str, str]:
    rows = (row.split() for row in _PARTS.get(country, "").replace("\n", "").split(";") if row)
    return {code: (english if lang == "en" else chinese).replace("_", " ") for code, english, chinese in rows}
