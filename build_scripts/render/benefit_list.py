"""The list of benefits, by region and by whom they are for."""

from dataclasses import dataclass

from build_scripts.model.benefit import Benefit

from .benefit import STYLESHEET, benefit_path
from .context import Site
from .listings import region_tree
from .page import Page

_SITE_PATH = "benefits/"
#: Whom a benefit is for: heading and the payees under it.
_KINDS = (
    ("给个人的", ("person",)),
    ("给用人单位的", ("employer",)),
    ("给机构、学校的", ("organisation", "school")),
)


@dataclass(frozen=True, slots=True)
class BenefitLink:
    """A benefit as the end of a link."""

    site_path: str
    title: str
    summary: str


@dataclass(frozen=True, slots=True)
class RegionBenefits:
    """The benefits of one region; ``kinds`` are (heading, benefits), none of them empty."""

    id: str
    label: str
    kinds: list[tuple[str, list[BenefitLink]]]

    @property
    def count(self) -> int:
        """Benefits of the region."""
        return sum(len(benefits) for _, benefits in self.kinds)


def benefit_list(site: Site) -> Page:
    """The page at ``benefits/``."""
    subjects = {topic: number for number, topic in enumerate(site.topics)}
    benefits = sorted(
        site.collection.benefits.values(),
        # Benefits of one subject stand together.
        key=lambda benefit: (*(subjects[topic] for topic in benefit.topics[:1]), benefit.id),
    )
    regions = []
    for region in region_tree(site.collection.regions):
        own = [benefit for benefit in benefits if benefit.region == region]
        kinds = [
            (heading, [_link(benefit) for benefit in own if benefit.payee in payees])
            for heading, payees in _KINDS
        ]
        label = site.collection.regions[region].label
        regions.append(RegionBenefits(region, label, [kind for kind in kinds if kind[1]]))
    html = site.render(
        "benefit_list.html",
        _SITE_PATH,
        regions=[region for region in regions if region.kinds],
        total=len(benefits),
    )
    return Page(_SITE_PATH, "计算器", html, "可以在网页上计算的待遇，按地区和对象", (STYLESHEET,))


def _link(benefit: Benefit) -> BenefitLink:
    return BenefitLink(benefit_path(benefit.id), benefit.title, benefit.summary)
