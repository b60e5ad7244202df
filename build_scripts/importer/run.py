"""The importer from end to end: a text file in, draft content files and a report out."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from build_scripts.load.problems import ContentErrors, Problem
from build_scripts.load.text_file import read_bytes, read_text
from build_scripts.load.validate import validate_document
from build_scripts.load.yaml_strict import parse_yaml
from build_scripts.model.base import Record
from build_scripts.model.catalogue import Agency, Region

from .draft import Draft
from .ids import assign_ids
from .layout import to_paragraphs
from .metadata import AgencyNames, complete, slug
from .read import decode, read_lines
from .split import split_documents
from .structure import build_document
from .write import manifest_yaml, policy_yaml

_CONTENT = Path(__file__).resolve().parents[2] / "content"
_R = TypeVar("_R", bound=Record)


class DraftExists(FileExistsError):
    """A draft would replace a file; nothing has been written. The message is for people."""


@dataclass
class ImportReport:
    """What was made of one file, and what the editor has to look at. ``str()`` is for reading."""

    source: str
    drafts: list[Draft]
    files: list[Path] = field(default_factory=list)

    def __str__(self) -> str:
        lines = [f"{self.source}：认出 {len(self.drafts)} 份文件。"]
        for index, draft in enumerate(self.drafts):
            number = draft.document_number or "无文号"
            place = f"第 {draft.first_line}–{draft.last_line} 行"
            lines += ["", f"{index + 1}. {draft.title}（{number}），{place}"]
            if self.files:
                lines.append(f"   草稿：{self.files[index]}")
            lines += [f"   待核：{doubt}" for doubt in draft.doubts]
        return "\n".join(lines)


def agency_names(agencies: Iterable[Agency]) -> AgencyNames:
    """Look-up of bodies by label and alias."""
    by_region: dict[tuple[str, str], str] = {}
    by_name: dict[str, str] = {}
    for agency in agencies:
        for name in (agency.label, *agency.aliases):
            by_region.setdefault((agency.region, name), agency.id)
            by_name.setdefault(name, agency.id)
    return AgencyNames(by_region, by_name)


def load_agencies(content: Path = _CONTENT) -> AgencyNames:
    """The names in ``agencies.yml``; the rest of the content need not be right."""
    return agency_names(_records(Agency, content / "agencies.yml"))


def load_regions(content: Path = _CONTENT) -> dict[str, str]:
    """Id → name of the regions in ``regions.yml``; the rest of the content need not be right."""
    return {region.id: region.label for region in _records(Region, content / "regions.yml")}


def _records(model: type[_R], path: Path) -> list[_R]:
    """The records of a list file; raises ``ContentErrors``."""
    file = f"{path.parent.name}/{path.name}"
    return validate_document(model, parse_yaml(read_text(path, file), file), many=True)


def import_text(
    text: str, region: str, source_name: str, agencies: AgencyNames | None = None
) -> list[Draft]:
    """Drafts of the documents in ``text``, in printed order; empty for a text without any line.

    ``region`` is the id of the region the documents belong to, ``source_name`` the name of the
    text without extension, ``agencies`` the known bodies (by default those of the project).
    """
    known = load_agencies() if agencies is None else agencies
    drafts: list[Draft] = []
    keys: set[str] = set()
    for document in split_documents(to_paragraphs(read_lines(text))):
        draft = build_document(document.paragraphs)
        draft.headings = [(p.first_line, p.text) for p in document.headings]
        draft.doubts += [
            f"前面第 {line} 行“{heading}”看作汇编自己的标题，没有写进正文"
            for line, heading in draft.headings
        ]
        draft.doubts += assign_ids(draft.body, draft.companions)
        complete(draft, region, source_name, known)
        draft.doubts.append("主题（topics）和对象（audiences）要由编辑填写")
        key, copy = draft.key, 1
        while draft.key in keys:
            copy += 1
            draft.record["key"] = f"{key}-{copy}"
        keys.add(draft.key)
        drafts.append(draft)
    return drafts


def run_import(file: Path, region: str, out: Path) -> ImportReport:
    """Write a draft for every document in ``file`` to ``out/policies/<region>/<key>.yml``.

    The text itself goes to ``out/sources/`` with its manifest, as ``content/sources/`` needs it
    to compare the documents with.

    :raises ContentErrors: ``file`` cannot be read, is not text or holds none.
    :raises DraftExists: a draft would replace a file.
    """
    try:
        text = decode(read_bytes(file, str(file)))
    except UnicodeDecodeError:
        message = "不是文本文件，或编码认不出。请另存为 UTF-8 文本"
        raise ContentErrors([Problem(str(file), 1, 1, message)]) from None
    name = slug(file.stem)
    drafts = import_text(text, region, name)
    if not drafts:
        raise ContentErrors([Problem(str(file), 1, 1, "文件里没有文字")])
    paths = [out / "policies" / region / f"{draft.key}.yml" for draft in drafts]
    manifest = out / "sources" / f"{name}.yml"
    if existing := [str(path) for path in (*paths, manifest) if path.exists()]:
        raise DraftExists(
            f"已有同名文件，没有写入任何草稿：{'、'.join(existing)}\n先把旧草稿移走或删掉，再导入。"
        )
    for path in (*paths, manifest):
        path.parent.mkdir(parents=True, exist_ok=True)
    for draft, path in zip(drafts, paths, strict=True):
        path.write_text(policy_yaml(draft.record, draft.doubts), "utf-8")
    manifest.with_suffix(".txt").write_text(text, "utf-8", newline="\n")
    headings = [heading for draft in drafts for heading in draft.headings]
    manifest.write_text(manifest_yaml(file.stem, headings), "utf-8")
    return ImportReport(file.name, drafts, paths)
