// Links that follow each other and are in no list.
const ROWS_OF_LINKS = 3, PAIR = 2, A_SPACE = 0.5;
const A_GAP = 0.75; // em of room around a link, which together with a space parts nothing
// Two may be one choice; without so much as a gap they look like one link.
const touch = (one, other) => {
  const a = one.getBoundingClientRect(), b = other.getBoundingClientRect();
  const gap = b.left - a.right;
  return Math.abs(a.top - b.top) < 2 && gap >= 0
    && gap < A_SPACE * Number.parseFloat(getComputedStyle(one).fontSize);
};
const bare = link => {
  const style = getComputedStyle(link);
  const sizes = ["paddingLeft", "paddingRight", "marginLeft", "marginRight"];
  const room = sizes.reduce((sum, side) => sum + Number.parseFloat(style[side]), 0);
  return /^inline(-block)?$/.test(style.display) && !Number.parseFloat(style.borderRightWidth)
    && room < Number.parseFloat(style.fontSize) * A_GAP
    && /^(transparent|rgba\(.*, 0\))$/.test(style.backgroundColor)
    && style.backgroundImage === "none"
    && ["::before", "::after"].every(part => /^(none|normal)$/.test(
      getComputedStyle(link, part).content));
};
// The same in a menu, however it is laid out.
const menusOfLinks = () => page.all("nav, [role=navigation]").filter(page.seen).filter(nav => {
  const links = [...nav.querySelectorAll("a[href]")].filter(page.seen);
  return links.length >= ROWS_OF_LINKS && !nav.querySelector("ul, ol, dl, [role], button, table")
    && links.every(link => link.parentElement === links[0].parentElement)
    && links.every(link => /\p{L}{2}/u.test(link.innerText)) && page.heard(nav);
});
// Links in a row with nothing but spaces between them, and nothing else in the box. What stands
// apart by a gap, a border or a ground looks like tags, and a sign between two links parts them.
const rowsOfLinks = boxes => boxes.filter(box => {
  const parts = page.children(box);
  return (parts.length >= ROWS_OF_LINKS || parts.length === PAIR && touch(parts[0], parts[1]))
    && [...parts].every(part => part.matches("a[href]:not([role])"))
    && [...box.childNodes].every(node => node.nodeType !== Node.TEXT_NODE || !node.data.trim())
    && !box.closest("nav, header, footer, [role]:not([role=main], [role=region]), [aria-hidden]")
    && !box.matches("h1, h2, h3, h4, h5, h6, figure, label, summary")
    && /^(block|flow-root|list-item)$/.test(getComputedStyle(box).display)
    && [...parts].every(part => /\p{L}{2}/u.test(part.innerText) && !part.querySelector("img, svg")
      && page.seen(part) && bare(part));
});
// Links in a row with a typed sign between each two, as menus of plain pages have them.
// One of them, as the page that is open, may be no link.
const PARTED_LINKS = 4;
const isOpen = part => part.matches("b, strong, em, span") && !part.querySelector("a");
const partedRows = boxes => boxes.filter(box => {
  const parts = [...page.children(box)];
  const between = [...box.childNodes].filter(node => node.nodeType === Node.TEXT_NODE
    && node.data.trim());
  return parts.length >= PARTED_LINKS && between.length === parts.length - 1
    && between.every(node => /^\s*[|·•/–—]\s*$/.test(node.data))
    && parts.every(part => part.matches("a[href]:not([role])") || isOpen(part))
    && parts.filter(isOpen).length < 2 && parts.every(part => /\p{L}{2}/u.test(part.innerText))
    && !box.closest("nav, header, footer, [role]:not([role=main], [role=region]), [aria-hidden]");
});
// Links one below the other in one box.
const columnsOfLinks = boxes => boxes.filter(box => {
  const lines = [...box.querySelectorAll("br")].filter(
    br => br.previousElementSibling?.matches("a[href]"));
  const links = box.querySelectorAll(":scope > a[href]");
  const rest = [...box.childNodes].filter(node => node.nodeType === 3 && /\p{L}/u.test(node.data));
  return links.length >= 4 && lines.length >= links.length - 1 && !rest.length;
});
// The same with a box around each.
const COLUMN = 4, A_NAME = 8; // links, words
const isBoxed = box => {
  const link = box.matches("div, p") && box.querySelector("a[href]:not([role])");
  return link && page.squeeze(link.innerText) === page.squeeze(box.innerText)
    && page.seen(link) && !box.querySelector("img, svg, br, h1, h2, h3, h4, h5, h6")
    && /\p{L}{2}/u.test(link.innerText) && page.squeeze(link.innerText).split(" ").length <= A_NAME;
};
const columnsOfBoxes = () => [...new Set(page.links().map(link =>
  link.closest("div, p")?.parentElement))].filter(around => {
  if (!around || around.closest(`nav, header, footer, li, dl, table, form, [aria-hidden],
    [role]:not([role=main], [role=region])`)) return false;
  const boxes = [...around.children].filter(isBoxed);
  const tops = new Set(boxes.map(box => Math.round(box.getBoundingClientRect().top)));
  return boxes.length >= COLUMN && tops.size === boxes.length
    && boxes.slice(1).every((box, number) => box.previousElementSibling === boxes[number]);
});
