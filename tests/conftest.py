"""Sites built once for all tests that look at one."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from build_scripts.build import build_site
from build_scripts.load.collection import Collection, load_collection
from build_scripts.render.masking import Profile

ROOT = Path(__file__).resolve().parents[1]
CONTENT = ROOT / "content"
#: The day on which the tests' sites state what is in force.
BUILD_DAY = date(2026, 11, 23)

Builder = Callable[..., Path]


def _quiet(step: str) -> None:
    """Progress is for people."""


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Builder:
    """Builds the project's content into a fresh folder: ``build(profile="public")``."""

    def run(profile: Profile = "public", content: Path = CONTENT, out: Path | None = None) -> Path:
        out = out or tmp_path_factory.mktemp(profile) / "site"
        build_site(content, out, profile=profile, as_of=BUILD_DAY, progress=_quiet)
        return out

    return run


@pytest.fixture(scope="session")
def site_dir(build: Builder) -> Path:
    """The public site."""
    return build()


@pytest.fixture(scope="session")
def intranet_dir(build: Builder) -> Path:
    """The intranet site."""
    return build("intranet")


@pytest.fixture(scope="session")
def collection() -> Collection:
    """The project's content, unmasked."""
    return load_collection(CONTENT)
