import { chineseDate, weekday } from "../dates.js";
import { draw, link, list } from "../draw.js";

/**
 * @typedef {{ years: number, months: number, days: number, all_months: number }} Span
 * @typedef {{ months: number, from: string, holds: boolean }} Near
 * @typedef {{ months: number, lacking: number | null, day: string | null, by_retirement: boolean | null }} Total
 * @typedef {{ category: string, day: string, age: { years: number, months: number }, delay: number, left: Span | null, before: Near[], contributions: Total[], minimum: Total | null }} RetirementDay
 * @typedef {{ start: string, end: string | null, checked_on: string, holds: boolean | null, days: RetirementDay[] }} Law
 * @typedef {{ day: string, days: { category: string, day: string, before: Near[] }[] }} Approved
 * @typedef {{ as_of: string, data_version: string, age: Span | null, missing: string[], laws: Law[], first_approved: Approved | null }} Retirement
 */

/**
 * The days under each law, side by side, and what hangs on them.
 * @param {HTMLElement} page for the clauses, which stand there
 * @param {Retirement} answer with an age
 * @returns {HTMLElement[]}
 */
export function retirementParts(page, answer) {
  const categories = answer.laws[0].days.map(({ category }) => category);
  return [
    head(answer),
    ...categories.map((category) => comparison(answer, category, categories.length > 1)),
    nearness(page, answer),
    ...contributions(page, answer),
  ];
}

/**
 * The law that counts on the day asked about: the one in force, or the last one known.
 * @param {Retirement} answer
 */
export function currentLaw({ laws }) {
  return laws.find(({ holds }) => holds) ?? laws[laws.length - 1];
}

/** @param {Retirement} answer */
function head(answer) {
  const law = currentLaw(answer);
  const { age, as_of } = answer;
  const days = law.days.map((day) =>
    draw(
      "p",
      "mc-retirement-day",
      law.days.length > 1 && draw("span", "mc-quiet", `原${day.category}周岁退休的：`),
      draw("strong", "", chineseDate(day.day)),
      ` ${weekday(day.day)}`,
      draw("span", "mc-retirement-left", leftWords(day)),
    ),
  );
  return draw(
    "div",
    "mc-verdict",
    draw("p", "", "法定退休日"),
    ...days,
    age && draw("p", "", `${chineseDate(as_of)}：${ageWords(age)}`),
    law.holds === null &&
      draw("p", "mc-quiet", `规定查证到 ${chineseDate(law.checked_on)}，以后有没有改不知道。`),
  );
}

/** @param {RetirementDay} day */
function leftWords({ left, delay }) {
  const later = delay ? `，比原来晚 ${delay} 个月` : "";
  if (!left) return `已经到了${later}`;
  return `还有 ${spanWords(left)}${later}`;
}

/** @param {Span} span */
function ageWords({ years, months, days }) {
  const more = [months && `${months} 个月`, days && `${days} 天`].filter(Boolean);
  return `${years} 周岁${more.length ? `又 ${more.join(" ")}` : "整"}`;
}

/** @param {Span} span */
function spanWords({ years, months, days }) {
  return [years && `${years} 年`, months && `${months} 个月`, days && `${days} 天`]
    .filter(Boolean)
    .join(" ");
}

/**
 * @param {Retirement} answer
 * @param {string} category
 * @param {boolean} several whether other categories are possible
 */
function comparison({ laws }, category, several) {
  const days = laws.map((law) => law.days.find((day) => day.category === category));
  /** @type {[string, (day: RetirementDay) => string][]} */
  const rows = [
    ["退休日", (day) => `${chineseDate(day.day)}（${weekday(day.day)}）`],
    ["退休年龄", ({ age }) => `${age.years} 周岁${age.months ? ` ${age.months} 个月` : ""}`],
    ["比原来晚", ({ delay }) => (delay ? `${delay} 个月` : "不变")],
    ["还有", ({ left }) => (left ? `${spanWords(left)}（${left.all_months} 个整月）` : "已经到了")],
    ["不足5年", ({ before }) => nearWords(before, 60)],
    ["不足1年", ({ before }) => nearWords(before, 12)],
    ["那年至少缴", ({ minimum }) => (minimum ? monthsWords(minimum.months) : "没有收录")],
  ];
  const header = draw(
    "tr",
    "",
    draw("td", ""),
    ...laws.map((law) => headCell(lawWords(law), "col", draw("span", "mc-quiet", stateWords(law)))),
  );
  const body = rows.map(([name, words]) => {
    const cells = days.map((day) => (day ? words(day) : ""));
    const differs = new Set(cells).size > 1;
    return draw(
      "tr",
      differs ? "mc-differs" : "",
      headCell(name, "row"),
      ...cells.map((cell) => draw("td", "", cell)),
    );
  });
  return draw(
    "section",
    "mc-result-part",
    draw("h3", "", several ? `原${category}周岁退休的：前后对照` : "前后对照"),
    draw("table", "mc-compare-laws", draw("thead", "", header), draw("tbody", "", ...body)),
  );
}

/**
 * @param {string} text
 * @param {"row" | "col"} scope
 * @param {...HTMLElement} more
 */
function headCell(text, scope, ...more) {
  const cell = draw("th", "", text, ...more);
  cell.setAttribute("scope", scope);
  return cell;
}

/** @param {Law} law */
function lawWords({ start, end }) {
  return end ? `${chineseDate(end)}以前` : `${chineseDate(start)}起`;
}

/** @param {Law} law */
function stateWords({ holds, start, checked_on }) {
  if (holds === null) return `查证到 ${checked_on}`;
  if (holds) return "所选日期适用";
  return start > "2025" ? "所选日期还没有施行" : "所选日期已不适用";
}

/**
 * @param {Near[]} before
 * @param {number} months
 */
function nearWords(before, months) {
  const near = before.find((one) => one.months === months);
  return near ? `${chineseDate(near.from)}起` : "";
}

/** @param {number} months */
function monthsWords(months) {
  const rest = months % 12;
  return `${Math.floor(months / 12)}年${rest ? `${rest}个月` : ""}（${months} 个月）`;
}

/**
 * @param {HTMLElement} page
 * @param {string} selector of the threshold on the page
 */
function cite(page, selector) {
  return page.querySelector(`.mc-threshold${selector} .mc-cite`)?.cloneNode(true);
}

/**
 * @param {HTMLElement} page
 * @param {Retirement} answer
 */
function nearness(page, answer) {
  const law = currentLaw(answer);
  const several = law.days.length > 1;
  /** @type {(near: Near, retires: string, asked: string) => string} */
  const words = (near, retires, asked) => {
    const years = near.months / 12;
    if (asked > retires) return "已过退休日";
    return near.holds ? `不足${years}年` : `还没有到不足${years}年`;
  };
  const items = [];
  for (const day of law.days) {
    const who = several ? `原${day.category}周岁退休的，` : "";
    for (const near of day.before) {
      items.push(
        draw(
          "span",
          "",
          `${who}${chineseDate(answer.as_of)}：`,
          draw("strong", "", words(near, day.day, answer.as_of)),
          cite(page, `[data-months="${near.months}"]`),
        ),
      );
    }
  }
  const { first_approved: approved } = answer;
  for (const day of approved?.days ?? []) {
    const who = several ? `原${day.category}周岁退休的，` : "";
    for (const near of day.before.filter(({ months }) => months === 60)) {
      items.push(
        draw(
          "span",
          "",
          `${who}初次核定那天（${chineseDate(approved?.day ?? "")}），照那天的规定：`,
          draw("strong", "", words(near, day.day, approved?.day ?? "")),
          `（退休日 ${chineseDate(day.day)}）`,
        ),
      );
    }
  }
  return block("是不是不足5年、不足1年", list(items));
}

/**
 * @param {HTMLElement} page
 * @param {Retirement} answer
 */
function contributions(page, answer) {
  const law = currentLaw(answer);
  const known = law.days.filter(({ contributions: totals }) => totals[0]?.lacking !== null);
  if (!known.length) return [];
  const items = [];
  for (const day of known) {
    const who = known.length > 1 ? `原${day.category}周岁退休的，` : "";
    for (const total of day.contributions) {
      const mark = cite(page, `[data-total="${total.months}"]`);
      items.push(draw("span", "", who, totalWords(total, answer.as_of, "江苏延长缴费看的"), mark));
    }
    if (day.minimum) {
      const year = day.day.slice(0, 4);
      items.push(draw("span", "", who, totalWords(day.minimum, answer.as_of, `${year}年退休要的`)));
    } else {
      const year = day.day.slice(0, 4);
      items.push(`${who}${year}年退休的最低缴费年限，本库没有收录。`);
    }
  }
  return [block("缴费满了没有", list(items))];
}

/**
 * @param {Total} total
 * @param {string} asOf
 * @param {string} what
 */
function totalWords(total, asOf, what) {
  const amount = monthsWords(total.months);
  if (!total.lacking || !total.day) return `${what}${amount}：已经满了`;
  const when = `从 ${chineseDate(asOf)} 起月月缴，${chineseDate(total.day)}满`;
  const side = total.by_retirement ? "在法定退休日以前" : "在法定退休日以后";
  return `${what}${amount}：还差 ${total.lacking} 个月，${when}，${side}`;
}

/**
 * @param {string} title
 * @param {...(Node | null)} content
 */
function block(title, ...content) {
  return draw("section", "mc-result-part", draw("h3", "", title), ...content);
}

/** @type {Record<string, string>} */
const VERDICTS = {
  eligible: "符合",
  provisional: "初步符合，要由窗口核验",
  needs_info: "还缺信息",
  ineligible: "不符合",
  not_in_force: "所选日期不适用",
};

/**
 * What the benefit that asks for 15 years of contributions comes to, with the way to its page.
 * @param {string} title
 * @param {string} href
 * @param {import("./types.js").Result} result
 */
export function extendedContribution(title, href, result) {
  const { verdict, duration, interpretations } = result;
  const granted = verdict === "eligible" || verdict === "provisional";
  const months = granted && duration?.high ? `，还要缴 ${duration.high} 个月` : "";
  const others = interpretations.flatMap(({ others: read }) =>
    Object.values(read).flatMap((one) => (one.verdict ? [VERDICTS[one.verdict]] : [])),
  );
  const also = others.length ? `；换一种理解：${[...new Set(others)].join("、")}` : "";
  return block(
    "江苏：延长缴费到满15年",
    draw("p", "", draw("strong", "", VERDICTS[verdict] + months), also, "。", link(href, title)),
  );
}
