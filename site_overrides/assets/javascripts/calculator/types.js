/**
 * Shapes that the calculator's modules share: where the engine lies, and its answers.
 *
 * @typedef {{ program: string, engine: string, rules: string[] }} Places absolute addresses
 * @typedef {{ worker: Worker, places: Places, said: any[], failed: string }} Early an engine started before the page was parsed, and what it has said since
 * @typedef {"evaluate" | "timeline" | "screen" | "compare" | "retirement" | "retirement"} Call
 * @typedef {Record<string, boolean | number | string | string[] | { yes: string[], unsure: string[] }>} Facts
 * @typedef {{ document: string, clause: string, quote: string }} Cite
 * @typedef {{ low: string, high: string | null, unit: string, estimated?: boolean, months?: Stretch[] }} Amount
 * @typedef {{ from: string, to: string, months: number, low: string | null, high: string | null }} Stretch months (YYYY-MM) with one amount
 * @typedef {{ low: number | null, high: number | null, until: string | null, counted_from: string | null, label: string | null, cite: Cite | null }} Duration
 * @typedef {{ node: string, verdict: boolean | null, label: string, value: string | null, threshold: string | null, cite: Cite | null, children: Explained[], group?: string, check?: string, wanted?: boolean }} Explained
 * @typedef {{ parameter: string, label: string, value?: string, typed?: boolean, start?: string | null, end?: string | null, source?: string, confidence?: string, checked_on?: string }} Source
 * @typedef {{ id: string, label: string, formula: string, value: string | null, low?: string, high?: string | null, unit: string, rounding: string | null, capped_by: "cap" | "floor" | null, cite: Cite | null, sources: Source[] }} Step
 * @typedef {{ fact: string, to: boolean | number | string | string[], label: string, wait_until: string | null, options?: string[] }} Change
 * @typedef {{ verdict?: string, amount?: Amount | null, total?: Amount | null, duration?: Duration | null, reason?: string }} Compact
 * @typedef {{ id: string, reading: string, others: Record<string, Compact> }} Disputed
 * @typedef {{ kind: string, label: string, from: string | null, to: string | null, cite: Cite | null }} Window
 * @typedef {{ benefit: string, region: string, verdict: string, amount: Amount | null, total: Amount | null, duration: Duration | null, missing: string[], missing_for: Record<string, string[]>, unchecked: string[], explanation: Explained, steps: Step[], windows: Window[], materials: Remark[], notes: Remark[] }} Held the part "result" of a result
 * @typedef {{ how_to_qualify: Change[][], interpretations: Disputed[] }} Alternatives the part "alternatives"
 * @typedef {Held & Alternatives} Result
 * @typedef {{ text: string, cite: Cite | null }} Remark
 */

export {};
