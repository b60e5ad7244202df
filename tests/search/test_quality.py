"""How well search answers: the question sets, measured on the built site.

``given`` and ``clauses`` are held to what the product promises. ``before`` was written before any
result was seen and is the honest estimate for strangers' questions; ``after`` was written to find
weaknesses. Their limits are what was reached, so that a change that loses a question is noticed.
"""

import pytest

from .conftest import Find, questions


def _document(path: str) -> str:
    return path.split("/")[2]


@pytest.mark.parametrize(
    ("name", "first", "third"),
    [("given", 0.95, 1.0), ("before", 0.86, 0.93), ("after", 0.85, 0.93)],
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


def test_clauses(find: Find) -> None:
    asked = questions("clauses")
    right = 0
    for question, result in zip(asked, find(*({"text": q["query"]} for q in asked)), strict=True):
        wanted = [question["expect"], *question.get("also", [])]
        top = result["answer"]["hits"][0]
        right += any(
            _document(top["path"]) == place["document"]
            and top["clauses"][0]["anchor"] in place["clauses"]
            for place in wanted
        )
    assert right / len(asked) >= 0.9


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
