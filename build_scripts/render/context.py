"""What every page needs to know of the whole site: addresses, statuses, names of clauses."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from build_scripts.link import Links, Target
from build_scripts.link.stubs import Repeal
from build_scripts.load.collection import Collection
from build_scripts.model.benefit import Benefit
from build_scripts.model.catalogue import Audience, LaterDevelopment, Topic
from build_scripts.model.policy import Amendment, PolicyDocument
from build_scripts.model.timeline import Timeline

from .dates import chinese_date
from .masking import Profile
from .page import root_of
from .places import clause_places, document_name
from .sentences import sentence_around
from .status import RepealedBy, Status, status

#: Addresses of the kinds of documents (PolicyDocument.kind).
KIND_SLUGS = {
    "通知": "notice",
    "公告": "announcement",
    "通告": "circular",
    "意见": "opinions",
    "办法": "measures",
    "方案": "plan",
    "决定": "decision",
    "问答": "questions",
    "其他": "other",
}
#: Said wherever a document is named that is not held.
ABSENT = "本库未收录原文"
#: How far what is known from elsewhere can be relied on.
CONFIDENCE_WORDS = {"high": "较高", "medium": "一般", "low": "较低"}
TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


def new_environment() -> Environment:
    """Templates with escaping on; a name that is not given is an error, not an empty text."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["chinese_date"] = chinese_date
    return environment


@dataclass(frozen=True, slots=True)
class TargetView:
    """A document as the end of a link: held (with its status) or known by name only."""

    site_path: str
    title: str
    number: str | None
    status: Status | None
    note: str


class Site:
    """The masked collection with its links, on one day and for one profile.

    ``as_of`` is the day on which statuses are stated for readers without scripts; ``edit_base``
    the address below which the repository's files can be seen, for the “本页有误” links.
    """

    def __init__(
        self,
        collection: Collection,
        links: Links,
        *,
        as_of: date,
        profile: Profile,
        edit_base: str | None = None,
    ) -> None:
        self.collection = collection
        self.links = links
        self.as_of = as_of.isoformat()
        self.profile = profile
        self._edit_base = edit_base
        self._environment = new_environment()
        self._templates: dict[str, Template] = {}
        self._statuses: dict[str, Status] = {}
        self._places: dict[str, dict[str, str]] = {}
        self._targets: dict[Target, TargetView] = {}
        self._clause_texts: dict[str, dict[str, str]] = {}

    def render(self, template: str, site_path: str, **values: Any) -> str:
        """A template filled in for the page at ``site_path``; it may use ``root`` and ``site``."""
        found = self._templates.get(template)
        if found is None:
            found = self._templates[template] = self._environment.get_template(template)
        return found.render(root=root_of(site_path), site=self, **values)

    def document_path(self, key: str) -> str:
        """Site path of a document of the collection."""
        return f"policies/{self.collection.policies[key].region}/{key}/"

    def file_of(self, document: PolicyDocument) -> str:
        """Path of the document's content file within the repository."""
        return f"content/policies/{document.region}/{document.key}.yml"

    def edit_url(self, document: PolicyDocument) -> str | None:
        """Address where the content file can be seen, when the site has been told one."""
        return (
            f"{self._edit_base.rstrip('/')}/{self.file_of(document)}" if self._edit_base else None
        )

    def region_label(self, region: str | None) -> str:
        """Short label of a region; empty for None."""
        return self.collection.regions[region].short_label if region else ""

    def kind_path(self, kind: str) -> str:
        """Site path of the listing of a kind of document."""
        return f"kinds/{KIND_SLUGS[kind]}/"

    @cached_property
    def topics(self) -> dict[str, Topic]:
        """Topics by id."""
        return {topic.id: topic for topic in self.collection.topics.topics}

    @cached_property
    def audiences(self) -> dict[str, Audience]:
        """Audiences by id."""
        return {audience.id: audience for audience in self.collection.audiences.audiences}

    @cached_property
    def _later(self) -> dict[str, list[LaterDevelopment]]:
        gathered: dict[str, list[LaterDevelopment]] = {}
        for development in self.collection.external_documents.later:
            gathered.setdefault(development.document, []).append(development)
        return gathered

    def later(self, key: str) -> list[LaterDevelopment]:
        """What is known to have happened to a document after it was collected."""
        return self._later.get(key, [])

    @cached_property
    def _amendments(self) -> dict[str, list[tuple[Target, Amendment]]]:
        gathered: dict[str, list[tuple[Target, Amendment]]] = {}
        for target, amendments in self.links.amendments.items():
            for targeted in amendments:
                gathered.setdefault(targeted.source, []).append((target, targeted.amendment))
        return gathered

    def amendments_by(self, key: str) -> list[tuple[Target, Amendment]]:
        """What a document changes in others."""
        return self._amendments.get(key, [])

    @cached_property
    def _benefits(self) -> dict[str, list[Benefit]]:
        gathered: dict[str, list[Benefit]] = {}
        for benefit in self.collection.benefits.values():
            for document in benefit.documents:
                gathered.setdefault(document, []).append(benefit)
        return gathered

    def benefits_of(self, key: str) -> list[Benefit]:
        """What can be calculated from a document."""
        return self._benefits.get(key, [])

    @cached_property
    def _timelines(self) -> dict[str, list[Timeline]]:
        gathered: dict[str, list[Timeline]] = {}
        for timeline in self.collection.timelines.values():
            for benefit in timeline.benefits:
                gathered.setdefault(benefit, []).append(timeline)
        return gathered

    def timelines_of(self, benefit: str) -> list[Timeline]:
        """The procedures that say when each step towards a benefit is due."""
        return self._timelines.get(benefit, [])

    def places(self, key: str) -> dict[str, str]:
        """Clause id → how the clause is called, for one document."""
        found = self._places.get(key)
        if found is None:
            found = self._places[key] = clause_places(self.collection.policies[key])
        return found

    def status_of(self, key: str) -> Status:
        """Status of a document on the day of the build."""
        found = self._statuses.get(key)
        if found is None:
            document = self.collection.policies[key]
            repeal = self.links.repealed.get(key)
            found = self._statuses[key] = status(
                document.effective.date,
                document.expires.date,
                repeal.date if repeal else None,
                document.issued,
                self.as_of,
                expires_basis=document.expires.basis,
            )
        return found

    def repealed_by(self, repeal: Repeal | None, target: Target) -> RepealedBy | None:
        """The repeal of ``target`` in words, with the sentence of the clause that says so."""
        if repeal is None:
            return None
        document = self.collection.policies[repeal.document]
        return RepealedBy(
            repeal.date,
            f"{self.document_path(repeal.document)}#{repeal.clause}",
            document_name(document) + self.places(repeal.document)[repeal.clause],
            self.quoting(repeal.document, repeal.clause, target),
        )

    def quoting(self, document: str, clause: str, target: Target) -> str:
        """The sentence in which a clause names ``target`` for the first time."""
        for mention in self.links.in_clause(document, clause):
            if mention.target.whole() == target.whole():
                text = self._texts(document)[clause]
                return sentence_around(text, mention.start, mention.end)
        return ""

    def _texts(self, key: str) -> dict[str, str]:
        found = self._clause_texts.get(key)
        if found is None:
            policy = self.collection.policies[key]
            found = {clause.id: clause.text or "" for clause in policy.clauses()}
            self._clause_texts[key] = found
        return found

    def target(self, target: Target) -> TargetView:
        """What a link to ``target`` shows; the clause is not part of it."""
        whole = target.whole()
        found = self._targets.get(whole)
        if found is None:
            found = self._targets[whole] = self._target(whole)
        return found

    def _target(self, target: Target) -> TargetView:
        if target.document:
            document = self.collection.policies[target.document]
            return TargetView(
                self.document_path(target.document),
                document.title,
                document.document_number,
                self.status_of(target.document),
                "",
            )
        stub = self.links.stubs[target.stub or ""]
        note = ABSENT
        if stub.repealed:
            by = self.collection.policies[stub.repealed.document]
            name = by.document_number or f"《{by.title}》"
            note += f"；{chinese_date(stub.repealed.date)}起由{name}废止"
        return TargetView(f"documents/{stub.slug}/", stub.title, stub.number, None, note)

    @cached_property
    def _by_number(self) -> dict[str, str]:
        paths = {
            stub.number: f"documents/{slug}/"
            for slug, stub in self.links.stubs.items()
            if stub.number
        }
        for key, document in self.collection.policies.items():
            if document.document_number:
                paths[document.document_number] = self.document_path(key)
        return paths

    def path_of_number(self, number: str) -> str:
        """Site path of the document with this number, empty when there is no page for it."""
        return self._by_number.get(number, "")

    @cached_property
    def clause_count(self) -> int:
        """Clauses of the whole collection."""
        return sum(1 for policy in self.collection.policies.values() for _ in policy.clauses())

    @cached_property
    def reference_count(self) -> int:
        """References between documents, links inside a document aside."""
        counts = self.links.count_by_type()
        return sum(count for kind, count in counts.items() if kind != "internal")
