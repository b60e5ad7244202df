"""The published folder on nginx, under a sub-path, with the configuration the build hands out."""

import http.client
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hosting.nginx import published


@pytest.fixture(scope="module")
def port(site_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with published(site_dir, tmp_path_factory.mktemp("nginx")) as address:
        yield int(address.split(":")[2].split("/")[0])


def _get(port: int, path: str, encoding: str = "") -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={"Accept-Encoding": encoding})
    response = connection.getresponse()
    return response, response.read()


def test_pages_are_served_under_a_sub_path_with_the_policy(port: int) -> None:
    response, body = _get(port, "/zhengce/policies/tianjin/tj6/")
    assert response.status == 200
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert 'id="art-7"' in body.decode()


def test_compressed_copies_are_used(port: int) -> None:
    response, body = _get(port, "/zhengce/policies/tianjin/tj6/", "gzip")
    assert response.headers["Content-Encoding"] == "gzip"
    assert body[:2] == b"\x1f\x8b"


def test_a_missing_page_is_a_404(port: int) -> None:
    response, body = _get(port, "/zhengce/policies/tianjin/none/")
    assert response.status == 404
    assert "没有这一页" in body.decode()
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


def test_an_address_without_its_last_slash_stays_with_the_server_that_was_asked(port: int) -> None:
    response, _ = _get(port, "/zhengce/policies/tianjin/tj6")
    assert response.status == 301
    assert response.headers["Location"] == "/zhengce/policies/tianjin/tj6/"


def test_the_runtime_is_sent_as_bytes(port: int, site_dir: Path) -> None:
    runtime = next(site_dir.rglob("micropython.bin")).relative_to(site_dir).as_posix()
    response, _ = _get(port, f"/zhengce/{runtime}")
    assert response.headers["Content-Type"] == "application/octet-stream"


def test_files_named_by_their_content_are_kept(port: int, site_dir: Path) -> None:
    for name in ("micropython.bin", "shared.json", "pyodide.asm.js"):
        path = next(site_dir.rglob(name)).relative_to(site_dir).as_posix()
        response, _ = _get(port, f"/zhengce/{path}")
        assert "immutable" in response.headers["Cache-Control"], name
        assert "default-src 'none'" in response.headers["Content-Security-Policy"], name
    response, _ = _get(port, "/zhengce/assets/javascripts/main.js")
    assert response.headers["Cache-Control"] == "no-cache"


def test_no_page_names_an_address_from_the_root_of_the_server(site_dir: Path) -> None:
    for page in site_dir.rglob("*.html"):
        text = page.read_text("utf-8")
        if page.name != "404.html":
            assert 'href="/' not in text, page
            assert 'src="/' not in text, page
