"""Ways into the collection: by region, topic, audience, agency, year and kind of document."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from markupsafe import Markup

from build_scripts.model.catalogue import Region
from build_scripts.model.policy import PolicyDocument

from .context import KIND_SLUGS, Site
from .page import Page, root_of
from .paging import slices


@dataclass(slots=True)
class Value:
    """One value of a facet, with the documents listed under it in the order they are shown.

    ``documents`` are (heading or None, key); ``above`` points to what also applies.
    """

    site_path: str
    label: str
    aliases: Sequence[str] = ()
    documents: list[tuple[str | None, str]] = field(default_factory=list)
    above: list["Value"] = field(default_factory=list)

    @property
    def count(self) -> int:
        """Documents under this value."""
        return len(self.documents)


@dataclass(slots=True)
class Facet:
    """One way into the collection: its index page and its values in groups."""

    site_path: str
    label: str
    intro: str
    groups: list[tuple[str, list[Value]]]

    @property
    def values(self) -> Iterator[Value]:
        """All values in the order shown."""
        return (value for _, values in self.groups for value in values)


class Listings:
    """All facets of a collection. Documents are listed newest first."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._rows: dict[tuple[str, str], Markup] = {}
        policies = site.collection.policies
        self.newest = sorted(
            policies, key=lambda key: (policies[key].issued, policies[key].key), reverse=True
        )
        documents = [policies[key] for key in self.newest]
        self.regions = self._region_facet(documents)
        self.topics = _grouped_facet(
            "topics/",
            "主题",
            "文件按内容归入的主题；一份文件可以有几个主题。",
            [(group.id, group.label) for group in site.collection.topics.groups],
            [
                (topic.group, Value(f"topics/{topic.id}/", topic.label, topic.aliases), topic.id)
                for topic in site.collection.topics.topics
            ],
            ((topic, document.key) for document in documents for topic in document.topics),
        )
        self.audiences = _grouped_facet(
            "audiences/",
            "对象",
            "文件写给谁、管谁。",
            [(group.id, group.label) for group in site.collection.audiences.groups],
            [
                (who.group, Value(f"audiences/{who.id}/", who.label, who.aliases), who.id)
                for who in site.collection.audiences.audiences
            ],
            ((who, document.key) for document in documents for who in document.audiences),
        )
        self.agencies = self._agency_facet(documents)
        self.years = _plain_facet(
            "years/",
            "年份",
            "按成文日期的年份。",
            (
                (document.issued[:4], f"{document.issued[:4]}年", document.key)
                for document in documents
            ),
        )
        kinds = list(KIND_SLUGS)
        self.kinds = _plain_facet(
            "kinds/",
            "文种",
            "通知、公告、意见、办法等。",
            (
                (KIND_SLUGS[document.kind], document.kind, document.key)
                for document in sorted(documents, key=lambda document: kinds.index(document.kind))
            ),
        )

    @property
    def facets(self) -> list[Facet]:
        """All facets in the order they are offered."""
        return [
            self.regions,
            self.topics,
            self.audiences,
            self.agencies,
            self.years,
            self.kinds,
        ]

    def pages(self) -> Iterator[Page]:
        """The table of all documents, and index and value pages of every facet."""
        every = Value("policies/", "全部政策", documents=[(None, key) for key in self.newest])
        yield from self._value_pages(every, "收录的全部文件，可以按任何一栏排序，也可以筛选。")
        for facet in self.facets:
            html = self._site.render("facet.html", facet.site_path, facet=facet)
            yield Page(facet.site_path, f"按{facet.label}查", html)
            for value in facet.values:
                if value.count or facet is self.regions:
                    yield from self._value_pages(value, "", facet)

    def row(self, key: str, root: str) -> Markup:
        """A table row for one document on a page whose way to the site root is ``root``."""
        found = self._rows.get((key, root))
        if found is None:
            document = self._site.collection.policies[key]
            found = Markup(
                self._site.render(
                    "_document_row.html",
                    "",
                    base=root,
                    path=self._site.document_path(key),
                    document=document,
                    region=self._site.region_label(document.region),
                    status=self._site.status_of(key),
                    words=self._words(document),
                )
            )
            self._rows[key, root] = found
        return found

    def _words(self, document: PolicyDocument) -> str:
        """What the filter of a table finds the document by, besides what its row shows."""
        names: list[str] = []
        for topic in document.topics:
            names += [self._site.topics[topic].label, *self._site.topics[topic].aliases]
        for audience in document.audiences:
            names += [self._site.audiences[audience].label, *self._site.audiences[audience].aliases]
        return " ".join(names)

    def _value_pages(self, value: Value, intro: str, facet: Facet | None = None) -> Iterator[Page]:
        for part in slices(value.site_path, value.documents):
            root = root_of(part.site_path)
            groups = [
                (heading, [self.row(key, root) for _, key in rows])
                for heading, rows in groupby(part.rows, key=lambda row: row[0])
            ]
            title = value.label + part.title_suffix
            html = self._site.render(
                "listing.html",
                part.site_path,
                value=value,
                facet=facet,
                intro=intro,
                title=title,
                groups=groups,
                part=part,
            )
            yield Page(part.site_path, title, html)

    def _region_facet(self, documents: list[PolicyDocument]) -> Facet:
        regions = self._site.collection.regions
        values = {
            region.id: Value(f"policies/{region.id}/", region.label) for region in regions.values()
        }
        by_region: dict[str, list[str]] = {region: [] for region in regions}
        for document in documents:
            by_region[document.region].append(document.key)
        for region in regions.values():
            value = values[region.id]
            value.documents = [(None, key) for key in by_region[region.id]]
            if region.level == "national":
                continue
            for below in _below(region, regions):
                rows = [(below.label, key) for key in by_region[below.id]]
                value.documents += rows
            value.above = [values[above] for above in _above(region, regions)]
        return Facet(
            "regions/",
            "地区",
            "国家的规定各地都适用，省的规定其下各市也适用；各地可以另有规定。",
            [("", [values[region] for region in region_tree(regions)])],
        )

    def _agency_facet(self, documents: list[PolicyDocument]) -> Facet:
        collection = self._site.collection
        values = {
            agency.id: Value(f"agencies/{agency.id}/", agency.label, agency.aliases)
            for agency in collection.agencies.values()
        }
        for document in documents:
            for issuer in document.issuers:
                values[issuer].documents.append((None, document.key))
        for document in documents:
            inferred = document.issuer_inferred
            if inferred and inferred.agency not in document.issuers:
                values[inferred.agency].documents.append(
                    ("原文没有写发文机关，编者推定为本机关", document.key)
                )
        return Facet(
            "agencies/",
            "机关",
            "印发文件的机关；几个机关联合印发的，每个机关下都列出。",
            [
                (
                    region.label,
                    [
                        values[agency.id]
                        for agency in collection.agencies.values()
                        if agency.region == region.id and values[agency.id].count
                    ],
                )
                for region in collection.regions.values()
            ],
        )


def _below(region: Region, regions: Mapping[str, Region]) -> Iterator[Region]:
    for other in regions.values():
        if other.parent == region.id:
            yield other
            yield from _below(other, regions)


def region_tree(regions: Mapping[str, Region]) -> Iterator[str]:
    """Region ids with every region right before those below it."""
    for region in regions.values():
        if region.parent is None:
            yield region.id
            yield from (below.id for below in _below(region, regions))


def _above(region: Region, regions: Mapping[str, Region]) -> Iterator[str]:
    parent = region.parent
    while parent is not None:
        yield parent
        parent = regions[parent].parent


def _grouped_facet(
    site_path: str,
    label: str,
    intro: str,
    groups: list[tuple[str, str]],
    values: list[tuple[str, Value, str]],
    pairs: Iterable[tuple[str, str]],
) -> Facet:
    """A facet from (group id, label), (group id, value, value id) and (value id, document)."""
    by_id = {identity: value for _, value, identity in values}
    for identity, key in pairs:
        by_id[identity].documents.append((None, key))
    return Facet(
        site_path,
        label,
        intro,
        [
            (name, [value for group_of, value, _ in values if group_of == group and value.count])
            for group, name in groups
        ],
    )


def _plain_facet(
    site_path: str, label: str, intro: str, entries: Iterable[tuple[str, str, str]]
) -> Facet:
    """A facet without groups from (slug, label, document); values keep the order they come in."""
    values: dict[str, Value] = {}
    for slug, name, key in entries:
        value = values.setdefault(slug, Value(f"{site_path}{slug}/", name))
        value.documents.append((None, key))
    return Facet(site_path, label, intro, [("", list(values.values()))])
