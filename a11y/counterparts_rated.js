// Rows of marks that rate something, such as stars. Runs after counterparts.js, whose names are in
// reach, and returns what both have found.

// Several in a row that are no items of their own: four full stars and an empty one.
const ROW_MOST = 10, NEAR_PARTS = 20;
// A number, a name or hidden words in the small boxes around say how many.
const saidNear = (row) => {
  if (/\p{N}/u.test(row.parentElement?.innerText ?? "")) return true;
  for (let box = row.parentElement, up = 0; box && up < 2; box = box.parentElement, up += 1) {
    const parts = [...box.querySelectorAll("*")].filter((one) => !row.contains(one));
    if (parts.length > NEAR_PARTS) return false;
    if ([box, ...parts].some((one) => one.matches(NAMED))) return true;
    if (parts.some((one) => plain(one.textContent) && page.shown(one) && !page.seen(one))) return true;
  }
  return false;
};
// Nothing but marks, or marks after a word that names what they rate.
const LABEL = /^[^\p{N}:]{2,40}:$/u;
const isRow = (parent) => silent(parent) || LABEL.test(plain(parent.textContent))
  && !parent.matches(NAMED) && !parent.querySelector(NAMED);
const marksOf = (parent) => {
  const parts = [...page.children(parent)].filter((part) => part.localName !== "script");
  if (parts.length < LEAST_ITEMS || parts.length > ROW_MOST) return [];
  if (parent.closest(`svg, ${CONTROL}, [aria-label], [aria-labelledby], [title]`)) return [];
  if (!isRow(parent) || parent.matches("tr") || !page.seen(parent)) return [];
  const marks = parts.map((part) => {
    const inner = part.matches("svg, img") ? part : part.querySelector("svg, img") ?? part;
    const one = look(inner);
    return one?.shape ? { element: inner, ...one } : null;
  });
  return marks.includes(null) || marks.some((mark) => mark.element.closest(STATES)) ? [] : marks;
};
const rows = page.all("body *").map((parent) => {
  const looks = marksOf(parent).map((mark) => mark.shape + mark.hue);
  return { parent, looks, full: looks.filter((one) => one === looks[0]).length };
}).filter(({ looks }) => looks.length);
// What is about one row: the largest box around it alone, and what stands before and after it up to
// a heading or the next row.
const FEW_WORDS = 120;
const HEADING = "h1, h2, h3, h4, h5, h6, [role=heading]";
const around = (parent) => {
  const others = rows.map((row) => row.parent).filter((one) => one !== parent);
  const holds = (box) => others.some((one) => box.contains(one));
  let at = parent;
  while (at.parentElement && !at.parentElement.matches("main, body, [role=main]")
    && !holds(at.parentElement)) at = at.parentElement;
  const found = [at];
  for (let one = at.previousElementSibling; one && !holds(one); one = one.previousElementSibling) {
    found.push(one);
    if (one.matches(HEADING)) break;
  }
  for (let one = at.nextElementSibling; one && !holds(one) && !one.matches(HEADING);
    one = one.nextElementSibling) found.push(one);
  return found;
};
const WRITTEN = "zero|one|two|three|four|five|six|seven|eight|nine|ten|null|eine?r?|zwei|drei|vier|fünf"
  + "|sechs|sieben|acht|neun|zehn|une?|deux|trois|quatre|cinq|sept|huit|neuf|dix|een|eng|zwee|dräi"
  + "|véier|fënnef|siwen|néng|zéng";
const VALUE = new RegExp(`%|\\d\\s*/\\s*\\d|(?<!\\p{L})(?:${WRITTEN})(?!\\p{L})`, "iu");
// A word or two right beside it may be the value too: “good”.
const brief = (one) => Boolean(one) && !one.matches(HEADING) && !one.querySelector("svg, img")
  && /\p{L}/u.test(one.textContent) && plain(one.textContent).split(" ").length <= 3;
// Another row of the same marks shows another value, and nothing near this one can say it.
const untold = ({ parent, looks, full }) => {
  if (new Set(looks).size !== 2 || !rows.some((row) => row.looks.length === looks.length
    && row.looks[0] === looks[0] && row.full !== full)) return false;
  const block = page.block(parent), own = plain(block.textContent);
  if (own && !LABEL.test(own) || [block.previousElementSibling, block.nextElementSibling].some(brief)) return false;
  const boxes = around(parent), parts = boxes.flatMap((box) => [box, ...box.querySelectorAll("*")]);
  const text = boxes.map((box) => plain(box.textContent)).join(" ");
  const digits = new RegExp(`(?<![\\d.,])(?:${full}(?:[.,]\\d)?|${full - 1}[.,]\\d)(?!\\d)`);
  return text.split(" ").length <= FEW_WORDS && !VALUE.test(text) && !digits.test(text)
    && page.heard(parent) && !parts.some((one) => one.matches(NAMED)
      || plain(one.textContent) && page.shown(one) && !page.seen(one));
};
const rated = rows.filter(({ looks }) => {
  const changes = looks.filter((one, at) => at && one !== looks[at - 1]).length;
  return changes && changes <= 2 && new Set(looks).size === changes + 1;
}).map((row) => ({ ...row, sure: untold(row) })).filter(({ parent, sure }) =>
  sure || !plain(parent.textContent) && !saidNear(parent)).map(({ parent, looks, sure }) => (
  { element: page.path(parent), count: looks.length, sure,
    looks: [...new Set(looks)].map((one) => one.slice(0, 120)) }));
return { groups, rated, tabled };
