/**
 * The answer of the `timeline` call.
 *
 * @typedef {import("./types.js").Cite} Cite
 * @typedef {{ label: string, start: string | null, end: string | null, source: string, checked_on: string }} Law
 * @typedef {{ id: string, label: string, actor: string, kind: string, bound: string, from: string | null, due: string | null, due_if_extended: string | null, status: string, missing: string[], applies: true | null, basis: string, cite: Cite | null, condition?: { label: string }, possible?: string[], capped_by?: { date: string }, sources?: Law[] }} TimelineStep
 * @typedef {{ steps?: TimelineStep[], left_out?: string[] }} Changes
 * @typedef {{ id: string, reading: string, others: Record<string, Changes> }} DisputedSteps
 * @typedef {{ step: string | null, text: string, cite: Cite | null }} Warning
 * @typedef {{ timeline: string, as_of: string, data_version: string, steps: TimelineStep[], interpretations: DisputedSteps[], warnings: Warning[] }} TimelineAnswer
 */

export {};
