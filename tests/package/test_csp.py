"""What the security policy refuses is found, with its place; what it allows is left alone."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from build_scripts.package.csp import (
    HEADERS,
    PolicyViolations,
    check_site,
    read_policy,
    write_policy,
)


def _write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return folder


REFUSED = [
    ("<script>alert(1)</script>", "有内联脚本 <script>"),
    ('<script type="module">x()</script>', "有内联脚本 <script>"),
    ("<style>p{}</style>", "有内联样式 <style>"),
    ('<p style="color:red">x</p>', "<p> 有 style 属性"),
    ('<p\nSTYLE = "color:red">x</p>', "<p> 有 style 属性"),
    ('<img src="a.png"onerror="x()">', "<img> 有 onerror 属性"),
    ('<button onclick="x()">x</button>', "<button> 有 onclick 属性"),
    ('<a href="java\nscript:x()">x</a>', "javascript: 网址"),
    (
        '<script src="https://cdn.example/x.js"></script>',
        "<script> 从别处加载 https://cdn.example/x.js",
    ),
    ('<script src="//cdn.example/x.js"></script>', "<script> 从别处加载 //cdn.example/x.js"),
    ('<script src="data:text/javascript,x()"></script>', "<script> 从别处加载 data:"),
    ('<link rel="stylesheet" href="http://a.example/x.css">', "<link> 从别处加载"),
    ('<link rel="preconnect" href="https://fonts.example">', "<link> 从别处加载"),
    ('<img src="https://a.example/x.png" alt="">', "<img> 从别处加载"),
    ('<img src="a.png" srcset="b.png 1x, https://a.example/x.png 2x" alt="">', "<img> 从别处加载"),
    ('<iframe src="x.html"></iframe>', "嵌入页面（<iframe>）"),
    ('<video src="x.mp4"></video>', "视频（<video>）"),
    ('<base href="/x/">', "<base>"),
    ('<form action="/search"></form>', "表单会提交到网址"),
    ('<button formaction="/x">x</button>', "按钮会提交到网址"),
    ('<meta http-equiv="refresh" content="0; url=https://a.example/">', "自动转到别的网站"),
]


@pytest.mark.parametrize(("html", "message"), REFUSED)
def test_refused_in_pages(tmp_path, html, message):
    [violation] = check_site(_write(tmp_path, "a/index.html", f"<!doctype html>\n<p>x</p>{html}"))
    assert message in str(violation)
    assert str(violation).startswith("a/index.html:2:9：")


@pytest.mark.parametrize(
    "html",
    [
        '<script id="data" type="application/json">{"a": "https://a.example"}</script>',
        '<script src="../assets/x.js"></script>',
        '<script type="module" src="x.js"></script>',
        '<link rel="canonical" href="https://a.example/">',
        '<link rel="stylesheet" href="../x.css">',
        '<img src="data:image/png;base64,AAAA" alt="">',
        '<a href="https://www.gov.cn/">中国政府网</a>',
        "<p>正文里写 style=、onclick= 和 &lt;script&gt; 不要紧</p>",
        '<meta http-equiv="refresh" content="0; url=../new/">',
        "<form><input></form>",
        '<p data-style="x" data-on="y">x</p>',
    ],
)
def test_allowed_in_pages(tmp_path, html):
    assert check_site(_write(tmp_path, "index.html", html)) == []


def test_the_same_tag_is_reported_on_every_page(tmp_path):
    for name in ("a.html", "b.html"):
        _write(tmp_path, name, '<script src="https://a.example/x.js"></script>')
    assert [violation.file for violation in check_site(tmp_path)] == ["a.html", "b.html"]


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("x.css", "p{}\n@import 'https://a.example/x.css';", ["x.css:2:1"]),
        ("x.css", "p{background:url(//a.example/x.png)}", ["x.css:1:14"]),
        ("x.css", "/* https://a.example\n url(https://a.example) */p{background:url(x.svg)}", []),
        (
            "x.css",
            "p{mask:url(\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'\")}",
            [],
        ),
        ("x.css", "@font-face{src:url(data:font/woff2;base64,AA)}", ["x.css:1:16"]),
        ("x.js", "import x from 'https://a.example/x.js'", ["x.js:1:10"]),
        ("x.js", "x();\nfetch(`https://a.example/`)", ["x.js:2:1"]),
        ("x.js", "new Worker('//a.example/w.js')", ["x.js:1:1"]),
        ("x.js", "import x from './x.js'; // see https://a.example", []),
        ("x.mjs", "const f = new Function('return 1')", ["x.mjs:1:11"]),
        ("x.js", "retrieval(); node.eval(x)", []),
    ],
)
def test_style_sheets_and_scripts(tmp_path, name, text, found):
    violations = check_site(_write(tmp_path, name, text))
    assert [f"{one.file}:{one.line}:{one.column}" for one in violations] == found


def test_a_violation_fails_the_build_in_words(tmp_path):
    _write(tmp_path, "index.html", "<p style='x'>x</p><style></style>")
    with pytest.raises(PolicyViolations) as failure:
        write_policy(tmp_path)
    assert str(failure.value).splitlines() == [
        "index.html:1:1：<p> 有 style 属性，应改用样式类",
        "index.html:1:19：有内联样式 <style>，应写进 .css 文件",
        "共 2 处不符合内容安全策略（CSP），没有发布。",
    ]
    assert not (tmp_path / "hosting").exists()


def test_policy_allows_nothing_inline_and_nothing_from_elsewhere():
    directives = dict(
        directive.strip().split(" ", 1)
        for directive in HEADERS["Content-Security-Policy"].split(";")
    )
    assert directives == {
        "default-src": "'none'",
        "script-src": "'self' 'wasm-unsafe-eval'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "worker-src": "'self'",
        "manifest-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }


def test_hosting_files_carry_every_header(tmp_path):
    write_policy(_write(tmp_path, "index.html", "<p>x</p>"))
    assert read_policy(tmp_path) == HEADERS
    nginx = (tmp_path / "hosting" / "nginx.conf").read_text("utf-8")
    apache = (tmp_path / "hosting" / "apache.conf").read_text("utf-8")
    iis = ET.parse(tmp_path / "hosting" / "iis-web.config")
    sent = {one.get("name"): one.get("value") for one in iis.iterfind(".//customHeaders/add")}
    for name, value in HEADERS.items():
        assert f'add_header {name} "{value}" always;' in nginx
        assert f'Header always set {name} "{value}"' in apache
        assert sent[name] == value
    types = {one.get("fileExtension"): one.get("mimeType") for one in iis.iter("mimeMap")}
    assert types[".wasm"] == "application/wasm"


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("", "/404.html"),
        ("https://example.gov.cn/", "/404.html"),
        ("https://example.gov.cn/zhengce/", "/zhengce/404.html"),
        ("https://example.gov.cn/a/b", "/a/b/404.html"),
    ],
)
def test_servers_are_told_where_the_page_for_missing_addresses_is(
    tmp_path, monkeypatch, address, path
):
    monkeypatch.setenv("MINGCE_SITE_URL", address)
    write_policy(_write(tmp_path, "index.html", "<p>x</p>"))
    hosting = tmp_path / "hosting"
    assert f"error_page 404 {path};" in (hosting / "nginx.conf").read_text("utf-8")
    assert f"ErrorDocument 404 {path}\n" in (hosting / "apache.conf").read_text("utf-8")
    error = ET.parse(hosting / "iis-web.config").find(".//httpErrors/error")
    assert error is not None
    assert (error.get("statusCode"), error.get("path")) == ("404", "404.html")


def test_policy_can_be_read_while_the_site_is_being_replaced(tmp_path):
    assert read_policy(tmp_path / "not-yet") == HEADERS


def test_unused_theme_files_are_left_out(tmp_path):
    unused = [
        "assets/javascripts/bundle.0123.min.js",
        "assets/javascripts/bundle.0123.min.js.map",
        "assets/javascripts/lunr/wordcut.js",
        "assets/javascripts/workers/search.0123.min.js",
        "assets/stylesheets/palette.0123.min.css",
        "assets/stylesheets/main.0123.min.css.map",
    ]
    used = ["assets/javascripts/main.js", "assets/stylesheets/main.0123.min.css", "index.html"]
    for name in unused + used:
        _write(tmp_path, name, "")
    write_policy(tmp_path)
    assert [name for name in unused if (tmp_path / name).exists()] == []
    assert [name for name in used if not (tmp_path / name).exists()] == []
