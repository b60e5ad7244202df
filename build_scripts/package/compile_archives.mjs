// Compiles a zip archive of Python sources into a stored archive of bytecode, by the very Python that
// will run it: Pyodide under Node. Arguments: source archive, target archive, and the path at which
// the target will lie in the browser.
import { readFileSync, writeFileSync } from "node:fs";
import { loadPyodide } from "pyodide";

const [source, target, place] = process.argv.slice(2);
// Sets are written in the order of their hashes.
const python = await loadPyodide({ env: { PYTHONHASHSEED: "0" } });
python.runPython(`
import importlib._bootstrap_external as external
import _imp, io, zipfile

def compile_archive(data, place):
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as sources, zipfile.ZipFile(target, "w") as archive:
        for name in sorted(sources.namelist()):
            content = sources.read(name)
            if name.endswith(".py"):
                code = compile(content, f"{place}/{name}", "exec", dont_inherit=True, optimize=2)
                digest = _imp.source_hash(_imp.pyc_magic_number_token, content)
                # Never compared with a source: there is none.
                content = external._code_to_hash_pyc(code, digest, False)
                name += "c"
            # Stored: the server compresses the whole file, and better.
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), bytes(content))
    return target.getvalue()
`);
const compile = python.globals.get("compile_archive");
writeFileSync(target, compile(python.toPy(new Uint8Array(readFileSync(source))), place).toJs());
