"""Gates that read the structured data of the pages, by two ways that know nothing of each other.

One takes it for RDF and holds it to closed shapes that we wrote. The other holds it to models that somebody else
made of schema.org's own vocabulary. Neither asks the web.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from lxml import html

from tests.audit.gate import HERE, Outcome, Site, ToolMissing

SHAPES = HERE / "return_policy.shapes.ttl"
_VOCABULARY = "https://schema.org/"


def hold_to_shapes(site: Site) -> Outcome:
    """Every page's JSON-LD as RDF, through the SHACL shapes of ``return_policy.shapes.ttl``: it conforms."""
    try:
        import pyshacl
        from rdflib import Graph
    except ImportError as error:
        raise ToolMissing("pyshacl is not installed; make audit installs it") from error
    shapes, failures, read = Graph().parse(SHAPES), list[str](), 0
    for address, data in _data_of(site):
        local = {**data, "@context": {"@vocab": _VOCABULARY}}  # what the context of schema.org comes to, offline
        graph, read = Graph().parse(data=json.dumps(local), format="json-ld"), read + 1
        conforms, _, said = pyshacl.validate(graph, shacl_graph=shapes)
        if not conforms:
            lines = (line.strip() for line in said.splitlines())
            told = [line for line in lines if line.startswith(("Message:", "Result Path:", "Value Node:"))]
            failures.append(f"{address}: {'; '.join(told)}")
    return _outcome(f"pyshacl {pyshacl.__version__}", read, failures)


def hold_to_vocabulary(site: Site) -> Outcome:
    """Every page's JSON-LD through the models of schema.org's vocabulary: each name and each value is known."""
    try:
        from pydantic import ValidationError
        from schema_org import SCHEMA_VERSION, registry
    except ImportError as error:
        raise ToolMissing("schema-org-py is not installed; make audit installs it") from error
    failures, read = list[str](), 0
    for address, data in _data_of(site):
        said, read = {key: value for key, value in data.items() if key != "@context"}, read + 1
        try:
            registry.rebuild(str(said.get("@type")))
            registry.get_model(str(said.get("@type"))).model_validate_json(json.dumps(said))
        except ValidationError as error:
            failures += [
                f"{address}: {'.'.join(str(part) for part in wrong['loc'])}: {wrong['msg']}" for wrong in error.errors()
            ]
    return _outcome(f"schema.org {SCHEMA_VERSION}", read, failures)


def _outcome(by: str, read: int, failures: list[str]) -> Outcome:
    if not read:
        failures = ["no page has structured data"]
    return Outcome(f"{by}: {len(failures)} faults in the data of {read} pages", tuple(failures))


def _data_of(site: Site) -> Iterator[tuple[str, dict[str, Any]]]:
    """(address, JSON-LD) of every page that has some."""
    for path in sorted(site.served.folder.rglob("*.html")):
        page = html.document_fromstring(path.read_bytes())
        for script in page.iterfind(".//script[@type='application/ld+json']"):
            yield f"/{path.relative_to(site.served.folder).as_posix()}", json.loads(script.text or "null")
