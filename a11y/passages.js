// The text of a page, passage by passage, each with the language and direction that it is in.
// Evaluated as the body of a function that returns the list; `page` is in reach.

const SKIPPED = "script, style, noscript, template, code, pre, kbd, samp, var, svg, math, textarea";
const ATTRIBUTES = ["alt", "aria-label", "title", "placeholder"];
const LONGEST = 40000;

const displays = new Map();
const inline = (element) => {
  if (!displays.has(element)) {
    displays.set(element, /^(inline|contents|ruby)/.test(getComputedStyle(element).display));
  }
  return displays.get(element);
};
const hidden = (element) => element.matches('[aria-hidden="true"]')
  || getComputedStyle(element).display === "none";
const up = (element) => element.parentElement ?? element.getRootNode().host ?? null;
const holder = (element) => {
  for (let at = element; at; at = up(at)) {
    if (at.hasAttribute("lang")) return at;
  }
  return null;
};
// Titles of works, addresses and what people called something keep their own language, and so do
// names that are not to be translated; a sentence is no name.
const KEPT = "[translate=no], .notranslate", CALLED = "cite, address, bdi";
const NAME = `${CALLED}, ${KEPT}`, SENTENCE_WORDS = 6;
const isName = (one) => Boolean(one.at.closest(CALLED)
  || one.at.closest(KEPT) && one.texts.join(" ").split(" ").length < SENTENCE_WORDS);
const block = (element) => {
  let at = element;
  while (at.parentElement && inline(at) && !at.matches(`[lang], ${NAME}`)) at = at.parentElement;
  return at;
};

const found = new Map();
let length = 0;
const add = (element, words, attribute) => {
  const text = page.squeeze(words);
  if (!text || length > LONGEST) return;
  length += text.length;
  const at = attribute ? element : block(element);
  const key = attribute ? {} : at;
  if (!found.has(key)) {
    found.set(key, { at, holder: holder(element), texts: [], attribute: Boolean(attribute) });
  }
  found.get(key).texts.push(text);
};
const read = (root) => {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  let skip = null;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (skip?.contains(node)) continue;
    if (node.nodeType === Node.TEXT_NODE) {
      const parent = node.parentElement ?? root.host;
      if (node.data.trim() && getComputedStyle(parent).visibility === "visible") {
        add(parent, node.data, "");
      }
      continue;
    }
    if (node.matches(SKIPPED) || hidden(node)) skip = node;
    else {
      for (const name of ATTRIBUTES) {
        if (node.getAttribute(name)) add(node, node.getAttribute(name), name);
      }
      if (node.shadowRoot) read(node.shadowRoot);
    }
  }
};
if (document.body) read(document.body);
return [...found.values()].map((one) => ({
  element: page.path(one.at),
  holder: one.holder ? page.path(one.holder) : null,
  root: one.holder === document.documentElement,
  language: one.holder?.getAttribute("lang") ?? "",
  text: one.texts.join(" "),
  attribute: one.attribute,
  name: isName(one),
  quoted: Boolean(one.at.closest("blockquote, q")),
  direction: getComputedStyle(one.at).direction,
  dir: one.at.closest("[dir]")?.getAttribute("dir")?.toLowerCase() ?? "",
}));
