"""``shop.yaml``: who sells, where the sites live, which version of the policy this is."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from generator.finding import LANGUAGES
from generator.policy.currency import is_currency, unknown_currency
from generator.policy.model import Shop
from generator.policy.shape import Fields, Report, bilingual, day_of, fields, text, texts
from generator.policy.source import Node
from generator.policy.suggestion import suggest

_REQUIRED = ("name", "seller", "address", "email", "timezone", "currency", "languages")
_OPTIONAL = ("phone", "hours", "start_return", "staff_url", "buyer_url")
_EMAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}"
)
_URL = re.compile(r"https?://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?(?:/[^\s\"'<>\\^`{|}]*)?")
_PHONE = re.compile(r"\+?[0-9(][0-9 ()/.-]{3,}[0-9]")
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,63}")


def read_shop(node: Node, report: Report) -> Shop | None:
    """The shop; None if something that it needs is missing or wrong, which is reported."""
    top = fields(node, report, required=("shop", "version", "effective"))
    if top is None:
        return None
    version = _matched(top, "version", _VERSION, "SP250", report)
    effective = day_of(top.get("effective"), report)
    inner = top.get("shop")
    part = fields(inner, report, required=_REQUIRED, optional=_OPTIONAL) if inner is not None else None
    if part is None:
        return None
    name, seller, address = (bilingual(part.get(key), report) for key in ("name", "seller", "address"))
    hours = bilingual(part.get("hours"), report)
    email = _matched(part, "email", _EMAIL, "SP252", report)
    phone = _matched(part, "phone", _PHONE, "SP252", report)
    start = _matched(part, "start_return", _URL, "SP252", report)
    staff, buyer = _site(part, "staff_url", report), _site(part, "buyer_url", report)
    timezone, currency, languages = _timezone(part, report), _currency(part, report), _languages(part, report)
    if not (name and seller and address and email and timezone and currency and languages and version and effective):
        return None
    return Shop(
        name=name,
        seller=seller,
        address=address,
        email=email,
        phone=phone,
        hours=hours,
        start_return=start,
        staff_url=staff,
        buyer_url=buyer,
        timezone=timezone,
        currency=currency,
        languages=languages,
        version=version,
        effective=effective,
        place=part.place,
    )


def _matched(part: Fields, key: str, pattern: re.Pattern[str], code: str, report: Report) -> str | None:
    word = text(part.get(key), report)
    if word and not pattern.fullmatch(word.text):
        report.add(code, word.place, text=word.text[:80], what=_SHAPES[key])
        return None
    return word.text if word else None


_SHAPES = {
    "version": ('a version, e.g. "2026.11"', '版本号，例如 "2026.11"'),
    "email": ("an e-mail address, e.g. help@example.com", "电子邮箱，例如 help@example.com"),
    "phone": ('a telephone number, e.g. "+852 5550 0100"', '电话号码，例如 "+852 5550 0100"'),
    "start_return": ("a web address, e.g. https://example.com/returns", "网址，例如 https://example.com/returns"),
    "staff_url": (
        "a web address that ends in /, e.g. https://staff.example.com/",
        "以 / 结尾的网址，例如 https://staff.example.com/",
    ),
    "buyer_url": (
        "a web address that ends in /, e.g. https://help.example.com/",
        "以 / 结尾的网址，例如 https://help.example.com/",
    ),
}


def _site(part: Fields, key: str, report: Report) -> str | None:
    word = text(part.get(key), report)
    if word and not (_URL.fullmatch(word.text) and word.text.endswith("/") and not re.search(r"[?#]", word.text)):
        report.add("SP252", word.place, text=word.text[:80], what=_SHAPES[key])
        return None
    return word.text if word else None


def _timezone(part: Fields, report: Report) -> str | None:
    word = text(part.get("timezone"), report)
    if word is None:
        return None
    try:
        ZoneInfo(word.text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        suggestion = suggest(word.text, sorted(available_timezones()))
        report.add("SP251", word.place, text=word.text[:60], suggestion=suggestion)
        return None
    return word.text


def _currency(part: Fields, report: Report) -> str | None:
    word = text(part.get("currency"), report)
    if word and not is_currency(word.text):
        report.add("SP214", word.place, **unknown_currency(word.text[:60]))
        return None
    return word.text if word else None


def _languages(part: Fields, report: Report) -> tuple[str, ...] | None:
    words = texts(part.get("languages"), report)
    if words is None:
        return None
    if sorted(word.text for word in words) != sorted(LANGUAGES):
        report.add("SP253", part.at("languages"), text=", ".join(word.text for word in words)[:60])
        return None
    return tuple(word.text for word in words)
