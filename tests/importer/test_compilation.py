"""The importer against the edited collection: what it gets right of the whole compilation."""

import re
from pathlib import Path

import pytest

from build_scripts.check.lossless import check_document
from build_scripts.importer import import_text
from build_scripts.importer.draft import Draft
from build_scripts.load.collection import Collection
from build_scripts.load.source_text import squeeze
from build_scripts.model.policy import PolicyDocument
from tests.importer.joined import joined, outline
from tests.importer.score import SOURCE, edited_documents, metadata_wrong


@pytest.fixture(scope="module")
def text() -> str:
    path = Path(__file__).parents[2] / "content" / "sources" / f"{SOURCE}.txt"
    return path.read_text("utf-8")


@pytest.fixture(scope="module")
def drafts(text: str) -> list[Draft]:
    return import_text(text, "cn", SOURCE)


@pytest.fixture(scope="module")
def edited(collection: Collection) -> list[PolicyDocument]:
    """The edited documents in printed order."""
    return edited_documents(collection)


def test_every_document_is_found_where_it_stands(
    drafts: list[Draft], edited: list[PolicyDocument]
) -> None:
    found = [(draft.first_line, draft.last_line) for draft in drafts]
    assert found == [document.source.lines for document in edited if document.source]
    assert len(found) == 34


def test_text_is_lossless_for_all_documents(drafts: list[Draft], collection: Collection) -> None:
    for draft in drafts:
        document = PolicyDocument.model_validate(draft.record)
        assert check_document(document, collection.sources[SOURCE], f"{draft.key}.yml") == []


def test_score_of_title_number_issuers_and_date(
    drafts: list[Draft], edited: list[PolicyDocument], collection: Collection
) -> None:
    wrong = {
        document.key: differences
        for draft, document in zip(drafts, edited, strict=True)
        if (differences := metadata_wrong(draft, document, collection))
    }
    right = len(edited) - len(wrong)
    print(f"导入器：{right}/{len(edited)} 份文件的标题、文号、机关、日期全对")
    assert right >= 32, wrong


def test_clause_ids_are_those_of_the_edited_files(
    drafts: list[Draft], edited: list[PolicyDocument]
) -> None:
    differing = [
        document.key
        for draft, document in zip(drafts, edited, strict=True)
        if outline(draft) != [clause.id for clause in document.clauses()]
    ]
    # The paragraph below the last step of a procedure belongs to the whole procedure: an editor's
    # judgement.
    assert differing == ["bjbz"]


def test_headings_of_the_collection_are_reported(drafts: list[Draft]) -> None:
    assert [heading for draft in drafts for heading in draft.headings] == [
        (1, "人社部"),
        (1355, "北京市"),
        (1663, "广东省"),
        (2300, "广州市"),
        (2691, "江苏省"),
        (3051, "天津市"),
        (5070, "山东省"),
    ]


def _without_blank_lines(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if line.strip())


def _without_page_marks(text: str) -> str:
    lines = (line.strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line and not re.match(r"第 \d+ 页", line))


@pytest.mark.parametrize(
    "change",
    [_without_blank_lines, _without_page_marks, lambda text: text.replace("\n", "\r\n")],
    ids=["no blank lines", "no page marks", "CRLF"],
)
def test_layout_of_the_file_does_not_matter(change, text: str, drafts: list[Draft]) -> None:
    again = import_text(change(text), "cn", SOURCE)
    assert [outline(draft) for draft in again] == [outline(draft) for draft in drafts]
    assert [draft.title for draft in again] == [draft.title for draft in drafts]


def test_documents_one_by_one(text: str, drafts: list[Draft]) -> None:
    lines = text.split("\n")
    for draft in drafts:
        alone = "\n".join(lines[draft.first_line - 1 : draft.last_line])
        (again,) = import_text(_without_page_marks(alone), "cn", SOURCE)
        assert (again.title, again.document_number) == (draft.title, draft.document_number)
        assert (again.issuer_names, again.issued) == (draft.issuer_names, draft.issued)
        assert sorted(joined([again])) == sorted(squeeze(_without_page_marks(alone)))
