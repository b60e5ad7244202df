"""Checks across content files: the full text is lossless, quotes are verbatim, ids agree."""

from build_scripts.load.collection import Collection
from build_scripts.load.problems import Problem

from .benefits import check_benefits
from .coverage import check_coverage
from .ids import check_ids
from .lossless import check_lossless
from .quotes import check_quotes
from .synonyms import check_synonyms
from .timelines import check_timelines
from .values import check_values


def check_collection(collection: Collection) -> list[Problem]:
    """Everything that can only be seen with all files at hand, sorted by place."""
    return sorted(
        {
            *check_ids(collection),
            *check_quotes(collection),
            *check_values(collection),
            *check_benefits(collection),
            *check_coverage(collection),
            *check_timelines(collection),
            *check_synonyms(collection),
            *check_lossless(
                collection.policies,
                collection.sources,
                lambda document: collection.file_of("policies", document.key),
            ),
        }
    )
