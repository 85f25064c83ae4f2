const {read, over, contrast, behind} = page.colours;
const SHAPE = ["fontWeight", "fontStyle", "fontSize", "textDecorationLine", "textTransform",
  "borderTopWidth", "borderBottomWidth", "borderLeftWidth", "borderRightWidth", "borderTopStyle",
  "borderBottomStyle", "outlineStyle", "backgroundImage", "transform", "paddingLeft"];
const shape = (element, part) => {
  const style = getComputedStyle(element, part);
  const shadow = style.boxShadow.replace(/(rgba?|color|oklch|lab|oklab|lch)\([^)]*\)/g, "");
  return SHAPE.map(name => style[name]).join(";") + shadow + (part ? style.content : "");
};
const full = element => [shape(element), shape(element, "::before"), shape(element, "::after"),
  ...[...element.querySelectorAll("*")].slice(0, 8).map(part => part.localName + shape(part))].join("|");
const hues = element => {
  const style = getComputedStyle(element), below = behind(element).colour;
  return [style.color, style.borderTopColor, style.borderBottomColor, style.borderLeftColor]
    .map(text => over(read(text), below)).concat([below]);
};
const text = element => page.squeeze(element.innerText ?? "");
// How one differs from another: "none", "shape", "light", "colour".
const differs = (one, other) => {
  if (full(one) !== full(other)) return "shape";
  const a = hues(one), b = hues(other);
  const apart = a.map((colour, at) => colour.some((part, n) => Math.abs(part - b[at][n]) > 10));
  if (!apart.includes(true)) return "none";
  return a.some((colour, at) => apart[at] && contrast(colour, b[at]) >= 3) ? "light" : "colour";
};
const found = [];
const judge = (element, other, kind, said = false) => {
  const way = differs(element, other);
  if (way !== "none") found.push({element: page.path(element), kind, way: said ? "shape" : way});
};
for (const state of ["selected", "current", "pressed", "checked"]) {
  const on = page.all(`[aria-${state}]:not([aria-${state}=false], [aria-${state}=""])`).filter(page.seen);
  for (const element of on) {
    if (element.matches("input")) continue;
    const box = element.closest("li") ?? element;
    const peers = [...(box.parentElement?.children ?? [])].map(child => child.matches(element.localName)
      ? child : child.querySelector(element.localName)).filter(peer => peer && peer !== element
      && page.seen(peer) && (peer.getAttribute(`aria-${state}`) ?? "false") === "false"
      && peer.getAttribute("role") === element.getAttribute("role"));
    if (peers.length) judge(element, peers[0], state);
  }
}
const FIELD = "input:not([type=hidden], [type=submit], [type=button], [type=reset], [type=image], "
  + "[type=checkbox], [type=radio], [type=range], [type=color], [type=file]), select, textarea";
const explained = field => {
  // What is wrong with one of several fields may be said of their group.
  const group = field.closest("fieldset, [role=group]");
  const ids = [[field, "aria-describedby"], [field, "aria-errormessage"],
    [group, "aria-describedby"]].map(([one, name]) => one?.getAttribute(name) ?? "").join(" ");
  if (ids.split(/\s+/).some(id => id && text(document.getElementById(id) ?? field))) return true;
  let box = field;
  while (box.parentElement && box.parentElement.querySelectorAll(FIELD).length === 1) box = box.parentElement;
  const label = [...(field.labels ?? [])].map(text).join(" ");
  const said = text(box).replace(label, "");
  return box !== field && /\p{L}{3}/u.test(said) || /[*✱]|\(|required|optional|error|pflicht|obligat|erforderlich/i.test(label);
};
const majority = (elements, of) => {
  const counts = new Map();
  for (const element of elements) counts.set(of(element), (counts.get(of(element)) ?? 0) + 1);
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  return most && most[1] > elements.length / 2 ? elements.find(one => of(one) === most[0]) : null;
};
// Ordinary text among words that are coloured is not what stands out.
const GREY = 16;
const plain = (element, kind) => {
  const ink = read(getComputedStyle(element).color).slice(0, 3);
  return kind === "label" && Math.max(...ink) - Math.min(...ink) < GREY;
};
const look = element => hues(element).flat().map(Math.round).join();
for (const form of page.all("form, fieldset, main, body")) {
  const fields = [...form.querySelectorAll(FIELD)].filter(field => page.seen(field)
    && field !== document.activeElement && !field.matches(":disabled, [readonly]"));
  if (fields.length < 2 || form.matches("main, body") && form.querySelector("form")) continue;
  if (form.matches("fieldset, main, body") && form.closest("form")) continue;
  const kinds = new Map();
  for (const field of fields) {
    const kind = `${field.localName} ${shape(field)}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), field]);
  }
  const labels = fields.flatMap(field => [...(field.labels ?? [])]).filter(page.seen);
  for (const [group, kind] of [...[...kinds.values()].map(group => [group, "field"]), [labels, "label"]]) {
    const usual = majority(group, look);
    if (!usual || group.length < 2) {
      // Of two, the one that is wrong or needed differs from the other.
      const [one, other] = group;
      const odd = group.length === 2 && [one, other].find(each => {
        const field = each.control ?? each;
        return field.matches("[required], [aria-required=true], [aria-invalid=true]");
      });
      if (odd) judge(odd, odd === one ? other : one, kind, explained(odd.control ?? odd));
      continue;
    }
    for (const element of group) {
      if (plain(element, kind) && !plain(usual, kind)) continue;
      if (look(element) !== look(usual)) judge(element, usual, kind, explained(element.control ?? element));
    }
  }
}
return found;
