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
RARE_CODES = frozenset(
    (
        "AFN ALL AMD AOA AWG AZN BAM BBD BIF BMD BND BOB BSD BTN BWP BYN BZD CDF CRC CUP CVE DJF DOP DZD ERN ETB FJD "
        "FKP GIP GMD GNF GTQ GYD HNL HTG IQD IRR JMD KGS KHR KMF KPW KYD LAK LBP LRD LSL LYD MDL MGA MKD MMK MNT MRU "
        "MUR MVR MWK MZN NAD NIO PAB PGK PYG RSD RWF SBD SCR SDG SHP SLE SOS SRD SSP STN SVC SYP SZL TJS TMT TOP TTD "
        "TZS UGX UZS VED VES VUV WST XAF XCD XCG XOF XPF YER ZMW ZWG "
    ).split()
)
"""The other currencies of ISO 4217 that people pay with."""
WORDLIKE_CODES = RARE_CODES | frozenset("TRY MOP RON PEN COP GEL".split())
"""Codes that also are words shouted, or that hardly anybody means; they are read after a number only."""

SYMBOLS = {
    "US$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "CAD$": "CAD", "NZ$": "NZD", "S$": "SGD",
    "SG$": "SGD", "HK$": "HKD", "NT$": "TWD", "R$": "BRL", "MX$": "MXN", "USD$": "USD", "AUD$": "AUD", "CN¥": "CNY",
    "RMB¥": "CNY", "JP¥": "JPY", "€": "EUR", "£": "GBP", "₩": "KRW", "₹": "INR", "₽": "RUB", "₺": "TRY", "฿": "THB",
    "₫": "VND", "₪": "ILS", "₱": "PHP", "HKD$": "HKD", "SGD$": "SGD", "NZD$": "NZD",
}  # fmt: skip
"""Signs that name one currency; ``$`` and ``¥`` alone depend on the shop and on the language."""

ENGLISH_NAMES: dict[str, tuple[str, ...]] = {
    "aussie dollar": ("AUD",),
    "us dollar": ("USD",), "u s dollar": ("USD",), "u s d": ("USD",), "american dollar": ("USD",),
    "australian dollar": ("AUD",),
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
_CLDR_NAMES = (
    "保加利亚列弗 BGN "
    "阿联酋迪拉姆 AED 阿富汗尼 AFN 阿尔巴尼亚列克 ALL 亚美尼亚德拉姆 AMD 安哥拉宽扎 AOA 阿根廷比索 ARS "
    "阿鲁巴弗罗林 AWG 阿塞拜疆马纳特 AZN 波斯尼亚-黑塞哥维那可兑换马克 BAM 巴巴多斯元 BBD 孟加拉塔卡 BDT "
    "巴林第纳尔 BHD 布隆迪法郎 BIF 百慕大元 BMD 文莱元 BND 玻利维亚诺 BOB 巴哈马元 BSD 不丹努尔特鲁姆 BTN "
    "博茨瓦纳普拉 BWP 白俄罗斯卢布 BYN 伯利兹元 BZD 刚果法郎 CDF 智利比索 CLP 哥伦比亚比索 COP "
    "哥斯达黎加科朗 CRC 古巴比索 CUP 佛得角埃斯库多 CVE 捷克克朗 CZK 吉布提法郎 DJF 多米尼加比索 DOP "
    "阿尔及利亚第纳尔 DZD 埃及镑 EGP 厄立特里亚纳克法 ERN 埃塞俄比亚比尔 ETB 斐济元 FJD 福克兰群岛镑 FKP "
    "格鲁吉亚拉里 GEL 加纳塞地 GHS 直布罗陀镑 GIP 冈比亚达拉西 GMD 几内亚法郎 GNF 危地马拉格查尔 GTQ "
    "圭亚那元 GYD 洪都拉斯伦皮拉 HNL 海地古德 HTG 匈牙利福林 HUF 印度尼西亚卢比 IDR 以色列新谢克尔 ILS "
    "伊拉克第纳尔 IQD 伊朗里亚尔 IRR 冰岛克朗 ISK 牙买加元 JMD 约旦第纳尔 JOD 肯尼亚先令 KES "
    "吉尔吉斯斯坦索姆 KGS 柬埔寨瑞尔 KHR 科摩罗法郎 KMF 朝鲜元 KPW 科威特第纳尔 KWD 开曼元 KYD "
    "哈萨克斯坦坚戈 KZT 老挝基普 LAK 黎巴嫩镑 LBP 斯里兰卡卢比 LKR 利比里亚元 LRD 莱索托洛蒂 LSL "
    "利比亚第纳尔 LYD 摩洛哥迪拉姆 MAD 摩尔多瓦列伊 MDL 马达加斯加阿里亚里 MGA 马其顿第纳尔 MKD 缅甸元 MMK "
    "蒙古图格里克 MNT 毛里塔尼亚乌吉亚 MRU 毛里求斯卢比 MUR 马尔代夫卢菲亚 MVR 马拉维克瓦查 MWK "
    "马来西亚林吉特 MYR 莫桑比克美提卡 MZN 纳米比亚元 NAD 尼日利亚奈拉 NGN 尼加拉瓜科多巴 NIO 尼泊尔卢比 NPR "
    "阿曼里亚尔 OMR 巴拿马巴波亚 PAB 秘鲁索尔 PEN 巴布亚新几内亚基那 PGK 巴基斯坦卢比 PKR 波兰兹罗提 PLN "
    "巴拉圭瓜拉尼 PYG 卡塔尔里亚尔 QAR 罗马尼亚列伊 RON 塞尔维亚第纳尔 RSD 俄罗斯卢布 RUB 卢旺达法郎 RWF "
    "沙特里亚尔 SAR 所罗门群岛元 SBD 塞舌尔卢比 SCR 苏丹镑 SDG 圣赫勒拿群岛磅 SHP 塞拉利昂新利昂 SLE "
    "索马里先令 SOS 苏里南元 SRD 南苏丹镑 SSP 圣多美和普林西比多布拉 STN 萨尔瓦多科朗 SVC 叙利亚镑 SYP "
    "斯威士兰里兰吉尼 SZL 塔吉克斯坦索莫尼 TJS 土库曼斯坦马纳特 TMT 突尼斯第纳尔 TND 汤加潘加 TOP "
    "特立尼达和多巴哥元 TTD 坦桑尼亚先令 TZS 乌克兰格里夫纳 UAH 乌干达先令 UGX 乌拉圭比索 UYU "
    "乌兹别克斯坦苏姆 UZS 委内瑞拉主权币 VED 委内瑞拉玻利瓦尔 VES 瓦努阿图瓦图 VUV 萨摩亚塔拉 WST 中非法郎 XAF "
    "东加勒比元 XCD 西非法郎 XOF 太平洋法郎 XPF 也门里亚尔 YER 南非兰特 ZAR 赞比亚克瓦查 ZMW "
).split()
CHINESE_NAMES |= {name: (code,) for name, code in zip(_CLDR_NAMES[::2], _CLDR_NAMES[1::2], strict=True)}
"""Names after the number; several codes where the name alone does not say which. As people and CLDR say them."""


def code_of(word: str) -> str | None:
    """The ISO code a word is, or None; RMB and CNH are CNY.

    >>> code_of("RMB"), code_of("eur"), code_of("FBA")
    ('CNY', 'EUR', None)
    """
    if word not in CODES and word not in PLAIN_CODES and word not in RARE_CODES:
        return None
    code = word.upper()
    return "CNY" if code in ("RMB", "CNH") else code
