"""What people call currencies, in English and Chinese → ISO 4217 codes."""

from __future__ import annotations

CODES = frozenset(
    (
        "USD EUR GBP CNY RMB JPY HKD TWD MOP KRW SGD AUD NZD CAD CHF SEK NOK DKK ISK PLN CZK HUF RON BGN UAH RUB "
        "TRY ILS AED SAR QAR KWD BHD OMR JOD EGP MAD TND ZAR NGN KES GHS INR PKR BDT LKR NPR THB VND IDR MYR PHP "
        "MXN BRL ARS CLP COP PEN UYU KZT GEL CNH"
    ).split()
)
"""Codes that are read in capitals."""
PLAIN_CODES = frozenset("usd eur gbp cny rmb jpy hkd twd sgd aud nzd cad chf".split())
"""Codes that are read in small letters too: no English word looks like them."""
WORDLIKE_CODES = frozenset("TRY MOP RON PEN COP GEL".split())
"""Codes that also are words shouted; they are read after a number only."""

SYMBOLS = {
    "US$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "CAD$": "CAD", "NZ$": "NZD", "S$": "SGD",
    "SG$": "SGD", "HK$": "HKD", "NT$": "TWD", "R$": "BRL", "MX$": "MXN", "USD$": "USD", "AUD$": "AUD", "CN¥": "CNY",
    "RMB¥": "CNY", "JP¥": "JPY", "€": "EUR", "£": "GBP", "₩": "KRW", "₹": "INR", "₽": "RUB", "₺": "TRY", "฿": "THB",
    "₫": "VND", "₪": "ILS", "₱": "PHP", "HKD$": "HKD", "SGD$": "SGD", "NZD$": "NZD",
}  # fmt: skip
"""Signs that name one currency; ``$`` and ``¥`` alone depend on the shop and on the language."""

ENGLISH_NAMES: dict[str, tuple[str, ...]] = {
    "aussie dollar": ("AUD",),
    "us dollar": ("USD",), "u s dollar": ("USD",), "american dollar": ("USD",), "australian dollar": ("AUD",),
    "canadian dollar": ("CAD",), "hong kong dollar": ("HKD",), "singapore dollar": ("SGD",),
    "new zealand dollar": ("NZD",), "taiwan dollar": ("TWD",), "euro": ("EUR",), "pound sterling": ("GBP",),
    "british pound": ("GBP",), "pound": ("GBP",), "quid": ("GBP",), "yen": ("JPY",), "japanese yen": ("JPY",),
    "yuan": ("CNY",), "chinese yuan": ("CNY",), "renminbi": ("CNY",), "swiss franc": ("CHF",), "franc": ("CHF",),
    "korean won": ("KRW",), "swedish krona": ("SEK",), "swedish kronor": ("SEK",), "krona": ("SEK", "ISK"),
    "kronor": ("SEK",), "norwegian krone": ("NOK",), "norwegian kroner": ("NOK",), "danish krone": ("DKK",),
    "danish kroner": ("DKK",), "krone": ("NOK", "DKK"), "kroner": ("NOK", "DKK"), "kr": ("SEK", "NOK", "DKK", "ISK"),
    "peso": ("MXN", "PHP", "ARS", "CLP", "COP"), "rupee": ("INR", "PKR", "LKR", "NPR"), "baht": ("THB",),
    "ringgit": ("MYR",), "zloty": ("PLN",), "dirham": ("AED", "MAD"), "mexican peso": ("MXN",),
    "philippine peso": ("PHP",), "indian rupee": ("INR",), "rouble": ("RUB",), "ruble": ("RUB",),
}  # fmt: skip
"""Names in the singular; several codes where the name alone does not say which. ``dollar`` depends on the shop."""

ENGLISH_CENTS = {"pence": "GBP", "penny": "GBP", "eurocent": "EUR"}
"""Hundredths with a name of their own; ``cent`` is the shop's dollar's."""

CHINESE_NAMES: dict[str, tuple[str, ...]] = {
    "元人民币": ("CNY",), "块人民币": ("CNY",), "人民币": ("CNY",), "元": ("CNY",), "圆": ("CNY",),
    "美元": ("USD",), "美金": ("USD",), "美刀": ("USD",), "欧元": ("EUR",), "英镑": ("GBP",), "港币": ("HKD",),
    "港元": ("HKD",), "港纸": ("HKD",), "澳元": ("AUD",), "澳币": ("AUD",), "澳大利亚元": ("AUD",), "加元": ("CAD",),
    "加币": ("CAD",), "加拿大元": ("CAD",), "新加坡元": ("SGD",), "新加坡币": ("SGD",), "新元": ("SGD",),
    "新币": ("SGD",),
    "新西兰元": ("NZD",), "纽元": ("NZD",), "纽币": ("NZD",), "日元": ("JPY",), "日圆": ("JPY",), "日币": ("JPY",),
    "韩元": ("KRW",), "韩币": ("KRW",), "韩圆": ("KRW",), "新台币": ("TWD",), "台币": ("TWD",), "新台币元": ("TWD",),
    "澳门元": ("MOP",), "澳门币": ("MOP",), "瑞士法郎": ("CHF",), "泰铢": ("THB",), "卢布": ("RUB",),
    "印度卢比": ("INR",), "卢比": ("INR", "PKR", "LKR", "NPR"), "马币": ("MYR",), "令吉": ("MYR",), "林吉特": ("MYR",),
    "越南盾": ("VND",), "印尼盾": ("IDR",), "瑞典克朗": ("SEK",), "挪威克朗": ("NOK",), "丹麦克朗": ("DKK",),
    "克朗": ("SEK", "NOK", "DKK", "ISK"), "比索": ("MXN", "PHP", "ARS", "CLP", "COP"), "墨西哥比索": ("MXN",),
    "雷亚尔": ("BRL",), "巴西雷亚尔": ("BRL",), "兰特": ("ZAR",), "里拉": ("TRY",), "迪拉姆": ("AED", "MAD"),
    "兹罗提": ("PLN",), "福林": ("HUF",), "谢克尔": ("ILS",), "菲律宾比索": ("PHP",), "土耳其里拉": ("TRY",),
}  # fmt: skip
"""Names after the number; several codes where the name alone does not say which."""


def code_of(word: str) -> str | None:
    """The ISO code a word is, or None; RMB and CNH are CNY.

    >>> code_of("RMB"), code_of("eur"), code_of("TOP")
    ('CNY', 'EUR', None)
    """
    if word not in CODES and word not in PLAIN_CODES:
        return None
    code = word.upper()
    return "CNY" if code in ("RMB", "CNH") else code
