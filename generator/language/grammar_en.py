"""English grammar: lists, articles, plurals, and turning what is said to the buyer into what is said of the buyer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.language.phrase import Phrase, join, plain

_STILL = frozenset(("no", "longer", "never", "still", "already", "only", "just", "also", "simply", "later"))
_IRREGULAR = {"are": "is", "were": "was", "have": "has", "do": "does", "don't": "doesn't", "haven't": "hasn't"}
_FIXED = frozenset(
    "can could may might must shall should will would cannot can't won't did didn't had got bought paid sent found "
    "lost made chose went gave took kept said told saw was refused".split()
)
_NOT_A_VERB = frozenset(
    "the a an this that these those anything something nothing yet again today "
    "and or but for to from with within in on at by of about as when if because".split()
)
_UNCOUNTABLE = ("credit", "money", "postage", "insurance", "help")


def listed(phrases: Sequence[Phrase], word: str = "and") -> Phrase:
    """A list in prose.

    >>> listed([("A",), ("B",), ("C",)], "or")
    ('A', ', ', 'B', ' or ', 'C')
    """
    return join(list(phrases), ", ", f" {word} ")


def both(phrases: Sequence[Phrase], word: str = "and") -> Phrase:
    """A list whose parts may hold an *and* of their own.

    >>> both([("food and gifts",), ("toys",)])
    ('food and gifts', ' as well as ', 'toys')
    """
    inner = any(" and " in plain(phrase) for phrase in phrases)
    return listed(phrases, "as well as" if inner and word == "and" else word)


def of_one(label: str) -> str:
    """A kind of items as it is said of one: *an item with an opened box*; whatever names no items stays.

    >>> of_one("items with an opened box"), of_one("sale items"), of_one("phones")
    ('an item with an opened box', 'a sale item', 'phones')
    """
    named = re.match(r"(?P<kind>.*?)\b(?P<noun>item|parcel|order)s\b(?P<rest>.*)", label)
    return with_article(f"{named['kind']}{named['noun']}") + named["rest"] if named else label


def with_article(noun: str) -> str:
    """The noun with *a* or *an*, or alone where it cannot be counted or is a plural.

    >>> with_article("exchange"), with_article("gift voucher"), with_article("store credit"), with_article("EU label")
    ('an exchange', 'a gift voucher', 'store credit', 'an EU label')
    """
    if noun.startswith(("a ", "an ", "the ", "our ", "your ")) or noun.endswith(_UNCOUNTABLE):
        return noun
    if noun.endswith("s") and not noun.endswith("ss"):
        return noun
    sounds_like_vowel = noun[:1].lower() in "aeio" or (
        noun[:1].lower() == "u" and not re.match(r"(?i)u[sn]i|us[ae]|u[A-Z]", noun)
    )
    return f"{'an' if sounds_like_vowel else 'a'} {noun}"


def lower_first(name: str) -> str:
    """A name inside a sentence: its first letter small, unless the first word is an abbreviation or a lone I.

    >>> lower_first("Return window"), lower_first("EU window")
    ('return window', 'EU window')
    """
    head = name.split(" ", 1)[0]
    return name if head[1:2].isupper() or len(head) == 1 else name[:1].lower() + name[1:]


def of_the_buyer(clause: str) -> str:
    """A clause said to the buyer, as it is said of the buyer.

    >>> of_the_buyer("you change your mind")
    'the buyer changes their mind'
    >>> of_the_buyer("you no longer want it")
    'the buyer no longer wants it'
    >>> of_the_buyer("the item is not what you ordered")
    'the item is not what the buyer ordered'
    >>> of_the_buyer("your parcel has not arrived")
    "the buyer's parcel has not arrived"
    """
    pieces = re.split(r"(\W+)", clause)
    named = False
    for at, piece in enumerate(pieces):
        match piece.lower():
            case "you":
                verb = _verb_after(pieces, at)
                if verb is None:
                    pieces[at] = "them" if named else "the buyer"
                else:
                    pieces[at] = "they" if named else "the buyer"
                    if not named:
                        pieces[verb] = third_person(pieces[verb])
                named = True
            case "your":
                pieces[at] = "their" if named else "the buyer's"
                named = True
            case "yours":
                pieces[at] = "theirs"
            case "yourself":
                pieces[at] = "themselves"
    return "".join(pieces)


def third_person(verb: str) -> str:
    """The verb after *the buyer*; past tenses and modals stay.

    >>> [third_person(verb) for verb in ("change", "wish", "carry", "pay", "have", "ordered", "cannot")]
    ['changes', 'wishes', 'carries', 'pays', 'has', 'ordered', 'cannot']
    """
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb in _FIXED or (verb.endswith("ed") and verb not in ("need", "feed", "exceed", "proceed")):
        return verb
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return f"{verb}es"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return f"{verb[:-1]}ies"
    return f"{verb}s"


def share_subject(clauses: list[str]) -> list[str]:
    """Clauses of a list with their common subject, and verb, said once.

    >>> share_subject(["the item is faulty", "the item is damaged"])
    ['the item is faulty', 'damaged']
    >>> share_subject(["the item arrives broken", "the parcel is lost"])
    ['the item arrives broken', 'the parcel is lost']
    """
    if len(clauses) < 2:
        return clauses
    split = [clause.split() for clause in clauses]
    common = 0
    while all(len(words) > common + 1 and words[common] == split[0][common] for words in split):
        common += 1
    subject = split[0][:common]
    if not subject or subject in (["the"], ["a"], ["an"], ["your"], ["the", "buyer's"]):
        return clauses
    if subject[-1] in ("the", "a", "an", "your", "their", "not", "to", "of"):
        return clauses
    if any(words[common] in ("you", "we", "the", "they", "that", "which", "it", "a") for words in split):
        return clauses
    return [clauses[0], *(" ".join(words[common:]) for words in split[1:])]


def _verb_after(pieces: list[str], at: int) -> int | None:
    """Where the verb of the subject at ``at`` stands; None where no verb follows."""
    for later in range(at + 2, len(pieces), 2):
        if pieces[later - 1].strip() or pieces[later] in _NOT_A_VERB or not pieces[later]:
            return None
        if pieces[later] not in _STILL:
            return later
    return None
