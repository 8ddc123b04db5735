"""The buyer templates of a project as they are judged: what each asks for, and from which line each element comes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property, partial

import jinja2
from jinja2 import nodes

from generator.agreement.dressed import Dress
from generator.agreement.expressions import parse_template
from generator.finding import Place
from generator.publish.specimens import Spot

AT = "data-at"
"""The attribute that holds the place of a tag, for as long as a page is judged."""
_CODE = re.compile(r"\{\{.*?(?:\}\}|\Z)|\{%.*?(?:%\}|\Z)|\{#.*?(?:#\}|\Z)", re.DOTALL)
"""What is opened and never closed goes on to the end, so that no character is looked at twice."""
_TAG = re.compile(r"<([A-Za-z][\w:-]*)")


class Templates:
    """The templates and styles of one project: what each file says, and the name of their folder."""

    def __init__(self, sources: Mapping[str, str], name: str) -> None:
        self.sources, self.name = sources, name
        self._dresses: dict[tuple[str, ...], Dress] = {}
        self._strict = self._environment(jinja2.StrictUndefined)
        self._lenient = self._environment(jinja2.ChainableUndefined)

    def _environment(self, undefined: type[jinja2.Undefined]) -> jinja2.Environment:
        return jinja2.Environment(
            loader=jinja2.FunctionLoader(self._load),
            autoescape=True,
            undefined=undefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def render(self, template: str, values: Mapping[str, object], *, leniently: bool = False) -> str:
        """A page, every start tag with its place. Errors of all kinds: what stands in braces is code.

        ``leniently``: what is asked for and is not there is nothing.
        """
        return (self._lenient if leniently else self._strict).get_template(template).render(**values)

    def _load(self, name: str) -> tuple[str, str, None] | None:
        source = self.sources.get(f"buyer/{name}")
        file = f"{self.name}/buyer/{name}"
        return None if source is None else (_located(source, file), f"/{file}", None)

    def dress(self, names: tuple[str, ...]) -> Dress:
        """Those of these style sheets that there are, read once."""
        if names not in self._dresses:
            sheets = {f"{self.name}/{name}": self.sources[name] for name in names if name in self.sources}
            self._dresses[names] = Dress(sheets)
        return self._dresses[names]

    @cached_property
    def _asked(self) -> dict[str, dict[str, list[int]]]:
        """The names that each template asks for, with their lines."""
        found: dict[str, dict[str, list[int]]] = {}
        for name, source in self.sources.items():
            tree = parse_template(source) if name.endswith(".j2") else None
            for node in tree.find_all((nodes.Getattr, nodes.Name)) if tree else ():
                asked = str(getattr(node, "attr", getattr(node, "name", "")))
                found.setdefault(name, {}).setdefault(asked, []).append(node.lineno)
        return found

    def places_of(self, spot: Spot, template: str) -> list[Place]:
        """Where a template asks for what a mark stands for, else for what holds it, else its beginning."""
        names = [name for name in re.split(r"\[\d+\]|\.", spot.path) if name and not name.isdigit()]
        files = [name for name in self._asked if self._makes(name, f"buyer/{template}")]
        own = names[0] not in ("frame", "words")  # which stand in what a template extends
        files.sort(key=lambda file: (file == f"buyer/{template}") is not own)
        for name in reversed(names):
            places = [Place(f"{self.name}/{file}", line) for file in files for line in self._asked[file].get(name, ())]
            if places:
                return places
        return [Place(f"{self.name}/buyer/{template}")]

    def parts_of(self, template: str) -> frozenset[str]:
        """The files that a template is made of, itself among them."""
        return frozenset(name for name in self.sources if self._makes(name, f"buyer/{template}"))

    def _makes(self, file: str, template: str) -> bool:
        """Whether a template is made of another one."""
        return file == template or any(self._makes(file, other) for other in self._parts.get(template, ()))

    @cached_property
    def _parts(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for name in self._asked:
            tree = parse_template(self.sources[name])
            kinds = (nodes.Extends, nodes.Import, nodes.Include, nodes.FromImport)
            named = (getattr(node, "template", None) for node in (tree.find_all(kinds) if tree else ()))
            others = (each.value for each in named if isinstance(each, nodes.Const))
            found[name] = tuple(other for each in others if (other := f"buyer/{each}") != name)
        return found


def _located(source: str, name: str) -> str:
    """The template with the place of every start tag in its tag."""
    out, at = [], 0
    for code in (*_CODE.finditer(source), None):
        start = code.start() if code else len(source)
        out.append(_TAG.sub(partial(_with_place, source=source, at=at, name=name), source[at:start]))
        if code:
            out.append(code[0])
            at = code.end()
    return "".join(out)


def _with_place(tag: re.Match[str], *, source: str, at: int, name: str) -> str:
    line = source.count("\n", 0, at + tag.start()) + 1
    return f'<{tag[1]} {AT}="{name}:{line}"'
