"""The rules of the content, compiled once."""

import pytest

from build_scripts.compile import compile_rules


@pytest.fixture(scope="session")
def rules(collection):
    return compile_rules(collection)
