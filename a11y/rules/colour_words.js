const HUES = {
  red: [340, 20, "red|rouges?|rote?[nrsm]?|rout"], orange: [20, 45, "oranges?"],
  yellow: [45, 70, "yellow|jaunes?|gelbe?[nrsm]?|giel"],
  green: [75, 165, "green|verte?s?|grüne?[nrsm]?|gréng"],
  blue: [190, 265, "blue|bleue?s?|blaue?[nrsm]?|blo"],
  purple: [265, 340, "purple|pink|violets?|roses?|lilas?|rosa"],
};
const SENDS = [
  colour => `(?:fields?|items?|words?|rows?|labels?|entries|answers?|questions?|options?|dates?|names?`
    + `|days|times|lines?|cells?|parts?|text|ones|those|marked|shown|highlighted|displayed|listed`
    + `|printed|written|colou?red|outlined|underlined|indicated)\\s+(?:(?:are|is|appears?)\\s+)?in\\s+`
    + `(?:the\\s+colou?r\\s+|bright\\s+|dark\\s+|light\\s+)?(?:${colour})\\b`,
  colour => `\\b(?:${colour})\\s+(?:fields?|items?|rows?|labels?|entries|answers?|dates?|days|cells?|text|words?|ones`
    + `|lines?|dots?|circles?|squares?|bars?|boxes|marks?|places?|rooms?|seats?)`
    + `\\s+(?:are|is|must|means?|shows?|indicates?|need|mark)`,
  colour => `\\b(?:champs?|éléments?|lignes?|mots?|dates?|indiqués?e?s?|marqués?e?s?|affichés?e?s?)\\s+(?:sont\\s+)?en\\s+(?:${colour})\\b`,
  colour => `\\b(?:${colour})\\s+(?:markierte?n?|gekennzeichnete?n?|hervorgehobene?n?)\\b`
    + `|\\bin\\s+(?:${colour})\\s+(?:markiert|gekennzeichnet|geschrieben)`,
];
const {read} = page.colours;
const hue = text => {
  const [r, g, b, alpha] = read(text);
  const most = Math.max(r, g, b), span = most - Math.min(r, g, b);
  if (alpha < 0.5 || span < 50) return null;
  const turn = most === r ? (g - b) / span : most === g ? 2 + (b - r) / span : 4 + (r - g) / span;
  return (turn * 60 + 360) % 360;
};
const within = (value, [from, to]) => value !== null
  && (from < to ? value >= from && value < to : value >= from || value < to);
const said = page.squeeze(document.body?.innerText).slice(0, 60000);
const found = [];
if (!said) return found;
for (const [name, given] of Object.entries(HUES)) {
  const match = SENDS.map(make => new RegExp(make(given[2]), "iu").exec(said)).find(Boolean);
  if (!match) continue;
  const ownText = element => page.squeeze([...element.childNodes]
    .filter(node => node.nodeType === Node.TEXT_NODE).map(node => node.data).join(" "));
  const coloured = page.all("body *").filter(element => {
    if (!page.seen(element) || element.matches("a[href], button, svg *, option")) return false;
    const style = getComputedStyle(element), parent = getComputedStyle(element.parentElement);
    const ink = ownText(element) && style.color !== parent.color && within(hue(style.color), given);
    const paint = style.backgroundColor !== parent.backgroundColor
      && within(hue(style.backgroundColor), given);
    const edge = element.matches("input, select, textarea") && within(hue(style.borderTopColor), given);
    return (ink || paint || edge) && !ownText(element).includes(match[0]);
  });
  // A mark without words of its own may have them beside it.
  const mute = element => !ownText(element) && !element.matches("input, select, textarea");
  const bare = coloured.filter(element => {
    const whole = page.squeeze(element.closest("label, p, li, td, th, tr, dt, dd, div")?.innerText ?? "");
    return !/[*✱!]|\b(required|optional|mandatory|error|warning|new|late|closed|full)\b|obligatoire|pflicht/i.test(
      `${ownText(element)} ${element.getAttribute("aria-label") ?? ""} ${element.title ?? ""}`)
      && whole.length < 400 && !element.querySelector("img, svg");
  });
  found.push({words: match[0], name, some: coloured.length > 0,
    bare: bare.slice(0, 5).map(element => ({element: page.path(element), mute: mute(element)}))});
}
return found;
