// Lists that only look like some: with signs drawn by the style, with bold terms, typed, pictured.
const NO_LINES = `li, dl, select, pre, code, td, th, nav, footer, a, button, label, summary, address,
  figure, blockquote, h1, h2, h3, h4, h5, h6, [role=list], [role=listitem], [role=listbox],
  [role=menu], [role=menubar], [role=tablist], [role=tree], [role=radiogroup], [role=table],
  [role=grid], [role=navigation]`;
const DRAWN = /^"\s*([•‣◦▪▫■□●○∙·➤►▶→»›✓✔✗✘★☆❖*\-–—])\s*"/u;
const LONGEST_LINE = 300;
// Runs of neighbours of one kind that all pass: `goes` gets one and the one before it.
const inRow = (items, goes) => {
  const found = [];
  for (const item of items) {
    const last = found.at(-1)?.at(-1);
    const between = last?.nextSibling === item ? "" : last?.nextSibling?.data ?? "x";
    const near = last && last.nextElementSibling === item && !between.trim()
      && last.localName === item.localName;
    if (near && goes(item, last)) found.at(-1).push(item); else found.push([item]);
  }
  return found;
};
const byParent = items => {
  const rows = new Map();
  for (const item of items) {
    const row = rows.get(item.parentElement);
    if (row) row.push(item); else rows.set(item.parentElement, [item]);
  }
  return [...rows.values()].filter(row => row.length > 2);
};
// The sign before an item, with the look that tells it from others: null where there is none.
const drawnSign = item => {
  const style = getComputedStyle(item, "::before");
  const sign = DRAWN.exec(style.content)?.[1];
  const hidden = style.display === "none" || style.visibility !== "visible" || style.opacity === "0";
  // A programme’s lines are set so, and “-” stands before one that was taken out of it.
  const code = /\bmono/i.test(getComputedStyle(item).fontFamily);
  return sign && !hidden && !code ? {sign, colour: style.color} : null;
};
const isLine = item => !item.matches("[role], [tabindex], [onclick]") && page.seen(item)
  && page.heard(item)
  && !item.querySelector(`h1, h2, h3, h4, h5, h6, input, select, textarea, img, svg, ul, ol, dl,
    table, p + p, div + div`)
  && page.squeeze(item.innerText).length <= LONGEST_LINE;
const below = (item, last) => {
  const a = last.getBoundingClientRect(), b = item.getBoundingClientRect();
  return Math.abs(a.left - b.left) < 2 && b.top >= a.bottom - 2;
};
const drawnLists = boxes => {
  const items = boxes.filter(box => !box.closest(NO_LINES)).flatMap(box => {
    const parent = box.parentElement;
    return parent && page.children(parent).length === 1 && parent !== document.body
      ? [box, parent] : [box];
  });
  const found = [];
  for (const row of byParent([...new Set(items)])) {
    const signs = new Map(row.map(item => [item, drawnSign(item)]));
    const lines = row.filter(item => signs.get(item) && isLine(item));
    const alike = (item, last) => signs.get(item).sign === signs.get(last).sign && below(item, last);
    for (const run of inRow(lines, alike).filter(one => one.length > 2)) {
      const first = page.squeeze(run[0].innerText), {sign} = signs.get(run[0]);
      const links = run.every(item => [...item.querySelectorAll("a, button")]
        .some(one => page.squeeze(one.innerText) === page.squeeze(item.innerText)));
      const talk = /[-–—]/.test(sign) && run.every(item => /[.!?…]["”“»]?$/.test(page.written(item)));
      // Of several colours they may be a key, and stars may be a mark or say that a field is needed.
      const colours = new Set(run.map(item => signs.get(item).colour)).size;
      found.push({element: page.path(run[0]), lines: run.length, first: `${sign} ${first}`,
        doubt: links || talk || colours > 1 || /[*★☆]/.test(sign)});
    }
  }
  return found;
};

// Lines that each begin with a number in an element of its own, as 1, 2, 3, one below the other.
// Notes and verses count so too; with a ground or a frame, or before short lines, numbers are steps.
const STEP_SIGNS = 120;
const ownNumber = box => {
  const first = [...box.childNodes].find(node => node.nodeType === Node.ELEMENT_NODE
    || node.data?.trim());
  if (first?.nodeType !== Node.ELEMENT_NODE || first.matches("sup, sub, a, button, img, svg, [role]"))
    return null;
  const said = /^(\d{1,2})[.)]?$/.exec(page.squeeze(first.textContent));
  return said && page.seen(first) && page.heard(first)
    && /\p{L}{2,}\P{L}+\p{L}/u.test(page.written(box)) ? {value: Number(said[1]), first} : null;
};
// The row that a box with nothing but a number begins, before one box of words.
const rowOfNumber = box => {
  const row = box.parentElement;
  return row && /^\d{1,2}[.)]?$/.test(page.squeeze(box.textContent))
    && page.children(row).length === 2 && row.firstElementChild === box ? row : null;
};
const isBadge = element => {
  const style = getComputedStyle(element);
  return !/^(transparent|rgba\(.*, 0\))$/.test(style.backgroundColor)
    || style.backgroundImage !== "none"
    || style.borderTopStyle !== "none" && Number.parseFloat(style.borderTopWidth) > 0;
};
const numberedLists = boxes => {
  const free = boxes.filter(box => !box.closest(NO_LINES));
  const apart = new Set(free.map(rowOfNumber).filter(Boolean));
  const numbers = new Map([...new Set([...free.filter(box => box.firstElementChild), ...apart])]
    .map(box => [box, ownNumber(box)]).filter(([, number]) => number));
  const goes = (item, last) => numbers.get(item).value === numbers.get(last).value + 1
    && below(item, last);
  return byParent([...numbers.keys()].filter(isLine)).flatMap(row => inRow(row, goes))
    .filter(run => run.length > 2 && numbers.get(run[0]).value === 1)
    .map(run => ({element: page.path(run[0]), lines: run.length, first: page.written(run[0]),
      doubt: run.some(item => page.written(item).length > STEP_SIGNS
        || apart.has(item) || !isBadge(numbers.get(item).first))}));
};

const TERM_WORDS = 6, TERM_SIGNS = 40, TELLING = 4, EXPLAINED = 50, PAIRS = 3;
const isBold = node => node?.nodeType === Node.ELEMENT_NODE && node.localName !== "a"
  && Number(getComputedStyle(node).fontWeight) >= 600 && !node.querySelector("a, button, img, br");
const linesOf = box => {
  const lines = [[]];
  for (const node of box.childNodes) {
    if (node.localName === "br") lines.push([]);
    else if (node.nodeType === Node.ELEMENT_NODE || node.data?.trim()) lines.at(-1).push(node);
  }
  return lines.filter(line => line.length);
};
const textOf = nodes => page.squeeze(nodes.map(node => node.textContent).join(""));
const termOf = text => {
  const bare = text.replace(/\s*:$/, "");
  return bare && bare.length <= TERM_SIGNS && bare.split(" ").length <= TERM_WORDS
    && /\p{L}{2}/u.test(bare) && !/[.!?…,;]$/.test(bare) ? bare : "";
};
// Names and places are written in capital letters for the most part; sentences are not.
const explains = text => (text.match(/(?<!\p{L})\p{Ll}+/gu) ?? []).length >= TELLING
  && text.split(" ").length <= EXPLAINED;
// What a box consists of: {term, apart: it has a line of its own}; null where it is something else.
const termsIn = box => {
  const lines = linesOf(box), found = [];
  if (!isBold(lines[0]?.[0]) || Number(getComputedStyle(box).fontWeight) >= 600) return null;
  for (const line of lines) {
    const [first, ...rest] = line, after = textOf(rest);
    const bold = isBold(first) && termOf(textOf([first]));
    if (bold && !rest.length) found.push({term: bold, apart: true, text: ""});
    else if (bold && (/:$/.test(textOf([first])) || /^:/.test(after)))
      found.push({term: bold, apart: false, text: after});
    else if (found.length && !isBold(first)) found.at(-1).text += ` ${textOf(line)}`;
    else return null;
  }
  const told = found.every(one => explains(page.squeeze(one.text)));
  // Terms with a line each over one line of words: several in one box have no other look.
  // Towns and their streets do so too, and those have numbers.
  const pairs = found.length >= PAIRS && found.every((one, at) => one.apart
    && /\p{L}{2}/u.test(one.text) && !/\d/.test(one.text)) && lines.length === 2 * found.length;
  return told || pairs ? found : null;
};
const areTerms = found => new Set(found.map(one => one.term)).size === found.length
  && found.every(one => one.apart === found[0].apart) && found.length >= (found[0].apart ? 3 : 4);
const termLists = boxes => {
  const told = new Map();
  for (const box of boxes) {
    const bold = box.querySelector(":scope > :is(b, strong, span, dfn, em)");
    if (!bold || box.closest(NO_LINES)) continue;
    const found = termsIn(box);
    if (found) told.set(box, found);
  }
  const single = [...told.keys()].filter(box => told.get(box).length === 1);
  const rows = byParent(single).flatMap(row => inRow(row, () => true));
  const several = [...told.keys()].filter(box => told.get(box).length > 1).map(box => [box]);
  return [...rows, ...several].map(row => ({row, found: row.flatMap(box => told.get(box))}))
    .filter(({found}) => areTerms(found))
    .map(({row, found}) => ({element: page.path(row[0]), count: found.length,
      first: found[0].term}));
};

// Lists typed with bullets or numbers.
const bullet = /^\s*(?:[•‣◦▪▫■□●○∙·➤►▶→»✓✔✗✘★☆❖]\s*\S|[*\-–—o]\s+\S)/u;
const number = /^\s*\(?(\d{1,2}|[a-zA-Z])[.)]\s+\S/;
const kind = line => bullet.test(line) ? line.trim()[0] : number.test(line) ? "1" : "";
// Numbers count only when they count up: 1, 2, 3 or a, b, c.
const value = line => {
  const given = number.exec(line)?.[1] ?? "";
  return /\d/.test(given) ? Number(given) : given.toLowerCase().charCodeAt(0);
};
// “(1) The council runs the harbour.” So laws count their paragraphs, and quote them by number.
const isParagraph = ({text}) => /^\s*\(\w+\)\s+.*[.;:—–]\s*$/su.test(text);
const runs = lines => {
  const found = [];
  let run = [];
  const close = () => { if (run.length >= 2) found.push(run); run = []; };
  for (const line of lines) {
    const own = kind(line.text);
    const last = run[run.length - 1];
    const goes = own && last && own === kind(last.text)
      && (own !== "1" || value(line.text) === value(last.text) + 1);
    if (!goes) close();
    if (own) run.push(line);
  }
  close();
  return found;
};
const typedLists = boxes => {
  // Lines within one box, parted by line breaks; and boxes of one parent, one line each.
  const fake = [];
  for (const box of boxes) {
    if (!box.querySelector("br")) continue;
    const lines = (box.innerText ?? "").split("\n").filter(line => line.trim());
    for (const run of runs(lines.map(text => ({text}))))
      fake.push({element: page.path(box), lines: run.length, first: page.squeeze(run[0].text)});
  }
  const parents = new Map();
  for (const box of boxes) {
    if (box.querySelector("br") || box.closest("h1, h2, h3, h4, h5, h6, label")) continue;
    const text = box.innerText ?? "";
    if (text.length > 300) continue;
    parents.set(box.parentElement, [...(parents.get(box.parentElement) ?? []), {text, box}]);
  }
  for (const lines of parents.values())
    for (const run of runs(lines))
      fake.push({element: page.path(run[0].box), lines: run.length,
        first: page.squeeze(run[0].text), law: run.every(isParagraph)});
  // Where the count begins anew from place to place, it is a law; a single one may be a list.
  const laws = fake.filter(run => run.law).length > 1;
  return fake.filter(run => !(laws && run.law));
};

const inList = "li, dl, select, pre, code, nav ol, nav ul, [role=list], [role=listitem], td, th";
// Small pictures as bullets: three boxes or lines in a row that begin with the same one.
const picturedLists = () => {
  const starts = new Map(), found = [];
  for (const image of page.all("img").filter(page.seen)) {
    const box = image.getBoundingClientRect();
    const follows = image.nextSibling?.textContent ?? image.parentElement?.nextSibling?.textContent;
    if (box.width > 32 || box.height > 32 || image.closest(inList + ", a, button")) continue;
    if (!/\p{L}{2}/u.test(follows ?? "")) continue;
    const before = image.previousSibling;
    const blank = before?.nodeType === Node.TEXT_NODE && !before.data.trim();
    if (before && !blank && before.localName !== "br") continue;
    const own = page.block(image);
    const key = image.currentSrc || image.src;
    starts.set(key, [...(starts.get(key) ?? []), {image, parent: own.parentElement, own}]);
  }
  for (const list of starts.values()) {
    const near = list.filter(one => one.own === list[0].own || one.parent === list[0].parent);
    if (near.length >= 3) found.push({element: page.path(near[0].own), lines: near.length,
      first: "a small picture"});
  }
  return found;
};
