"""Names of the values one can filter by, in the order they are offered."""

from typing import Any

from build_scripts.render.context import KIND_SLUGS, Site
from build_scripts.render.listings import region_tree


def search_catalogue(site: Site) -> dict[str, Any]:
    """Facet → values as {"id", "label"} with "parent" for regions and "group" where grouped."""
    collection = site.collection
    policies = collection.policies.values()
    used = {agency for policy in policies for agency in policy.issuers}
    used |= {policy.issuer_inferred.agency for policy in policies if policy.issuer_inferred}
    regions = []
    for identity in region_tree(collection.regions):
        region = collection.regions[identity]
        value = {"id": region.id, "label": region.short_label}
        regions.append({**value, "parent": region.parent} if region.parent else value)
    topic_groups = {group.id: group.label for group in collection.topics.groups}
    audience_groups = {group.id: group.label for group in collection.audiences.groups}
    return {
        "region": regions,
        "topic": [
            {"id": topic.id, "label": topic.label, "group": topic_groups[topic.group]}
            for topic in collection.topics.topics
        ],
        "audience": [
            {"id": who.id, "label": who.label, "group": audience_groups[who.group]}
            for who in collection.audiences.audiences
        ],
        "kind": [{"id": slug, "label": kind} for kind, slug in KIND_SLUGS.items()],
        "agency": [
            {
                "id": agency.id,
                "label": agency.label,
                "group": collection.regions[agency.region].short_label,
            }
            for agency in collection.agencies.values()
            if agency.id in used
        ],
    }
