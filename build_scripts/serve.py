"""``make serve``: the published folder on localhost, rebuilt when its sources change.

The server behaves as the administrators' page tells a real one to: the generated security
policy on every response, precompressed files, the site's own 404 page.
"""

import errno
import http.server
import mimetypes
import re
import subprocess
import sys
import threading
import time
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from .package.csp import KEPT, KEPT_FOLDERS, TYPES, read_policy

#: What the site is made from besides the content, below the project folder.
SOURCES = ("batch", "calculators", "build_scripts", "site_overrides", "mkdocs.yml")
#: An editor saves several files at once; wait this long after the last change before building.
SETTLE_SECONDS = 0.3

for suffix, kind in TYPES.items():
    mimetypes.add_type(kind, suffix)


def serve(site: Path, *, sources: list[Path], port: int, build_command: list[str]) -> int:
    """Build, serve ``site`` on 127.0.0.1:``port`` and rebuild when ``sources`` change.

    Ends when interrupted. A failing first build ends with its exit code unless an earlier site
    can be shown; a failing rebuild prints its messages and keeps the pages as they were.
    """
    try:
        server = SiteServer(("127.0.0.1", port), partial(SiteHandler, directory=str(site)))
    except OSError as error:
        reason = "端口已被占用" if error.errno == errno.EADDRINUSE else "没有权限用这个端口"
        other = port + 1 if port < 65535 else 8000
        message = f"127.0.0.1:{port} 打不开（{reason}）；换一个端口：make serve PORT={other}"
        print(message, file=sys.stderr)
        return 1
    with server:
        code = subprocess.run(build_command, check=False).returncode
        if code and not (site / "index.html").is_file():
            return code
        try:
            Rebuilder(sources, build_command).start()
            on_change = "改动内容会自动重建"
        except OSError:  # the system's limit of watched folders is reached
            on_change = "系统不让监视文件，改动内容后请重新运行"
        print(f"已打开 http://127.0.0.1:{port}/ （按 Ctrl+C 结束；{on_change}）", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()
    return 0


class SiteServer(http.server.ThreadingHTTPServer):
    """Threaded, and quiet when a browser closes a connection early."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class SiteHandler(http.server.SimpleHTTPRequestHandler):
    """Static files with the site's security policy, precompressed variants and 404 page."""

    protocol_version = "HTTP/1.1"
    #: Head and body are two packets: without this the second waits for the first's receipt.
    disable_nagle_algorithm = True

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing per request: the terminal is for build messages."""

    def do_GET(self) -> None:
        self._respond(body=True)

    def do_HEAD(self) -> None:
        self._respond(body=False)

    def _respond(self, *, body: bool) -> None:
        url = urlsplit(self.path)
        path = Path(self.translate_path(unquote(url.path)))
        if path.is_dir():
            if not url.path.endswith("/"):
                self.send_response(301)
                self.send_header(
                    "Location", url.path + "/" + (f"?{url.query}" if url.query else "")
                )
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            path /= "index.html"
        status = 200
        if not path.is_file():
            status, path = 404, Path(self.directory) / "404.html"
        accepted = self.headers.get("Accept-Encoding", "")
        encoding, served = None, path
        for name, suffix in (("br", ".br"), ("gzip", ".gz")):
            copy = path.with_name(path.name + suffix)
            if name in accepted and copy.is_file():
                encoding, served = name, copy
                break
        try:
            content = served.read_bytes()
        except OSError:  # swapped out by a rebuild between the look and the read
            status, content, encoding = 404, "正在重建，请稍候再刷新。".encode(), None
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        self.send_response(status)
        charset = "; charset=utf-8" if kind.startswith("text/") or kind.endswith("json") else ""
        self.send_header("Content-Type", kind + charset)
        self.send_header("Content-Length", str(len(content)))
        kept = status == 200 and re.search(KEPT_FOLDERS, self.path)
        self.send_header("Cache-Control", KEPT if kept else "no-cache")
        self.send_header("Vary", "Accept-Encoding")
        if encoding:
            self.send_header("Content-Encoding", encoding)
        for name, value in read_policy(Path(self.directory)).items():
            self.send_header(name, value)
        self.end_headers()
        if body:
            self.wfile.write(content)


class Rebuilder(FileSystemEventHandler):
    """Builds in a fresh process once changes have settled, so that code changes count too."""

    def __init__(self, sources: list[Path], build_command: list[str]) -> None:
        self._sources = [path.resolve() for path in sources]
        self._command = build_command
        self._changed = threading.Event()

    def start(self) -> None:
        observer = Observer()
        for path in self._sources:
            # A single file is watched through its folder: editors replace files when saving.
            target = path if path.is_dir() else path.parent
            observer.schedule(self, str(target), recursive=path.is_dir())
        observer.daemon = True
        observer.start()
        threading.Thread(target=self._loop, daemon=True).start()

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in ("opened", "closed_no_write") or event.is_directory:
            return
        changed = Path(str(event.dest_path or event.src_path))
        is_source = any(changed.is_relative_to(path) for path in self._sources)
        if is_source and "__pycache__" not in changed.parts:
            self._changed.set()

    def _loop(self) -> None:
        while True:
            self._changed.wait()
            while self._changed.is_set():
                self._changed.clear()
                time.sleep(SETTLE_SECONDS)
            print("── 内容有改动，重新构建", flush=True)
            if subprocess.run(self._command, check=False).returncode:
                print("── 构建没有成功；页面还是改动前的样子", flush=True)
