"""What bundles name has to exist."""

from dataclasses import replace

from build_scripts.check.ids import check_ids
from build_scripts.load.collection import Collection


def test_unknown_ids_are_told_where_they_stand(collection: Collection) -> None:
    hire = collection.bundles["hire"]
    item = hire.items[0].model_copy(update={"benefits": ["beijing/online-si-registrations"]})
    wrong = hire.model_copy(
        update={
            "items": [item, *hire.items[1:]],
            "benefits": ["tianjin/hiring-post-subsidie"],
            "timelines": ["cn/package-handlin"],
        }
    )
    broken = replace(collection, bundles={**collection.bundles, "hire": wrong})
    told = [str(problem) for problem in check_ids(broken)]
    assert len(told) == 3
    assert all("content/bundles/services.yml" in line for line in told)
    for words in ("是不是“tianjin/hiring-post-subsidy”", "没有时限“cn/package-handlin”"):
        assert any(words in line for line in told)


def test_the_content_has_none(collection: Collection) -> None:
    assert check_ids(collection) == []
