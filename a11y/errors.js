// Texts that may tell of an error in a form, and the fields that they belong to.
// Evaluated as the body of a function; `page` and `fields` are in reach.

const INVALID = "[aria-invalid=true], [aria-invalid=grammar], [aria-invalid=spelling]";
const MARKED = /(^|[-_\s])(error|errors|invalid|danger|warning|fehler|erreur|feedback|validation)/i;
// “err”, “err-msg”, “errorText” in the shortened and joined names of style sheets.
const JOINED = /(^|[-_\s])err(msg|text)?(?![a-z])|[a-z](Err|Error|Errors|Invalid)(?![a-z])/;
const red = (element) => {
  const [r, g, b] = (getComputedStyle(element).color.match(/[\d.]+/g) ?? []).map(Number);
  return r > 120 && r > g + 60 && r > b + 60;
};
const marked = (element) => {
  for (let at = element; at && at !== document.body && at.localName !== "form"; at = at.parentElement) {
    const names = `${at.id} ${at.getAttribute("class") ?? ""}`;
    if (MARKED.test(names) || JOINED.test(names)) return true;
  }
  return false;
};
const linked = (element) => {
  const link = element.closest("a[href^='#']") ?? element.querySelector("a[href^='#']");
  return Boolean(link && page.goal(link.getAttribute("href")));
};

// Whether words that are hidden from screen readers are said by something else, or will be: what
// lies behind an open dialog is silent with its fields.
const echoed = (text, piece, field) => {
  if (!(field ? page.heard(field) : editable.some(page.heard))) return true;
  if (field && fields.descriptions(field).some((part) => part.textContent.trim())) return true;
  return page.all("body *").some((one) => page.heard(one) && !one.contains(piece)
    && page.squeeze(`${one.textContent} ${one.ariaLabel ?? ""} ${one.ariaDescription ?? ""}`)
      .includes(text));
};

const editable = fields.all.filter((field) => !field.matches(":disabled"));
// What a group says of itself is said as one comes to the first of its fields.
const told = new Map(fields.all.map((field) => [field,
  [field, ...page.groups(field)].flatMap(fields.descriptions)]));
const holds = (parts, block) => parts.some((part) => part.contains(block) || block.contains(part));
// The line that a text stands in, as far as it holds no field or caption.
const line = (element) => {
  const block = page.block(element);
  if (!block.querySelector("input, select, textarea, button, label")) return block;
  let at = element;
  while (at.parentElement !== block && at !== block
    && !at.parentElement.querySelector("input, select, textarea, button, label")) {
    at = at.parentElement;
  }
  return at;
};
// Above all captions and fields of its form it speaks for the form: “Wrong name or password”.
const heads = (block, field) => {
  const form = field?.form;
  const own = form ? editable.filter((one) => one.form === form && !fields.pressed(one)) : [];
  const first = [...own.flatMap((one) => [...(one.labels ?? [])]), ...own];
  return own.length > 1 && first.every((one) =>
    block.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
};
// How many fields are typed into in the form around a text, or in the form beside it.
const choices = (block) => {
  const form = block.closest("form") ?? [block.previousElementSibling, block.nextElementSibling]
    .find((one) => one?.matches("form"));
  return form && !block.closest("pre, code, samp, label")
    ? editable.filter((one) => one.form === form && !fields.pressed(one)
      && !one.matches("select, [type=range]")).length : 0;
};
const blocks = new Set(fields.texts.map((one) => line(one.element)));
const list = [];
for (const block of blocks) {
  const text = page.written(block);
  if (text.length > 300 || block.closest("h1, nav, legend, th")) continue;
  const piece = [...block.querySelectorAll("*")].find((one) => page.written(one) === text) ?? block;
  const caption = fields.all.find((field) => holds([...(field.labels ?? []),
    ...page.groups(field).flatMap((group) => fields.referred(group, "aria-labelledby"))], block));
  const tied = fields.all.filter((field) => holds(told.get(field), block));
  const ties = tied.map(page.path);
  const boxes = fields.boxOf(block);
  const near = editable.map((field) => ({ field, gap: fields.gap(boxes, fields.own(field)) }))
    .filter((one) => one.gap <= 45).sort((one, other) => one.gap - other.gap)[0]?.field;
  list.push({
    element: page.path(block), text,
    heard: page.heard(piece) || echoed(text, piece, near),
    alert: Boolean(block.closest("[role=alert], [aria-live=assertive]")),
    marked: marked(piece), red: red(piece) || [...block.querySelectorAll("*")].some(red),
    wrong: tied.some((field) => field.matches(INVALID)), caption: Boolean(caption),
    part: Boolean(caption && block.parentElement.closest("label, legend")), tied: ties[0] ?? "", ties, linked: linked(block),
    near: near ? page.path(near) : "", filled: Boolean(near?.value?.trim?.()), head: heads(block, near), choices: choices(block),
    many: Boolean(block.closest("ul, ol")),
  });
}
const invalid = editable.filter((field) => field.matches(INVALID)).map((field) => ({
  element: page.path(field), caption: fields.shownCaption(field) || page.squeeze(page.name(field)),
  words: told.get(field).filter(page.seen).map(page.written).join(" "),
  linked: page.all("a[href^='#']").some((link) => page.heard(link)
    && page.goal(link.getAttribute("href")) === field),
}));
// Pictures with a name in the caption of a field or of a group of them, such as a red sign.
const signs = page.all("img[alt]:not([alt='']), svg[aria-label], [role=img][aria-label]")
  .filter((sign) => sign.closest("label, legend") && page.seen(sign) && page.heard(sign))
  .map((sign) => {
    const caption = sign.closest("label, legend");
    const group = caption.closest("fieldset");
    const own = editable.filter((field) => caption.localName === "legend" ? group?.contains(field)
      : [...(field.labels ?? [])].includes(caption) && !fields.pressed(field));
    return { element: page.path(sign), text: page.squeeze(page.name(sign)),
      caption: fields.words(caption), secret: own.some((field) => field.type === "password"),
      fields: own.map(page.path), words: own.flatMap((field) => told.get(field)).length > 0 };
  }).filter((sign) => sign.fields.length);
const named = editable.map((field) => ({ element: page.path(field),
  caption: fields.shownCaption(field) || page.squeeze(page.name(field)) })).filter((one) => one.caption);
// Boxes and choices are asked for by the name of their group.
const grouped = new Set(editable.filter(fields.pressed).flatMap(page.groups)
  .map((group) => page.squeeze(page.name(group))).filter(Boolean));
const styled = editable.some((field) => !fields.pressed(field) && marked(field));
// A sign-in does not tell strangers which of its two fields is wrong.
const signIn = editable.filter((field) => !fields.pressed(field)).length <= 2
  && editable.filter((field) => field.type === "password").length === 1;
return { list, invalid, signs, styled, named, signIn, captions: [...named.map((one) => one.caption), ...grouped], count: editable.filter((field) => !fields.pressed(field)).length };
