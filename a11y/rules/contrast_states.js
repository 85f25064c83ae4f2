const {read, over, contrast, behind} = page.colours;
const STATES = {"under the pointer": /:hover\b/g, "with the focus": /:focus(-visible|-within)?(?![-\w])/g};
const HOLDS = ":not(.\\200b)";
const FOCUSED = `${HOLDS}:where(a[href], button, input, select, textarea, summary, [tabindex])`;
const large = style => parseFloat(style.fontSize) >= 24
  || parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700;
const inactive = element => element.closest(":disabled, [aria-disabled=true], [inert]");
const sheets = [...document.styleSheets, ...document.adoptedStyleSheets];
const rulesOf = sheet => { try { return [...sheet.cssRules]; } catch { return []; } };
const gather = (rules, pattern) => rules.flatMap(rule => {
  if (rule instanceof CSSStyleRule) {
    pattern.lastIndex = 0;
    if (!pattern.test(rule.selectorText) || !/color|background|opacity|fill/.test(rule.cssText)) return [];
    const selector = rule.selectorText.replace(pattern,
      state => /^:focus(-visible)?$/.test(state) ? FOCUSED : HOLDS);
    return [{selector, text: `${selector} { ${rule.style.cssText} }`}];
  }
  if (rule instanceof CSSMediaRule) return matchMedia(rule.conditionText).matches ? gather([...rule.cssRules], pattern) : [];
  if (rule instanceof CSSSupportsRule) return CSS.supports(rule.conditionText) ? gather([...rule.cssRules], pattern) : [];
  return [];
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
  for (const {selector} of rules) {
    if (/::/.test(selector)) continue;
    try {
      for (const element of document.querySelectorAll(selector)) {
        if (chosen.size < 80 && page.seen(element)) chosen.add(element);
      }
    } catch { /* a selector that this place does not know styles nothing here either */ }
  }
  const parts = [...new Set([...chosen].flatMap(texts))].slice(0, 120);
  const before = parts.map(part => measure(part, read(getComputedStyle(part).webkitTextFillColor)));
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("*, ::before, ::after { transition: none !important }" + rules.map(rule => rule.text).join(" "));
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  parts.forEach((part, at) => {
    const style = getComputedStyle(part);
    const now = measure(part, read(style.webkitTextFillColor));
    if (now === null || before[at] === null) return;
    found.push({element: page.path(part), state, before: before[at], now, large: large(style)});
  });
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter(one => one !== sheet);
}
for (const field of page.all("input[placeholder], textarea[placeholder]")) {
  if (!page.seen(field) || inactive(field) || field.value || !field.placeholder.trim()) continue;
  const hint = getComputedStyle(field, "::placeholder");
  const [r, g, b, alpha] = read(hint.color);
  const now = measure(field, [r, g, b, alpha * Number(hint.opacity)]);
  if (now !== null) found.push({element: page.path(field), state: "as a hint in the field",
    before: 21, now, large: large(hint)});
}
return found;
