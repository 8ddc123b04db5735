"""Whether the words around a value say, beyond that it is equal, that one term is meant: only then ``fix`` quotes it.

They do where they hold the term's name. They do as well where they use the time as only rules do, count from its event,
or stand on a page whose rules use it, and speak of nothing that neither the term nor its page is about. In no case may
they name another term better, whatever its size: who reads the sentence with the value covered up would say that one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from generator.agreement.called import told, words_of
from generator.agreement.meant import Meant, Scene
from generator.policy.model import FactKind
from generator.policy.values import Quantity

_CALLED = 0.7
"""So much of its name has to be among the words around."""
_CLEAR = 0.5
"""So much better must the words fit the term than any other of its kind."""
_TAIL = re.compile("的?(?:最后)?(?:期限|时限|时间)$")
"""What the name of every time ends in."""
_LITTLE_EN = words_of(
    "buyer customer they them their item items goods parcel order orders it its have has get gets may can must "
    "will would take takes need needs within more than less after before until from there here only also too "
    "yes all any each every other these those then within again about or up alone usual usually please wait "
    "window limit penalty cost costs ask tell fine just still exactly",
    "en",
)
_LITTLE_ZH = re.compile(
    "买家|客户|您|你|我们|他们|商品|货物|包裹|订单|可以|均可|都可|可|须|需要|需|必须|要|会|将|请|应|能|在|的|了|是|为|有|"
    "最多|最长|最晚|至少|超过|不超过|以内|之内|内|以上|以下|以后|之后|后|前|起|都|就|还|也|再|共|约|大约|之|和|或|到|至|不会|更久|"
    "期限|时限|时间|罚款|罚|上限|退回|寄回|退货|申请|没问题|办好|办理|办完|完成|处理|够|吗|吧|呢|请问|一共|左右"
)
"""Words that say of no term that it is meant, nor of another matter."""
_TO_US = {"en": re.compile(r"\b(?:to|from) us\b", re.IGNORECASE), "zh": re.compile("[向跟找]我们")}
_TO_OTHERS = {
    "en": re.compile(r"\b(?:to|from) (?!us\b)(?:the |your )?[A-Za-z]+$"),
    "zh": re.compile("向(?!我们)"),
}
"""Names of terms by whom somebody turns to: what is asked of us is not what is asked of a carrier."""
_TARGET = re.compile(r"\]\([^()\n]*\)?")
_HAN = re.compile("[\u4e00-\u9fff]")


class Evident:
    """What the words around typed values say of them, in the words of one policy."""

    def __init__(self, meant: Meant) -> None:
        self._meant = meant

    def said(self, terms: Iterable[str], value: Quantity, scene: Scene) -> str | None:
        """Which of the terms that are equal to a value the words around it say is meant; None where they do not."""
        fits, equal = self._meant.worded(value, scene), tuple(terms)
        return next((term for term in equal if self._is_said(term, equal, fits, scene)), None)

    def _is_said(self, term: str, equal: Iterable[str], fits: Mapping[str, float], scene: Scene) -> bool:
        others = [other for other in fits if other != term]
        if self._is_others(term, scene) or any(self._is_more(other, term, scene) for other in others):
            return False
        if any(fits[term] - fits[other] < _CLEAR for other in equal if other != term):
            return False
        ahead = fits[term] - max((fits[other] for other in others), default=0.0)
        if self._share(term, scene) >= _CALLED and not self._speaks_of_some(term, scene):
            return ahead >= _CLEAR
        is_used = term in scene.likely or term in scene.quoted or self._meant.is_used(term, scene)
        return ahead >= 0 and is_used and not self._speaks_of_more(term, scene)

    def _is_others(self, term: str, scene: Scene) -> bool:
        """Whether the words name another event, or another that is turned to, than the term's."""
        name = self._meant.policy.terms[term].name[scene.lang]
        to_us = _TO_US[scene.lang].search(f"{scene.before} {scene.after}")
        return self._meant.is_otherwise(term, scene) or bool(to_us and _TO_OTHERS[scene.lang].search(name))

    def _is_more(self, other: str, term: str, scene: Scene) -> bool:
        """Whether the words name another term whose name holds all that this one's does and more."""
        whole = self._name(term, scene.lang).keys() < self._name(other, scene.lang).keys()
        return whole and self._share(other, scene) >= _CALLED

    def _share(self, term: str, scene: Scene) -> float:
        """How much of a term's name is among the words around."""
        words = f"{scene.before} {scene.after}"
        if self._meant.policy.terms[term].name[scene.lang].lower() in words.lower():
            return 1.0
        name = self._name(term, scene.lang)
        heard = self._meant.called.heard(words, scene.lang)
        if scene.lang == "zh":
            text = _TAIL.sub("", self._meant.policy.terms[term].name["zh"])
            return 1 - len("".join(_without(text, heard & name.keys())).replace("的", "")) / len(text)
        return told(name, heard) / (sum(name.values()) or 1.0)

    def _name(self, term: str, lang: str) -> Mapping[str, float]:
        """The words of a term's name, but for those in which all names end."""
        weights: Mapping[str, float] = self._meant.called.terms[lang][term]
        if lang == "zh":
            kept = words_of(_TAIL.sub("", self._meant.policy.terms[term].name[lang]), lang)
            weights = {word: weight for word, weight in weights.items() if word in kept} or weights
        return weights

    def _speaks_of_some(self, term: str, scene: Scene) -> bool:
        """Whether the sentence is about goods of one kind or state, as neither the term nor its page is."""
        if scene.lang == "zh":
            return False  # there the part is named in so many words
        beside = self._meant.called.heard(" ".join(self._about(term, scene)), "en") | _LITTLE_EN
        return bool(words_of(f"{scene.before} {scene.after}", "en") & self._some - beside)

    @cached_property
    def _some(self) -> frozenset[str]:
        facts = self._meant.policy.scopes.facts.values()
        labels = [label for fact in facts if fact.kind is FactKind.ANY_OF for label in fact.values.values()]
        return frozenset(word for label in labels for word in words_of(label.forms("en")[0], "en"))

    def _speaks_of_more(self, term: str, scene: Scene) -> bool:
        """Whether the sentence holds words that neither the term nor its page is about."""
        lang = scene.lang
        about = self._about(term, scene)
        sentence = _TARGET.sub("] ", f"{scene.before} {scene.after}")
        if lang == "en":
            known = self._meant.called.heard(" ".join(about), lang) | words_of(" ".join(about), lang)
            return bool(words_of(sentence, lang) - known - _LITTLE_EN)
        known = frozenset[str]().union(*(words_of(each, lang) for each in about))
        left = "".join(_without(sentence, known))
        return len(_HAN.findall(_LITTLE_ZH.sub("", left))) > 1

    def _about(self, term: str, scene: Scene) -> Iterable[str]:
        yield self._meant.policy.terms[term].name[scene.lang]
        yield scene.above
        yield from (event.label.forms(scene.lang)[0] for event in self._meant.events_of(term))


def _without(sentence: str, known: frozenset[str]) -> Iterable[str]:
    """The characters of a Chinese sentence that stand in none of those words."""
    gone = {at + step for at in range(len(sentence)) for step in (0, 1) if sentence[at : at + 2] in known}
    return (each for at, each in enumerate(sentence) if at not in gone)
