// Lists that are marked as such, and tell something else.
// Lists of one line each, one below the other without a gap, are one list to the eye.
const single = list => page.children(list).length === 1 && list.firstElementChild.localName === "li"
  && !list.querySelector("ul, ol, h1, h2, h3, h4, h5, h6, p + p, form, table, img")
  && page.squeeze(list.textContent).length < 200 && page.seen(list);
// It goes on counting where the list before it ended, so its maker takes them for one.
const counts = (one, other) => one.localName === "ol" && !one.reversed && !other.reversed
  && other.start === one.start + 1;
const joins = (one, other, lines = 0.5) => {
  const node = one.nextSibling;
  const between = node === other ? "" : node?.nodeType === Node.TEXT_NODE ? node.data : "x";
  if (other?.localName !== one.localName || between.trim() || !single(other)) return false;
  const a = one.getBoundingClientRect(), b = other.getBoundingClientRect();
  const line = Number.parseFloat(getComputedStyle(one).fontSize);
  return Math.abs(a.left - b.left) < 2 && b.top >= a.bottom - 1 && b.top - a.bottom < line * lines;
};
const LOOSE_LINES = 2;
const goesOn = (one, other) => joins(one, other)
  || joins(one, other, LOOSE_LINES) && counts(one, other);
const hasMark = list => /^(disc|circle|square|")/.test(getComputedStyle(list.firstElementChild)
  .listStyleType) && getComputedStyle(list.firstElementChild).display === "list-item";
// With gaps between them they may be one list, or several.
const looseLists = torn => page.all("ul").filter(list => single(list) && hasMark(list))
  .reduce((rows, list) => {
    const last = rows.at(-1)?.at(-1);
    if (last && joins(last, list, LOOSE_LINES) && last.nextElementSibling === list)
      rows.at(-1).push(list);
    else rows.push([list]);
    return rows;
  }, []).filter(row => row.length > 2 && !torn.some(others => others.includes(row[0])));
const tornLists = () => {
  const torn = [];
  for (const list of page.all("ul, ol")) {
    if (torn.some(row => row.includes(list)) || !single(list)) continue;
    const row = [list];
    while (goesOn(row.at(-1), row.at(-1).nextElementSibling)) row.push(row.at(-1).nextElementSibling);
    if (row.length > 2) torn.push(row);
  }
  return torn;
};
// Set in by a list that has no items.
const indents = () => page.all("ul, ol").filter(page.seen).filter(list =>
  !list.querySelector("li, [role]") && !list.getAttribute("role") && page.squeeze(list.innerText));
// Counted and announced by a screen reader, though there is nothing in them.
const holds = `img, svg, canvas, video, audio, iframe, object, embed, input, select, textarea,
  button, a[href], progress, meter, math, [role], [aria-label], [aria-labelledby], [title], [alt]`;
const words = item => {
  const walker = document.createTreeWalker(item, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (walker.currentNode.data.trim() && !parent.matches("script, style, template")
      && page.shown(parent)) return true;
  }
  return false;
};
const made = item => ["::before", "::after"].some(
  part => !/^(none|normal|"\s*")$/.test(getComputedStyle(item, part).content));
const isHollow = item => !words(item) && page.heard(item)
  && !item.matches("[role], [aria-label], [title]")
  && ![...item.querySelectorAll("*")].some(part => part.matches(holds) || part.shadowRoot
    || part.localName.includes("-") || made(part))
  && !made(item) && page.role(item) === "listitem";
const hollowLists = () => {
  const hollow = new Map();
  for (const item of page.all("ul > li, ol > li").filter(isHollow))
    hollow.set(item.parentElement, [...(hollow.get(item.parentElement) ?? []), item]);
  return [...hollow.values()];
};
// One item without a mark, among paragraphs: set in, as it seems, and called a list.
const setIn = () => page.all("ul, ol").filter(page.seen).filter(list => {
  const item = list.children.length === 1 ? list.firstElementChild : null;
  if (item?.localName !== "li" || list.closest("li, nav, header, footer, [role]")) return false;
  const style = getComputedStyle(item);
  return style.listStyleType === "none" && style.listStyleImage === "none"
    && !item.querySelector("*:not(br, em, strong, b, i, span)") && !made(item)
    && page.squeeze(item.innerText).length >= 60
    && list.previousElementSibling?.localName === "p" && list.nextElementSibling?.localName === "p";
});

// Items that are set in below others, as if they were a list in a list.
const steppedLists = () => page.all("ul, ol").filter(page.seen).filter(list => {
  const items = [...list.children].filter(one => one.localName === "li" && page.seen(one)
    && !one.hasAttribute("aria-level") && getComputedStyle(one).float === "none");
  if (items.length < 3 || items.some(one => one.querySelector("ul, ol, table, form"))) return false;
  if (/flex|grid/.test(getComputedStyle(list).display)) return false;
  const inset = items.map(one => {
    const style = getComputedStyle(one);
    return Number.parseFloat(style.marginInlineStart) + Number.parseFloat(style.paddingInlineStart);
  });
  const deeper = inset.filter(one => one > inset[0] + 10);
  return deeper.length > 1 && new Set(inset).size === 2 && inset.lastIndexOf(inset[0]) > 0;
});

// Terms that nothing explains, and explanations of nothing: the groups of a dl begin with a term and
// end with what it means (HTML §4.4.9).
const halfGroups = () => page.all("dl").filter(list => page.heard(list)
  && !/^(none|presentation|list|group)$/.test(list.getAttribute("role") ?? "")).filter(list => {
  const divs = [...list.children].filter(part => part.localName === "div");
  return (divs.length ? divs : [list]).some(group => {
    const parts = [...group.children].filter(part => /^d[td]$/.test(part.localName)
      && page.heard(part));
    return parts.length > 1 && (parts[0].localName === "dd" || parts.at(-1).localName === "dt");
  });
});

// Numbers that are typed: before the items of a list without numbers, or once more before others.
const TYPED = /^(?:(?:step|schritt|étape|schrëtt|no|nr|n°)\.?\s*)?(\d{1,2})\s*(?:[.):–—-]|$)/iu;
const handNumbered = () => page.all("ul, ol").filter(page.seen).filter(list => {
  const items = [...list.children].filter(one => one.localName === "li" && page.seen(one));
  const numbers = items.map(one => TYPED.exec(page.written(one))?.[1]);
  if (items.length < 3 || list.closest("nav, [role]")) return false;
  const counted = numbers.every((number, at) => Number(number) === at + 1);
  return counted && (list.localName === "ul" || items.every(one =>
    getComputedStyle(one).listStyleType === "decimal"));
});
