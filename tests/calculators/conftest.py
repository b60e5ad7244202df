"""The rules of the content, compiled once."""

from typing import Any

import pytest

from build_scripts.compile import compile_rules


@pytest.fixture(scope="session")
def rules(collection: Any) -> Any:
    return compile_rules(collection)
