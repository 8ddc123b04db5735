"""The parts of a decision in Chinese: a facet as a clause, an offer as a noun or a clause, a term inside a sentence."""

from __future__ import annotations

from generator.language.grammar_zh import listed
from generator.language.lookup import find_term
from generator.language.names import name_country
from generator.language.phrase import Phrase, join
from generator.language.plan import Outcome
from generator.language.platform import THROUGH, paying_platform
from generator.language.postage import kept_back
from generator.language.speaker import Speaker
from generator.language.style import Style
from generator.language.term_zh import term
from generator.language.wording import words
from generator.policy.model import Facet, FacetValue, Offer, Policy, Table, TermRef, Word
from generator.policy.values import Duration, Share


def buyer(speaker: Speaker) -> str:
    """您 or 买家."""
    return "您" if speaker.is_buyers else "买家"


def payer(speaker: Speaker, who: str) -> str:
    """您, 我们, 平台, 承运商."""
    return {"buyer": buyer(speaker), "seller": "我们", "platform": "平台", "carrier": "承运商"}[who]


def clause(speaker: Speaker, facet: Facet, offers: frozenset[Offer] = frozenset()) -> Phrase:
    """A facet as a clause of its own, without full stop: 退货运费由我们承担."""
    value = facet.value
    group, _, name = facet.name.partition(".")
    if isinstance(value, TermRef):
        return _term_clause(speaker, facet.name, group, value, offers)
    if isinstance(value, tuple):
        return _list_clause(speaker, facet.name, value)
    word = value.text
    match facet.name:
        case "goods":
            return (
                {
                    "return": "请将商品寄回" if speaker.is_buyers else "买家须将商品寄回",
                    "keep": "无需退回商品",
                    "dispose": "请自行处理商品，无需寄回" if speaker.is_buyers else "商品由买家自行处理，无需寄回",
                    "none": "无需退回商品",
                }[word],
            )
        case "postage":
            return (f"退货运费由{payer(speaker, word)}承担",)
        case "outbound":
            return (postage_back("原运费", word == "refunded", offers),)
        case "duties":
            return (postage_back("进口税费", word == "refunded", offers),)
        case "label":
            return (
                {
                    "download": "退货面单由我们提供，可自行打印",
                    "in_box": "退货面单在包裹内",
                    "own": f"退货面单由{buyer(speaker)}自行准备",
                }[word],
            )
        case "return_to":
            where = place(speaker.policy, word)
            return (f"请将商品寄回{where}" if speaker.is_buyers else f"商品寄回{where}",)
        case "methods" | "evidence":
            return _list_clause(speaker, facet.name, (value,))
        case "refund.to":
            return (_TO_CLAUSE[word].format(platform=_platform(speaker)),)
        case "amount":
            return ("全额退款",)
        case "valid":
            return ("长期有效",)
        case "approval":
            return (_approval(speaker.policy, word),)
        case "reply":
            return (f"使用回复模板 {word}",)
        case "bears":
            return (f"费用由{payer(speaker, word)}承担" if word != "buyer" else "费用由买家承担",)
        case "appeal":
            return ("不可申诉",)
        case "send_by":
            return ("商品须立即寄出",)
        case _ if group == "refund":
            return (f"我们将立即{_settle(offers)}",)
    return (f"{name or facet.name}：{word}",)


def _term_clause(speaker: Speaker, facet: str, group: str, ref: TermRef, offers: frozenset[Offer]) -> Phrase:
    known = find_term(speaker.policy, ref.term)
    within = term(speaker, ref.term, Style.WITHIN)
    match facet:
        case "send_by":
            return words("请在" if speaker.is_buyers else "买家须在", within, "寄回商品")
        case "receive_by":
            return words("商品须在", within, "寄达我们")
        case "refund.by":
            return words("我们将在", within, _settle(offers))
        case "refund.bank":
            return words("款项将在", within, "到账")
        case "amount":
            return words("退还", term(speaker, ref.term, Style.PLAIN))
        case "valid":
            return words("有效期为", _validity(speaker, ref.term))
        case "appeal":
            return words("可在", within, "申诉")
    amount = term(speaker, ref.term, Style.PLAIN)
    beside = words("（", amount, "）") if isinstance(known.value, Share | Table) else amount
    match group:
        case "fees":
            return words("退款时扣除", known.name.zh, beside)
        case "also":
            return words(f"{buyer(speaker)}还可获得", known.name.zh, beside)
        case "charge":
            return words("须支付", known.name.zh, beside)
    return words(known.name.zh, "：", amount)


def _list_clause(speaker: Speaker, facet: str, value: tuple[Word, ...]) -> Phrase:
    if facet == "methods":
        return words("退货方式：", listed([(_METHODS[word.text],) for word in value], "或"))
    if facet == "evidence":
        start = "请提供" if speaker.is_buyers else "请备齐" if speaker.is_filed else "请向买家索取"
        return words(start, evidence(speaker.policy, value))
    return (f"{facet}：{'、'.join(word.text for word in value)}",)


def evidence(policy: Policy, value: FacetValue) -> Phrase:
    """商品照片和序列号."""
    parts = value if isinstance(value, tuple) else (value,) if isinstance(value, Word) else ()
    known = policy.scopes.evidence
    names = [known[word.text].label.zh[0] if word.text in known else word.text for word in parts]
    if len(names) > 1 and all(name.endswith("照片") for name in names):
        seen: list[Phrase] = [(name.removesuffix("照片").removesuffix("的"),) for name in names]
        return words(listed(seen), "的照片")
    first, *rest = names or [""]
    told = [first]
    for before, name in zip(names, rest, strict=False):
        told.append(name.removeprefix("承运商") if before.startswith("承运商") else name)
    return listed([(name,) for name in told])


def place(policy: Policy, word: str) -> str:
    """莱比锡退货中心, 爱尔兰."""
    named = policy.scopes.places.get(word)
    return named.label.zh[0] if named else name_country(word, "zh")


def offer_word(policy: Policy, offer: Offer) -> str:
    """The shop's own word for what it offers, where its glossary has one; else the tool's."""
    concept = policy.concepts.get(offer.value) if offer in _NAMED_BY_SHOP else None
    return concept.zh[0] if concept and concept.zh else _NOUNS[offer]


def offer_noun(speaker: Speaker, outcome: Outcome) -> Phrase:
    """原路全额退款, 购物金（有效期 24 个月）."""
    amount = _amount(speaker, outcome)
    by = _by(speaker, outcome)
    match outcome.offer:
        case Offer.REFUND:
            return words(by, "退还", amount) if amount else (_full(speaker, outcome),)
        case Offer.PARTIAL_REFUND:
            return words(by, "部分退款", words("（", amount, "）") if amount else "")
        case Offer.CANCEL:
            return ("取消订单",) if speaker.is_unpaid else words("取消订单并", _full(speaker, outcome))
    beside: list[Phrase] = []
    if amount:
        beside.append(amount)
    beside.extend(_valid(speaker, outcome))
    noun = offer_word(speaker.policy, outcome.offer)
    return words(noun, "（", join(beside, "，"), "）") if beside else (noun,)


def offer_clause(speaker: Speaker, outcome: Outcome) -> Phrase:
    """我们将原路全额退款."""
    amount = _amount(speaker, outcome)
    them = buyer(speaker)
    match outcome.offer:
        case Offer.REFUND:
            return (
                words("我们将", _by(speaker, outcome), "退还", amount)
                if amount
                else (f"我们将{_full(speaker, outcome)}",)
            )
        case Offer.PARTIAL_REFUND:
            return words("我们将", _by(speaker, outcome), words("退还", amount) if amount else "退还部分货款")
        case Offer.CANCEL:
            return ("我们将取消订单" if speaker.is_unpaid else f"我们将取消订单并{_full(speaker, outcome)}",)
        case Offer.WAIT:
            return ("我们将核实处理",)
        case Offer.RESEND:
            return (f"我们将为{them}{offer_word(speaker.policy, outcome.offer)}",)
        case Offer.SUBSTITUTE:
            return (f"我们将为{them}改发其他商品",)
        case Offer.REPLACE:
            return (f"我们将为{them}{offer_word(speaker.policy, outcome.offer)}",)
        case Offer.EXCHANGE:
            return (f"我们将为{them}换货",)
        case Offer.REPAIR:
            return (f"我们将为{them}维修",)
    return words(f"{them}可获得", offer_noun(speaker, outcome))


def postage_back(what: str, is_refunded: bool, offers: frozenset[Offer]) -> str:
    """退款包括原运费; where nothing is offered, 我们退还原运费."""
    if not offers:
        return f"我们退还{what}" if is_refunded else f"{what}不予退还"
    return f"退款{'包括' if is_refunded else '不含'}{what}"


def with_postage(facets: tuple[Facet, ...]) -> Phrase:
    """，包括原运费; ，但不含原运费和进口税费."""
    if not facets:
        return ()
    is_refunded = [facet.value.text == "refunded" for facet in facets if isinstance(facet.value, Word)]
    names: list[Phrase] = [(_POSTAGE[facet.name],) for facet in facets]
    return words("，包括" if all(is_refunded) else "，但不退", listed(names))


def beside_refund(facets: tuple[Facet, ...]) -> Phrase:
    """（包括原运费和进口税费）, behind a refund that is the last thing to choose."""
    told = with_postage(facets)
    return words("（", str(told[0]).removeprefix("，"), told[1:], "）") if told else ()


def _amount(speaker: Speaker, outcome: Outcome) -> Phrase:
    value = outcome.facet("amount")
    if isinstance(value, TermRef):
        return term(speaker, value.term, Style.PLAIN)
    worth = (Offer.STORE_CREDIT, Offer.COUPON)
    return ("全额",) if value is not None and outcome.offer in worth else ()


def _by(speaker: Speaker, outcome: Outcome) -> str:
    return _TO.get(outcome.word("refund.to") or "", "").format(platform=_platform(speaker))


def _platform(speaker: Speaker) -> str:
    """The platform that pays back, by its name where there is one alone."""
    paying = paying_platform(speaker.policy)
    return paying.zh[0] if paying else "下单平台"


def _full(speaker: Speaker, outcome: Outcome) -> str:
    """原路全额退款, 全额退为购物金; 退还全部货款 where the postage does not come back."""
    if outcome.word("refund.to") == "store_credit":
        return "全额退为购物金"
    by = _by(speaker, outcome)
    return f"{by}退还全部货款" if kept_back(outcome) else f"{by}全额退款"


def _valid(speaker: Speaker, outcome: Outcome) -> list[Phrase]:
    value = outcome.facet("valid")
    if isinstance(value, TermRef):
        return [words("有效期", _validity(speaker, value.term))]
    return [("长期有效",)] if value is not None else []


def _validity(speaker: Speaker, id: str) -> Phrase:
    """24 个月, or 下单后 24 个月 where the policy says from when."""
    bare = isinstance(find_term(speaker.policy, id).value, Duration)
    return term(speaker, id, Style.PLAIN if bare else Style.AFTER)


def _settle(offers: frozenset[Offer]) -> str:
    """What happens by ``refund.by``."""
    if offers & {Offer.REFUND, Offer.PARTIAL_REFUND, Offer.CANCEL} or not offers:
        return "退款"
    return "发放" if offers <= {Offer.STORE_CREDIT, Offer.COUPON} else "寄出"


def _approval(policy: Policy, word: str) -> str:
    ladder = policy.ladders.get(word)
    if ladder:
        return f"须经{ladder.label.zh[0]}"
    role = policy.scopes.roles.get(word)
    return f"须由{role.label.zh[0] if role else word}批准"


_TO = {
    "original_method": "原路",
    THROUGH: "通过{platform}",
    "store_credit": "以购物金",
    "bank_transfer": "以银行转账方式",
}
_TO_CLAUSE = {
    "original_method": "款项原路退回",
    THROUGH: "款项由{platform}退回",
    "store_credit": "款项退为购物金",
    "bank_transfer": "款项以银行转账方式退回",
}
_POSTAGE = {"outbound": "原运费", "duties": "进口税费"}
_METHODS = {"mail": "邮寄", "store": "到店退货", "kiosk": "自助退货点", "pickup": "上门取件"}
_NAMED_BY_SHOP = (Offer.REPLACE, Offer.EXCHANGE, Offer.RESEND, Offer.SUBSTITUTE, Offer.STORE_CREDIT, Offer.COUPON)
"""Offers whose word in the glossary, if there is one, fits a list of choices."""
_NOUNS = {
    Offer.REFUND: "退款",
    Offer.PARTIAL_REFUND: "部分退款",
    Offer.REPLACE: "更换同款商品",
    Offer.EXCHANGE: "换货",
    Offer.REPAIR: "维修",
    Offer.RESEND: "重新发货",
    Offer.SUBSTITUTE: "改发其他商品",
    Offer.STORE_CREDIT: "购物金",
    Offer.COUPON: "优惠券",
    Offer.WAIT: "继续等待",
    Offer.CANCEL: "取消订单",
    Offer.DECLINE: "不予受理",
}
