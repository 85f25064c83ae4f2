const LETTERS = /(?:^|[^\p{L}\p{N}])(\p{L}(?:[ \u00a0]{1,2}\p{L}){3,})(?![\p{L}\p{N}])/u;
const GAP = /\S(?:[ \u00a0\u2002\u2003]{3,}|\t+)\S/;
const found = [];
// Words that stand apart by a margin alone are one word to who hears or copies them.
const LEAST_GAP = 0.15; // of the height of the letters
const edge = (node, at) => {
  const range = document.createRange();
  range.setStart(node, at); range.setEnd(node, at + 1);
  return range.getBoundingClientRect();
};
const apart = (one, other) => {
  if (!/[\p{L}\p{N}]$/u.test(one.data) || !/^\p{L}/u.test(other.data)) return false;
  const [a, b] = [edge(one, one.length - 1), edge(other, 0)];
  const beside = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.5 * Math.min(a.height, b.height);
  const size = parseFloat(getComputedStyle(one.parentElement).fontSize);
  return beside && b.left - a.right > LEAST_GAP * size;
};
// Each run of inline neighbours of one parent, with no space nor anything else between them.
const PART = "span, b, i, em, strong, font, small, mark, u, s, var";
const inlineTexts = parent => {
  const runs = [[]];
  for (const child of parent.childNodes) {
    const text = child.nodeType === Node.TEXT_NODE ? child
      : child.nodeType === Node.ELEMENT_NODE && child.matches(PART) && !child.hasAttribute("role")
      && child.childNodes.length === 1 && child.firstChild.nodeType === Node.TEXT_NODE
      && getComputedStyle(child).display === "inline" && page.heard(child) ? child.firstChild : null;
    if (text) runs.at(-1).push(text);
    else if (child.nodeType === Node.ELEMENT_NODE) runs.push([]);
  }
  return runs.filter(run => run.length > 2);
};
for (const parent of page.all("body *")) {
  if (parent.childElementCount < 3 || parent.closest("code, svg, [aria-hidden=true]")) continue;
  for (const run of inlineTexts(parent)) {
    const count = run.slice(1).filter((text, at) => apart(run[at], text)).length;
    if (count > 1 && page.seen(parent)) found.push({element: page.path(parent), kind: "joined",
      words: page.squeeze(run.map(text => text.data).join("")).slice(0, 60)});
  }
}
const walker = document.body && document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
for (let node = walker?.nextNode(); node; node = walker.nextNode()) {
  const element = node.parentElement;
  if (!element || element.closest("script, style, code, kbd, samp, textarea, svg, [aria-hidden=true], [role=img], noscript, template")) continue;
  if (!/\S/.test(node.data) || !page.seen(element)) continue;
  const kept = /pre|break-spaces/.test(getComputedStyle(element).whiteSpaceCollapse ?? getComputedStyle(element).whiteSpace);
  const text = kept ? node.data : node.data.replace(/[\t\n\r ]+/g, " ");
  const letters = LETTERS.exec(text);
  // The alphabet itself is read one by one on purpose.
  const alike = letters && new Set(letters[1].replace(/\s/g, "").toLowerCase()).size > 1
    && !/^a b c d|^x y z/i.test(letters[1]);
  if (alike) found.push({element: page.path(element), kind: "letters", words: letters[1]});
}
const blocks = new Set(page.all("pre, p, div, td, li, blockquote").filter(element =>
  page.seen(element) && !element.closest("code, [role=img], svg") && !element.querySelector("code, table, p, div, li, kbd, samp, input")));
for (const block of blocks) {
  const kept = /pre|break-spaces/.test(getComputedStyle(block).whiteSpaceCollapse ?? getComputedStyle(block).whiteSpace);
  const lines = block.innerText.split("\n").filter(line => /\S/.test(line));
  if (!kept && !/(?:[\u00a0\u2002\u2003] ?){2}/.test(block.textContent)) continue;
  const columns = lines.filter(line => GAP.test(line.trim()) && /\p{L}{2}|\d/u.test(line));
  const code = lines.filter(line => /[{};=<>$#|\\\\]|\/\/|^\s*(\$|>)/.test(line));
  if (columns.length >= 2 && columns.length >= lines.length / 2 && code.length < lines.length / 4) {
    found.push({element: page.path(block), kind: "columns", words: page.squeeze(columns[0]).slice(0, 40)});
  } else if (kept) found.push({element: page.path(block), kind: "none", words: ""});
}
return found;
