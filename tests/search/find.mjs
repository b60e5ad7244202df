// Runs queries through the site's own search modules, reading the index from a folder.
//
// node find.mjs <site folder> <queries.json>: [{text, filters?, sort?, asOf?, limit?, suggest?}] in,
// [{answer, files, bytes} or {error}, …] out; files and bytes are those of each query on its own.
import { readFileSync } from "node:fs";
import { openSearch } from "../../site_overrides/assets/javascripts/search/engine.js";
import { noFilters } from "../../site_overrides/assets/javascripts/search/types.js";

const [, , folder, queriesFile] = process.argv;
let files = 0;
let bytes = 0;
const results = [];
globalThis.fetch = async (address) => {
  let content;
  try {
    content = readFileSync(folder + decodeURIComponent(new URL(address).pathname));
  } catch {
    return new Response("", { status: 404 });
  }
  files += 1;
  bytes += content.length;
  return new Response(content);
};

/** @param {any} query */
async function answer({ text, filters = {}, suggest = false, ...rest }) {
  // Another site for every query: nothing is held from the one before.
  const search = await openSearch(new URL(`http://site-${results.length}.test/`));
  if (suggest) return search.suggest(text);
  const found = await search.find({
    text,
    asOf: "2026-11-26",
    sort: "relevance",
    limit: 10,
    ...rest,
    filters: { ...noFilters(), ...filters },
  });
  const counts = Object.entries(found.counts).map(([facet, values]) => [
    facet,
    Object.fromEntries(values),
  ]);
  return { ...found, counts: Object.fromEntries(counts) };
}


for (const query of JSON.parse(readFileSync(queriesFile, "utf8"))) {
  files = bytes = 0;
  try {
    results.push({ answer: await answer(query), files, bytes });
  } catch (error) {
    if (error?.name !== "SearchError") throw error;
    results.push({ error: error.message });
  }
}
process.stdout.write(JSON.stringify(results));
