"""How well search answers: the question sets, measured on the built site.

``given`` and ``clauses`` are held to what the product promises. ``before``, ``later``, ``last``,
``fresh``, ``final``, ``places``, ``spots`` and ``corners`` were written before they were run: what
strangers' questions reach is their first run, which each file tells (the document first for .79,
.95, .88 and .90, the clause for .92, .73 and .80). What they missed was mended since, so here their
limits, like those of ``after``, only are what was reached, less one question: a change that loses
more is noticed.
"""

import pytest

from .conftest import Find, questions


def _document(path: str) -> str:
    return path.split("/")[2]


@pytest.mark.parametrize(
    ("name", "first", "third"),
    [
        ("given", 0.98, 1.0),
        ("before", 0.96, 1.0),
        ("after", 0.96, 1.0),
        ("later", 0.95, 0.97),
        ("last", 0.98, 1.0),
        ("fresh", 0.96, 1.0),
        ("final", 0.97, 1.0),
    ],
)
def test_documents(find: Find, name: str, first: float, third: float) -> None:
    asked = questions(name)
    ranks = []
    for question, result in zip(asked, find(*({"text": q["query"]} for q in asked)), strict=True):
        found = [_document(hit["path"]) for hit in result["answer"]["hits"]]
        assert found, question["query"]
        ranks.append(next((n for n, key in enumerate(found) if key in question["expect"]), 99))
    assert sum(rank == 0 for rank in ranks) / len(ranks) >= first
    assert sum(rank < 3 for rank in ranks) / len(ranks) >= third


@pytest.mark.parametrize(
    ("name", "document", "clause"),
    [("clauses", 0.97, 0.95), ("places", 0.95, 0.95), ("spots", 0.92, 0.8), ("corners", 0.95, 0.8)],
)
def test_clauses(find: Find, name: str, document: float, clause: float) -> None:
    asked = questions(name)
    first = right = 0
    for question, result in zip(asked, find(*({"text": q["query"]} for q in asked)), strict=True):
        wanted = [question["expect"], *question.get("also", [])]
        top = result["answer"]["hits"][0]
        first += _document(top["path"]) in [place["document"] for place in wanted]
        right += any(
            _document(top["path"]) == place["document"]
            and top["clauses"][0]["anchor"] in place["clauses"]
            for place in wanted
        )
    assert first / len(asked) >= document
    assert right / len(asked) >= clause


def test_document_numbers(find: Find) -> None:
    asked = questions("numbers")
    for question, result in zip(asked, find(*({"text": q["query"]} for q in asked)), strict=True):
        answer = result["answer"]
        if "stub" in question:
            assert answer["hits"] == [], question["query"]
            other = answer["others"][0]
            assert (other["type"], other["number"]) == ("stub", question["stub"])
            continue
        first = question["first"]
        wanted = first if isinstance(first, list) else [first]
        found = [_document(hit["path"]) for hit in answer["hits"]]
        assert found[: len(wanted)] == wanted, question["query"]
        assert all(hit["why"] == "文号" for hit in answer["hits"][: len(wanted)])
