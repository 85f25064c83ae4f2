const LETTERS = /(?:^|[^\p{L}\p{N}])(\p{L}(?:[ \u00a0]{1,2}\p{L}){3,})(?![\p{L}\p{N}])/u;
const GAP = /\S(?:[ \u00a0\u2002\u2003]{3,}|\t+)\S/;
const found = [];
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
