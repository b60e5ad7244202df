import { Form, showError, whileTyping } from "./form.js";
import { Pause } from "./pause.js";
import { changesSince, emptyState, isState, keepState, readState, takeOverRenamed } from "./state.js";

/**
 * A form whose answers live in the address: whatever changes them, typing, another address or
 * another as-of date, ends in one call.
 *
 * What a tool keeps besides the answers it takes from and gives to `settings`, by name.
 *
 * @typedef {{ take: (settings: Map<string, string>) => string[], give: () => Map<string, string> }} Own
 *   take() empties what it knows and returns what it could not place
 */
export class LiveForm {
  /**
   * @param {HTMLFormElement} element
   * @param {() => void} changed
   * @param {Own} [own]
   */
  constructor(element, changed, own = { take: () => [], give: () => new Map() }) {
    this.form = new Form(element);
    this.changed = changed;
    this.own = own;
    this.state = emptyState();
    /** Of the data in use, once an answer has told. */
    this.version = "";
    /** What the address held when it was last read or written here. */
    this.kept = "";
    /** @type {{ renamed: string[], unplaced: string[] }} */
    this.restored = { renamed: [], unplaced: [] };
    this.pause = new Pause(() => this.update());
    whileTyping(element, (event) => this.pause.start(event));
    element.addEventListener("reset", () => {
      this.own.take(new Map());
      this.state = emptyState();
      this.restored = { renamed: [], unplaced: [] };
      // The event comes before the inputs are emptied.
      setTimeout(() => {
        this.form.questions.forEach(showError);
        this.update();
      });
    });
    // Following a link to other answers also tells of the date, and tells it first.
    document.addEventListener("mc:as-of", () => this.restore());
    addEventListener("hashchange", () => this.restore());
  }

  /** Takes the answers from the address, if it has come to hold others. */
  restore() {
    const hash = location.hash.slice(1);
    if (isState(hash) && hash !== this.kept) {
      this.kept = hash;
      const state = readState(hash);
      this.form.element.reset();
      // Emptying forgets; what the address says comes after it.
      this.state = state;
      const renamed = takeOverRenamed(state.answers, this.form.questions);
      const settings = new Map(state.settings);
      const unplaced = [...this.form.fill(state.answers), ...this.own.take(settings)];
      for (const [name, value] of settings) unplaced.push(`-${name}=${value}`);
      this.restored = { renamed, unplaced };
      this.form.questions.forEach(showError);
    }
    this.update();
  }

  update() {
    this.pause.stop();
    this.keep();
    this.changed();
  }

  /** Puts what is answered into the address. */
  keep() {
    const { readings } = this.state;
    const { version } = this;
    const answers = this.form.write();
    keepState({ answers, readings, settings: this.own.give(), version, saved: "" });
    this.kept = location.hash.slice(1);
  }

  /**
   * What the reader of an older or foreign link is told, in sentences.
   * @param {string} version of the data in use
   * @param {Iterable<HTMLElement>} standards see changesSince()
   */
  told(version, standards) {
    if (version !== this.version) {
      this.version = version;
      this.keep();
    }
    return changesSince(this.state, version, this.restored, standards);
  }
}
