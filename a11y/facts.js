// Counts what a document holds. Evaluated as the body of a function, in every frame.

const elements = [];
const gather = (root) => {
  for (const element of root.querySelectorAll("*")) {
    // A form whose field is named like what it is asked here cannot answer; see probe.js.
    const answers = ["matches", "closest", "getAttribute"].every((name) => typeof element[name] === "function");
    if (answers) elements.push(element);
    if (element.shadowRoot) gather(element.shadowRoot);
  }
};
gather(document);
const count = (selector, test = () => true) =>
  elements.filter((element) => element.matches(selector) && test(element)).length;
const own = (element) => (element.getAttribute("role") ?? "").trim().split(/\s+/)[0];
const roles = (...names) => elements.filter((element) => names.includes(own(element))).length;

const CONTROLS = `button, input:not([type="hidden"]), select, textarea, summary, area[href],
  audio[controls], video[controls], [contenteditable]:not([contenteditable="false"])`;
const FIELDS = `input:not([type="hidden"], [type="submit"], [type="reset"], [type="button"],
  [type="image"]), select, textarea, [contenteditable]:not([contenteditable="false"])`;
const DATA = /^(application\/(ld\+)?json|text\/template|importmap|speculationrules)$/i;
const OFFICE = /\.(pdf|docx?|odt|rtf|xlsx?|ods|pptx?|odp|epub)([?#]|$)/i;

// A picture, sound or movement of the styles; a sheet of elsewhere cannot be read, so it counts.
const styles = { backgrounds: 0, hover_rules: 0, animations: 0 };
const read = (rules) => {
  for (const rule of rules) {
    const text = rule.selectorText ?? "";
    if (/:(hover|focus|focus-within|focus-visible)\b[^,]*([\s>+~]|::)/.test(text)) {
      styles.hover_rules += 1;
    }
    if (rule.type === CSSRule.KEYFRAMES_RULE) styles.animations += 1;
    if (rule.cssRules) read(rule.cssRules);
    if (rule.styleSheet) sheet(rule.styleSheet);
  }
};
const sheet = (one) => {
  try {
    read(one.cssRules);
  } catch {
    styles.hover_rules += 1;
    styles.animations += 1;
  }
};
for (const one of [...document.styleSheets, ...document.adoptedStyleSheets]) sheet(one);
for (const element of elements) {
  if (element.shadowRoot) {
    const { styleSheets, adoptedStyleSheets } = element.shadowRoot;
    for (const one of [...styleSheets, ...adoptedStyleSheets]) sheet(one);
  }
}
let hidden = 0;
let symbols = 0;
for (const element of elements) {
  if (document.body && !document.body.contains(element) && !element.getRootNode().host) continue;
  const style = getComputedStyle(element);
  if (style.display === "none" || style.visibility !== "visible") hidden += 1;
  if (element.getAttribute("aria-hidden") === "true") hidden += 1;
  for (const part of [null, "::before", "::after"]) {
    const painted = part ? getComputedStyle(element, part) : style;
    const looks = `${painted.backgroundImage} ${painted.maskImage} ${painted.listStyleImage}
      ${painted.borderImageSource} ${part ? painted.content : ""}`;
    if (/url\(|image-set\(/.test(looks)) styles.backgrounds += 1;
    if (part && /[^\u0000-\u024F\u2010-\u2027]/.test(painted.content)) symbols += 1;
  }
}

const text = document.body?.innerText ?? "";
symbols += (text.match(/\p{Extended_Pictographic}|\p{Co}|[:;][-o]?[()DP|/]|[<>]3|={4,}|-{4,}/gu) ?? [])
  .length;
const main = document.documentElement.lang?.toLowerCase().split("-")[0];
const handlers = elements.filter((element) =>
  element.getAttributeNames().some((name) => name.startsWith("on")),
).length;
const loaded = performance.getEntriesByType("resource");
const here = location.href.split("#")[0];

return {
  images: count("img, svg, picture, input[type=image], area") + roles("img", "image"),
  backgrounds: styles.backgrounds,
  canvases: count("canvas"),
  media: count("audio, video, bgsound") + loaded.filter((one) => /^(audio|video)$/.test(one.initiatorType)).length,
  embeds: count("object, embed, applet"),
  frames: count("iframe, frame"),
  tables: count("table") + roles("table", "grid", "treegrid"),
  links: count("a[href], area[href]") + roles("link"),
  site_links: count("a[href]", (a) => a.origin === location.origin && a.href.split("#")[0] !== here),
  controls: count(CONTROLS) + roles("button", "switch", "tab", "menuitem", "option", "slider", "checkbox", "radio", "combobox", "textbox", "spinbutton", "searchbox", "treeitem"),
  fields: count(FIELDS) + roles("textbox", "searchbox", "combobox", "checkbox", "radio", "listbox", "slider", "spinbutton", "switch"),
  groups: count("fieldset") + roles("group", "radiogroup"),
  selects: count("select, datalist") + roles("listbox", "combobox"),
  buttons: count("button, input[type=submit], input[type=reset], input[type=button], input[type=image]") + roles("button"),
  forms: count("form"),
  uploads: count("input[type=file]"),
  editors: count("[contenteditable]:not([contenteditable='false'])") + (document.designMode === "on" ? 1 : 0),
  stops: elements.filter((element) => element.tabIndex >= 0 && !element.matches(":disabled, [type=hidden]")).length,
  scripts: count("script", (script) => !DATA.test(script.type)) + handlers,
  refresh: count('meta[http-equiv="refresh" i]'),
  motion: styles.animations + count("marquee, blink, animate, animateMotion, animateTransform, set")
    + new Set([...document.getAnimations(), ...(window[Symbol.for("acting")]?.motions ?? [])]).size
    + count("img, image", (img) => /\.(gif|apng|webp|avif)([?#]|$)|^data:image\/(gif|apng|webp)/i.test(img.currentSrc ?? img.src ?? "")),
  hover_rules: styles.hover_rules + count("[title]"),
  hidden,
  documents: count("a[href]", (a) => OFFICE.test(a.href) || a.hasAttribute("download")),
  quotes: count("blockquote, q") + (text.match(/[“„«]/g) ?? []).length,
  symbols: symbols + count("pre"),
  lang_parts: count("[lang]", (part) => part !== document.documentElement
    && part.lang.toLowerCase().split("-")[0] !== main),
  rtl: (text.match(/[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/g) ?? []).length
    + (getComputedStyle(document.documentElement).direction === "rtl" ? 1 : 0),
  doctype: document.doctype ? 1 : 0,
  lang: (document.documentElement.getAttribute("lang") ?? "").trim() ? 1 : 0,
  title: (document.title ?? "").trim() ? 1 : 0,
};
