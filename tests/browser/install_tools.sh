#!/bin/sh
# Test tools that are not Python or npm packages: a browser, a web server, a Chinese font, a PDF viewer.
# Does nothing when they are there; installs Debian packages when run as root; says what is missing otherwise.
set -eu
missing=""
command -v chromium >/dev/null || missing="$missing chromium"
command -v nginx >/dev/null || missing="$missing nginx-light"
command -v pdftoppm >/dev/null || missing="$missing poppler-utils"
fc-list :lang=zh 2>/dev/null | grep -q . || missing="$missing fonts-noto-cjk"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "── 安装测试工具：$missing"
  apt-get update -qq
  # shellcheck disable=SC2086 -- a list of package names
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $missing >/dev/null
else
  echo "测试还需要这些软件（Debian 包名）：$missing" >&2
  exit 1
fi
