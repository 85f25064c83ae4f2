// Where a number is drawn that follows a word written from right to left after nothing but signs.
// Browsers draw it to the left of the word, unless the word is set apart.
// Begins a function body, with `page` and RIGHT (a class of signs) in reach; gives `numbers`.
const letter = String.raw`(?:(?!\p{Nd})${RIGHT})`;
const pair = new RegExp(String.raw`${letter}([^\p{L}\p{N}\n]+)(\p{Nd}+(?:[.,:/]\p{Nd}+)*)`, "gu");
const ending = new RegExp(String.raw`${letter}(?:${letter}|[\s'"])*$`, "u");
const tongues = "ar he iw fa ur yi ps dv sd ug ckb syr arc nqo".split(" ");
const turned = (holder, box) => holder && (holder !== box && box.contains(holder)
  && holder.matches("[dir], bdi, bdo")
  || tongues.includes(holder.lang.split("-")[0].toLowerCase()));
const line = box => {
  const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  const places = [];
  let text = "";
  while (walker.nextNode()) {
    const at = walker.currentNode;
    if (at.localName === "br") { text += "\n"; places.push(null); }
    if (at.nodeType !== Node.TEXT_NODE) continue;
    // What stands in a box of its own is another line.
    const own = page.block(at.parentElement) === box && !at.parentElement.closest(UNREAD);
    for (let n = 0; n < at.data.length; n += 1) {
      text += own ? at.data[n].replace(/\n/, " ") : "\n";
      places.push(own ? {at, n} : null);
    }
  }
  return {text, places};
};
const UNREAD = "pre, code, kbd, samp, script, style, svg, math, textarea";
const drawn = (places, from, to) => {
  const range = document.createRange();
  range.setStart(places[from].at, places[from].n);
  range.setEnd(places[to].at, places[to].n + 1);
  return range.getBoundingClientRect();
};
const holds = new RegExp(RIGHT, "u");
const misplaced = box => {
  const {text, places} = line(box);
  if (![...text].some(sign => /\p{L}/u.test(sign) && !holds.test(sign))) return null;
  for (const found of text.matchAll(pair)) {
    const end = found.index + found[0].length, from = end - found[2].length;
    const next = /^[^\p{L}\n]*(\p{L})/u.exec(text.slice(end));
    if (next && holds.test(next[1])) continue;
    const holder = n => places[n].at.parentElement.closest("[dir], [lang], bdi, bdo");
    if (holder(found.index) === holder(from) && turned(holder(from), box)) continue;
    const word = drawn(places, found.index, found.index), number = drawn(places, from, end - 1);
    if (!word.width || !number.width || Math.abs(word.top - number.top) > word.height) continue;
    if (number.right > word.left + 1) continue;
    return {element: page.path(box), number: found[2],
      word: page.squeeze(ending.exec(text.slice(0, found.index + 1))?.[0]),
      wordFrom: Math.round(word.left + scrollX), numberTo: Math.round(number.right + scrollX)};
  }
  return null;
};
const numbers = () => page.texts().filter(box => holds.test(box.textContent)
  && getComputedStyle(box).direction === "ltr" && !box.closest(UNREAD) && page.seen(box))
  .map(misplaced).filter(Boolean);
