"""How much of the metadata of known documents the importer finds by itself."""

from pathlib import Path

from build_scripts.importer import import_text
from build_scripts.importer.draft import Draft
from build_scripts.importer.run import agency_names
from build_scripts.load.collection import Collection
from build_scripts.model.policy import PolicyDocument

SOURCE = "compilation-2020-04-05"


def metadata_wrong(draft: Draft, document: PolicyDocument, collection: Collection) -> list[str]:
    """What a draft has wrong of title, number, issuers and date; one line each."""
    names = agency_names(collection.agencies.values())
    issuers = [names.find(name, document.region) for name in draft.issuer_names]
    found = {
        "标题": (draft.title, document.title),
        "文号": (draft.document_number, document.document_number),
        "机关": (issuers, list(document.issuers)),
        "日期": (draft.issued, document.issued),
    }
    return [f"{what}：{got} ≠ {want}" for what, (got, want) in found.items() if got != want]


def edited_documents(collection: Collection) -> list[PolicyDocument]:
    """The edited documents of the compilation in printed order."""
    taken = [d for d in collection.policies.values() if d.source and d.source.file == SOURCE]
    return sorted(taken, key=lambda d: d.source.lines if d.source else (0, 0))


def score(content: Path, collection: Collection) -> str:
    """“right/all”: documents of which title, number, issuers and date are all right."""
    text = (content / "sources" / f"{SOURCE}.txt").read_text("utf-8")
    edited = edited_documents(collection)
    pairs = zip(import_text(text, "cn", SOURCE), edited, strict=True)
    right = sum(not metadata_wrong(draft, document, collection) for draft, document in pairs)
    return f"{right}/{len(edited)}"
