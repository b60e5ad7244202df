import { chineseDate, isIsoDate } from "../dates.js";
import { draw } from "../draw.js";
import { STATUS_WORDS } from "../status.js";

/**
 * The filters beside the results: built once, then only counts and ticks change, so whoever is
 * using them keeps their place.
 *
 * @typedef {import("./types.js").Answer} Answer
 * @typedef {import("./types.js").Catalogue} Catalogue
 * @typedef {import("./types.js").CatalogueValue} CatalogueValue
 * @typedef {import("./types.js").Filters} FilterValues
 * @typedef {"region" | "topic" | "audience" | "kind" | "agency" | "status"} ListName
 */

/** @type {[ListName, string][]} */
const LISTS = [
  ["region", "地区"],
  ["status", "效力"],
  ["topic", "主题"],
  ["audience", "对象"],
  ["kind", "文种"],
  ["agency", "机关"],
];
/** Open from the start. */
const OPEN = ["region", "status"];
/** A facet with more values leaves out those without documents. */
const SHORT = 12;
/** Values of a facet shown at most, until the reader asks for all. */
const SHOWN = 40;
const FIRST_DAY = "1949-10-01";
const LAST_DAY = "2199-12-31";
/** @type {CatalogueValue[]} */
const STATUSES = ["active", "future", "expired", "repealed", "unstated"].map((id) => ({
  id,
  label: STATUS_WORDS[/** @type {keyof typeof STATUS_WORDS} */ (id)],
}));

/**
 * Values of a list in the catalogue.
 * @param {Catalogue} catalogue
 * @param {ListName} name
 */
function valuesOf(catalogue, name) {
  return name === "status" ? STATUSES : catalogue[name];
}

/**
 * A province with its cities; the country stays for itself, as in the filter.
 * @param {CatalogueValue[]} regions
 * @param {Map<string, number>} counts
 */
function withCities(regions, counts) {
  const parents = new Map(regions.map(({ id, parent }) => [id, parent]));
  const sums = new Map(counts);
  for (const [id, count] of counts) {
    for (let above = parents.get(id); above && parents.get(above); above = parents.get(above)) {
      sums.set(above, (sums.get(above) ?? 0) + count);
    }
  }
  return sums;
}

/**
 * The year that a range of days is, if it is one.
 * @param {FilterValues} filters
 */
function yearOf({ from, to }) {
  const year = from.slice(0, 4);
  return from === `${year}-01-01` && to === `${year}-12-31` ? year : "";
}

/**
 * What is being filtered by, in words, each with the filters that remain without it.
 * @param {FilterValues} filters
 * @param {Catalogue} catalogue
 * @returns {{ label: string, without: FilterValues }[]}
 */
export function activeFilters(filters, catalogue) {
  const active = [];
  for (const [name] of LISTS) {
    for (const id of filters[name]) {
      const label = valuesOf(catalogue, name).find((value) => value.id === id)?.label ?? id;
      const rest = filters[name].filter((other) => other !== id);
      const without = { ...filters, [name]: rest };
      if (name === "region" && !rest.length) without.above = false;
      active.push({ label, without });
    }
    if (name === "region" && filters.above) {
      active.push({ label: "含上级政策", without: { ...filters, above: false } });
    }
  }
  const year = yearOf(filters);
  if (year) active.push({ label: `${year}年成文`, without: { ...filters, from: "", to: "" } });
  else {
    const { from, to } = filters;
    if (from) {
      active.push({ label: `${chineseDate(from)}起成文`, without: { ...filters, from: "" } });
    }
    if (to) active.push({ label: `${chineseDate(to)}止成文`, without: { ...filters, to: "" } });
  }
  if (filters.calculator) {
    active.push({ label: "能计算", without: { ...filters, calculator: false } });
  }
  return active;
}

export class Filters {
  /**
   * @param {HTMLElement} place
   * @param {Catalogue} catalogue
   * @param {FilterValues} filters at first
   * @param {(filters: FilterValues) => void} onChange
   */
  constructor(place, catalogue, filters, onChange) {
    this.filters = filters;
    this.change = (/** @type {Partial<FilterValues>} */ change) => {
      onChange({ ...this.filters, ...change });
    };
    this.lists = LISTS.map(
      ([name, label]) => new ValueList(name, label, valuesOf(catalogue, name), this),
    );
    this.above = new Switch("含上级政策", (above) => this.change({ above }));
    this.days = new Days(this);
    this.calculator = new Switch("能计算的", (calculator) => this.change({ calculator }));
    this.lists[0].element.append(this.above.element);
    const [region, status, ...rest] = this.lists.map(({ element }) => element);
    place.replaceChildren(
      region,
      status,
      this.days.element,
      ...rest,
      this.calculator.element,
    );
  }

  /**
   * @param {FilterValues} filters
   * @param {Answer["counts"]} counts
   */
  show(filters, counts) {
    this.filters = filters;
    for (const list of this.lists) {
      list.show(filters[list.name], counts[list.name]);
    }
    this.above.show(filters.above, null, !filters.region.length);
    this.days.show(filters, counts.year);
    this.calculator.show(filters.calculator, counts.calculator.get("1") ?? 0);
  }
}

/**
 * A tick box with a name and a count.
 */
class Switch {
  /**
   * @param {string} label
   * @param {(checked: boolean) => void} onChange
   */
  constructor(label, onChange) {
    this.input = document.createElement("input");
    this.input.type = "checkbox";
    this.count = draw("span", "mc-count");
    this.element = draw("label", "mc-choice", this.input, draw("span", "", label), this.count);
    this.input.addEventListener("change", () => onChange(this.input.checked));
  }

  /**
   * @param {boolean} checked
   * @param {number | null} count null: not known
   * @param {boolean} [disabled]
   */
  show(checked, count, disabled = false) {
    this.input.checked = checked;
    this.input.disabled = disabled;
    this.count.textContent = count === null ? "" : count.toLocaleString("zh-CN");
    this.element.classList.toggle("mc-none", disabled || (count === 0 && !checked));
  }
}

/**
 * A group of filters that folds.
 * @param {string} name
 * @param {string} label
 * @param {...HTMLElement} children
 */
function group(name, label, ...children) {
  const count = draw("span", "mc-chosen");
  const summary = draw("summary", "", label, count);
  return {
    element: draw("details", `mc-filter mc-filter--${name}`, summary, ...children),
    /** @param {number} chosen */
    show(chosen) {
      count.textContent = chosen ? `已选 ${chosen}` : "";
    },
  };
}

/** The values of one facet. */
class ValueList {
  /**
   * @param {ListName} name
   * @param {string} label
   * @param {CatalogueValue[]} values
   * @param {Filters} owner
   */
  constructor(name, label, values, owner) {
    this.name = name;
    this.values = values;
    this.owner = owner;
    this.all = false;
    /** @type {string[]} */
    this.chosen = [];
    /** @type {Map<string, number>} */
    this.counts = new Map();
    /** @type {Map<string, Switch>} */
    this.switches = new Map();
    /** @type {Map<string, HTMLElement>} */
    this.items = new Map();
    this.list = draw("ul", "mc-choices");
    this.list.setAttribute("aria-label", label);
    this.rest = draw("button", "mc-button mc-filter-rest");
    this.rest.setAttribute("type", "button");
    this.rest.addEventListener("click", () => {
      this.all = true;
      this.draw();
    });
    this.group = group(name, label, this.list, this.rest);
    this.element = this.group.element;
    /** @type {Map<string, number>} */
    this.depths = new Map();
    for (const { id, parent } of values) {
      this.depths.set(id, parent ? (this.depths.get(parent) ?? 0) + 1 : 0);
    }
    this.element.toggleAttribute("open", OPEN.includes(name) || owner.filters[name].length > 0);
  }

  /**
   * @param {string[]} chosen
   * @param {Map<string, number>} counts
   */
  show(chosen, counts) {
    this.chosen = chosen;
    this.counts = this.name === "region" ? withCities(this.values, counts) : counts;
    this.group.show(chosen.length);
    this.draw();
  }

  /** The values worth offering, in the order of the catalogue. */
  wanted() {
    const count = (/** @type {CatalogueValue} */ { id }) => this.counts.get(id) ?? 0;
    const isChosen = (/** @type {CatalogueValue} */ { id }) => this.chosen.includes(id);
    if (this.values.length <= SHORT) return this.values;
    const useful = this.values.filter((value) => count(value) > 0 || isChosen(value));
    if (this.all || useful.length <= SHOWN) return useful;
    const best = [...useful]
      .sort((a, b) => Number(isChosen(b)) - Number(isChosen(a)) || count(b) - count(a))
      .slice(0, SHOWN);
    return useful.filter((value) => best.includes(value));
  }

  draw() {
    const wanted = this.wanted();
    const useful = this.values.filter(({ id }) => this.counts.get(id)).length;
    this.rest.hidden = useful <= wanted.length;
    this.rest.textContent = `还有 ${useful - wanted.length} 个，全部列出`;
    /** @type {HTMLElement[]} */
    const items = [];
    let heading = "";
    for (const value of wanted) {
      if (value.group && value.group !== heading) {
        heading = value.group;
        items.push(this.item(`group ${heading}`, () => draw("li", "mc-choice-group", heading)));
      }
      items.push(this.item(value.id, () => this.choice(value)));
      const isChosen = this.chosen.includes(value.id);
      this.switches.get(value.id)?.show(isChosen, this.counts.get(value.id) ?? 0);
    }
    arrange(this.list, items);
  }

  /**
   * @param {string} key
   * @param {() => HTMLElement} make
   * @returns {HTMLElement}
   */
  item(key, make) {
    const item = this.items.get(key) ?? make();
    this.items.set(key, item);
    return item;
  }

  /** @param {CatalogueValue} value */
  choice({ id, label }) {
    const one = new Switch(label, (checked) => {
      const others = this.chosen.filter((other) => other !== id);
      const chosen = checked ? [...others, id] : others;
      const lost = this.name === "region" && !chosen.length;
      this.owner.change({ [this.name]: chosen, ...(lost && { above: false }) });
    });
    this.switches.set(id, one);
    return draw("li", `mc-depth-${Math.min(this.depths.get(id) ?? 0, 3)}`, one.element);
  }
}

/**
 * Gives an element these children. What stays is not moved: it may hold the focus.
 * @param {HTMLElement} parent
 * @param {HTMLElement[]} children
 */
function arrange(parent, children) {
  for (const child of [...parent.children]) {
    if (child instanceof HTMLElement && !children.includes(child)) child.remove();
  }
  children.forEach((child, index) => {
    const there = parent.children[index] ?? null;
    if (there !== child) parent.insertBefore(child, there);
  });
}

/**
 * @param {HTMLInputElement} input
 * @param {string} day
 */
function showDay(input, day) {
  // A day that is being typed is left alone.
  if (input.value !== day && input !== document.activeElement) input.value = day;
}

/** Day of issue: a year, or a range of days. */
class Days {
  /** @param {Filters} owner */
  constructor(owner) {
    this.owner = owner;
    this.years = draw("div", "mc-years");
    this.years.setAttribute("role", "group");
    this.years.setAttribute("aria-label", "年份");
    /** @type {Map<string, HTMLElement>} */
    this.buttons = new Map();
    this.from = this.day("从", (from) => owner.change({ from }));
    this.to = this.day("到", (to) => owner.change({ to }));
    this.error = draw("p", "mc-error");
    this.error.setAttribute("role", "status");
    const range = draw("div", "mc-days", this.from.label, this.to.label);
    this.group = group("days", "成文日期", this.years, range, this.error);
    this.element = this.group.element;
    const { from, to } = owner.filters;
    this.element.toggleAttribute("open", Boolean(from || to));
  }

  /**
   * @param {string} words
   * @param {(day: string) => void} onChange
   */
  day(words, onChange) {
    const input = document.createElement("input");
    input.type = "date";
    input.min = FIRST_DAY;
    input.max = LAST_DAY;
    // While a year is being typed the value runs through 0002, 0020, 0202.
    input.addEventListener("change", () => {
      if (input.validity.valid && (!input.value || isIsoDate(input.value))) onChange(input.value);
    });
    return { input, label: draw("label", "", words, input) };
  }

  /**
   * @param {FilterValues} filters
   * @param {Map<string, number>} counts
   */
  show(filters, counts) {
    const chosen = yearOf(filters);
    const years = new Set([...counts.keys(), ...(chosen ? [chosen] : [])]);
    const buttons = [...years].sort().reverse().map((year) => {
      const button = this.buttons.get(year) ?? this.year(year);
      this.buttons.set(year, button);
      button.setAttribute("aria-pressed", String(year === chosen));
      button.lastElementChild?.replaceChildren((counts.get(year) ?? 0).toLocaleString("zh-CN"));
      return button;
    });
    arrange(this.years, buttons);
    showDay(this.from.input, filters.from);
    showDay(this.to.input, filters.to);
    const { from, to } = filters;
    this.error.textContent = from && to && from > to ? "开始的日期比结束的日期晚。" : "";
    this.group.show(Number(Boolean(from || to)));
  }

  /** @param {string} year */
  year(year) {
    const button = draw("button", "mc-button", `${year} `, draw("span", "mc-count"));
    button.setAttribute("type", "button");
    button.addEventListener("click", () => {
      const isPressed = button.getAttribute("aria-pressed") === "true";
      this.owner.change(
        isPressed ? { from: "", to: "" } : { from: `${year}-01-01`, to: `${year}-12-31` },
      );
    });
    return button;
  }
}
