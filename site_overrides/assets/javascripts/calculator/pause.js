/** Milliseconds: results follow typing after this pause. */
const TYPING = 120;

/**
 * Runs something when the reader rests: after typing a moment later, after anything else at once.
 * What comes meanwhile makes it one run.
 */
export class Pause {
  /** @param {() => void} run */
  constructor(run) {
    this.run = run;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  /** @param {Event} [event] what the reader did */
  start(event) {
    this.stop();
    this.timer = setTimeout(this.run, event && isTyping(event) ? TYPING : 0);
  }

  stop() {
    clearTimeout(this.timer);
  }
}

/** @param {Event} event */
function isTyping({ type, target }) {
  if (type !== "input" || !(target instanceof HTMLInputElement)) return false;
  return target.type !== "radio" && target.type !== "checkbox";
}
