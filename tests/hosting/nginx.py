"""The built site on nginx, under a sub-path, with the configuration the build hands out."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from build_scripts.package.csp import write_policy

CONFIGURATION = """
daemon off;
pid {work}/nginx.pid;
error_log {work}/error.log;
events {{ worker_connections 64; }}
http {{
  access_log off;
  client_body_temp_path {work}/body;
  proxy_temp_path {work}/proxy;
  fastcgi_temp_path {work}/fastcgi;
  uwsgi_temp_path {work}/uwsgi;
  scgi_temp_path {work}/scgi;
  include /etc/nginx/mime.types;
  server {{
    listen 127.0.0.1:{port};
    root {work}/root;
    location /zhengce/ {{
      include {work}/root/zhengce/hosting/nginx.conf;
    }}
  }}
}}
"""


@contextmanager
def published(site: Path, work: Path) -> Iterator[str]:
    """Serve a copy of ``site`` from the empty folder ``work``; yields its address."""
    work.chmod(0o755)
    shutil.copytree(site, work / "root" / "zhengce")
    # As a build does that is told where the site is published.
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("MINGCE_SITE_URL", "https://example.gov.cn/zhengce/")
        write_policy(work / "root" / "zhengce")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = int(probe.getsockname()[1])
    (work / "nginx.conf").write_text(CONFIGURATION.format(work=work, port=free), "utf-8")
    # nginx started by root drops to a user that may not read pytest's folders.
    user = ["-g", "user root;"] if Path("/proc/self").owner() == "root" else []
    server = subprocess.Popen(["nginx", "-c", str(work / "nginx.conf"), *user])
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", free)) == 0:
                break
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{free}/zhengce/"
    finally:
        server.terminate()
        server.wait(10)
