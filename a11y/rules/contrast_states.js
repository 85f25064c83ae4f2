const {read, over, contrast, behind, anew} = page.colours;
const STATES = {"under the pointer": /:hover\b/g, "with the focus": /:focus(-visible|-within)?(?![-\w])/g};
const HOLDS = ":not(.\\200b)";
const COMMA = /,(?![^(]*\))/;
const FOCUSED = `${HOLDS}:where(a[href], button, input, select, textarea, summary, [tabindex])`;
const large = style => parseFloat(style.fontSize) >= 24
  || parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700;
const inactive = element => element.closest(":disabled, [aria-disabled=true], [inert]");
const sheets = [...document.styleSheets, ...document.adoptedStyleSheets];
const rulesOf = sheet => { try { return [...sheet.cssRules]; } catch { return []; } };
// Rules of the page that hold in a state, at any depth, each with a selector that always holds.
const gather = (rules, pattern) => rules.flatMap(rule => {
  const inner = rule.cssRules?.length ? gather([...rule.cssRules], pattern) : [];
  pattern.lastIndex = 0;
  if (!(rule instanceof CSSStyleRule) || !pattern.test(rule.selectorText)) return inner;
  if (!/color|background|opacity|fill/.test(rule.style.cssText)) return inner;
  const held = selector => selector.replace(pattern,
    state => /^:focus(-visible)?$/.test(state) ? FOCUSED : HOLDS);
  // Each part of a list that names the state says by itself which elements it is about.
  const parts = rule.selectorText.split(COMMA).filter(part => part.search(pattern) >= 0).map(held);
  return [{rule, written: rule.selectorText, always: held(rule.selectorText), parts}, ...inner];
});
const texts = element => [element, ...element.querySelectorAll("*")].filter(part => page.seen(part)
  && !inactive(part) && [...part.childNodes].some(node => node.nodeType === Node.TEXT_NODE && /[\p{L}\p{N}]/u.test(node.data)));
const measure = (element, ink) => {
  const back = behind(element);
  return back.sure ? contrast(over(ink, back.colour), back.colour) : null;
};
const found = [];
for (const [state, pattern] of Object.entries(STATES)) {
  const rules = sheets.flatMap(sheet => gather(rulesOf(sheet), pattern));
  if (!rules.length) continue;
  const chosen = new Set();
  const selectors = rules.flatMap(({parts}) => parts).filter(part => !part.includes("&"))
    .map(part => part.trim().replace(/::[-\w]+(\([^)]*\))?/g, ""))
    .filter(selector => CSS.supports(`selector(${selector})`));
  for (const element of selectors.length ? page.all(selectors.join(", ")) : []) {
    if (chosen.size < 80 && page.seen(element)) chosen.add(element);
  }
  const parts = [...new Set([...chosen].flatMap(texts))].slice(0, 120);
  const ink = part => read(getComputedStyle(part).webkitTextFillColor);
  const before = parts.map(part => measure(part, ink(part)));
  // The selector is changed where it stands, so that its weight and its place stay the same.
  const still = new CSSStyleSheet();
  still.replaceSync("*, ::before, ::after { transition: none !important }");
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, still];
  for (const {rule, always} of rules) rule.selectorText = always;
  anew();
  parts.forEach((part, at) => {
    const now = measure(part, ink(part));
    if (now === null || before[at] === null) return;
    found.push({element: page.path(part), state, before: before[at], now,
      large: large(getComputedStyle(part))});
  });
  for (const {rule, written} of rules) rule.selectorText = written;
  anew();
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter(one => one !== still);
}
// What is there only with the focus, such as a link that skips.
const had = document.activeElement;
const comes = page.stops().filter(one => one.matches("a[href], button") && !page.seen(one));
for (const element of comes.slice(0, 3)) {
  element.focus({preventScroll: true});
  for (const part of page.seen(element) ? texts(element) : []) {
    const now = measure(part, read(getComputedStyle(part).webkitTextFillColor));
    if (now !== null) found.push({element: page.path(part), state: "with the focus", before: 21, now,
      large: large(getComputedStyle(part))});
  }
  element.blur();
}
if (comes.length && had !== document.body) had?.focus?.({preventScroll: true});
for (const field of page.all("input[placeholder], textarea[placeholder]")) {
  if (!page.seen(field) || inactive(field) || field.value || !field.placeholder.trim()) continue;
  const hint = getComputedStyle(field, "::placeholder");
  const [r, g, b, alpha] = read(hint.color);
  const now = measure(field, [r, g, b, alpha * Number(hint.opacity)]);
  if (now !== null) found.push({element: page.path(field), state: "as a hint in the field",
    before: 21, now, large: large(hint)});
}
return found;
