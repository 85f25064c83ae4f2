// Words, and what is an amount or a share.
const WORD = /\p{L}{3,}|[£$€]\s?\d|\d\s?[€%]|\d[.,]\d\d(?!\d)/u;
const found = [];
for (const element of page.all("body *")) {
  if (element.matches("svg *, script, style, br, option")) continue;
  for (const part of ["::before", "::after"]) {
    const style = getComputedStyle(element, part);
    if (/^(none|normal|"")$/.test(style.content) || !WORD.test(style.content)) continue;
    const text = [...style.content.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(match => match[1]).join(" ");
    if (!WORD.test(text) || style.display === "none" || style.visibility !== "visible"
      || parseFloat(style.fontSize) < 1 || !page.shown(element) || /icon|symbol|awesome|glyph/i.test(style.fontFamily)) continue;
    const said = page.squeeze(`${element.textContent} ${element.getAttribute("aria-label") ?? ""} `
      + `${element.title ?? ""} ${element.closest("tr, li, dl")?.parentElement?.closest("table, dl")?.textContent ?? ""}`).toLowerCase();
    // Kept from the eye as words for screen readers are: those do read it.
    const unseen = style.position === "absolute" && (style.overflow !== "visible"
      && parseFloat(style.width) < 2 || parseFloat(style.left) < -900 || /rect/.test(style.clip));
    // “On” and “off” at a box that says itself whether it is ticked.
    const told = element.closest("label")?.control?.matches("[type=checkbox], [type=radio]") ?? false;
    found.push({element: page.path(element), words: text.slice(0, 40), kind: "words", unseen, told,
      twice: said.includes(page.squeeze(text).toLowerCase().replace(/[:;,]$/, ""))});
  }
}
for (const element of page.all("div, span, p, h1, h2, h3, h4, i, b, em, figure")) {
  const style = getComputedStyle(element);
  if (!/url\(/.test(style.backgroundImage) || !page.seen(element)) continue;
  if (element.children.length || page.squeeze(element.textContent)) continue;
  const box = element.getBoundingClientRect();
  if (box.width < 24 || box.height < 16 || style.backgroundRepeat.split(",")[0] === "repeat"
    || box.width > innerWidth * 0.95 && box.height > innerHeight * 0.8) continue;
  if (element.closest("a, button, [role=img], [aria-label], [aria-labelledby], [aria-hidden=true], [title]")) continue;
  found.push({element: page.path(element), kind: "picture"});
}
return found;
