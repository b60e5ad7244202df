"""Content-Security-Policy of the published site: proves that the pages obey it, and writes it out.

The policy allows nothing inline and nothing from elsewhere, so it needs no hashes. Every page,
style sheet and script of a finished build is searched for what the policy would refuse; a build
in which something is found fails.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

from .prune import prune_theme

POLICY: dict[str, str] = {
    "default-src": "'none'",
    # The calculators are Python, run by a WebAssembly interpreter.
    "script-src": "'self' 'wasm-unsafe-eval'",
    "style-src": "'self'",
    # Icons in style sheets are data: addresses.
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
}

#: Response headers a server must send with every file of the site.
HEADERS: dict[str, str] = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in POLICY.items()),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}

#: File types that servers of various ages do not know.
TYPES: dict[str, str] = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".wasm": "application/wasm",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".ics": "text/calendar",
    ".bin": "application/octet-stream",
}


#: Folders named by what is in them: a browser may keep their files for ever. Everything else it
#: asks about each time.
KEPT_FOLDERS = r"/assets/(runtime|search)/[^/]+/"
KEPT = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Violation:
    """Something in a built file that the policy refuses."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}：{self.message}"


class PolicyViolations(Exception):
    """The built site holds something its own security policy refuses."""

    def __init__(self, violations: list[Violation]) -> None:
        super().__init__(violations)
        self.violations = violations

    def __str__(self) -> str:
        lines = [str(violation) for violation in self.violations]
        return "\n".join([*lines, f"共 {len(lines)} 处不符合内容安全策略（CSP），没有发布。"])


def write_policy(site: Path) -> None:
    """Check the built ``site`` and write ``hosting/``: headers, and configurations sending them.

    MINGCE_SITE_URL, the address at which the site is published, says where servers find the page
    for addresses that lead nowhere; without it that is the root of the server.
    Theme files that no page loads go first; some of them would not pass.
    Raises PolicyViolations when a browser would refuse something in the site.
    """
    prune_theme(site)
    violations = check_site(site)
    if violations:
        raise PolicyViolations(violations)
    hosting = site / "hosting"
    hosting.mkdir(exist_ok=True)
    missing = _missing_page(os.environ.get("MINGCE_SITE_URL", ""))
    files = {
        "headers.txt": "".join(f"{name}: {value}\n" for name, value in HEADERS.items()),
        "nginx.conf": _nginx(missing),
        "apache.conf": _apache(missing),
        "iis-web.config": _iis(),
    }
    for name, text in files.items():
        (hosting / name).write_text(text, "utf-8")


def read_policy(site: Path) -> dict[str, str]:
    """The headers a built ``site`` asks for; those of this program while it is being rebuilt."""
    try:
        lines = (site / "hosting" / "headers.txt").read_text("utf-8").splitlines()
    except FileNotFoundError:
        return HEADERS
    return dict(line.split(": ", 1) for line in lines)


# What the policy refuses ------------------------------------------------------------------------

#: Tags that load something, with the attributes that hold an address.
_LOADING = {
    "script": ("src",),
    "link": ("href", "imagesrcset"),
    "img": ("src", "srcset"),
    "image": ("href", "xlink:href"),
    "use": ("href", "xlink:href"),
    "source": ("src", "srcset"),
    "input": ("src",),
}
#: Tags for which the policy has no source at all, or that it forbids.
_REFUSED = {
    "iframe": "嵌入页面",
    "frame": "嵌入页面",
    "object": "嵌入对象",
    "embed": "嵌入对象",
    "applet": "嵌入对象",
    "audio": "音频",
    "video": "视频",
    "base": "<base>",
}
#: Kinds of <link> that do not load anything.
_LINKS_WITHOUT_LOAD = {"canonical", "prev", "next", "alternate", "author", "license", "help", "me"}
#: Kinds of <script> that are data, not code.
_DATA_SCRIPTS = {"application/json", "application/ld+json"}

_REMOTE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|//)", re.I)

# Parsing every page costs more than building it. These find the few places worth a look; the
# parser decides.
_SUSPECT_TAG = re.compile(
    rb"<(?:script|style|meta|form|" + "|".join([*_LOADING, *_REFUSED]).encode() + rb")\b[^>]*>",
    re.I,
)
# Browsers skip white space inside the name of the scheme.
_SUSPECT_ATTRIBUTE = re.compile(
    rb"""[\s"'/](?:style|on[a-z]+|formaction)\s*=|"""
    + rb"\s*".join([b"%c" % c for c in b"javascript:"]),
    re.I,
)

_CSS_LOAD = re.compile(
    r"""@import\s+(?:url\()?\s*["']?([^"')\s;]+)|url\(\s*("[^"]*"|'[^']*'|[^)\s]*)""", re.I
)
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_JS_IMPORT = re.compile(
    r"""(?:\bfrom\s*|\bimport\s*\(?\s*|\bnew\s+(?:Shared)?Worker\s*\(\s*|\bfetch\s*\(\s*|"""
    r"""\bimportScripts\s*\(\s*)(["'`])((?:[a-z][a-z0-9+.-]*:)?//[^"'`]*)\1""",
    re.I,
)
_JS_EVAL = re.compile(r"(?<![.\w$])(?:eval\s*\(|new\s+Function\s*\()")
#: Loads libraries at run time with eval, which nothing here asks it to. It runs under the policy.
_EVAL_NOT_REACHED = re.compile(r"assets/runtime/pyodide-[^/]+/pyodide\.asm\.js")


def check_site(site: Path) -> list[Violation]:
    """Everything in the pages, styles and scripts of ``site`` that the policy refuses."""
    violations: list[Violation] = []
    harmless: set[bytes] = set()
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.suffix == ".html":
            violations += _check_page(name, path.read_bytes(), harmless)
        elif path.suffix == ".css":
            violations += _check_style_sheet(name, path.read_text("utf-8"))
        elif path.suffix in (".js", ".mjs"):
            violations += _check_script(name, path.read_text("utf-8"))
    return violations


def _check_page(name: str, page: bytes, harmless: set[bytes]) -> list[Violation]:
    """Violations of one page. ``harmless`` remembers tags seen to be in order on earlier pages."""
    unknown = set(_SUSPECT_TAG.findall(page)) - harmless
    harmless |= {tag for tag in unknown if not _parse(name, tag)}
    if unknown <= harmless and _SUSPECT_ATTRIBUTE.search(page) is None:
        return []
    return _parse(name, page)


def _parse(name: str, html: bytes) -> list[Violation]:
    parser = _PageParser(name)
    parser.feed(html.decode("utf-8"))
    parser.close()
    return parser.violations


class _PageParser(HTMLParser):
    """Collects what the policy refuses in one page."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.violations: list[Violation] = []
        self._name = name

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        for message in self._refused(tag, attributes):
            line, column = self.getpos()
            self.violations.append(Violation(self._name, line, column + 1, message))

    def _refused(self, tag: str, attributes: dict[str, str]) -> Iterator[str]:
        if tag == "style":
            yield "有内联样式 <style>，应写进 .css 文件"
        is_data = attributes.get("type", "").lower() in _DATA_SCRIPTS
        if tag == "script" and "src" not in attributes and not is_data:
            yield "有内联脚本 <script>，应写进 .js 文件"
        if tag in _REFUSED:
            yield f"有{_REFUSED[tag]}（<{tag}>），策略不允许"
        is_refresh = attributes.get("http-equiv", "").lower() == "refresh"
        if is_refresh and _REMOTE.match(attributes.get("content", "").partition("=")[2]):
            yield "<meta> 会自动转到别的网站"
        if tag == "form" and attributes.get("action"):
            yield "表单会提交到网址（action），策略不允许"
        if "formaction" in attributes:
            yield "按钮会提交到网址（formaction），策略不允许"
        for name, value in attributes.items():
            if name == "style":
                yield f"<{tag}> 有 style 属性，应改用样式类"
            elif name.startswith("on"):
                yield f"<{tag}> 有 {name} 属性，应在 .js 文件里处理事件"
            elif name in ("href", "src", "xlink:href") and _is_script(value):
                yield f"<{tag}> 的 {name} 是 javascript: 网址"
        if tag == "link" and set(attributes.get("rel", "").lower().split()) <= _LINKS_WITHOUT_LOAD:
            return
        images = tag in ("img", "image", "link", "source", "input")
        for name in _LOADING.get(tag, ()):
            for address in _addresses(name, attributes.get(name, "")):
                if _REMOTE.match(address) and not (images and address.startswith("data:image/")):
                    yield f"<{tag}> 从别处加载 {address[:80]}"


def _is_script(address: str) -> bool:
    return re.sub(r"[\x00-\x20]", "", address).lower().startswith("javascript:")


def _addresses(attribute: str, value: str) -> list[str]:
    if not attribute.endswith("srcset"):
        return [value]
    return [candidate.split()[0] for candidate in value.split(",") if candidate.strip()]


def _check_style_sheet(name: str, text: str) -> Iterator[Violation]:
    # Comments go, their line breaks stay: positions are those of the file.
    text = _CSS_COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)
    for match in _CSS_LOAD.finditer(text):
        address = (match.group(1) or match.group(2)).strip("\"'")
        if _REMOTE.match(address) and not address.startswith("data:image/"):
            yield _at(name, text, match.start(), f"样式从别处加载 {address[:80]}")


def _check_script(name: str, text: str) -> Iterator[Violation]:
    for match in _JS_IMPORT.finditer(text):
        yield _at(name, text, match.start(), f"脚本从别处加载 {match.group(2)[:80]}")
    if _EVAL_NOT_REACHED.fullmatch(name):
        return
    for match in _JS_EVAL.finditer(text):
        yield _at(name, text, match.start(), "脚本执行文字（eval 或 new Function），策略不允许")


def _at(name: str, text: str, offset: int, message: str) -> Violation:
    line_start = text.rfind("\n", 0, offset) + 1
    return Violation(name, text.count("\n", 0, offset) + 1, offset - line_start + 1, message)


# Configurations ---------------------------------------------------------------------------------


def _missing_page(site_url: str) -> str:
    """Path on the server of the page for addresses that lead nowhere."""
    return urlsplit(site_url).path.rstrip("/") + "/404.html"


def _nginx(missing: str) -> str:
    headers = "".join(f'add_header {name} "{value}" always;\n' for name, value in HEADERS.items())
    types = "".join(f"        {value} {name[1:]};\n" for name, value in TYPES.items())
    names = "|".join(name[1:] for name in TYPES)
    return f"""\
# 在 server {{ … }} 里用 include 引入；发布在子目录（如 /zhengce/）下时，放在
# location /zhengce/ {{ … }} 里引入。别的 location 若有自己的 add_header，这几行也要写进去。
{headers}add_header Cache-Control no-cache always;
charset utf-8;
index index.html;
# 地址少了末尾的 / 时，转到同一协议、同一端口下的正确地址（前面有代理时也对）。
absolute_redirect off;
# 生成时没有设 MINGCE_SITE_URL 的，发布在子目录下要改成 /子目录/404.html。
error_page 404 {missing};
# 站点里已备好 .gz 文件；若装有 brotli 模块，可再加一行 brotli_static on;
gzip_static on;
gzip_vary on;
# 这些文件夹以内容命名，浏览器可以一直留着。
location ~ {KEPT_FOLDERS} {{
    types {{
{types}    }}
{headers}    add_header Cache-Control "{KEPT}" always;
}}
location ~ \\.({names})$ {{
    types {{
{types}    }}
}}
"""


def _apache(missing: str) -> str:
    headers = "".join(f'Header always set {name} "{value}"\n' for name, value in HEADERS.items())
    types = "".join(f"AddType {value} {name}\n" for name, value in TYPES.items())
    return f"""\
# 放进 <Directory …> 里，或改名为 .htaccess 放在站点文件夹里。需要 headers、mime、rewrite 模块。
{headers}Header always set Cache-Control no-cache
# 这些文件夹以内容命名，浏览器可以一直留着。
SetEnvIf Request_URI "{KEPT_FOLDERS}" KEPT
Header always set Cache-Control "{KEPT}" env=KEPT
AddDefaultCharset utf-8
DirectoryIndex index.html
# 生成时没有设 MINGCE_SITE_URL 的，发布在子目录下要改成 /子目录/404.html。
ErrorDocument 404 {missing}
{types}# 站点里已备好 .br 和 .gz 文件。
RemoveType .br .gz
AddEncoding br .br
AddEncoding gzip .gz
Header append Vary Accept-Encoding
RewriteEngine On
RewriteCond %{{HTTP:Accept-Encoding}} br
RewriteCond %{{REQUEST_FILENAME}}.br -f
RewriteRule ^(.+)$ $1.br [L]
RewriteCond %{{HTTP:Accept-Encoding}} gzip
RewriteCond %{{REQUEST_FILENAME}}.gz -f
RewriteRule ^(.+)$ $1.gz [L]
"""


def _iis() -> str:
    headers = "".join(
        f'        <add name="{name}" value="{value}" />\n' for name, value in HEADERS.items()
    )
    types = "".join(
        f'      <remove fileExtension="{name}" />\n'
        f'      <mimeMap fileExtension="{name}" mimeType="{value}" />\n'
        for name, value in TYPES.items()
    )
    return f"""\
<?xml version="1.0" encoding="utf-8"?>
<!-- 改名为 web.config 放在站点文件夹里。压缩由 IIS 的“静态内容压缩”完成。 -->
<configuration>
  <system.webServer>
    <httpProtocol>
      <customHeaders>
{headers}        <add name="Cache-Control" value="no-cache" />
      </customHeaders>
    </httpProtocol>
    <staticContent>
{types}    </staticContent>
    <defaultDocument>
      <files>
        <clear />
        <add value="index.html" />
      </files>
    </defaultDocument>
    <httpErrors errorMode="Custom">
      <remove statusCode="404" />
      <error statusCode="404" path="404.html" responseMode="File" />
    </httpErrors>
  </system.webServer>
</configuration>
"""
