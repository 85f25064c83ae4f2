// Sentences that stand beside the fields, and rows of what was given, with a link to change it.
const holds = (text, words) => words.some(word => text?.toLowerCase().includes(word));
const many = fields.all.filter(field => field.matches("input, textarea")).length >= least;
const told = !many ? [] : [...new Set(fields.texts.filter(one => holds(one.text, again))
    .map(one => page.block(one.element)))]
  .filter(block => !block.closest("label, legend, a, button, nav, header, footer"))
  .map(block => page.written(block)).filter(text => text.length <= longest);
const given = many ? page.all("dt, th").filter(term => page.seen(term)
  && page.squeeze(term.nextElementSibling?.textContent)
  && /^(dd|td)$/.test(term.nextElementSibling.localName)
  && [...term.parentElement.querySelectorAll(":scope > dd a[href], :scope > td a[href]")]
    .some(link => holds(link.innerText, change)))
  .map(term => page.squeeze(term.textContent)) : [];
const alert = page.all("[role=alert], [aria-invalid=true]").some(page.seen);
// What is to be read of the user on this page can be copied from it.
const shown = many ? page.all("dt, th").filter(term => page.seen(term)
  && page.squeeze(term.nextElementSibling?.textContent)
  && /^(dd|td)$/.test(term.nextElementSibling.localName))
  .map(term => page.squeeze(term.textContent)).concat(fields.texts
    .filter(one => /addres|adress|anschrift/i.test(one.text)
      && !one.element.closest("label, legend, a, button, nav, header, footer"))
    .map(one => one.text)) : [];
const same = fields.all.filter(field => field.matches("[type=checkbox], [type=radio]"))
  .map(field => fields.shownCaption(field) || page.squeeze(page.name(field)));
// What fills an address in from another, or shows the other only when it is wanted.
const copies = page.all("button, [role=button], summary").filter(page.seen).map(page.written);
const legends = field => page.groups(field).map(group => page.squeeze(page.name(group))).join(" ");
// Steps of a form that are still hidden: its button to send is in one of them, and not yet seen.
const sends = "[type=submit], button:not([type]), [type=image]";
const hides = form => [...form.querySelectorAll(sends)].length > 0
  && ![...form.querySelectorAll(sends)].some(page.seen);
const words = parts => [...parts].map(part => page.squeeze(part.textContent)).join(" . ");
const away = field => {
  let at = field;
  while (at.parentElement !== field.form && !at.parentElement.getClientRects().length)
    at = at.parentElement;
  return at;
};
const stepped = [...new Set(fields.all.map(field => field.form))]
  .filter(form => form && hides(form));
const later = stepped.flatMap(form => [...form.elements].filter(field => !field.value
    && field.matches("input:not([type=hidden], [type=checkbox], [type=radio]), textarea")
    && !field.list && !field.getClientRects().length && form.contains(field))
  .map(field => ({element: page.path(field), caption: words(field.labels ?? []), filled: false,
    tokens: field.getAttribute("autocomplete") ?? "", list: false,
    first: fields.all.filter(one => one.form === form).map(page.path),
    group: words(away(field).querySelectorAll("legend, h1, h2, h3, h4")),
    spares: words(form.querySelectorAll("label, button, summary, [role=button]"))})));
return {told, given, shown, alert, same, copies, later, step: window.name,
  fields: fields.all.filter(field => !fields.pressed(field)
  && field.matches("input, textarea, select") && field.type !== "search"
  && !field.closest("[role=search], search, table")).map(field => ({
  element: page.path(field), type: field.type, tokens: field.getAttribute("autocomplete") ?? "",
  caption: fields.shownCaption(field) || page.squeeze(page.name(field)), group: legends(field),
  needed: field.required || field.ariaRequired === "true",
  noPaste: /return\s+false|preventDefault/.test(field.getAttribute("onpaste") ?? ""),
  filled: Boolean(field.localName !== "select" && field.value), list: Boolean(field.list)}))};
