"""Which benefits are compared, and where."""

from build_scripts.model.benefit import Benefit

from .context import Site
from .listings import region_tree

LIST = "compare/"


def comparison_path(group: str) -> str:
    """Site path of the comparison of a kind of benefit."""
    return f"{LIST}{group.replace('_', '-')}/"


def compared_groups(site: Site) -> dict[str, list[str]]:
    """Kinds that occur in two or more benefits, in their order, with the benefits by region."""
    order = list(region_tree(site.collection.regions))
    members: dict[str, list[str]] = {}
    for benefit in sorted(
        site.collection.benefits.values(), key=lambda one: (order.index(one.region), one.id)
    ):
        if benefit.comparable_group is not None:
            members.setdefault(benefit.comparable_group, []).append(benefit.id)
    kinds = (kind.id for kind in site.collection.topics.comparable_groups)
    return {kind: members[kind] for kind in kinds if len(members.get(kind, ())) > 1}


def comparison_of(site: Site, benefit: Benefit) -> str | None:
    """Site path of the page that compares a benefit with others of its kind."""
    group = benefit.comparable_group
    if group is None or group not in compared_groups(site):
        return None
    return comparison_path(group)
