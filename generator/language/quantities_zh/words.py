"""The words of the Chinese grammar of quantities."""

from __future__ import annotations

import re
from decimal import Decimal

from generator.language.currency import CHINESE_NAMES, SYMBOLS
from generator.language.numerals import CHINESE
from generator.policy.values import Unit

NUMBER = re.compile(
    r"\d{1,3}(?:,\d{3}){1,4}(?!\d)(?:\.\d{1,6})?|\d{1,13}(?:\.\d{1,6})?"
    rf"|[{CHINESE}]{{1,14}}(?:点[{CHINESE}]{{1,6}})?"
)
"""Digits or a Chinese numeral; the scanner sees to what stands before and behind."""
SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
JOINT = re.compile(r"--|-|~~|~|至|到|或|、|/")
"""Between the ends of a range, or between numbers that share a unit."""

VAGUE_ROUND = re.compile(r"[上成几数近好十百千万]$")
MORE = re.compile(r"[多余]|来(?=[个天日年周秒块元]|小时|分钟)")
"""Behind ten, twenty, a hundred: a little more."""

UNIT_PATTERNS: tuple[tuple[str, Unit, str], ...] = (
    (r"个?(?:完整|法定)?(?:工作日(?![志历报程])|工作天|营业日|营业天|交易日|银行工作日)", Unit.BUSINESS_DAY, "1"),
    (r"个?(?:自然日|日历日|自然天|日历天|完整日)", Unit.DAY, "1"),
    (r"个?(?:工作小时|营业小时|工作时)", Unit.HOUR, "1"),
    (r"个?(?:小时(?!工|候|光阴)|钟头)|个钟(?!表)", Unit.HOUR, "1"),
    (r"刻钟", Unit.MINUTE, "15"),
    (r"分钟", Unit.MINUTE, "1"),
    (r"秒钟|秒(?!杀|针|表(?![示达现明]))", Unit.SECOND, "1"),
    (r"个?(?:星期|礼拜)(?![一二三四五六日天])|个?自然周", Unit.WEEK, "1"),
    (r"个?周(?![年岁边末密围刊]|期(?![满限内])|目(?![标前的]))", Unit.WEEK, "1"),
    (r"个?自然月|个月(?![饼亮球嫂]|子中心|季花)", Unit.MONTH, "1"),
    (r"个季度", Unit.MONTH, "3"),
    (r"个?昼夜", Unit.DAY, "1"),
    (r"旬(?![老尾头])", Unit.DAY, "10"),
    (r"天(?!窗|线(?![上下])|猫|津|气|堂|涯|鹅|然(?!后)|使(?!用))", Unit.DAY, "1"),
    (r"日(?![元圆币游]|历(?!史)|光灯|谈(?!判)|本(?![店公次]))", Unit.DAY, "1"),
    (r"个?(?:整年|自然年)", Unit.YEAR, "1"),
    (r"年(?![级轻龄纪画糕夜]|生(?=植物|草本|木本|灌木)|代(?![理码发付价表])|会(?!员))", Unit.YEAR, "1"),
)  # fmt: skip
"""How a unit is written, which it is, and how many of it."""
UNIT = re.compile("|".join(f"(?P<u{at}>{pattern})" for at, (pattern, _, _) in enumerate(UNIT_PATTERNS)))
UNIT_OF = {f"u{at}": (unit, Decimal(factor)) for at, (_, unit, factor) in enumerate(UNIT_PATTERNS)}
"""The group that matched in ``UNIT`` → the unit, and how many of it one is."""
PARTS = {
    Unit.YEAR: (Unit.MONTH, 12),
    Unit.WEEK: (Unit.DAY, 7),
    Unit.HOUR: (Unit.MINUTE, 60),
    Unit.MINUTE: (Unit.SECOND, 60),
}
HALF_UNIT = re.compile(
    r"(?P<business>个?工作日)|(?P<hour>个?(?:小时|钟头)|个钟(?!表))|(?P<week>个?(?:星期|礼拜)|周(?!年))"
    r"|(?P<month>个月)"
    r"|(?P<year>年(?!级))|(?P<minute>分钟)|(?P<day>个?自然日|[天日])|(?P<bare>月(?=之?[内后]|以[内后上下]))"
)
"""What 半 halves; 半天 and 半日 are idioms of waiting unless a limit stands beside them."""
HALF_OF = {
    "business": Unit.BUSINESS_DAY, "hour": Unit.HOUR, "week": Unit.WEEK, "month": Unit.MONTH, "year": Unit.YEAR,
    "minute": Unit.MINUTE, "day": Unit.DAY, "bare": Unit.MONTH,
}  # fmt: skip
NOT_HALVED = re.compile(rf"[{CHINESE}个大小老好多]$|(?<![以线晚马之])[上下]$")
"""Before 半 these make another word: 上半年, 大半天, 一个半."""
LIMIT_BEHIND = re.compile(r"之?[内后前]|以[内后上下前]|左右|[到送]?达|到货|送|发货|答复|回复|处理|办结|的?时间|时间")
LIMIT_BEFORE = re.compile(
    r"(?:至少|最多|最长|不超过|超过|不到|不足|提前|需要?|约|大约|耗时|用时|延迟|延误|晚|间隔|每)$"
)

NAMED_DAY = re.compile(
    r"(?P<same_business>当个?工作日|同一个?工作日)|(?P<next_business>次一?个?工作日|下一?个?工作日|翌工作日|第二个工作日)"
    r"|(?P<same>当[天日](?!的?气)|同一?[天日](?![气元]))|(?P<next>次日|翌日|隔[天日](?![气])|第二[天日](?!气))"
)
COUNTED_FROM = re.compile(r"(?:零时|0时|0点|零点|凌晨)?(?:起|开始|算起|作为|为第|为首|计)")
"""Behind 次日: how days are counted, no length."""

_NAMES = "|".join(sorted(CHINESE_NAMES, key=len, reverse=True))
CURRENCY = re.compile(
    rf"(?P<name>(?!元(?:旦|素|宵|气满|器?件|组(?!合)|老级)|欧元区(?![别分间]))(?:{_NAMES}))"
    r"|(?P<code>(?:USD|EUR|GBP|CNY|RMB|JPY|HKD|AUD|CAD|NZD|SGD|CHF|SEK|NOK|DKK|TWD|KRW|MOP|THB|usd|rmb|eur)"
    r"(?![A-Za-z]))"
    r"|(?P<sign>[¥€£](?!\d)|\$(?!\d))|(?P<knife>刀(?![具片刃柄叉鞘剪架削法工枪切头流]))"
)
BLOCK = re.compile(r"块(?:钱|人民币)?")
"""块 is money only where nothing that is counted in pieces follows."""
BLOCK_BEHIND = re.compile(
    r"(?:$|[\n，。；、！？：,.;!?:()（）|\"'”’」]"
    r"|的?(?:运费|邮费|手续费|红包|优惠|券|补偿|赔偿|差价|退款|罚款"
    r"|折旧费|服务费|邮资|快递费|押金)|以[上下内]|左右"
    r"|就|即|可|[不吗么吧呢了啊呀哦嘛](?=$|[\n，。；！？,.;!?])|不等|起|封顶|每|一[件单个]|/|也|或|至|到|-|~|多|补|退|才|都|由|算|给|还是|包邮|才能)"
)
ROUND_AMOUNT = re.compile(r"[百千万]元(?=之?内|以[内下上外])")
"""A hundred: what 百元以内 means."""
MONEY_BEFORE = re.compile(
    r"(?:[收付扣减补赔退费需要满价优惠币贵省返还送超过达款额加送]|超过|不到|最多|最高|至少|不足|只要|合计|便宜|少|降|抹|共计"
    r"|共|仅|约|各)$"
)
CENTS = re.compile(r"(?P<jiao>[角毛](?![度落色膜巾衣线笔])钱?)|(?P<fen>分钱)")
PREFIX = re.compile(
    r"(?P<cny>人民币|RMB¥?|CNY|rmb|CN¥)"
    r"|(?P<name>"
    + "|".join(
        sorted((name for name in CHINESE_NAMES if len(name) > 1 and "人民币" not in name), key=len, reverse=True)
    )
    + r")"
    r"|(?P<sign>" + "|".join(sorted(map(re.escape, SYMBOLS), key=len, reverse=True)) + r")|(?P<yuan>¥)|(?P<dollar>\$)"
    r"|(?P<code>USD|EUR|GBP|JPY|HKD|AUD|CAD|NZD|SGD|CHF|SEK|NOK|DKK|TWD|KRW|usd|eur|gbp)"
)

PERCENT = re.compile(r"%|个?百分点|‰|(?P<points>个点)")
POINTS_BEFORE = re.compile(r"(?:返|抽|扣|收|降|涨|提|提成|佣金|返点|利润|抽成|抽佣|税点|税率|费率)(?:了|低|高|到|至)?$")
POINTS_BEHIND = re.compile(r"的?(?:佣金|返点|利润|提成|扣点|手续费)")
"""五个点 is 5% where it is paid."""
PARTED = re.compile(r"(?P<bottom>百|千|万|[二两三四五六七八九十]|\d{1,3})分之")
TENTH = re.compile(
    r"成(?!本(?!金)|[新熟人套立功为都交员色绩分品年长对堆果就团像形型双不语名衣品因败])"
    r"(?P<more>半|[一二三四五六七八九](?![一二三四五六七八九十百千万个天日元块年月]))?"
)
PERHAPS = re.compile(r"是|会(?!员)|可能|都|没|要|得|又|还(?!款)|已")
"""Behind 八成, this makes it "most likely", unless something is paid."""
OF_PEOPLE = re.compile(r"的?(?:买家|顾客|客户|用户|会员|卖家|商家|店铺|人)")
"""A part of these is no part of an amount."""
FOLD = re.compile(r"折(?![扣叠页断旧算磨腾伞痕纸射戟]|返(?!场))")
HALF_PRICE = re.compile(r"半价|对折(?!后?[放装收塞叠线页]|后?再[放装]|起来|一下)")
HALF_OF_AMOUNT = re.compile(
    r"一半的?(?:货款|价款|款项|运费|费用|金额|价格|退款|货值|订单金额|邮费|差价|定金|押金|订金|赔偿|手续费|佣金)"
)
AMOUNT_BEFORE = re.compile(
    r"(?:货款|价款|款项|运费|费用|金额|价格|退款|货值|邮费|差价|定金|押金|订金|赔偿|手续费|佣金|总价|原价)的?$"
)
HALF_BEHIND = re.compile(r"退[还给]|由(?:卖家|买家|商家|平台|我们|您|双方)(?:承担|支付|负担|出|付)")
HALF_PAID = re.compile(r"(?:退还?|赔付?|付|承担|补偿?|扣除?|打|减免?|返还?)(?:您|买家|顾客|给您)?$")

MONTH_LIMIT = re.compile(r"月(?=之?内|以内|后|之后|以后)")
MONTH_INSIDE = re.compile(r"月(?=之?内|以内)")
"""3月内: three months, or within March."""
INSIDE = re.compile(r"之?内|以内")
AGO = re.compile(r"之?前|以前")
AHEAD = re.compile(r"(?:提前|至少|期满|到期|不少于|活动|开始|最少)$")
"""10日前 is ten days before something after these; otherwise it may be the 10th of a month."""
CLOCK = re.compile(r"上午|下午|中午|晚|凌晨|\d{1,2}[:点时]|零时|周[一二三四五六日]|\(周")
"""Behind 8日: the 8th of a month."""
WHOLE = re.compile(r"百分之?百")
SLASHED_BEHIND = re.compile(r"(\d)/(\d{1,2})(?![\d/.日号月])")
SLASHED = re.compile(
    r"(?<![\d/.])(\d)/(\d{1,2})(?=的?(?:货款|价款|款项|运费|费用|金额|价格|退款|货值|订单金额|邮费|差价))"
)

WORD_BEFORE = re.compile(r"(?:[周]|星期|礼拜|万万|(?<![年月])初)$")
ONE_BEFORE = re.compile(r"[统唯]$")
"""Before 一, 二 ... these make a word: 周三, 初一; and before 一 alone: 统一, 唯一."""
ORDINAL_BEFORE = "第"
VAGUE_BEFORE = frozenset("几数若")
MORE_UNIT = re.compile(r"个多(?P<month>月)|个多(?P<hour>小时|钟头)|个多(?P<week>星期|礼拜)")
"""一个多月: more than one."""

_N = rf"(?:\d{{1,3}}|[{CHINESE}]{{1,3}})"
TRAPS = re.compile(
    rf"""
      24/7(?:/365)? | (?<!\d)7[x×*天日乘](?:[x×*])?24(?:个?小时)? | 24[x×*]7
    | 全天候?(?:24|二十四)小时 | {_N}天{_N}[夜晚]
    | (?:24|二十四)个?小时(?:全天候?|不间断|不打烊|人工|自助|自动)?(?:在线|客服|客户服务|服务|营业
      |热线|值守|值班|便利店|轮班|轮值|不打烊|待命|制|无休|开放|监控|供应)
    | (?:双|小)(?:十一|十二|11|12|旦)(?![天日个月年]) | (?:双十|双1)一?
    | (?<![\d.,])618(?![天日元块个美欧英港秒分%,.\d]|小时|周(?!年)|年(?!中))
    | (?<!\d)(?:11\.11|12\.12)(?![\d元块美欧%])
    | [万]一(?![元块个]) | 万[无全]一失 | 万事 | 万分(?!之) | 万能 | 十分(?!钟|之)
    | 百分百?(?:正品|纯棉|真皮|好评|满意|安全|新)
    | (?:100%|百分之?百|百分之一百)(?:正品|纯棉|全棉|棉|真丝|真皮|羊毛|羊绒|桑蚕丝
      |聚酯纤维|涤纶|亚麻|好评|满意|安全|全新|新|原装|纯|天然|手工|真实|原创|实拍
      |可靠|放心|还原|回收|可回收|保证)
    | 千万(?![元块美欧英港日人个]) | 千方百计 | 千[里篇差辛言山]
    | 九牛一毛 | 不是一天 | 一波三折 | 一分钱(?:一分货|[不没也都])
    | 不[^，。；]{{0,6}}[花掏付出收要扣]一分钱 | (?<![\d{CHINESE}])一[天日][也都][不没别]
    | 一[年天]一个样 | \dH铅笔
    | 一(?:个?月|天|日|周|年|个?星期|个?礼拜|个?小时){_N}[次回趟遍顿粒片]
    | 每(?:个?星期|个?礼拜|周)(?:上|工作|营业|开放)?{_N}[天日] | [一两二五十百]元店
    | 三心二意 | 一心一意 | 独一无二 | 不三不四
    | 接二连三 | 五花八门 | 七上八下 | 乱七八糟 | 三天两头 | (?:三天打鱼[,，]?)?两天晒网 | 三[番]?[五两]次 | 三言两语
    | 一年四季 | 一年一度 | 一年到头 | 一年半载 | 三年五载 | 十年如一日 | 百年(?:老店|好合|大计|品牌|一遇)
    | 一天到晚 | 一日三餐 | 一日千里 | 一日游 | 一[日天年]之计
    | 有朝一日 | 十年树木 | 百年树人 | 七折八扣 | 一日为 | 一日不见 | 三五成群 | 两三成群 | 日复一日
    | 年复一年 | 一天天 | 一年年 | 一天比一天
    | (?<![只仅还就])有一[天日](?!之?内|以内)
    | (?:某|那|这|哪|每|头|任何|最后|任意)一[天日年周](?!之?内|以内) | [三五]分钟热度
    | 一分钟[也都] | 分分钟 | 半天云 | 大半天 | 老半天 | 好半天 | 半路 | 半夜 | 一分一秒 | 争分夺秒 | 一秒钟?都
    | 一二三 | {_N}周[年岁] | {_N}岁 | {_N}年级 | 前?三包 | 三方 | 三通一达 | 四通一达 | 万国 | 万里 | 一周岁
    | (?:\d{{2}}|[六七八九〇]{{1}}[〇零]?)年代(?!理) | 一日元 | 三元(?:牛奶|桥|里|锂|正极|催化|材料|电池|乙丙|悖论)
    | 一元(?:论|化|复始)
    | 二元(?:论|化|性) | 多元 | 一块(?:儿|去|来|发|寄|退|下单|买|送|吃|玩|处理|申请|合|打包) | [七7]天(?:酒店|连锁)
    | 三只松鼠 | 七匹狼 | 九阳 | 八马 | 三六零
    | (?<![\d.,])360(?=安全|手机|浏览|杀毒|软件|公司|集团|搜索|导航|儿童|智能|摄像|行车|借条|度|全景)
    | 五粮液 | 三星 | 五菱 | 一加\d{{0,2}} | 九成[九]?新
    | {_N}成新 | 海外仓\d | 一折(?:页|为|就(?![能可卖买])) | 三折(?:叠|伞|页|屏) | [二两]折(?:叠|伞|页)
    """,
    re.VERBOSE,
)
"""Idioms, names, times of availability: never quantities of a policy."""

DATE = re.compile(
    r"(?P<iso>(?P<y0>\d{4})(?P<s0>[-/.])(?P<m0>\d{1,2})(?P=s0)(?P<d0>\d{1,2})(?!\d)(?:\.(?=[前止之以]))?)"
    r"|(?:(?P<y1>\d{4})年)?(?P<m1>\d{1,2})月(?P<d1>\d{1,2})(?:[日号]|(?=[前之以止]))"
    r"|(?:(?P<y2>\d{4})年)?(?P<m2>\d{1,2})月(?P<part>份?(?:月?底|末|初|中旬|上旬|下旬)?)(?=[前止]|之前|以前)"
    r"|(?P<monthly>每月|本月|当月|次月|下月|每个月|上月)(?P<d3>\d{1,2}|[一二三四五六七八九十]{1,3})[日号]"
    r"(?=[前止]|之前|以前)"
)
DATE_RANGE = re.compile(r"[-~至到](?:\d{1,2}月)?\d{1,2}[日号](?![前止]|之前|以前)")
"""12月24日至26日."""
DATE_GLUE = re.compile(
    r"(?:\([^()\n]{0,12}\)|[（][^（）\n]{0,12}[）]|当[天日]|晚上?|上午|下午|中午|凌晨"
    r"|\d{1,2}[:点时](?:\d{1,2})?(?::\d{2})?分?整?|整|夜间?|零时|北京时间"
    r"|星期.|周[一二三四五六日]){0,4}"
)
DATE_BEHIND = re.compile(r"之前|以前|前|为止|止|截止|截至|结束|到期|为最后|是最后|最后期限|为截止|为期限")
DATE_WHICHEVER = re.compile(r"[,，]?\(?以[^()\n]{0,8}较[晚早]者?为准")
DATE_BEFORE = re.compile(
    r"(?:截[止至]?(?:日期?|时间|期)?(?:到|至|于|为|是|在|:)?|直[到至]|不[晚迟]于|最[晚迟](?:于|在|为|到)?"
    r"|延长?[至到]|顺延[至到]|延期[至到]|展期至|有效期?[至到为]:?"
    r"|有效期限?(?:截止)?[至到为]:?"
    r"|期限[至到为是:]|到期日(?:为|是|:)?|最后(?:期限|一天|日期)(?:为|是|:)?|须于|应于"
    r"|早于|先于|不(?:得|能|可)?超过|(?<![日号月年\d起天])[至到]|(?<![日号])起[至到])(?:北京时间)?(?:[次明来翌今本当]年)?$"
)
