"""Small collections for the linking tests."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from build_scripts.link import Links, Mention, link_collection
from build_scripts.model.catalogue import Agency, ExternalDocument, ExternalDocuments, Region
from build_scripts.model.policy import PolicyDocument

REGIONS = {
    region.id: region
    for region in (
        Region(
            id="cn",
            label="全国",
            short_label="全国",
            level="national",
            number_prefixes=["国发", "国办发", "人社部发"],
        ),
        Region(
            id="guangdong",
            label="广东省",
            short_label="广东",
            parent="cn",
            level="province",
            number_prefixes=["粤"],
        ),
        Region(
            id="guangzhou",
            label="广州市",
            short_label="广州",
            parent="guangdong",
            level="city",
            number_prefixes=["穗"],
        ),
        Region(
            id="tianjin",
            label="天津市",
            short_label="天津",
            parent="cn",
            level="province",
            number_prefixes=["津"],
        ),
    )
}
AGENCIES = {
    agency.id: agency
    for agency in (
        Agency(id="mohrss", label="人力资源社会保障部", region="cn", aliases=["人社部"]),
        Agency(
            id="gd-hrss",
            label="广东省人力资源和社会保障厅",
            region="guangdong",
            aliases=["省人社厅"],
        ),
        Agency(id="gz-hrss", label="广州市人力资源和社会保障局", region="guangzhou"),
        Agency(id="tj-hrss", label="天津市人力资源和社会保障局", region="tianjin"),
    )
}


@dataclass(frozen=True)
class SmallCollection:
    """As much of a collection as linking looks at."""

    policies: dict[str, PolicyDocument]
    external_documents: ExternalDocuments
    regions: dict[str, Region] = field(default_factory=lambda: REGIONS)
    agencies: dict[str, Agency] = field(default_factory=lambda: AGENCIES)


def document(key: str, body: Iterable[dict[str, Any]] | str, **fields: Any) -> PolicyDocument:
    """A document; ``body`` as text is one paragraph p-1."""
    clauses = (
        [{"id": "p-1", "type": "paragraph", "text": body}] if isinstance(body, str) else list(body)
    )
    record = {
        "key": key,
        "title": "关于测试的通知",
        "region": "tianjin",
        "kind": "通知",
        "issuers": [],
        "issued": "2020-05-01",
        "effective": {"basis": "not_stated"},
        "expires": {"basis": "not_stated"},
        "body": clauses,
        **fields,
    }
    return PolicyDocument.model_validate(record)


def link(*documents: PolicyDocument, external: Iterable[ExternalDocument] = ()) -> Links:
    """Links of a small collection."""
    return link_collection(
        SmallCollection(
            {document.key: document for document in documents},
            ExternalDocuments(documents=list(external)),
        )
    )


def mentions(text: str, **fields: Any) -> list[Mention]:
    """Mentions in a document of one paragraph (the preamble)."""
    return list(link(document("doc", text, **fields)).in_clause("doc", "p-1"))


def numbered(text: str, **fields: Any) -> list[Mention]:
    """Mentions in a numbered clause, that is, after the preamble."""
    body = [{"id": "1", "type": "section", "label": "一、", "text": text}]
    return list(link(document("doc", body, **fields)).in_clause("doc", "1"))
