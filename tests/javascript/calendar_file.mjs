// Writes the calendar file of a procedure given as JSON: {outcome, now}.
import { readFileSync } from "node:fs";
import { toCalendar, toText } from "../../site_overrides/assets/javascripts/calculator/timeline-export.js";

const { outcome, now, text } = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(text ? toText(outcome) : toCalendar(outcome, new Date(now)));
