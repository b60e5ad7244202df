// Batch work on Pyodide from the archives that the site publishes, as the browser has them.
// Arguments: folder of the interpreter, folder of the app, rules, tasks (JSON: [task, request, file?]).
// Writes the answers as JSON; bytes of files as base64.
import { readFile } from "node:fs/promises";
import { loadPyodide } from "pyodide";

const [interpreter, app, rules, tasks] = process.argv.slice(2);
const archive = await readFile(`${app}app.bin`);
const python = await loadPyodide({
  stdLibURL: `${interpreter}stdlib.bin`,
  env: { PYTHONPATH: "/lib/app.zip" },
  fsInit: async (FS) => FS.writeFile("/lib/app.zip", archive),
});
python.globals.set("rules_text", await readFile(rules, "utf8"));
python.runPython(`
import json
from batch.desk import Desk
desk = Desk(json.loads(rules_text))
def answer(task, text, data):
    return desk.answer(task, text, None if data is None else data.to_bytes())
`);
const answer = python.globals.get("answer");
const answers = [];
for (const [task, request, file] of JSON.parse(await readFile(tasks, "utf8"))) {
  const data = file ? new Uint8Array(await readFile(file)) : undefined;
  const given = answer(task, JSON.stringify(request), data);
  const isText = typeof given === "string";
  answers.push(isText ? JSON.parse(given) : Buffer.from(given.toJs()).toString("base64"));
}
process.stdout.write(JSON.stringify(answers));
