"""A small, valid content folder that tests break on purpose."""

from pathlib import Path

POLICY = (Path(__file__).parent / "broken" / "policy.yml").read_text("utf-8")

FILES = {
    "regions.yml": """\
- {id: cn, label: 全国, short_label: 全国, level: national}
- {id: tianjin, label: 天津市, short_label: 天津, parent: cn, level: city}
""",
    "topics.yml": """\
groups:
  - {id: subsidies, label: 补贴}
topics:
  - {id: si-subsidy, label: 社保补贴, group: subsidies}
""",
    "audiences.yml": """\
groups:
  - {id: employers, label: 单位}
audiences:
  - {id: enterprises, label: 企业, group: employers}
""",
    "agencies.yml": """\
- {id: tianjin-hrss, label: 天津市人力资源和社会保障局, region: tianjin}
- {id: mohrss, label: 人力资源社会保障部, region: cn}
""",
    "external_documents.yml": "documents: []\n",
    "synonyms.yml": """\
synonyms:
  - {say: [稳岗补贴, 失业金返还], means: [返还标准], note: 旧称}
fillers:
  - {say: [怎么申请], asks: procedure, note: 问怎么办}
  - {say: [吗], note: 句末语气词}
""",
    "register.yml": "[]\n",
    "facts.yml": "[]\n",
    "policies/tianjin/tj6.yml": POLICY,
    "policies/cn/cn30.yml": """\
key: cn30
title: 关于失业保险的通知
document_number: 人社部发〔2020〕30号
region: cn
kind: 通知
issuers: [mohrss]
issued: "2020-05-09"
effective: {basis: not_stated}
expires: {basis: not_stated}
body:
  - id: p-1
    type: paragraph
    text: 提高返还标准。
""",
    "pages/about.md": "# 关于\n",
}


def write_sample(root: Path, **changes: str | bytes | None) -> Path:
    """Write the sample below ``root/content`` and return that folder.

    ``changes``: contents by path; None leaves the file out.
    """
    content = root / "content"
    for name, text in {**FILES, **changes}.items():
        if text is None:
            continue
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return content


def changed(name: str, old: str, new: str) -> dict[str, str]:
    """A change of one place in a file of the sample, for :func:`write_sample`."""
    assert FILES[name].count(old) == 1, (name, old)
    return {name: FILES[name].replace(old, new)}
