import { addDays } from "./calendar.js";

/**
 * Calendar files (RFC 5545) of all-day events.
 *
 * @typedef {object} CalendarEvent
 * @property {string} uid the same for the same event each time it is written
 * @property {string} first ISO date
 * @property {string} last ISO date, the last day of the event
 * @property {string} summary
 * @property {string} description may have several lines
 * @property {string} url where it comes from
 * @property {boolean} reminds whether the calendar shall remind of it
 */

/** Octets of a line, without its end (RFC 5545, 3.1). */
const LINE = 75;
/** How long before the day its reminder comes: at nine in the morning, three days before. */
const REMINDER = "-P2DT15H";

/**
 * @param {string} name of the calendar
 * @param {CalendarEvent[]} events
 * @param {Date} now when it is written
 * @returns {string} the file's text, with CRLF
 */
export function calendarFile(name, events, now) {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Mingce//Deadlines//ZH",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    `X-WR-CALNAME:${escaped(name)}`,
    ...events.flatMap((event) => eventLines(event, stamp(now))),
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

/**
 * @param {CalendarEvent} event
 * @param {string} written
 */
function eventLines({ uid, first, last, summary, description, url, reminds }, written) {
  const alarm = [
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    `DESCRIPTION:${escaped(summary)}`,
    `TRIGGER:${REMINDER}`,
    "END:VALARM",
  ];
  return [
    "BEGIN:VEVENT",
    `UID:${uid}`,
    `DTSTAMP:${written}`,
    `DTSTART;VALUE=DATE:${compact(first)}`,
    // The end is the first day that is no longer part of it.
    `DTEND;VALUE=DATE:${compact(addDays(last, 1))}`,
    `SUMMARY:${escaped(summary)}`,
    `DESCRIPTION:${escaped(description)}`,
    `URL:${url}`,
    "CLASS:PRIVATE",
    "TRANSP:TRANSPARENT",
    ...(reminds ? alarm : []),
    "END:VEVENT",
  ];
}

/** @param {string} iso */
function compact(iso) {
  return iso.replaceAll("-", "");
}

/** @param {Date} now */
function stamp(now) {
  return `${now.toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
}

/**
 * A text value (3.3.11). Control characters have no place in one.
 * @param {string} text
 */
function escaped(text) {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "")
    .replace(/[\\;,]/g, "\\$&")
    .replaceAll("\n", "\\n");
}

/**
 * A content line in pieces of at most 75 octets, none of which breaks a character.
 * @param {string} line
 */
function folded(line) {
  let result = "";
  let octets = 0;
  for (const character of line) {
    const size = new TextEncoder().encode(character).length;
    if (octets + size > LINE) {
      result += "\r\n ";
      octets = 1; // the space that begins the piece
    }
    result += character;
    octets += size;
  }
  return result;
}

/**
 * A short name for a text: equal texts have equal names (FNV-1a, 64 bits). Works on pages without
 * a secure origin, where the browser offers no digests.
 * @param {string} text
 * @returns {string} 16 hexadecimal digits
 */
export function shortName(text) {
  let hash = 0xcbf29ce484222325n;
  for (const octet of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(octet)) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, "0");
}
