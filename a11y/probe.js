// What every probe may ask of a page. Evaluated as the body of a function that returns `page`.

// A form gives up what it can do for fields of that name: <input name="matches"> hides its own
// `matches`. Such a form is passed over; what is in it is not.
const ASKED = ["matches", "closest", "contains", "querySelector", "querySelectorAll",
  "getAttribute", "hasAttribute", "getRootNode", "getBoundingClientRect", "checkVisibility"];
const answers = (element) => !(element instanceof HTMLFormElement)
  || ASKED.every((name) => typeof element[name] === "function");

// Elements in document order, open shadow roots included.
const all = (selector, root = document) => {
  const found = [];
  for (const element of root.querySelectorAll("*")) {
    if (!answers(element)) continue;
    if (element.matches(selector)) found.push(element);
    if (element.shadowRoot) found.push(...all(selector, element.shadowRoot));
  }
  return found;
};

// The children of a node, a form's too that has a field named “children”.
const inElement = Object.getOwnPropertyDescriptor(Element.prototype, "children").get;
const children = (parent) => parent instanceof Element ? inElement.call(parent) : parent?.children ?? [];

// A path that a person can find again: the id when it is unique, else steps up to one.
const path = (element) => {
  const steps = [];
  for (let at = element; at; at = at.parentElement) {
    // Of a form with a field named “id”, `id` is that field.
    const root = Node.prototype.getRootNode.call(at);
    const id = Element.prototype.getAttribute.call(at, "id");
    if (id && root.querySelectorAll(`[id="${CSS.escape(id)}"]`).length === 1) {
      steps.unshift(`#${CSS.escape(id)}`);
      break;
    }
    const tag = at.localName;
    const twins = [...children(at.parentNode)].filter((other) => other.localName === tag);
    steps.unshift(twins.length > 1 ? `${tag}:nth-of-type(${twins.indexOf(at) + 1})` : tag);
  }
  const host = element.getRootNode().host;
  return (host ? `${path(host)} >>> ` : "") + steps.join(" > ");
};

const squeeze = (text) => (text ?? "").replace(/\s+/g, " ").trim();

// Laid out and not made invisible. Text for screen readers alone counts as shown here.
const shown = (element) => element.checkVisibility({ visibilityProperty: true });

// Shown, and really to be seen: not shrunk to nothing, clipped away or moved off the page.
const seen = (element) => {
  if (!shown(element)) return false;
  const box = element.getBoundingClientRect();
  if (box.width <= 1 || box.height <= 1) return false;
  if (box.right + scrollX <= 0 || box.bottom + scrollY <= 0) return false;
  const style = getComputedStyle(element);
  return !/^inset\((50|100)%/.test(style.clipPath) && !/^rect\((0|1)px/.test(style.clip);
};

// Said by a screen reader.
// While a modal dialog is open, nothing outside of it is there.
const modal = [...document.querySelectorAll("dialog:modal")].at(-1) ?? null;
const outside = (element) => {
  let at = element;
  while (at.getRootNode().host) at = at.getRootNode().host;
  return Boolean(modal) && !modal.contains(at);
};
const heard = (element) => shown(element) && !element.closest('[aria-hidden="true"], [inert]')
  && !outside(element);

const STOPS = `a[href], area[href], button, input, select, textarea, summary, iframe,
  audio[controls], video[controls], [contenteditable], [tabindex]`;

// Chromium stops in what may be edited, though it gives it a tabIndex of -1.
const inTabOrder = (element) => element.tabIndex >= 0
  || (!element.hasAttribute("tabindex") && element.isContentEditable
    && !element.parentElement?.isContentEditable);

// Reached by Tab, as HTML says; one radio button stands for its group, the chosen one if any is.
const stops = () => {
  const groups = new Set(all("[type=radio]:checked:enabled").filter(shown).map(groupOf));
  const modal = document.querySelector("dialog:modal");
  return all(STOPS).filter((element) => {
    if (modal && !modal.contains(element)) return false;
    if (!inTabOrder(element) || element.matches(':disabled, [type="hidden"]')) return false;
    if (!shown(element) || element.closest("[inert]")) return false;
    if (element.type !== "radio" || !element.name) return true;
    const group = groupOf(element);
    return element.checked || !groups.has(group) && groups.add(group);
  });
};

const groupOf = (radio) => `radio ${radio.form ? path(radio.form) : ""} ${radio.name}`;

// What the browser tells a screen reader, never our own guess. Asked once for each element, as the
// browser builds all that it knows of the page anew for every single answer.
const once = (ask) => {
  const told = new Map();
  return (element) => {
    if (!told.has(element)) told.set(element, ask(element));
    return told.get(element);
  };
};
const name = once((element) => element.computedName);
const role = once((element) => element.computedRole);

// The groups that an element is in, from within outwards: what they say is said with the first of it.
const GROUPS = "fieldset, [role=group], [role=radiogroup]";
const groups = (element) => {
  const found = [];
  for (let at = element.parentElement; at; at = at.parentElement) {
    if (answers(at) && at.matches(GROUPS)) found.push(at);
  }
  return found;
};

// The box of a control together with that of its labels: a press on either is a press on both.
const targetBox = (element) => {
  const own = element.matches('[type="checkbox"], [type="radio"]') ? [...element.labels] : [];
  const parts = [element, ...own.filter(seen)].map((part) => part.getBoundingClientRect());
  // One that is drawn by its label may itself be far outside of the page.
  const inside = parts.filter((box) => box.right + scrollX > 0 && box.bottom + scrollY > 0);
  const boxes = inside.length ? inside : parts;
  const left = Math.min(...boxes.map((box) => box.left));
  const top = Math.min(...boxes.map((box) => box.top));
  const right = Math.max(...boxes.map((box) => box.right));
  const bottom = Math.max(...boxes.map((box) => box.bottom));
  return { left, top, width: right - left, height: bottom - top };
};

// Part of a running sentence: inline, with words beside it in the same block.
const inSentence = (element) => {
  if (getComputedStyle(element).display !== "inline") return false;
  let block = element.parentElement;
  while (block && getComputedStyle(block).display === "inline") block = block.parentElement;
  if (!block) return false;
  let rest = squeeze(block.innerText);
  for (const link of block.querySelectorAll("a, button")) {
    rest = rest.replace(squeeze(link.innerText), "");
  }
  return /\p{L}{2}/u.test(rest);
};

// The language that an element says of itself, by its own mark or that of one around it.
const language = (element) => {
  for (let at = element; at; at = at.parentElement ?? at.getRootNode().host) {
    const given = at.getAttribute?.("lang");
    if (given) return given;
  }
  return "";
};

// The box that an element's line of text stands in.
const block = (element) => {
  let at = element;
  while (at.parentElement && /^(inline|contents)/.test(getComputedStyle(at).display)) {
    at = at.parentElement;
  }
  return at;
};

// What is shown of a text, as one line. SVG has no innerText.
const written = (element) => squeeze(element.innerText ?? element.textContent);

// The boxes whose own lines hold words, in document order. Looked for once for all probes.
let known = null;
const texts = () => {
  if (known) return known;
  const boxes = new Set();
  const look = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let at = walker.nextNode(); at; at = walker.nextNode()) {
      if (at.shadowRoot) look(at.shadowRoot);
      const parent = at.nodeType === Node.TEXT_NODE && at.parentElement;
      if (!parent || !/[\p{L}\p{N}]/u.test(at.data)) continue;
      if (parent.closest("script, style, noscript, template, title, textarea, select, svg")) continue;
      if (shown(parent)) boxes.add(block(parent));
    }
  };
  if (document.body) look(document.body);
  known = [...boxes];
  return known;
};

// Few words that are marked as the sign of a firm or a site: no contrast is asked of a logo.
const LOGO = /(^|[-_\s])(logo(type)?|word-?mark|brand(-?name)?|site-?(name|title))([-_\s]|$)/i;
const LOGO_LETTERS = 40, LOGO_DEPTH = 4;
const logo = (element) => {
  for (let at = element, up = 0; at && up < LOGO_DEPTH; at = at.parentElement, up += 1) {
    if (squeeze(at.textContent).length > LOGO_LETTERS) return false;
    if (LOGO.test(at.getAttribute("class") ?? "") || LOGO.test(at.id)) return true;
  }
  return false;
};

// Links as they are told to a screen reader, and heard by it.
const links = () => all('a[href], area[href], [role="link"]').filter((element) => {
  const given = element.getAttribute("role");
  return (!given || given === "link") && heard(element);
});

// Where an address of this page leads; null for what is written so that it leads nowhere.
const address = (given) => {
  try { return new URL(given, document.baseURI); } catch { return null; }
};

// What a fragment such as “#fees” points at (HTML §7.4.6.4): as it is written, or else decoded.
const goal = (hash) => {
  const names = [hash.slice(1)];
  try { names.push(decodeURIComponent(names[0])); } catch { /* a lone % stands for itself */ }
  const find = (name) => document.getElementById(name) ?? document.getElementsByName(name)[0];
  return names.filter(Boolean).map(find).find(Boolean) ?? null;
};

// One of the ways through a site: in its navigation, its head or foot, or in a list of nothing but
// links that all have different names.
const SITE_PARTS = "main, [role=main], article, section, aside";
const onlyLinks = once((list) => {
  const lines = [...children(list)].map((item) => squeeze(item.textContent));
  return lines.length > 2 && new Set(lines).size === lines.length
    && [...children(list)].every((item, number) => [...item.querySelectorAll("a")]
      .some((one) => squeeze(one.textContent) === lines[number]));
});
const inMenu = (link) => {
  if (link.closest("nav, [role=navigation], [role=menubar]")) return true;
  const edge = link.closest("header, footer, [role=banner], [role=contentinfo]");
  if (edge && !edge.closest(SITE_PARTS)) return true;
  const list = link.closest("li")?.parentElement;
  return Boolean(list) && onlyLinks(list);
};

return { colours, all, children, path, squeeze, shown, seen, heard, stops, groupOf, groups, name, role,
  targetBox, inSentence, language, block, written, texts, logo, links, address, goal, inMenu };
