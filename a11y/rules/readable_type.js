const found = [];
for (const element of page.all("p, li, dd, td, blockquote, div, span, a, label, small, figcaption, address")) {
  if (!page.seen(element) || element.closest("[aria-hidden=true], sup, sub, svg")) continue;
  const own = [...element.childNodes].filter(node => node.nodeType === Node.TEXT_NODE);
  const text = page.squeeze(own.map(node => node.data).join(" "));
  if ((text.match(/\p{L}/gu) ?? []).length < 8) continue;
  const style = getComputedStyle(element);
  const size = parseFloat(style.fontSize);
  const range = document.createRange();
  const tops = new Set();
  let width = 0;
  for (const node of own) {
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) { tops.add(Math.round(box.top)); width = Math.max(width, box.width); }
  }
  const lines = tops.size;
  const line = style.lineHeight === "normal" ? 1.2 : parseFloat(style.lineHeight) / size;
  found.push({element: page.path(element), size, lines, line, signs: text.length,
    each: lines > 1 ? text.length / lines : text.length, narrow: width < innerWidth * 0.55,
    justified: style.textAlign === "justify" && lines > 2});
}
return found;
