// Lists whose items hold nothing but a sign each, all of them different, that no screen reader says.
// sure: words before the list announce it, and none around it can say the same; `page` is in reach.

const LEAST = 2, MOST = 12, LEAST_PX = 8, MOST_PX = 64;
const NAMED = `[aria-label], [aria-labelledby], [title], [alt]:not([alt='']), img:not([alt]),
  [role=img]:not(svg), a, button, input, select, textarea, iframe, video, audio, object`;
// Fonts of icons put their pictures where no letter has its place.
const ICON = /[\u{e000}-\u{f8ff}\u{f0000}-\u{ffffd}]/gu;
const WRITTEN = /[\p{L}\p{N}]/u;
// Words that stand for several things may be those of the signs.
const SEVERAL = /[,;·|•/&+]|(?<!\p{L})(?:and|or|und|oder|et|ou|an)(?!\p{L})/iu;

const fits = (element) => {
  const { width, height } = element.getBoundingClientRect();
  return width >= LEAST_PX && height >= LEAST_PX && width <= MOST_PX && height <= MOST_PX;
};
// What one part draws, as a text that differs between signs; "" for nothing.
const drawnBy = (part) => {
  if (part.localName === "svg") return part.innerHTML;
  if (part.localName === "img") return part.currentSrc || part.src;
  const own = [...part.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE)
    .map((node) => node.data.trim()).join("");
  if (own) return own;
  for (const side of ["::before", "::after"]) {
    const { content, display } = getComputedStyle(part, side);
    if (display !== "none" && /url\(/.test(content) || content.match(ICON)) return content;
  }
  const { maskImage, backgroundImage, backgroundPosition } = getComputedStyle(part);
  const painted = [maskImage, backgroundImage].find((one) => /url\(/.test(one ?? ""));
  return painted ? painted + backgroundPosition : "";
};
const signOf = (item) => {
  const parts = [item, ...item.querySelectorAll("*")].filter((one) =>
    !one.parentElement.closest("svg"));
  const signs = parts.filter((one) => page.seen(one)).map((one) => [one, drawnBy(one)])
    .filter(([, sign]) => sign);
  if (signs.length !== 1) return "";
  const [[part, sign]] = signs;
  // Signs in the text itself have names of their own, and are said by them.
  const letters = [...part.childNodes].some((node) => node.nodeType === Node.TEXT_NODE
    && node.data.replace(ICON, "").trim());
  return part === item || letters && page.heard(part) || !fits(part) ? "" : sign;
};
const silent = (list) => {
  const items = [...page.children(list)];
  if (items.length < LEAST || items.length > MOST || list.matches(NAMED)) return null;
  if (WRITTEN.test(list.textContent.replace(ICON, "")) || list.querySelector(NAMED)) return null;
  if (!page.heard(list) || !page.seen(list) || !items.every(page.heard)) return null;
  const signs = items.map(signOf);
  return signs.every(Boolean) && new Set(signs).size === signs.length ? items : null;
};
const HEADING = "h1, h2, h3, h4, h5, h6, [role=heading], dt, legend";
const around = (list) => {
  const boxes = page.texts().filter((one) => !one.contains(list) && page.heard(one));
  const isAfter = (one) => list.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING;
  return [boxes.filter((one) => !isAfter(one)).at(-1), boxes.find(isAfter)];
};
const isSure = (list) => {
  const [before, next] = around(list);
  const last = before ? page.written(before).split(/[.!?] /).at(-1) : "";
  const ends = !next || Boolean(next.closest(`${HEADING}, nav, footer, header`));
  if (!WRITTEN.test(last) || SEVERAL.test(last)) return false;
  if (before.matches(HEADING)) return ends;
  return /:$/.test(last) && (ends || !next.closest("li, dd, td")
    && /[.!?]$/.test(page.written(next)) && !SEVERAL.test(page.written(next)));
};
return page.all("ul, ol, [role=list]").filter((list) => silent(list)).map((list) => (
  { element: page.path(list), count: list.childElementCount, sure: isSure(list) }));
