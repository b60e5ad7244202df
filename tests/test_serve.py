"""The local server behaves as the administrators' page tells a real one to."""

import gzip
import http.client
import sys
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from build_scripts.serve import SETTLE_SECONDS, Rebuilder, SiteHandler, SiteServer, serve


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "index.html").write_text("政策", "utf-8")
    (tmp_path / "404.html").write_text("没有这一页", "utf-8")
    (tmp_path / "data.json").write_text("{}", "utf-8")
    (tmp_path / "data.json.gz").write_bytes(gzip.compress(b"{}", mtime=0))
    server = SiteServer(("127.0.0.1", 0), partial(SiteHandler, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def _get(port: int, path: str, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET", path, headers=names)
    response = connection.getresponse()
    return response, response.read()


def test_a_folder_is_its_index_page_under_the_security_policy(port: int) -> None:
    response, body = _get(port, "/policies/")
    assert (response.status, body.decode()) == (200, "政策")
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "'unsafe-inline'" not in policy


def test_a_folder_without_its_slash_is_sent_to_it(port: int) -> None:
    response, _ = _get(port, "/policies?as_of=2020-06-10")
    assert (response.status, response.headers["Location"]) == (301, "/policies/?as_of=2020-06-10")


def test_a_missing_page_is_the_sites_own_page_with_status_404(port: int) -> None:
    response, body = _get(port, "/policies/none/")
    assert (response.status, body.decode()) == (404, "没有这一页")


def test_nothing_outside_the_site_can_be_read(port: int) -> None:
    response, _ = _get(port, "/../../../../etc/passwd")
    assert response.status == 404
    response, _ = _get(port, "/%2e%2e/%2e%2e/%2e%2e/etc/passwd")
    assert response.status == 404


def test_a_compressed_copy_is_sent_to_those_who_take_it(port: int) -> None:
    response, body = _get(port, "/data.json", Accept_Encoding="gzip")
    assert response.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(body) == b"{}"
    response, body = _get(port, "/data.json")
    assert (response.headers["Content-Encoding"], body) == (None, b"{}")


def test_a_taken_port_ends_with_a_plain_message(
    port: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "index.html").write_text("首页", "utf-8")
    assert serve(tmp_path, sources=[tmp_path], port=port, build_command=["true"]) == 1
    said = capsys.readouterr().err
    assert f"127.0.0.1:{port} 打不开（端口已被占用）" in said
    assert f"PORT={port + 1}" in said


def test_changes_of_the_sources_are_built_and_others_are_not(tmp_path: Path) -> None:
    content, site, built = tmp_path / "content", tmp_path / "site", tmp_path / "built"
    for folder in (content, site):
        folder.mkdir()
    Rebuilder([content], [sys.executable, "-c", f"open({str(built)!r}, 'a').write('x')"]).start()
    (site / "index.html").write_text("首页", "utf-8")
    time.sleep(3 * SETTLE_SECONDS)
    assert not built.exists()
    (content / "topics.yml").write_text("groups: []", "utf-8")
    for _ in range(100):
        if built.exists():
            break
        time.sleep(0.05)
    assert built.exists()
