// Lists of links in which one alone looks as the page that is shown, and no mark-up says so.

const LEAST = 3, MOST = 40, LISTS = 12;
const BOXES = "nav, [role=navigation], [class*=pagination i]";
const STATE = /^on$|(^|[-_])(active|current|cur|selected|here|aktiv|aktuell|actif|actuel)([-_](page|item|link|menu[-_]item))?$/i;
const AROUND = /^[\W\d_]*$|^\W*(next|previous|prev|back|more|first|last|older|newer|weiter|zurück|mehr|nächste|vorherige|suivant|précédent|plus|retour|weider|zréck|méi)\b/i;
const SAID = /current|you are here|selected|shown now|aktuell|sie sind hier|ausgewählt|actuel|vous êtes ici|sélectionné|dir sidd hei|ausgewielt/i;

const boxes = page.all(BOXES);
if (!boxes.length) return null;
const rows = (box) => {
  const lists = [...box.querySelectorAll("ul, ol")];
  if (box.matches("ul, ol")) lists.unshift(box);
  return lists.length ? lists.map((list) => [...list.children]) : [[...box.children].filter((child) => child.matches("a[href]"))];
};
const seenRows = new Set();
const rowsOf = boxes.filter((box) => page.seen(box) && page.heard(box)).flatMap(rows)
  .filter((row) => row.length >= LEAST && row.length <= MOST && !seenRows.has(row[0])
    && seenRows.add(row[0])).slice(0, LISTS);

// The first link of an item that is its own, not one of a list inside it.
const linkOf = (item) => [item, ...item.querySelectorAll("a[href]")].find((one) =>
  one.matches("a[href]") && (one === item || one.closest("li") === item.closest("li")));
const isPlain = (link, item) => {
  const text = page.squeeze(link.innerText);
  return text && page.seen(link) && (!AROUND.test(text) || /^\d+$/.test(text))
    && !link.matches("[rel~=next], [rel~=prev], [role=button], [role=tab], [aria-disabled=true]")
    && !/disabled|button|btn|cta/i.test(`${link.className} ${item.className}`);
};
// What tells one link from the others; lines between items and rounded ends are no mark.
const LOOK = ["color", "fontWeight", "fontStyle", "backgroundColor", "backgroundImage",
  "textDecorationLine", "boxShadow", "borderBottomWidth", "borderBottomColor"];
const line = (style, side) => (style[`border${side}Style`] === "none" ? "0" : "")
  || `${style[`border${side}Width`]} ${style[`border${side}Color`]}`;
const look = ({ link, item }) => [...new Set([link, item])].flatMap((part) =>
  [null, "::before", "::after"].map((pseudo) => {
    const style = getComputedStyle(part, pseudo);
    return pseudo && style.content === "none" ? "" : LOOK.map((name) => style[name]).join();
  })).join("|");
const strong = ({ link, item }, other) => {
  const mark = (one) => [one.link, one.item].map((part) => {
    const style = getComputedStyle(part);
    return [style.fontWeight, line(style, "Bottom"), style.boxShadow].join();
  }).join("|");
  const ground = (one) => [one.link, one.item].map((part) => getComputedStyle(part).backgroundColor);
  return mark({ link, item }) !== mark(other) && `${ground({ link, item })}` === `${ground(other)}`;
};
const address = (url) => url.origin + url.pathname.replace(/\/(index\.\w+)?$/, "") + url.search;
const here = address(new URL(location.href));
// The first part of a title names the page, the rest the site, as the sign of the house does.
const PARTS = /\s[|–—·:-]\s|[,:]\s/;
const headed = [document.title.split(PARTS)[0], ...page.all("h1").map((one) => one.innerText)]
  .flatMap((text) => text.toLowerCase().split(PARTS));
const leadsHere = ({ link }) => {
  const goal = page.address(link.href);
  return /^(https?|file):/.test(link.href) && !link.hash && goal && address(goal) === here;
};
const names = ({ link }) => {
  const text = page.squeeze(link.innerText).toLowerCase();
  return text.length > 2 && headed.some((part) => part.trim() === text);
};
const isState = ({ link, item }) => [link, item].some((part) =>
  [...part.classList].some((name) => STATE.test(name)));
const spoken = ({ link, item }) => SAID.test([page.name(link), link.title, item.textContent,
  ...["aria-describedby", "aria-labelledby"].map((name) => (link.getAttribute(name) ?? "").split(/\s+/)
    .map((id) => id && document.getElementById(id)?.textContent).join(" "))].join(" "));

const found = [];
for (const row of rowsOf) {
  const told = row.find((item) => item.matches("[aria-current]:not([aria-current=false])")
    || item.querySelector("[aria-current]:not([aria-current=false])"));
  const items = row.map((item) => ({ item, link: linkOf(item) }))
    .filter(({ item, link }) => link && isPlain(link, item));
  if (items.length < LEAST) continue;
  if (told) {
    found.push({ element: page.path(linkOf(told) ?? told), text: "", told: true });
    continue;
  }
  // Links to the same page in other languages say which is which by their names.
  if (items.every(({ link }) => link.lang || link.hreflang || link.querySelector("[lang]"))) continue;
  if (items.some(({ link }) => link.matches(":hover, :focus, :active, [aria-selected], [role=tab]"))) continue;
  const looks = items.map(look);
  const odd = items.filter((one, place) => looks.filter((look) => look === looks[place]).length === 1);
  if (odd.length !== 1 || new Set(looks).size !== 2) continue;
  const [one] = odd;
  const other = items.find((item) => item !== one);
  const href = one.link.getAttribute("href");
  if (href.startsWith("#") && href.length > 1 && document.getElementById(href.slice(1))) continue;
  const alone = (test) => test(one) && items.filter(test).length === 1;
  const likely = alone(isState) || alone(leadsHere) || alone(names)
    || (items.at(-1) !== one && strong(one, other));
  if (!likely || spoken(one)) continue;
  found.push({ element: page.path(one.link), text: page.squeeze(one.link.innerText), told: false });
}
return found.length ? found : null;
