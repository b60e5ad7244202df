"""The whole build: what is published, and that a failing build publishes nothing."""

import gzip
import hashlib
import re
import shutil
from pathlib import Path

import pytest

from build_scripts.load.problems import ContentErrors
from tests.conftest import CONTENT, Builder

MOBILE = re.compile(r"(?<![\d*])1[3-9]\d{9}(?!\d)")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def _digests(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def _texts(site: Path) -> dict[str, str]:
    kinds = (".html", ".json", ".xml", ".txt")
    return {
        path.relative_to(site).as_posix(): path.read_text("utf-8")
        for path in sorted(site.rglob("*"))
        if path.suffix in kinds
    }


def test_two_builds_of_the_same_content_are_byte_identical(site_dir: Path, build: Builder) -> None:
    assert _digests(build()) == _digests(site_dir)


def test_every_document_has_its_page(site_dir: Path) -> None:
    keys = [path.relative_to(CONTENT).with_suffix("") for path in CONTENT.glob("policies/*/*.yml")]
    assert len(keys) == 34
    for key in keys:
        assert (site_dir / key / "index.html").is_file()


def test_public_site_shows_no_mobile_number_and_no_private_address(site_dir: Path) -> None:
    # cn81 prints 13811418141、13521355927 and jinengfupin@163.com.
    for name, text in _texts(site_dir).items():
        assert not MOBILE.search(text), name
        private = [found for found in EMAIL.findall(text) if not found.endswith(".gov.cn")]
        assert [found for found in private if "*" not in found] == [], name
    page = (site_dir / "policies/cn/cn81/index.html").read_text("utf-8")
    assert "138****8141" in page
    assert "135****5927" in page


def test_intranet_site_shows_contacts_in_full(intranet_dir: Path) -> None:
    page = (intranet_dir / "policies/cn/cn81/index.html").read_text("utf-8")
    assert "13811418141" in page
    assert "jinengfupin@163.com" in page


def test_compressed_copies_hold_the_same_bytes(site_dir: Path) -> None:
    copies = sorted(site_dir.rglob("*.gz"))
    assert len(copies) > 34
    for copy in copies:
        original = copy.with_suffix("")
        if original.exists():
            assert gzip.decompress(copy.read_bytes()) == original.read_bytes(), copy


def test_a_failing_build_leaves_the_published_site_alone(tmp_path: Path, build: Builder) -> None:
    out = tmp_path / "site"
    out.mkdir()
    (out / "index.html").write_text("以前的站点", "utf-8")
    content = tmp_path / "content"
    shutil.copytree(CONTENT, content)
    broken = content / "policies" / "tianjin" / "tj89.yml"
    broken.write_text(broken.read_text("utf-8").replace("issued:", "isued:", 1), "utf-8")
    with pytest.raises(ContentErrors) as caught:
        build(content=content, out=out)
    assert any("isued" in problem.message for problem in caught.value.problems)
    assert (out / "index.html").read_text("utf-8") == "以前的站点"
    assert sorted(path.name for path in out.iterdir()) == ["index.html"]
