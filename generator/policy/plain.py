"""Words that other YAML readers take for something else when they stand without quotation marks.

Sources: https://yaml.org/type/ (YAML 1.1: bool, null, int, float) and YAML 1.2.2, section 10.3 (core schema).
A number or date whose shortest form is what was written (``30``, ``2026.11``, ``2026-12-01``), ``true`` and
``false`` mean the same to every reader and are let through.
"""

from __future__ import annotations

import re

Reading = str | tuple[str, str]

_WORDS: dict[str, Reading] = {
    **dict.fromkeys(["y", "Y", "yes", "Yes", "YES", "True", "TRUE", "on", "On", "ON"], "true"),
    **dict.fromkeys(["n", "N", "no", "No", "NO", "False", "FALSE", "off", "Off", "OFF"], "false"),
    **dict.fromkeys(["~", "null", "Null", "NULL"], ("nothing at all", "空值")),
}
_SIGNED = r"(?P<sign>[-+]?)"
_INTEGER = re.compile(_SIGNED + r"(?P<digits>[0-9][0-9_]*)")
_BASED = re.compile(_SIGNED + r"(?:0b(?P<two>[01_]+)|0x(?P<sixteen>[0-9a-fA-F_]+)|0o(?P<eight>[0-7_]+))")
_SIXTY = re.compile(_SIGNED + r"(?P<parts>[0-9][0-9_]*(?::[0-5]?[0-9])+)(?P<rest>\.[0-9_]*)?")
_FLOAT = re.compile(r"[-+]?(?:[0-9][0-9_]*)?(?P<point>\.[0-9_]*)?(?P<power>[eE][-+]?[0-9]+)?")
_SPECIAL = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_LONGEST = 40


def misreading(text: str) -> Reading | None:
    """What another reader makes of the unquoted text, in words; None if it reads it as written.

    >>> misreading("NO"), misreading("12:30"), misreading("017"), misreading("1_000")
    ('false', '750', '15', '1000')
    >>> misreading("30 days"), misreading("2026-12-01"), misreading("09:00-18:00"), misreading("2026.11")
    (None, None, None, None)
    """
    if text in _WORDS:
        return _WORDS[text]
    if not text or text[0] not in "+-.0123456789" or len(text) > _LONGEST:
        return None
    return _number(text)


def _number(text: str) -> Reading | None:
    if found := _INTEGER.fullmatch(text):
        return _integer(found["sign"], found["digits"], text)
    if found := _BASED.fullmatch(text):
        for base, name in ((2, "two"), (8, "eight"), (16, "sixteen")):
            digits = (found[name] or "").replace("_", "")
            if digits:
                return _sign(found["sign"]) + str(int(digits, base))
        return None
    if found := _SIXTY.fullmatch(text):
        total = 0
        for part in found["parts"].replace("_", "").split(":"):
            total = total * 60 + int(part)
        return _sign(found["sign"]) + str(total) + (found["rest"] or "").rstrip(".").replace("_", "")
    if _SPECIAL.fullmatch(text):
        return ("not a number", "非数字") if "n" in text.lower()[1:2] else ("infinity", "无穷大")
    return _decimal(text)


def _integer(sign: str, digits: str, text: str) -> str | None:
    plain = digits.replace("_", "")
    octal = len(plain) > 1 and plain[0] == "0" and not set(plain) & set("89")
    value = _sign(sign) + str(int(plain, 8 if octal else 10))
    return None if value == text else value


def _decimal(text: str) -> str | None:
    found = _FLOAT.fullmatch(text)
    if not found or not (found["point"] or found["power"]) or not any(c.isdigit() for c in text):
        return None
    # A float, because the question is what the other reader would make of it.
    value = repr(float(text.replace("_", "")))
    return None if value == text else value


def _sign(sign: str) -> str:
    return sign.replace("+", "")
