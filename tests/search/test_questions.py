"""The question sets that search quality is measured with say only what the content says."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from build_scripts.load.collection import Collection

QUESTIONS = Path(__file__).parent / "questions"
#: Files of questions and how many each must hold at least.
MINIMUM = {
    "given": 56,
    "before": 30,
    "clauses": 44,
    "numbers": 25,
    "after": 30,
    "later": 60,
    "last": 40,
    "places": 24,
    "fresh": 60,
    "spots": 26,
    "final": 40,
    "corners": 20,
}
#: Kinds of questions that sets of questions about documents may hold.
KINDS = {
    "keyword",
    "several keywords",
    "natural language",
    "numeral variant",
    "numbers",
    "document number",
    "partial word",
    "full/half width",
    "typo",
    "colloquial",
    "pinyin",
}
#: Sets made to be spread over the content, and the kinds of questions each must hold.
SPREAD = {
    "before": KINDS,
    "after": KINDS - {"colloquial"},
    "later": KINDS,
    "last": KINDS,
    "fresh": KINDS,
    "final": KINDS - {"typo", "pinyin"},
}
#: Sets of questions whose answer stands in one clause, and how many documents each must cover.
CLAUSES = {"clauses": 20, "places": 16, "spots": 18, "corners": 15}


def read(name: str) -> list[dict[str, Any]]:
    questions: list[dict[str, Any]] = yaml.safe_load(
        (QUESTIONS / f"{name}.yml").read_text(encoding="utf-8")
    )
    return questions


def as_list(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value]


def own_text(collection: Collection, document: str, clause: str) -> str:
    (found,) = (node for node in collection.policies[document].clauses() if node.id == clause)
    return found.own_text()


@pytest.mark.parametrize(("name", "minimum"), MINIMUM.items())
def test_there_are_enough_questions(name: str, minimum: int) -> None:
    assert len(read(name)) >= minimum


def test_no_question_is_asked_twice() -> None:
    asked = Counter(question["query"] for name in MINIMUM for question in read(name))
    assert [query for query, times in asked.items() if times > 1] == []


@pytest.mark.parametrize("name", ["given", *SPREAD])
def test_expected_documents_exist(name: str, collection: Collection) -> None:
    for question in read(name):
        assert set(question) == {"query", "expect", "kind"}
        assert question["kind"] in KINDS
        assert question["expect"]
        assert set(question["expect"]) <= set(collection.policies), question["query"]


@pytest.mark.parametrize(("name", "kinds"), SPREAD.items())
def test_questions_are_spread_over_the_content(
    name: str, kinds: set[str], collection: Collection
) -> None:
    questions = read(name)
    documents = {key for question in questions for key in question["expect"]}
    assert len(documents) >= 22
    assert {collection.policies[key].region for key in documents} == set(collection.regions)
    assert {question["kind"] for question in questions} == kinds


@pytest.mark.parametrize("name", CLAUSES)
def test_answers_stand_verbatim_in_their_clauses(name: str, collection: Collection) -> None:
    for question in read(name):
        assert set(question) - {"also"} == {"query", "expect", "answer"}
        places = [{**question["expect"], "answer": question["answer"]}, *question.get("also", [])]
        for place in places:
            assert place["clauses"]
            for clause in place["clauses"]:
                text = own_text(collection, place["document"], clause)
                assert place["answer"] in text, question["query"]


@pytest.mark.parametrize("name", CLAUSES)
def test_other_places_that_say_the_same_are_listed(name: str, collection: Collection) -> None:
    for question in read(name):
        listed = {
            (place["document"], clause)
            for place in (question["expect"], *question.get("also", []))
            for clause in place["clauses"]
        }
        same = {
            (key, clause.id)
            for key, document in collection.policies.items()
            for clause in document.clauses()
            if question["answer"] in clause.own_text()
        }
        assert same <= listed, question["query"]


@pytest.mark.parametrize(("name", "least"), CLAUSES.items())
def test_questions_about_clauses_cover_many_documents(name: str, least: int) -> None:
    assert len({question["expect"]["document"] for question in read(name)}) >= least


def test_documents_of_numbers_exist(collection: Collection) -> None:
    external = {document.document_number for document in collection.external_documents.documents}
    for question in read("numbers"):
        assert set(question) in ({"query", "first"}, {"query", "stub"})
        if "stub" in question:
            assert question["stub"] in external, question["query"]
            continue
        keys = as_list(question["first"])
        assert set(keys) <= set(collection.policies), question["query"]
        issued = [collection.policies[key].issued for key in keys]
        assert issued == sorted(issued, reverse=True), question["query"]
