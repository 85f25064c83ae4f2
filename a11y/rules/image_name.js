const images = page.all(`img, input[type=image], [role=img], [role=image], area[href], svg, image,
  embed`).filter(page.shown);
const source = element => {
  const given = element.currentSrc || element.src || element.getAttribute("href") || "";
  if (given.startsWith("data:")) return "";
  let last = given.split(/[?#]/)[0].split("/").pop();
  try { last = decodeURIComponent(last); } catch { }
  return last;
};
const around = element => {
  const box = element.closest("a, button, figure, p, li, td") ?? element.parentElement;
  return page.squeeze(box?.innerText).slice(0, 400);
};
// The other name of a picture that is shown twice. More names than two are those of pictures to
// come, whose place it holds.
const shows = images.filter(one => one.localName === "img" && page.heard(one) && one.alt.trim()
  && one.naturalWidth > 2 && one.width * one.height >= 10000 && !one.closest("a, button")
  && !Object.keys(one.dataset).length);
const bySource = new Map();
for (const one of shows) {
  const key = one.currentSrc || one.src;
  bySource.set(key, [...(bySource.get(key) ?? []), one]);
}
const other = element => {
  if (!shows.includes(element)) return "";
  const same = bySource.get(element.currentSrc || element.src);
  const names = new Set(same.map(one => page.squeeze(one.alt)));
  return names.size === 2 && page.squeeze(same[0].alt) !== page.squeeze(element.alt)
    && page.language(same[0]) === page.language(element) ? page.squeeze(same[0].alt) : "";
};
// Without quotation marks a name ends at its first space, and its other words are attributes.
const torn = element => {
  const given = [...element.attributes], at = given.findIndex(one => one.name === "alt");
  if (at < 0 || /\s/.test(given[at].value)) return [];
  return given.slice(at + 1).filter(one => one.value === "" && /^\p{L}+[,.]?$/u.test(one.name)
    && !(one.name in element)).map(one => one.name);
};
return images.filter(page.heard).map(element => {
  const box = element.getBoundingClientRect();
  const alt = element.getAttribute("alt");
  const figure = element.closest("figure");
  const link = element.closest("a[href], button");
  const beside = [element.previousSibling, element.nextSibling,
    element.previousElementSibling, element.nextElementSibling,
    element.parentElement?.previousElementSibling, element.parentElement?.nextElementSibling]
    .map(node => page.squeeze(node?.data ?? (node && page.shown(node) ? node.innerText : "")));
  const hidden = alt === "" || /^(none|presentation)$/.test(element.getAttribute("role") ?? "");
  return {
    element: page.path(element), tag: element.localName, role: page.role(element),
    name: page.squeeze(page.name(element)), alt, hidden,
    blank: alt !== null && alt !== "" && !alt.trim(),
    title: page.squeeze(element.getAttribute("title")),
    given: element.hasAttribute("aria-label") || element.hasAttribute("aria-labelledby"),
    source: source(element), language: page.language(element),
    caption: page.squeeze(figure?.querySelector("figcaption")?.innerText),
    link: link ? page.squeeze(link.innerText) : "", beside, around: around(element),
    width: box.width, height: box.height, control: Boolean(link) || element.matches("input, area"),
    natural: element.naturalWidth ?? 0, high: element.naturalHeight ?? 0, other: other(element),
    // It holds the place of a picture that a script brings later.
    waits: /^data:/.test(element.currentSrc ?? "") || Object.keys(element.dataset ?? {}).length > 0,
    kind: element.getAttribute("type") ?? "", torn: torn(element),
  };
});
