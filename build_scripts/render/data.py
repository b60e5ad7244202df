"""The collection as data files, for whoever wants to build on it.

Below ``data/``: ``documents.json`` (metadata of every document), ``policies/<region>/<key>.json``
(one document whole, clause tree included), ``references.json``, ``stubs.json`` and the
catalogues; ``index.json`` lists the files and names the version, a checksum over all of them.
The JSON Schemas of the content are at ``schemas/``. Everything is written from the masked
collection, in a fixed order: the same content gives the same bytes.
"""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from .context import Site


def data_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """(path below the output folder, bytes) of every data file; the index comes last."""
    collection = site.collection
    total = hashlib.sha256()
    listed: list[str] = []

    def publish(path: str, content: bytes) -> tuple[str, bytes]:
        total.update(f"{path}\0".encode() + hashlib.sha256(content).digest())
        listed.append(path)
        return f"data/{path}", content

    documents = []
    for key, document in collection.policies.items():
        metadata = document.model_dump(
            mode="json", exclude_defaults=True, exclude={"body", "companions"}
        )
        metadata["site_path"] = site.document_path(key)
        documents.append(metadata)
        whole = document.model_dump_json(exclude_defaults=True).encode()
        yield publish(f"policies/{document.region}/{key}.json", whole)
    links = site.links.as_data()
    yield publish("documents.json", _json(documents))
    yield publish("references.json", _json(links["documents"]))
    yield publish("stubs.json", _json(links["stubs"]))
    yield publish("external_documents.json", _json(_plain(collection.external_documents)))
    yield publish("regions.json", _json([_plain(r) for r in collection.regions.values()]))
    yield publish("agencies.json", _json([_plain(a) for a in collection.agencies.values()]))
    yield publish("topics.json", _json(_plain(collection.topics)))
    yield publish("audiences.json", _json(_plain(collection.audiences)))
    # Schemas may be absent from a collection made for a test or a measurement.
    for path in sorted((collection.root / "schemas").glob("*.json")):
        yield f"schemas/{path.name}", path.read_bytes()
    index = {
        "version": total.hexdigest()[:16],
        "profile": site.profile,
        "documents": len(documents),
        "files": [path for path in listed if not path.startswith("policies/")],
        "policy": "policies/{region}/{key}.json",
        "benefit": "benefits/{id}.json",
    }
    yield "data/index.json", _json(index)


def _plain(record: BaseModel) -> dict[str, Any]:
    return record.model_dump(mode="json", exclude_defaults=True)


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
