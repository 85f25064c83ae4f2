// Marks without words at the same place of items of one kind, such as the dot of each line of a
// list or the cells of a column. Evaluated as the body of a function that returns groups of marks
// that look different, where no word of the items tells what the look tells; `page` is in reach.

const { read } = page.colours;
const LEAST_ITEMS = 3, MOST_PARTS = 40, MOST_CELL_PARTS = 150;
const DOT_PX = 40, PICTURE_PX = 64;
const STATES = "input, select, textarea, [aria-checked], [aria-selected], [aria-pressed], "
  + "[aria-expanded], [aria-current], summary";
const CONTROL = 'a[href], button, label, [role="button"], [role="link"], [role="tab"], '
  + '[role^="menuitem"], [role="option"]';
const NAMED = '[alt]:not([alt=""]), [aria-label], [aria-labelledby], [aria-describedby], [title], '
  + "svg > title, input, select, textarea, iframe, video, audio, object";
// Fonts of icons put their pictures where no letter has its place.
const icon = /[\u{e000}-\u{f8ff}\u{f0000}-\u{ffffd}]/gu;
const plain = (text) => page.squeeze((text ?? "").replace(icon, ""));
const url = (value) => /url\(|image-set\(/.test(value ?? "");
const apart = (one, other) => one.some((part, at) => Math.abs(part - other[at]) > 40);

const once = (ask) => {
  const told = new Map();
  return (element) => {
    if (!told.has(element)) told.set(element, ask(element));
    return told.get(element);
  };
};
const silent = once((element) => !plain(element.textContent) && !element.matches(NAMED)
  && !element.querySelector(NAMED));
const wordsIn = (text) => Boolean(plain(/"([^"]*)"/.exec(text)?.[1]));

// What is painted by one box or by what the style puts before or after its content. shape: its
// picture, "" for none.  hue: its colour.  null: nothing.
const painted = (style) => {
  if (url(style.maskImage)) {
    return { shape: `${style.maskImage} ${style.maskPosition}`, hue: style.backgroundColor };
  }
  if (url(style.backgroundImage)) {
    return { shape: `${style.backgroundImage} ${style.backgroundPosition}`, hue: "" };
  }
  return null;
};
const solid = (style) => read(style.backgroundColor)[3] > 0.5 ? {
  shape: "", hue: style.backgroundColor, size: `${style.width} ${style.height}`,
  form: [style.borderRadius, style.transform, style.clipPath, style.borderTopStyle,
    style.borderTopWidth].join(),
} : null;
const added = (element) => {
  for (const part of ["::before", "::after"]) {
    const style = getComputedStyle(element, part);
    const { content } = style;
    if (content === "none" || content === "normal" || style.display === "none") continue;
    if (url(content) && !/\/ *"[^"]/.test(content)) return { shape: content, hue: "" };
    // Letters and signs that have a meaning are announced.
    if (wordsIn(content)) return { told: true };
    if (content.match(icon)) return { shape: content + style.fontFamily, hue: style.color };
    const found = painted(style);
    if (found) return found;
    const sides = [style.width, style.height].map(parseFloat);
    if (sides.every((side) => side > 3 && side <= DOT_PX) && solid(style)) return solid(style);
  }
  return null;
};
// Colours of lines and areas; a drawing without an area is another shape.
const INK = /\s(class|id|(fill|stroke)(?!="none))="[^"]*"/g;
const drawn = (element) => {
  const lines = element.querySelector("path, use, circle, rect, polygon") ?? element;
  const { fill, color } = getComputedStyle(lines);
  return { shape: element.innerHTML.replace(INK, ""),
    hue: /^(none|url)/.test(fill) ? color : fill };
};
const fits = (element, most) => {
  const box = element.getBoundingClientRect();
  return box.width > 3 && box.height > 3 && box.width <= most && box.height <= most;
};
const look = once((element) => {
  if (element.matches("svg")) return fits(element, PICTURE_PX) ? drawn(element) : null;
  if (element.matches("img")) {
    const source = element.currentSrc || element.src;
    // Smaller ones hold the place of pictures that are loaded later.
    const loaded = element.naturalWidth > 2 && fits(element, PICTURE_PX);
    return loaded ? { shape: source, hue: "" } : null;
  }
  const mute = silent(element);
  const extra = added(element);
  if (extra?.told) return null;
  if (extra) return extra;
  if (!mute) return null;
  if (element.textContent.match(icon)) {
    return { shape: plain(element.textContent) || element.textContent.trim(),
      hue: getComputedStyle(element).color };
  }
  const style = getComputedStyle(element);
  const found = painted(style);
  if (found) return fits(element, PICTURE_PX) || element.matches("td") ? found : null;
  const filled = solid(style);
  if (!filled) return null;
  if (element.matches("td, [role=cell], [role=gridcell]")) return stripe(element) ? null
    : { ...filled, form: "", size: "" };
  return fits(element, DOT_PX) ? filled : null;
});
// The colour of a whole row is no mark of one cell.
const stripe = (cell) => {
  const others = [...page.children(cell.parentElement)].filter((one) => one !== cell);
  return others.every((one) =>
    getComputedStyle(one).backgroundColor === getComputedStyle(cell).backgroundColor);
};

const step = (element) =>
  element.matches("td, th") ? `cell ${element.cellIndex}` : element.localName;
const way = (element, item) => {
  const steps = [];
  for (let at = element; at && at !== item; at = at.parentElement) steps.unshift(step(at));
  return steps.join(" ");
};
// The marks of one item by the place where they stand; a place with several is none.
const marksIn = (item) => {
  const found = new Map();
  for (const element of [item, ...item.querySelectorAll("*")]) {
    if (element.parentElement?.closest("svg")) continue;
    const leaf = element.matches("svg, img") || !element.childElementCount && silent(element);
    // What the style adds is looked for where it is put most often.
    if (!leaf && element !== item && element.parentElement !== item) continue;
    if (!silent(element) && element.matches("img, svg")) continue;
    const one = look(element);
    if (!one || !page.seen(element)) continue;
    const place = way(element, item);
    found.set(place, [...(found.get(place) ?? []), { element, item, ...one }]);
  }
  return found;
};
const tokens = once((item) => {
  const named = [item, ...item.querySelectorAll("[alt], [aria-label], [title]")].flatMap((one) =>
    ["alt", "aria-label", "title"].map((name) => one.getAttribute(name) ?? ""));
  const text = `${plain(item.textContent)} ${named.join(" ")}`.toLowerCase();
  return new Set(text.match(/\p{L}{2,}|\p{N}+|[+−–-](?=\p{N})|[^\p{L}\p{N}\s.,;:()'"’]/gu) ?? []);
});
// Whether a word stands in all items of a look, and in no other: “open” beside what is green.
const toldBy = (own, others) => {
  const rest = new Set(others.flatMap((mark) => [...tokens(mark.item)]));
  return [...tokens(own[0].item)].some((word) => !rest.has(word)
    && own.every((mark) => tokens(mark.item).has(word)));
};
const sorted = (marks, key) => {
  const kinds = new Map();
  for (const mark of marks) kinds.set(mark[key], [...(kinds.get(mark[key]) ?? []), mark]);
  return [...kinds.values()];
};
// Marks that repeat tell kinds or states; pictures that are all different are ornaments, or
// the things themselves.
const telling = (kinds, count) => {
  const twice = kinds.filter((kind) => kind.length > 1);
  if (kinds.length < 2 || kinds.length > Math.max(2, Math.ceil(count / 2)) || !twice.length) return false;
  const told = twice.filter((kind) => toldBy(kind, kinds.filter((one) => one !== kind).flat()));
  return !told.length || told.length < twice.length - 1;
};
const inControl = (mark) => {
  const control = mark.element.closest(CONTROL);
  return control ? plain(control.getAttribute("aria-label") || control.textContent) : "";
};
const heads = (cell) => {
  const table = cell.closest("table");
  const top = table?.rows[0]?.cells[cell.cellIndex];
  return top?.localName === "th" && top !== cell ? plain(top.textContent) : "";
};
const STATED = new RegExp("[(),;:–—]|\\S+(?: \\S+){6}"
  + "|(?<!\\p{L})(?:no|not|non|never|without|closed|out|off|nicht|kein\\p{L}*|ohne|geschlossen"
  + "|defekt|pas|sans|fermée?s?|net|ouni|keng?|zou)(?!\\p{L})", "iu");
const judge = (marks, items) => {
  if (marks.length < LEAST_ITEMS) return null;
  if (items.some((item) => item.matches(STATES) || item.querySelector(STATES))) return null;
  const key = new Set(marks.map((mark) => mark.shape)).size > 1 ? "shape" : "hue";
  const kinds = sorted(marks, key);
  if (!telling(kinds, marks.length)) return null;
  const names = marks.map(inControl);
  // What a link or button says by its name needs no picture, unless its twin has another.
  if (names.some(Boolean) && new Set(names).size > 1) return null;
  const first = kinds.map((kind) => kind[0]);
  const colours = first.map((mark) => read(mark.hue || "rgb(0, 0, 0)"));
  if (key === "hue" && (new Set(marks.map((mark) => mark.form + mark.size)).size > 1
    || !colours.some((one, at) => at && apart(colours[0], one)))) return null;
  const cell = marks[0].element.closest("td");
  const column = cell && marks.every((mark) => {
    const own = mark.element.closest("td");
    return own && silent(own) && !own.querySelector("a, button");
  });
  // Nothing but the name of each row could say the same, and that is a name alone.
  const bare = Boolean(column) && items.every((item) => item.localName === "tr"
    && [...item.cells].slice(1).every(silent) && !STATED.test(plain(item.cells[0].textContent)));
  return {
    bare, kind: key === "hue" ? "colour" : "picture", home: page.path(items[0].parentElement),
    element: page.path(marks[0].element), count: marks.length, column: Boolean(column),
    others: first.slice(1).map((mark) => page.path(mark.element)),
    looks: first.map((mark) => (mark[key] || "").slice(0, 120)), head: column ? heads(cell) : "",
    colours: colours.map((one) => one.slice(0, 3)), every: marks.length === items.length,
    repeated: kinds.every((kind) => kind.length > 1),
    numbers: items.some((item) => /\p{N}/u.test(item.textContent)),
    language: page.language(marks[0].element),
  };
};

// Words of an item that are hidden from the eye and heard, and the words that are left to be seen.
const hiddenIn = (item) => [...item.querySelectorAll("*")].filter((one) => !one.childElementCount
  && plain(one.textContent) && page.heard(one) && !page.seen(one));
// Marks in as many colours as there are hidden words: whoever sees has the colour alone. surely:
// what is seen of the items differs in nothing but numbers, so that it cannot say the same.
const HUES = /colou?r|farb|couleur|faarf/iu;
const hushed = (marks, items) => {
  if (marks.length < LEAST_ITEMS || marks.length < items.length
    || items.some((item) => item.matches(STATES) || item.querySelector(STATES))) return null;
  if (new Set(marks.map((mark) => mark.shape + mark.form + mark.size)).size > 1) return null;
  const told = marks.map((mark) => {
    const parts = hiddenIn(mark.item), words = plain(parts.map((one) => one.textContent).join(" "));
    const seen = parts.reduce((text, one) => text.replace(plain(one.textContent), ""),
      plain(mark.item.textContent));
    return { hue: mark.hue, words: words.toLowerCase(), seen: plain(seen).toLowerCase() };
  });
  const kinds = sorted(marks, "hue"), colours = kinds.map((kind) => read(kind[0].hue));
  const pairs = new Set(told.map((one) => `${one.hue} ${one.words}`)).size;
  if (kinds.length < 2 || pairs !== kinds.length || told.some(({ words }) => !words || HUES.test(words))
    || new Set(told.map((one) => one.words)).size !== kinds.length
    || !colours.some((one, at) => at && apart(colours[0], one))
    || told.some(({ words, seen }) => seen.includes(words))) return null;
  const left = new Set(told.map(({ seen }) => seen.replace(/\p{N}+/gu, "#")));
  return { kind: "colour", home: page.path(items[0].parentElement), column: false, every: true,
    element: page.path(marks[0].element), count: marks.length, repeated: false, numbers: true,
    hushed: told[0].words, surely: left.size === 1, looks: kinds.map((kind) => kind[0].hue), head: "",
    language: page.language(marks[0].element), colours: colours.map((one) => one.slice(0, 3)) };
};

const groups = [];
const used = new Set();
const homes = new Set();
for (const parent of page.all("body, body *").reverse()) {
  if (parent.childElementCount < LEAST_ITEMS || parent.closest("svg, select")) continue;
  const tag = parent.lastElementChild.localName;
  if (/^(script|style|link|br|option|p|col|path|g)$/.test(tag)) continue;
  const most = tag === "tr" ? MOST_CELL_PARTS : MOST_PARTS;
  const items = [...page.children(parent)].filter((item) => item.localName === tag
    && plain(item.textContent) && item.getElementsByTagName("*").length <= most
    && page.heard(item) && !(tag === "tr" && item.closest("thead")));
  if (items.length < LEAST_ITEMS) continue;
  const places = new Map();
  for (const item of items) {
    for (const [place, marks] of marksIn(item)) {
      if (marks.length === 1) places.set(place, [...(places.get(place) ?? []), marks[0]]);
    }
  }
  for (const marks of places.values()) {
    const fresh = marks.filter((mark) => !used.has(mark.element));
    const found = judge(fresh, items) ?? hushed(fresh, items);
    if (marks.length >= LEAST_ITEMS) marks.forEach((mark) => used.add(mark.element));
    if (found) {
      groups.push(found);
      homes.add(items[0].closest("table"));
    }
  }
}

// Days or seats that hold a number alone: what two hues mean, no number tells.
const LEAST_NUMBERS = 7;
const NUMBER = /^\p{L}?\d{1,3}\p{L}?$/u;
const vivid = ([red, green, blue, alpha]) => alpha > 0.5
  && Math.max(red, green, blue) - Math.min(red, green, blue) >= 30;
for (const parent of page.all("table, body *:not(tr, tbody)")) {
  const cells = [...parent.localName === "table" ? parent.querySelectorAll("td")
    : page.children(parent)].filter((cell) => NUMBER.test(cell.textContent.trim()));
  if (cells.length < LEAST_NUMBERS || parent.querySelector("table")) continue;
  const bare = cells.filter((cell) => page.seen(cell) && !cell.matches(`${NAMED}, ${STATES}`)
    && !cell.querySelector(`${NAMED}, ${STATES}, :disabled, svg, img`) && !cell.matches(":disabled")
    && !cell.closest("a[href]") && !cell.querySelector("a[href]"));
  const marks = bare.map((element) => ({ element, ...solid(getComputedStyle(element)) }))
    .filter((mark) => mark.hue && vivid(read(mark.hue)));
  const kinds = sorted(marks, "hue").filter((kind) => kind.length > 1);
  if (kinds.length < 2 || kinds.length > 4) continue;
  const looks = (mark) => {
    const { textDecorationLine, fontWeight, backgroundImage } = getComputedStyle(mark.element);
    return [mark.form, textDecorationLine, fontWeight, backgroundImage].join();
  };
  const first = kinds.map((kind) => kind[0]);
  if (new Set(first.map(looks)).size > 1) continue;
  groups.push({ kind: "colour", home: page.path(parent), element: page.path(first[0].element),
    count: marks.length, column: false, numbered: true, every: false, repeated: true, numbers: true,
    looks: first.map((mark) => mark.hue), head: "", language: page.language(parent),
    colours: first.map((mark) => read(mark.hue).slice(0, 3)) });
}

// Tables with a heading to each row and column: where all cells of a row are drawn, or some are drawn
// and the others blank, no word of it can say what they hold.
const PRESSED = "a, button, input, select";
const signOf = (cell) => [cell, ...cell.querySelectorAll("*")]
  .filter((element) => !element.parentElement.closest("svg"))
  .map((element) => ({ element, ...look(element) }))
  .find((mark) => mark.shape && page.seen(mark.element)) ?? null;
const tabled = [];
for (const table of page.all("table:not([role=presentation], [role=none])")) {
  const [top, ...rest] = table.rows;
  if (homes.has(table) || !top || top.cells.length < 3 || table.querySelector("table")) continue;
  const titles = [...top.cells].slice(1).map((cell) => plain(cell.textContent));
  if (!titles.every((title) => /\p{L}{2}/u.test(title))) continue;
  const rows = rest.filter((row) => row.cells.length === top.cells.length && !row.matches(NAMED)
    && /\p{L}{2}/u.test(plain(row.cells[0].textContent)) && page.heard(row)
    && [...row.cells].slice(1).every((cell) => silent(cell) && !cell.querySelector(PRESSED)));
  if (rows.length < 2) continue;
  const drawnRows = rows.map((row) => [...row.cells].slice(1).map(signOf));
  const full = drawnRows.filter((marks) => !marks.includes(null)).flat();
  const kinds = sorted(full, "shape"), all = drawnRows.flat().filter(Boolean);
  const told = full.length >= LEAST_ITEMS && kinds.length > 1
    && kinds.length <= Math.max(2, full.length / 2);
  const blank = drawnRows.flat().length > all.length && all.length > 1
    && sorted(all, "shape").length === 1;
  if (!told && !blank) continue;
  tabled.push({ element: page.path(all[0].element), count: all.length, blank: !told,
    heads: [...titles, ...rows.map((row) => plain(row.cells[0].textContent))],
    looks: sorted(all, "shape").map((kind) => kind[0].shape.slice(0, 120)),
    language: page.language(table) });
}
