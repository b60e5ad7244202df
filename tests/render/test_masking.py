"""Mobile numbers and private addresses never reach the public."""

import re
from pathlib import Path

import pytest

from build_scripts.load.collection import Collection
from build_scripts.model.policy import PolicyDocument
from build_scripts.render.masking import mask, mask_text

#: All mobile numbers and addresses outside .gov.cn that the source prints.
PRIVATE = [
    "13811418141",
    "13521355927",
    "jinengfupin@163.com",
    "513702483@qq.com",
    "363437418@qq.com",
    "bzb@tj.gov.com",
]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("手机号码：13811418141、13521355927", "手机号码：138****8141、135****5927"),
        ("138 1141 8141", "138 **** 8141"),
        ("138-1141-8141", "138-****-8141"),
        ("+8613811418141", "+86138****8141"),
        ("013811418141", "0138****8141"),
        ("１３８１１４１８１４１", "１３８****８１４１"),
        ("jinengfupin@163.com", "j****@163.com"),
        # Looks like a government address and is none.
        ("bzb@tj.gov.com", "b****@tj.gov.com"),
        ("a@gov.cn.example.com", "a****@gov.cn.example.com"),
        ("邮箱：363437418@qq.com。", "邮箱：3****@qq.com。"),
    ],
)
def test_private_is_masked(text: str, masked: str) -> None:
    assert mask_text(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "sunliangyi@rsj.beijing.gov.cn",
        "RSJ@TJ.GOV.CN",
        "（010）84207481、84207436",
        "022-83635027",
        "W020200514344367713470.xlsx",
        "objectID=20200518153206887",
        "津人社局发〔2020〕6号",
        "300384",
    ],
)
def test_public_stays(text: str) -> None:
    assert mask_text(text) == text


def test_every_place_of_a_document_is_masked() -> None:
    number = "13811418141"
    document = PolicyDocument.model_validate(
        {
            "key": "x",
            "title": f"标题{number}",
            "document_number": None,
            "region": "cn",
            "kind": "通知",
            "issuers": [],
            "issued": "2020-05-09",
            "effective": {"basis": "not_stated", "note": number},
            "expires": {
                "basis": "not_stated",
                "cite": {"clause": "p-1", "quote": f"电话{number}"},
            },
            "attachments": [{"title": number, "status": "omitted", "urls": [number]}],
            "contacts": [{"clause": "p-1", "mobiles": [number], "emails": ["a.b@qq.com"]}],
            "notes": [{"kind": "remark", "text": number}],
            "body": [
                {
                    "id": "p-1",
                    "type": "paragraph",
                    "text": f"电话{number}",
                    "lines": [number],
                    "table": {"header": [number], "rows": [{"cells": [number]}]},
                    "children": [{"id": "p-1-d1", "type": "dash", "text": number}],
                }
            ],
            "companions": [
                {
                    "kind": "政策解读",
                    "title": number,
                    "body": [{"id": "qa-p-1", "type": "paragraph", "text": number}],
                }
            ],
        }
    )
    masked = mask({"x": document}, "public")["x"]  # type: ignore[arg-type,index]
    dumped = masked.model_dump_json()
    assert number not in dumped
    assert "a.b@qq.com" not in dumped
    assert dumped.count("138****8141") == document.model_dump_json().count(number)


def test_unaffected_documents_are_not_copied(collection: Collection, public: Collection) -> None:
    assert public.policies["tj6"] is collection.policies["tj6"]
    assert public.policies["cn81"] is not collection.policies["cn81"]


def test_intranet_is_the_collection_itself(collection: Collection) -> None:
    assert mask(collection, "intranet") is collection


def test_the_source_has_the_private_data(collection: Collection) -> None:
    text = "".join(document.model_dump_json() for document in collection.policies.values())
    assert [value for value in PRIVATE if value not in text] == []


def test_nothing_private_in_public_output(docs: Path) -> None:
    mobile = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
    address = re.compile(r"[\w.+-]+@(?:[\w-]+\.)+[A-Za-z]{2,}")
    files = [path for path in docs.rglob("*") if path.is_file()]
    assert len(files) > 300
    for path in files:
        text = path.read_text("utf-8")
        assert not mobile.findall(text), path
        private = [
            found
            for found in address.findall(text)
            if not found.lower().endswith(".gov.cn") and "****" not in found
        ]
        # A masked address leaves its domain behind four asterisks, which are no address.
        assert not private, path
        assert not [value for value in PRIVATE if value in text], path
