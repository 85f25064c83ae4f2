// Signs that stand for a value and are hidden from screen readers: four full stars and an empty
// one, a tick or a cross in a cell. Returns those that no words near them say; `page` is in reach.

const FULL = /[★⭐✭✮🌟●◉♥❤■▮]/gu;
const ROW = /^(?:[★⭐✭✮🌟●◉♥❤■▮☆✩✰○◌◯◐◑♡□▯]\ufe0f?\s*){3,10}$/u;
const YES = /^[✓✔✅☑]\ufe0f?$/u, NO = /^[✗✘✕✖❌❎]\ufe0f?$/u;
const HIDDEN = '[aria-hidden="true"]';
const LABELLED = "[aria-label], [aria-labelledby], [title], [role=img]";
const hidden = page.all(HIDDEN).filter((element) => element.textContent.length < 40
  && /[^\p{L}\p{N}\s]/u.test(element.textContent)
  && !element.parentElement?.closest(`${HIDDEN}, [inert], svg`));
// Ticks and crosses that the style adds. By their names they are said, unless they are hidden or
// have an empty alternative.
const MOST_ADDED = 1500, MOST_INSIDE = 4;
const ADDED = /^"\s*([✓✔✅☑✗✘✕✖❌❎]\ufe0f?)\s*"(?:\s*\/\s*"(.*)")?$/u;
const addedTo = (element) => ["::before", "::after"].flatMap((part) => {
  const { content, display, visibility } = getComputedStyle(element, part);
  const found = display !== "none" && visibility === "visible" ? ADDED.exec(content) : null;
  const silent = found && (found[2] === undefined ? !page.heard(element) : !found[2].trim());
  return silent ? [{ mark: element, sign: found[1] }] : [];
});
const added = page.all("td, li, dd").slice(0, MOST_ADDED).flatMap((item) =>
  [item, ...item.childElementCount <= MOST_INSIDE ? item.children : []].filter((one) =>
    !one.matches("ul, ol, table, svg, td, li, dd") || one === item).flatMap(addedTo));
if (!hidden.length && !added.length) return { rows: [], ticks: [] };

// Words that a screen reader says: the text, and names.
const heardIn = (box) => {
  const texts = [];
  const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { parentElement: parent, data } = walker.currentNode;
    if (data.trim() && !parent.matches("script, style") && page.heard(parent)) texts.push(data);
  }
  for (const one of [box, ...box.querySelectorAll("[aria-label], [title], [alt]")]) {
    if (!page.heard(one)) continue;
    texts.push(...["aria-label", "title", "alt"].map((name) => one.getAttribute(name) ?? ""));
  }
  return page.squeeze(texts.join(" "));
};
const WORD = /\p{L}{2}/u;

// Each sign may be hidden by itself.
const rowOf = (element) => {
  if (ROW.test(element.textContent.trim())) return element;
  const parent = element.parentElement;
  const all = parent && ROW.test(parent.textContent.trim())
    && [...page.children(parent)].every((one) => one.matches(HIDDEN));
  return all ? parent : null;
};
const rows = [...new Set(hidden.map(rowOf))].filter((row) => row && page.seen(row)
  && !row.closest(LABELLED) && !row.querySelector("[aria-label], [title]"));
const signs = (row) => row.textContent.replace(/[\s\ufe0f]/gu, "");
const count = (row) => (signs(row).match(FULL) ?? []).length;
const mixed = (row) => count(row) > 0 && count(row) < [...signs(row)].length;
// Ornaments are all alike.
const telling = rows.filter((row) => mixed(row)
  || rows.some((other) => [...signs(other)][0] === [...signs(row)][0]
    && signs(other) !== signs(row)));
const ITEM = "li, article, tr, dl, section, figure, fieldset";
const itemOf = (row) => {
  let item = row.parentElement;
  for (let at = item; at && !at.matches("main, body, [role=main]"); at = at.parentElement) {
    if (rows.some((other) => other !== row && at.contains(other))) break;
    item = at;
    if (at.matches(ITEM)) break;
  }
  return item;
};
const NUMBERS = ["zero|null|zéro", "one|eine?r?|une?|een|eng", "two|zwei|deux|zwee|zwou",
  "three|drei|trois|dräi", "four|vier|quatre|véier", "five|fünf|cinq|fënnef", "six|sechs",
  "seven|sieben|sept|siwen", "eight|acht|huit", "nine|neun|neuf|néng", "ten|zehn|dix|zéng"];
const RATES = /star(?!t)|stern|étoile|stär|rating|rated|score|bewert|punkt|point|\bnote\b|\d\s*%/iu;
const says = (text, row) => {
  const full = count(row);
  return RATES.test(text)
    || new RegExp(`(?<![\\d.,])(?:${full}(?:[.,]\\d)?|${full - 1}[.,]\\d)(?![\\d])`).test(text)
    || new RegExp(`(?<!\\p{L})(?:${NUMBERS[full]})(?!\\p{L})`, "iu").test(text);
};
// A word or two beside it may be the same value: “medium”.
const brief = (one) => {
  if (!one || one.matches("h1, h2, h3, h4, h5, h6, dt, th, header")) return false;
  const text = heardIn(one);
  return WORD.test(text) && text.split(" ").length <= 3;
};
const judged = telling.map((row) => {
  const item = itemOf(row), block = page.block(row), own = heardIn(block);
  const unseen = [...item.querySelectorAll("*")].some((one) => one.textContent.trim()
    && page.heard(one) && !page.seen(one));
  if (item.querySelector("input, select, [role=slider]")) return null;
  if (!page.heard(item) || unseen || says(heardIn(item), row)) return null;
  const alone = !WORD.test(own) || own.endsWith(":") && own.split(" ").length <= 4;
  // A single row of dots may show the place in a slide show.
  const sure = alone && (telling.length > 1 || /[★⭐✭✮🌟♥❤]/u.test(row.textContent)) && !block.matches("td, th")
    && ![block.previousElementSibling, block.nextElementSibling].some(brief);
  return { element: page.path(row), signs: signs(row), sure };
}).filter(Boolean);

// Ticks and crosses: cells that say nothing else, and items of one list.
const marks = [...hidden.map((mark) => ({ mark, sign: mark.textContent.trim() })), ...added]
  .filter(({ mark, sign }) => [YES, NO].some((kind) => kind.test(sign)) && page.seen(mark)
    && !mark.closest(LABELLED));
const places = new Map();
for (const { mark, sign } of marks) {
  const item = mark.closest("td, li, dd");
  const home = item?.closest("table, ul, ol, dl");
  if (!home || !page.heard(item) || item.matches(LABELLED)
    || item.querySelector("input, button, select, img[alt]:not([alt='']), svg title, s, del")
    || [...item.querySelectorAll("*")].some((one) => one.textContent.trim() && page.heard(one)
      && !page.seen(one))) continue;
  places.set(home, [...(places.get(home) ?? []), { mark, item, yes: YES.test(sign) }]);
}
// Where the page tells what a tick and a cross mean, they mean something that is not written.
const TICK = new RegExp("(?<!\\p{L})(?:ticks?|ticked|check ?marks?|häkchen|haken|coches?|coché\\p{L}*"
  + "|krop|hoken)(?!\\p{L})", "iu");
const CROSS = /(?<!\p{L})(?:cross|crosses|kreuze?|croix|kräiz\p{L}*)(?!\p{L})/iu;
const explained = () => [TICK, CROSS].every((one) => one.test(document.body.innerText));
const wordsOf = ({ item }) => new Set(heardIn(item).toLowerCase().match(/\p{L}{2,}/gu) ?? []);
// A word of all that are ticked, or of all that are crossed, and of no other may say it: “taken”.
const wordTells = (all) => [true, false].some((yes) => {
  const own = all.filter((one) => one.yes === yes).map(wordsOf);
  const rest = new Set(all.filter((one) => one.yes !== yes).flatMap((one) => [...wordsOf(one)]));
  return own.length > 0
    && [...own[0]].some((word) => !rest.has(word) && own.every((one) => one.has(word)));
});
const NEGATES = /(?<!\p{L})(?:no|not|never|without|don.?t|nicht|kein\p{L}*|ohne|non|pas|sans|ouni|net|keng?\p{L}*|closed)(?!\p{L})/iu;
const ticks = [...places].flatMap(([home, all]) => {
  const both = all.some((one) => one.yes) && all.some((one) => !one.yes);
  const style = all.every((one) => added.some((other) => other.mark === one.mark));
  const found = { element: page.path(all[0].mark), count: all.length, style };
  if (home.localName !== "table") {
    const told = all.some(({ item }) => NEGATES.test(heardIn(item)));
    return both && all.length > 2 && !told ? [{ ...found, sure: explained() && !wordTells(all) }] : [];
  }
  const mute = all.every(({ item }) => !heardIn(item));
  if (!mute || all.length < 2 || !home.querySelector("th")) return [];
  const blank = [...home.querySelectorAll("td")].some((cell) => !cell.textContent.trim()
    && !cell.childElementCount && !all.some((one) => one.item === cell));
  // Below a heading, a cell of ticks alone may stand before words that say the same.
  const headed = all.every(({ item }) => home.rows[0].cells[item.cellIndex]?.localName === "th"
    && WORD.test(home.rows[0].cells[item.cellIndex].textContent));
  const sure = both && headed && !NEGATES.test(heardIn(home));
  return both || blank ? [{ ...found, sure }] : [];
});
return { rows: judged, ticks };
