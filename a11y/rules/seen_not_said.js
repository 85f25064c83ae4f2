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
if (!hidden.length) return [];
const open = document.querySelector("dialog[open], [aria-modal=true]");
const heard = said();
return hidden.filter(element => !(open && page.seen(open))).map(element => {
  const own = [...words(element.innerText)];
  const near = element.parentElement;
  const twin = [...(near?.children ?? [])].some(other => other !== element
      && other.getAttribute("aria-hidden") !== "true" && page.shown(other) && !page.seen(other)
      && page.squeeze(other.textContent))
    || Boolean(element.closest("[aria-label], [aria-labelledby]"));
  return {element: page.path(element), count: count(element.innerText),
    words: page.squeeze(element.innerText).slice(0, 40),
    said: twin || !own.length || own.filter(word => heard.has(word)).length >= own.length * 0.7};
});
