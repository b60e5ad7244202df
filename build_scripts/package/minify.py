"""The site's own scripts and stylesheets: one small file for each that pages name.

The many modules that people edit become few files to download, without comments and spare white
space; npm packages that a script imports are put in.
"""

import json
import subprocess
from pathlib import Path

#: Below the site root.
FOLDER = "assets"
#: What pages, workers and other scripts load by its address. Patterns; all other modules are parts
#: of these and are left out of the site.
SCRIPTS = (
    "early.js",
    "main.js",
    "start-engine.js",
    "search/engine.js",
    "search/finder.js",
    "tools/*.js",
    "calculator/*worker.js",
)
#: Sheets that only ``site.css`` loads; the others belong to single kinds of pages.
SHEETS = ("tokens", "page", "header", "policy", "listing", "table", "card", "search")

_SCRIPT = """
import { rmSync, readFileSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import { build } from "esbuild";
const { folder, scripts, parts } = JSON.parse(readFileSync(0, "utf8"));
const all = (kind) =>
  readdirSync(`${folder}/${kind}`, { recursive: true }).map((name) => `${kind}/${name}`);
const sheets = all("stylesheets").filter((name) => /(?<!\\.min)\\.css$/.test(name));
const modules = all("javascripts").filter((name) => /\\.(js|d\\.ts)$/.test(name));
// The policy of the site refuses the workers in which fflate would compress larger files.
const zipHere = {
  name: "zip-here",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^fflate$/ }, ({ namespace }) =>
      namespace === "zip-here" ? undefined : { path: "fflate", namespace: "zip-here" });
    onLoad({ filter: /.*/, namespace: "zip-here" }, () => ({
      resolveDir: process.cwd(),
      contents: `
        import { zipSync } from "fflate";
        export * from "fflate";
        export const zip = (files, done) => done(null, zipSync(files));
      `,
    }));
  },
};
try {
  await build({
    entryPoints: [...scripts, ...sheets].map((name) => `${folder}/${name}`),
    outdir: folder,
    outbase: folder,
    allowOverwrite: true,
    bundle: true,
    format: "esm",
    minify: true,
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    logLevel: "silent",
    nodePaths: [resolve("node_modules")],
    // What the interpreter's loader asks for when it runs in Node.
    external: ["crypto", "fs", "module", "path", "url"],
    plugins: [zipHere],
  });
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
for (const name of modules) if (!scripts.includes(name)) rmSync(`${folder}/${name}`);
for (const name of parts) rmSync(`${folder}/${name}`);
"""


class MinifyFailed(Exception):
    """A script or sheet could not be read by the bundler; the message names the reason."""


def minify_assets(site: Path, root: Path) -> None:
    """Bundle and minify our scripts and sheets in a built ``site``, in place.

    :param root: the project folder, which holds ``node_modules``.
    :raises MinifyFailed: Node or the bundler is missing, or a file is not what its name says.
    """
    folder = (site / FOLDER).resolve()
    found = [path for pattern in SCRIPTS for path in sorted(folder.glob(f"javascripts/{pattern}"))]
    job = {
        "folder": str(folder),
        "scripts": [path.relative_to(folder).as_posix() for path in found],
        "parts": [f"stylesheets/{name}.css" for name in SHEETS],
    }
    result = subprocess.run(
        ["node", "--input-type=module", "--eval", _SCRIPT],
        input=json.dumps(job),
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode:
        raise MinifyFailed(f"压缩脚本时出错（esbuild）：\n{result.stderr}".rstrip())
