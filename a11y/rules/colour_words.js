const HUES = {
  red: [340, 20, "red|rouges?|rote?[nrsm]?|rou[td]e?n?"], orange: [20, 45, "oranges?"],
  yellow: [45, 70, "yellow|jaunes?|gelbe?[nrsm]?|giele?n?"],
  green: [75, 165, "green|verte?s?|grüne?[nrsm]?|gréngen?|gréng"],
  blue: [190, 265, "blue|bleue?s?|blaue?[nrsm]?|bloe?n?|blo"],
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
const ownText = element => page.squeeze([...element.childNodes]
  .filter(node => node.nodeType === Node.TEXT_NODE).map(node => node.data).join(" "));
const said = page.squeeze(document.body?.innerText).slice(0, 60000);
const found = [];
if (!said) return found;
for (const [name, given] of Object.entries(HUES)) {
  const match = SENDS.map(make => new RegExp(make(given[2]), "iu").exec(said)).find(Boolean);
  if (!match) continue;
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

// “Rooms in green are free, rooms in red are taken”: each colour has a meaning, of whatever things.
const MEANING = `((?:[\\p{L}-]+\\s+){0,2}[\\p{L}-]+)`;
const ties = colour => [
  `(?<!\\p{L})(in|en|an|a)\\s+(?:${colour})(?:er\\s+(?:Schrift|Schrëft))?\\s+`
    + `(?:are|have|can|cannot|sind|haben|können|sont|ont|si|sinn|hunn|kënnen)\\s+${MEANING}`,
  `(?<!\\p{L})(?:${colour})\\s*(=|means|stands\\s+for|bedeutet|heißt|steht\\s+für|signifie`
    + `|veut\\s+dire|heescht|bedeit)\\s*${MEANING}`,
  // The things themselves may be of that colour: red apples.
  `(?<!\\p{L})()(?:${colour})\\s+\\p{L}+\\s+(?:are|sind|si|sinn)\\s+${MEANING}`,
  `(?<!\\p{L})()(?:${colour})\\s+sont\\s+${MEANING}`,
];
const tied = Object.values(HUES).flatMap(given => {
  const match = ties(given[2]).map(make => new RegExp(make, "iu").exec(said)).find(Boolean);
  return match ? [{given, words: match[0], sure: match[1] !== "",
    meaning: match[2].toLowerCase().split(/\s+(?:and|but|while|und|et|an)(?:\s+|$)/)[0].split(/\s+/)
      .filter(word => word.length > 2)}] : [];
});
// “Green seats can still be had”: things that are chosen or counted here, in two colours or more.
// The words alone do not prove it: the seats themselves may be green, so their boxes must differ.
const THINGS = "(?:seats?|rooms?|days?|dates?|slots?|places?|tables?|stands?|pitch(?:es)?|plots?"
  + "|berths?|cabins?|boxes|fields?|squares?|numbers?|hours?|times?|stalls?|lockers?|options?"
  + "|(?:sitz)?pl[aä]tze?n?|sitze|zimmer|räume|tage?n?|termine?|tische?|felder|kästchen|nummern"
  + "|zeiten|stunden|kabinen|stände|places|sièges|chambres|salles|jours|dates|cases|tables|créneaux"
  + "|heures|numéros|emplacements|plaz|plazen?|sëtz|zëmmeren?|sall?en?|deeg|dater|dëscher?|këschten?)";
const NOT_YET = "((?:[^\\s.!?]+\\s+){0,5}[^\\s.!?]+)";
const OF_THINGS = [
  colour => `(?<!\\p{L})(?:${colour})\\s+${THINGS}\\s+(?:can|could|may|have|has|cannot|are|is|were|do|will`
    + `|remain|stay|cost|k[oö]nn\\p{L}*|sind|ist|haben|kosten|bleiben|kënn\\p{L}*|si|sinn|ass|hunn|kaschten`
    + `|bleiwen)(?!\\p{L})\\s*${NOT_YET}`,
  colour => `${THINGS}\\s+(?:en\\s+)?(?:${colour})\\s+(?:peuvent|sont|ont|coûtent|restent)\\s+${NOT_YET}`,
];
const things = Object.values(HUES).flatMap(given => {
  const match = OF_THINGS.map(make => new RegExp(make(given[2]), "iu").exec(said)).find(Boolean);
  return match ? [{given, match}] : [];
});
if (!tied.length && !things.length || found.some(one => one.bare.length)) return found;
const all = page.all("body *").filter(element => ownText(element) && page.seen(element)
  && !element.closest("button, svg, option, nav, header, footer") && !element.querySelector("img, svg"));
const spoken = tied.map(one => one.words.toLowerCase()).join(" ");
const inHue = given => all.filter(element => {
  const style = getComputedStyle(element), text = ownText(element).toLowerCase();
  return (within(hue(style.color), given) || within(hue(style.backgroundColor), given))
    && !spoken.includes(text) && !tied.some(one => text.includes(one.words.toLowerCase()));
}).slice(0, 30);
// Things of one list: of one kind, and as deep below what holds both.
const ofOneList = (one, other) => {
  for (let a = one, b = other, up = 0; a && b && up < 4; up += 1) {
    if (a.localName !== b.localName) return false;
    [a, b] = [a.parentElement, b.parentElement];
    if (a === b) return true;
  }
  return false;
};
const row = element => element.closest("li, tr, p, dd") ?? element;
// What tells one from another besides its colour.
const look = element => [element, row(element)].map(box => {
  const style = getComputedStyle(box);
  return [style.fontWeight, style.fontStyle, style.textDecorationLine, style.listStyleType,
    style.listStyleImage, style.backgroundImage, style.borderTopStyle, style.borderLeftWidth,
    style.textTransform, style.fontSize, getComputedStyle(box, "::before").content,
    getComputedStyle(box, "::after").content].join();
}).join();
const isTold = (element, {given, meaning}) => {
  const words = `${row(element).textContent} ${element.title} ${element.getAttribute("aria-label")}`;
  return meaning.some(word => words.toLowerCase().includes(word))
    || new RegExp(`(?<!\\p{L})(?:${given[2]})(?!\\p{L})`, "iu").test(words)
    || row(element).querySelector("img, svg") !== null;
};
let kept = false;
const bareIn = one => inHue(one.given).filter(element => {
  const told = isTold(element, one);
  kept ||= told;
  return !told;
});
const tell = (one, element, mute) => found.push({words: one.words, some: true,
  bare: [{element: page.path(element), mute}]});
const sets = tied.map(one => ({one, elements: bareIn(one)}));
for (const [number, first] of sets.entries()) {
  for (const second of sets.slice(number + 1)) {
    if (first.one.meaning.join() === second.one.meaning.join()) continue;
    for (const a of first.elements) {
      const near = second.elements.filter(other => ofOneList(a, other));
      const b = near.find(other => look(a) === look(other));
      kept ||= near.length > 0 && !b;
      if (!b) continue;
      tell(first.one, a, !first.one.sure);
      tell(second.one, b, !second.one.sure);
      return found;
    }
  }
}
// The seats that words spoke of, among those of another colour.
const CHOSEN = "label, td, [role=gridcell], [role=option]";
const control = element => element.control ?? element.querySelector("input, select");
// A box to tick that is off, or named otherwise, tells it without the colour.
const isMarked = element => {
  const field = control(element);
  return [element, field].some(one => one?.matches(
    ":disabled, [aria-disabled], [aria-label], [aria-labelledby], [aria-describedby], [title]"))
    || (element.matches("label") && !field)
    || [...element.querySelectorAll("*")].some(part => ["::before", "::after"].some(
      side => !/^(none|normal)$/.test(getComputedStyle(part, side).content))
      || getComputedStyle(part).backgroundImage !== "none");
};
// A word that all of them hold, and no other, says it too, be it for screen readers alone.
const wordsOf = element => new Set(element.textContent.toLowerCase().match(/\p{L}{2,}/gu) ?? []);
const haveWord = (own, others) => [...wordsOf(own[0])].some(word =>
  own.every(one => wordsOf(one).has(word)) && !others.some(one => wordsOf(one).has(word)));
for (const {given, match} of kept || found.some(one => one.bare.length) ? [] : things) {
  const paint = element => hue(getComputedStyle(element).backgroundColor);
  const meaning = match[1].toLowerCase().split(/\s+/).filter(word => word.length > 2);
  const chosen = page.all(CHOSEN).filter(element => page.seen(element) && paint(element) !== null);
  const own = chosen.filter(element => within(paint(element), given));
  const others = chosen.filter(element => !own.includes(element));
  kept ||= own.length > 0 && others.length > 0;
  if (!own.length || haveWord(own, others)) continue;
  const alike = (one, other) => one.localName === other.localName && look(one) === look(other)
    && control(one)?.type === control(other)?.type
    && one.closest("fieldset, table, ul, form, [role=grid]")
      === other.closest("fieldset, table, ul, form, [role=grid]");
  const bareOnes = own.filter(element => !isMarked(element) && !isTold(element, {given, meaning}));
  const hit = bareOnes.find(element => others.some(other => !isMarked(other) && alike(element, other)));
  if (hit && bareOnes.length === own.length)
    found.push({words: match[0], some: true, bare: [{element: page.path(hit), mute: !control(hit)}]});
}
// A single colour: others of the same list have another one, or none.
for (const {one, elements} of sets.filter(set => set.one.sure)) {
  const hit = elements.find(element => element.closest("li, tr, dl")
    && all.some(other => other !== element && ofOneList(element, other) && look(element) === look(other)
    && getComputedStyle(other).color !== getComputedStyle(element).color));
  if (hit) tell(one, hit, true);
}
if (kept && !found.some(one => one.bare.length)) found.push({words: "", some: true, bare: []});
return found;
