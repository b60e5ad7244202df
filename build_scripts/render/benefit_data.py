"""What calculators of several benefits need to know of each: a data file per benefit.

``data/benefits/<id>.json``: name, questions in order, standards that may be typed or that have
values, how to apply, offices with their telephones, and where every cited clause lies. The rules
themselves are elsewhere (``build_scripts.compile.browser``).
"""

import json
from collections.abc import Iterator
from typing import Any

from build_scripts.compile import Rules, facts_used
from build_scripts.model.base import Citation
from build_scripts.model.benefit import Benefit, records_in
from build_scripts.model.extension import resolve

from .benefit import PAYEES, benefit_path, cite_view, disputed, parameters_of, question_groups
from .context import Site


def benefit_data_path(benefit_id: str) -> str:
    """Site path of a benefit's data file."""
    return f"data/benefits/{benefit_id}.json"


def benefit_data_files(site: Site, rules: Rules) -> Iterator[tuple[str, bytes]]:
    """(path below the output folder, bytes) of every benefit's data file."""
    for key in site.collection.benefits:
        benefit = resolve(site.collection.benefits, key).benefit
        about = _about(site, benefit, facts_used(rules, key))
        text = json.dumps(about, ensure_ascii=False, separators=(",", ":"))
        yield benefit_data_path(key), text.encode()


def _about(site: Site, benefit: Benefit, used: list[str]) -> dict[str, Any]:
    groups = question_groups(site, benefit, used)
    interpretations = [one.interpretation for one in disputed(site, benefit)]
    citations = {
        f"{record.document}/{record.clause}": record
        for whole in (benefit, *interpretations)
        for _, record in records_in(whole)
        if isinstance(record, Citation)
    }
    return {
        "id": benefit.id,
        "title": benefit.title,
        "region": site.region_label(benefit.region),
        "path": benefit_path(benefit.id),
        "payee": PAYEES[benefit.payee],
        "questions": [question.fact.id for group in groups for question in group.questions],
        "standards": [parameter.id for parameter in parameters_of(site, benefit)],
        "procedure": [
            {"actor": step.actor, "text": step.text, "cite": step.cite.model_dump(mode="json")}
            for step in benefit.procedure
        ],
        "contacts": [
            {
                "document": document,
                "organisation": contact.organisation,
                "topic": contact.topic,
                "phones": contact.phones,
                "address": contact.address,
            }
            for document in benefit.documents
            for contact in site.collection.policies[document].contacts
            if contact.phones
        ],
        "documents": {
            document: {
                "name": _name(site, document),
                "path": site.document_path(document),
            }
            for document in benefit.documents
        },
        "citations": {key: _place(site, citation) for key, citation in sorted(citations.items())},
        "readings": {
            one.id: {"title": one.title, "default": one.default, "texts": one.readings}
            for one in interpretations
        },
    }


def _name(site: Site, key: str) -> str:
    document = site.collection.policies[key]
    return document.document_number or f"《{document.title}》"


def _place(site: Site, citation: Citation) -> dict[str, str]:
    view = cite_view(site, citation)
    return {"document": view.document, "place": view.place, "path": view.site_path}
