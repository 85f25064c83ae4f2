const words = element => page.squeeze(element.innerText);
const real = element => page.seen(element) && /[\p{L}\p{N}]/u.test(words(element))
  && !element.matches("script, style, option, br");
// Wherever they are written, the head of a table stands first, its foot last, its caption outside.
const TABLE_ENDS = /^table-(header-group|footer-group|caption)$/;
const moved = style => style.position === "absolute" || style.float !== "none"
  || style.position === "relative" && [style.top, style.left, style.right, style.bottom]
    .some(value => !/^(auto|0px)$/.test(value))
  || TABLE_ENDS.test(style.display) || style.transform !== "none" || style.order !== "0" || /-/.test(style.margin);
const stands = style => style.position === "fixed" || style.position === "sticky";
const mixes = style => /flex|grid/.test(style.display);
// The order of links matters to nobody's understanding, unless they are numbered.
const leads = element => !element.parentElement.matches("ol") && words(element).length * 0.7
  < [...element.querySelectorAll("a[href]")].reduce((sum, link) => sum + words(link).length, 0);
const LEAST = 3, MANY = 9;
const sentence = element => {
  const said = words(element), count = said.split(" ").length;
  return count >= MANY || count >= LEAST && /[.!?…]["”»)]*$/.test(said);
};
const FIELD = "input:not([type=submit], [type=image], [type=button], [type=reset], [type=hidden]), select, textarea";
const holds = (element, what) => element.matches(what) || element.querySelector(what) !== null;
// Who goes by keys comes to the button that sends a form before the fields that stand above it.
const sendsTooSoon = (one, other) => other.closest("form") && one.closest("form") === other.closest("form")
  && holds(one, "button:not([type=button], [type=reset]), [type=submit], [type=image]")
  && !holds(one, FIELD) && holds(other, FIELD);
// Fields of a form that stand one above the other are filled in from the first to the last. One that
// was moved may have its reason; where two steps and more lead up, nobody knows where one is.
const LEADING_UP = 2;
const areFields = (one, other) => holds(one, FIELD) && holds(other, FIELD)
  && one.closest("form") && one.closest("form") === other.closest("form");
const found = [];
for (const parent of page.all("body, body *")) {
  if (page.children(parent).length < 2 || parent.matches("svg, svg *, select, table, tbody, thead, tr, nav, [role=tablist], [role=toolbar], [role=menubar]")) continue;
  const own = getComputedStyle(parent);
  const children = [...page.children(parent)].filter(real);
  if (children.length < 2 || children.length > 60) continue;
  const styles = children.map(child => getComputedStyle(child));
  if (!mixes(own) && !styles.some(moved)) continue;
  const right = own.direction === "rtl";
  const boxes = children.map(child => child.getBoundingClientRect());
  const up = children.filter((child, at) => at && areFields(children[at - 1], child)
    && boxes[at].bottom <= boxes[at - 1].top + 1
    && Math.min(boxes[at - 1].right, boxes[at].right) > Math.max(boxes[at - 1].left, boxes[at].left));
  const shuffled = up.length >= LEADING_UP ? new Set(up) : new Set();
  for (let at = 1; at < children.length; at += 1) {
    const [one, other] = [children[at - 1], children[at]];
    if (stands(styles[at - 1]) || stands(styles[at])) continue;
    const [a, b] = [boxes[at - 1], boxes[at]];
    const rows = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.5 * Math.min(a.height, b.height);
    const columns = Math.min(a.right, b.right) - Math.max(a.left, b.left) > 0.5 * Math.min(a.width, b.width);
    const back = rows && !columns ? (right ? b.left >= a.right - 1 : b.right <= a.left + 1)
      : !rows && columns ? b.bottom <= a.top + 1 : false;
    if (!back) { found.push({element: page.path(other), back: false}); continue; }
    const twins = one.localName === other.localName;
    const controls = [one, other].every(each => each.matches("button, input, a, label, img")
      || each.querySelector("button, input") && words(each).split(" ").length < 4 || leads(each));
    const floats = styles[at - 1].float !== "none" || styles[at].float !== "none";
    const aside = [one, other].some(each => each.matches("aside, nav, figure, img, header, footer, form, dialog"));
    const heading = /^h[1-6]$/.test(one.localName) || /^h[1-6]$/.test(other.localName);
    const lists = [one, other].some(each => each.matches("ul, ol, dl")) && !twins;
    // A date or a kind that stands over its heading leads nobody astray; a sentence does.
    const tells = [one, other].every(each => heading && /^h[1-6]$/.test(each.localName)
      || (heading || !twins ? sentence(each) : floats || words(each).split(" ").length >= LEAST));
    found.push({element: page.path(other), back: true, before: page.path(one), below: !rows,
      sure: !rows && (sendsTooSoon(one, other) || shuffled.has(other)) || !controls && !aside && !lists && (!floats || twins) && tells, controls});
  }
}
return found;
