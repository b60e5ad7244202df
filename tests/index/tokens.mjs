// Normalises and cuts texts as the browser does: a JSON list of texts in, [[plain, tokens], …] out.
import { readFileSync } from "node:fs";
import { tokenHash } from "../../site_overrides/assets/javascripts/search/files.js";
import {
  normalise,
  normaliseWithPlaces,
  queryTokens,
} from "../../site_overrides/assets/javascripts/search/tokens.js";

const texts = JSON.parse(readFileSync(process.argv[2], "utf8"));
const results = texts.map((text) => {
  const { text: plain, starts, ends } = normaliseWithPlaces(text);
  const inPlace =
    plain.length === starts.length &&
    plain.length === ends.length &&
    starts.every((start, unit) => start < ends[unit] && ends[unit] <= text.length);
  const tokens = queryTokens(normalise(text));
  return [plain, tokens.map(({ token }) => token), tokens.map(({ token }) => tokenHash(token)), inPlace];
});
process.stdout.write(JSON.stringify(results));
