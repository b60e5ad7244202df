"""Addresses of the pages of timelines."""


def timeline_path(timeline_id: str) -> str:
    """Site path of a timeline's page."""
    return f"timelines/{timeline_id}/"
