"""An amount as people write it → the notation of the policy: ``$1,200``, ``50美元``, ``２０``, ``49,90 EUR``.

The page "What happens in my case?" reads amounts in the same way (``amountIn`` in overrides/assistant/case.js).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache

from generator.language.currency import CHINESE_NAMES, ENGLISH_NAMES, SYMBOLS
from generator.policy.source import Node, Scalar, Sequence

Items = tuple[tuple[Scalar, Node], ...]
"""Keys and values, as a situation has them."""

_THOUSANDS = r"[,' ](?=\d{3}(?:\D|$))|\.(?=\d{3}(?:\.\d{3})*,\d\d?$)"
"""What parts thousands. A point does only where a comma stands before the cents: 12.345 can be read in two ways."""
_PLAIN = re.compile(r"\d{1,9}(?:\.\d\d?)?", re.ASCII)
_SHARED = ("$", "¥")


def amount_in(text: str, currency: str) -> str:
    """The amount in the notation of the policy where it is clear and in this currency; else the text as it stands.

    >>> amount_in("$1,200", "USD"), amount_in("50美元", "USD"), amount_in("２０", "USD"), amount_in("12.345", "USD")
    ('1200 USD', '50 USD', '20 USD', '12.345')
    """
    written = re.fullmatch(pattern_of(currency), unicodedata.normalize("NFKC", text).lower(), re.ASCII)
    if not written:
        return text
    plain = re.sub(_THOUSANDS, "", written[1], flags=re.ASCII).replace(",", ".", 1)
    return f"{plain} {currency}" if _PLAIN.fullmatch(plain) else text


@cache
def pattern_of(currency: str) -> str:
    """What an amount looks like in small letters, for scripts too; the first group is the number."""
    mark = f"(?:{'|'.join(map(re.escape, marks_of(currency)))})?"
    return rf"^ *{mark} *(\d[\d.,' ]*?) *{mark} *$"


def in_notation(items: Iterable[tuple[Scalar, Node]], currencies: Mapping[str, str]) -> Items:
    """A situation with its amounts in the notation of the policy; ``currencies``: of each fact that is an amount."""
    return tuple(
        (name, _amount(node, currencies[name.text]) if name.text in currencies else node) for name, node in items
    )


def _amount(node: Node, currency: str) -> Node:
    parts = node.items if isinstance(node, Sequence) else (node,)
    words = [part.text for part in parts if isinstance(part, Scalar)]
    text = ",".join(words)  # a setting is divided where a comma stands
    found = amount_in(text, currency) if len(words) == len(parts) else text
    return node if found == text else Scalar(found, node.place, quoted=False)


@cache
def marks_of(currency: str) -> tuple[str, ...]:
    """What may stand beside an amount of which the currency is known, in small letters: its code, signs and names.

    >>> marks_of("EUR")
    ('eur', '€', 'euro', 'euros', '欧元')
    """
    signs = [sign for sign, code in SYMBOLS.items() if code == currency]
    signs += [sign for sign in _SHARED if any(one.endswith(sign) for one in signs)]
    names = [name for name, codes in ENGLISH_NAMES.items() if codes == (currency,) and " " not in name]
    names += ["dollar"] if "$" in signs else []
    chinese = [name for name, codes in CHINESE_NAMES.items() if codes == (currency,)]
    found = [currency, *signs, *(one for name in names for one in (name, f"{name}s")), *chinese]
    return tuple(dict.fromkeys(unicodedata.normalize("NFKC", one).lower() for one in found))
