"""Whatever goes in comes out: every character, in order, whatever the numbering forms."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from build_scripts.importer import import_text
from build_scripts.importer.metadata import AgencyNames
from build_scripts.importer.write import policy_yaml
from build_scripts.load.source_text import squeeze
from build_scripts.load.yaml_strict import parse_yaml
from build_scripts.model.policy import PolicyDocument
from tests.importer.joined import joined

NO_AGENCIES = AgencyNames({}, {})

_LABELS = st.sampled_from(
    [
        *(
            "第一编 ",
            "第二章 ",
            "第一节 ",
            "第七条 ",
            "第七条之一 ",
            "一、",
            "十二、",
            "（一）",
            "（二十）",
        ),
        *(
            "(三)",
            "1.",
            "2．",
            "3、",
            "（1）",
            "4）",
            "①",
            "——",
            "问：",
            "答：",
            "附件：1.",
            "附件2",
            "附表：",
        ),
        *(
            "联系人：",
            "关于",
            "各区人社局：",
            "（以下内容摘自",
            "目录",
            "特此通知。",
            "人社部发〔2020〕30号",
        ),
        *(
            "2020年5月9日",
            "二〇二〇年五月九日",
            "市人社局",
            "行政区 电话 地址",
            "东城区 84039087 路 27 号",
        ),
        *("《办法》政策解读", "", "", ""),
    ]
)
_TEXT = st.text(
    alphabet="就业补贴的通知意见办法，。；：？（）“”《》 2020年3月aZ％①一、.", max_size=50
)
_LINES = st.builds(str.__add__, _LABELS, _TEXT)


@settings(max_examples=300, deadline=None)
@given(st.lists(_LINES, max_size=14))
def test_every_character_comes_back_in_order(lines: list[str]) -> None:
    text = "\n".join(lines)
    drafts = import_text(text, "tianjin", "sample", NO_AGENCIES)
    # A table row below its table is moved into it; all else keeps its place.
    moved = any("已归入表格" in doubt for draft in drafts for doubt in draft.doubts)
    found, expected = joined(drafts), squeeze(text)
    assert (sorted(found) == sorted(expected)) if moved else (found == expected)


@settings(max_examples=100, deadline=None)
@given(st.lists(_LINES, max_size=14))
@example(["第一编 0000000000000000.0"])
def test_every_draft_is_a_content_file(lines: list[str]) -> None:
    for draft in import_text("\n".join(lines), "tianjin", "sample", NO_AGENCIES):
        parsed = parse_yaml(policy_yaml(draft.record, draft.doubts), "draft.yml")
        assert parsed.problems == []
        assert parsed.data == draft.record
        PolicyDocument.model_validate(parsed.data | {"issued": draft.issued or "2021-01-01"})
