const FAR = 500; // pixels
const count = text => (text.match(/\p{L}{2,}/gu) ?? []).length;
const words = text => new Set((page.squeeze(text).toLowerCase().match(/\p{L}{3,}/gu) ?? []));
const said = element => {
  const names = page.all("[aria-label], [alt], [title]").filter(page.heard)
    .map(one => `${one.getAttribute("aria-label") ?? ""} ${one.alt ?? ""} ${one.title ?? ""}`);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (parent && !parent.closest("[aria-hidden=true]") && !parent.matches("script, style") && page.shown(parent)) texts.push(node.data);
  }
  return words([...names, ...texts].join(" "));
};
const hidden = page.all("[aria-hidden=true]").filter(element => page.seen(element)
  && !element.parentElement?.closest("[aria-hidden=true]") && !element.closest("[inert]")
  && !element.matches("svg, body, i, html") && count(element.innerText ?? "") > 0);
// Whole sentences that are said and lie far off the page, or are clipped to nothing. What belongs to
// a control, a picture or a table, or tells what happens, is there for those who need it.
const TOLD = `a, button, label, legend, caption, table, summary, figure, nav, output, dialog, svg, h1,
  h2, h3, h4, h5, h6, [aria-live], [role=status], [role=alert], [role=log], [role=dialog]`;
const NAMES = ["aria-describedby", "aria-labelledby", "aria-details", "aria-errormessage"];
const referred = element => element.id && NAMES.some(name =>
  document.querySelector(`[${name}~="${CSS.escape(element.id)}"]`));
const put = element => {
  for (let at = element; at && at !== document.body; at = at.parentElement) {
    const style = getComputedStyle(at), box = at.getBoundingClientRect();
    if (/absolute|fixed/.test(style.position) && (box.right < -FAR || box.bottom + scrollY < -FAR
      || box.width <= 2 || box.height <= 2 || /inset\((50|100)%/.test(style.clipPath))) return true;
  }
  return false;
};
const unseen = page.texts().filter(box => /^(p|div|li)$/.test(box.localName) && !page.seen(box)
  && page.heard(box) && /(\p{L}+\P{L}+){5}\p{L}.*[.!?]$/su.test(page.squeeze(box.textContent))
  && !box.closest(TOLD) && !referred(box) && !box.querySelector("a, button, input, [id]") && put(box))
  .map(box => ({element: page.path(box), words: page.squeeze(box.textContent).slice(0, 60)}));
if (!hidden.length) return {hidden: [], unseen};
const open = document.querySelector("dialog[open], [aria-modal=true]");
const heard = said();
return {unseen, hidden: hidden.filter(element => !(open && page.seen(open))).map(element => {
  const own = [...words(element.innerText)];
  const near = element.parentElement;
  const twin = [...(near?.children ?? [])].some(other => other !== element
      && other.getAttribute("aria-hidden") !== "true" && page.shown(other) && !page.seen(other)
      && page.squeeze(other.textContent))
    || Boolean(element.closest("[aria-label], [aria-labelledby]"));
  return {element: page.path(element), count: count(element.innerText),
    words: page.squeeze(element.innerText).slice(0, 40),
    said: twin || !own.length || own.filter(word => heard.has(word)).length >= own.length * 0.7};
})};
