"""Where which records are written: the one table of content files."""

from dataclasses import dataclass

from pydantic import BaseModel

from build_scripts.model.benefit import Benefit, BenefitCases
from build_scripts.model.bundle import Bundle
from build_scripts.model.catalogue import (
    Agency,
    Audiences,
    ExternalDocuments,
    Region,
    SourceManifest,
    Topics,
)
from build_scripts.model.facts import Fact
from build_scripts.model.interpretation import Interpretation
from build_scripts.model.parameters import Parameter
from build_scripts.model.policy import PolicyDocument
from build_scripts.model.register import RegisteredRule
from build_scripts.model.synonyms import Synonyms
from build_scripts.model.timeline import Timeline, TimelineCases


@dataclass(frozen=True)
class FileKind:
    """One kind of content file.

    ``name`` is the field of :class:`~build_scripts.load.collection.Collection` that receives the
    records and ``schema`` the file name of its JSON Schema.
    """

    name: str
    #: Chinese name, for messages and the editors' page.
    label: str
    #: Path below ``content``; ``*`` stands for one folder or file name.
    place: str
    model: type[BaseModel]
    schema: str
    #: The field that tells records apart; None when the file name (without extension) does.
    key: str | None = None
    #: Whether the file is a list of records.
    many: bool = False

    @property
    def segments(self) -> list[str]:
        return self.place.split("/")

    @property
    def is_single_file(self) -> bool:
        """Whether there is exactly one such file, which must exist."""
        return "*" not in self.place


FILE_KINDS = (
    FileKind("regions", "地区", "regions.yml", Region, "regions", key="id", many=True),
    FileKind("topics", "主题", "topics.yml", Topics, "topics"),
    FileKind("audiences", "对象", "audiences.yml", Audiences, "audiences"),
    FileKind("agencies", "机关", "agencies.yml", Agency, "agencies", key="id", many=True),
    FileKind(
        "external_documents",
        "未收录的文件",
        "external_documents.yml",
        ExternalDocuments,
        "external_documents",
    ),
    FileKind("synonyms", "同义说法", "synonyms.yml", Synonyms, "synonyms"),
    FileKind(
        "register", "规则登记簿", "register.yml", RegisteredRule, "register", key="id", many=True
    ),
    FileKind("bundles", "一件事", "bundles/*.yml", Bundle, "bundles", key="id", many=True),
    FileKind("facts", "事实（问题）", "facts.yml", Fact, "facts", key="id", many=True),
    FileKind(
        "parameters", "参数", "parameters/*.yml", Parameter, "parameters", key="id", many=True
    ),
    FileKind(
        "interpretations",
        "条文的不同读法",
        "interpretations/*.yml",
        Interpretation,
        "interpretations",
        key="id",
        many=True,
    ),
    FileKind("policies", "政策文件", "policies/*/*.yml", PolicyDocument, "policy", key="key"),
    # Before benefits: its file names fit that pattern, too.
    FileKind("cases", "待遇的算例", "benefits/*/*.cases.yml", BenefitCases, "cases", key="benefit"),
    FileKind("benefits", "待遇", "benefits/*/*.yml", Benefit, "benefit", key="id"),
    # Before timelines, likewise.
    FileKind(
        "timeline_cases",
        "办理期限的算例",
        "timelines/*/*.cases.yml",
        TimelineCases,
        "timeline_cases",
        key="timeline",
    ),
    FileKind("timelines", "办理期限", "timelines/*/*.yml", Timeline, "timeline", key="id"),
    FileKind("sources", "来源文本的说明", "sources/*.yml", SourceManifest, "source"),
)

#: Files that belong to the content but hold no records: (folder, allowed extensions).
OTHER_FILES = {
    "sources": (".txt",),
    "pages": (".md", ".png", ".jpg", ".svg"),
    "schemas": (".json",),
}


def kind_of(parts: tuple[str, ...]) -> FileKind | None:
    """The kind of a file from its path below ``content``."""
    for kind in FILE_KINDS:
        segments = kind.segments
        if len(segments) == len(parts) and all(
            segment == part or (segment.startswith("*") and part.endswith(segment[1:]))
            for segment, part in zip(segments, parts, strict=True)
        ):
            return kind
    return None
