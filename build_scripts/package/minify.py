"""The site's own scripts without comments and spare white space: half the bytes to download."""

import subprocess
from pathlib import Path

#: Below the site root; each file stays a module of its own under its own name.
FOLDER = "assets/javascripts"
#: Modules that pages name or load on first use: one file with all they import, so that it comes
#: at once. Patterns.
BUNDLED = ("search/engine.js", "tools/*.js")

_SCRIPT = """
import { readFileSync, readdirSync } from "node:fs";
import { build } from "esbuild";
const [folder, ...bundled] = readFileSync(0, "utf8").split("\\0");
const files = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".js"));
const options = {
  outdir: folder,
  outbase: folder,
  allowOverwrite: true,
  minify: true,
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  nodePaths: [`${process.cwd()}/node_modules`],
  logLevel: "silent",
};
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
const paths = (names) => names.map((name) => `${folder}/${name}`);
try {
  await build({ ...options, entryPoints: paths(bundled), bundle: true, format: "esm",
    plugins: [zipHere] });
  const others = files.filter((name) => !bundled.includes(name));
  await build({ ...options, entryPoints: paths(others) });
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
"""


class MinifyFailed(Exception):
    """A script could not be read by the minifier; the message names the reason."""


def minify_scripts(site: Path, root: Path) -> None:
    """Minify every script below ``FOLDER`` of a built ``site``, in place.

    :param root: the project folder, which holds ``node_modules``.
    :raises MinifyFailed: Node or the minifier is missing, or a script is not JavaScript.
    """
    folder = (site / FOLDER).resolve()
    found = [path for pattern in BUNDLED for path in sorted(folder.glob(pattern))]
    bundled = [path.relative_to(folder).as_posix() for path in found]
    result = subprocess.run(
        ["node", "--input-type=module", "--eval", _SCRIPT],
        input="\0".join([str(folder), *bundled]),
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode:
        raise MinifyFailed(f"压缩脚本时出错（esbuild）：\n{result.stderr}".rstrip())
