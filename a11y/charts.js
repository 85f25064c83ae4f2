// The charts of a page, by what is said of them. Evaluated as the body of a function that returns a
// list; `page` is in reach.

const { read, contrast } = page.colours;
const WIDE_PX = 120, HIGH_PX = 80, MOST = 5;
const CALLED = new RegExp("(?<![\\p{L}])(?:(?:pie|bar|column|line|area|doughnut|donut|my)?"
  + "(?:chart|graph|diagram|histogram)s?|(?:[\\p{L}]*diagramm|schaubild|"
  + "gra(?:f|ph)ik|kurve)e?n?|graphiques?|diagrammes?|camemberts?|courbes?|histogrammes?|"
  + "gr[aá]ficos?|diagramas?|(?:re|high|apex|e)charts?)(?![\\p{L}])", "iu");
const hue = (colour) => {
  const [red, green, blue, alpha] = colour;
  const most = Math.max(red, green, blue), span = most - Math.min(red, green, blue);
  if (alpha < 0.5 || span < 60) return null;
  const turn = most === red ? (green - blue) / span : most === green
    ? 2 + (blue - red) / span : 4 + (red - green) / span;
  return (turn * 60 + 360) % 360;
};
const headings = page.all("h1, h2, h3, h4, h5, h6, [role=heading]");
const above = (element) => headings.filter((one) =>
  one.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING).at(-1) ?? null;
const words = (element) => {
  const ids = (element.getAttribute("aria-labelledby") ?? "").split(/\s+/).filter(Boolean);
  const own = ["alt", "aria-label", "title", "id", "class"].map((name) =>
    element.getAttribute(name) ?? "");
  const drawing = element.localName === "svg"
    ? [...element.querySelectorAll(":scope > title, :scope > desc")] : [];
  const source = element.currentSrc || element.src || element.data || "";
  const file = /^(data|blob):/.test(source) ? "" : source.split(/[?#]/)[0].split("/").pop();
  const box = element.parentElement?.closest("picture")?.parentElement ?? element.parentElement;
  const made = element.matches("svg, canvas") ? [box?.id, box?.getAttribute("class"),
    above(element)?.textContent] : [];
  const beside = [element.previousElementSibling, element.nextElementSibling].filter((one) =>
    one?.matches("p, figcaption, h2, h3, h4, h5, h6") && one.textContent.length < 200);
  const told = [element.closest("figure")?.querySelector("figcaption"), ...drawing, ...beside,
    ...ids.map((id) => document.getElementById(id))].map((one) => one?.textContent ?? "");
  return [...own, ...told, ...made, file].join(" ").replace(/[_\d]/g, " ");
};
// Under one heading with a table of data: its figures need no chart.
const tables = page.all("table").filter((table) => table.rows.length > 2
  && table.querySelector("th") && page.seen(table));
const tabled = (element) => tables.some((table) => above(table) === above(element));

// What an inline drawing is made of, each part with its box, its solid colour and its hue.
const SHAPES = "path, rect, circle, ellipse, polygon, polyline, line";
const partsOf = (svg, visible = page.seen) => [...svg.querySelectorAll(SHAPES)].filter((one) =>
  visible(one) && !one.closest("defs, clipPath, mask, pattern, marker, symbol")).map((one) => {
  const style = getComputedStyle(one);
  const filled = !/^none$/.test(style.fill);
  const paint = filled && hue(read(style.fill)) !== null || style.stroke === "none"
    ? style.fill : style.stroke;
  const solid = !/url\(/.test(paint + style.fill) && style.strokeDasharray === "none";
  const colour = solid && paint !== "none" ? read(paint) : [0, 0, 0, 0];
  const box = one.getBoundingClientRect();
  return { one, box, colour, solid, hue: hue(colour), small: box.width <= 26 && box.height <= 26 };
});
// How many colours there are, where they are more than light and dark of one hue.
const kinds = (parts) => {
  const found = [];
  for (const part of parts) {
    if (part.hue !== null && found.every((other) =>
      Math.hypot(...[0, 1, 2].map((at) => part.colour[at] - other.colour[at])) >= 60)) {
      found.push(part);
    }
  }
  const apart = found.some((one) => found.some((other) =>
    Math.abs(((one.hue - other.hue) % 360 + 540) % 360 - 180) >= 25));
  return apart ? found.length : 0;
};
const gap = (a, b) => [Math.max(b.left - a.right, a.left - b.right, 0),
  Math.max(b.top - a.bottom, a.top - b.bottom, 0)];
const lettersOf = (svg) => [...svg.querySelectorAll("text")].filter((one) =>
  /\p{L}/u.test(one.textContent)).map((one) => ({ text: page.squeeze(one.textContent),
  box: one.getBoundingClientRect() }));
// Each part has words of its own upon it or right beside it.
const labelled = (parts, texts) => {
  const free = new Set(texts);
  return parts.every(({ box }) => {
    const own = [...free].find((text) => {
      const x = (text.box.left + text.box.right) / 2, y = (text.box.top + text.box.bottom) / 2;
      const [across, down] = gap(box, text.box);
      return x > box.left && x < box.right && down < 30 || y > box.top && y < box.bottom
        && across < 30;
    });
    return own && free.delete(own);
  });
};
// Slices and a legend of their colours, and nothing else that could tell which is which.
const keyed = (svg, large, small, texts) => {
  const slices = large.filter(({ one }) => one.localName === "path"
    && /a/i.test(one.getAttribute("d") ?? ""));
  const same = (part) => small.some(({ colour }) => String(colour) === String(part.colour));
  const shown = document.body.innerText;
  const box = svg.getBoundingClientRect();
  const covered = page.texts().some((one) => !one.contains(svg)
    && gap(one.getBoundingClientRect(), box).every((side) => side === 0));
  return slices.length > 2 && slices.length === large.length && slices.every(same)
    && slices.some((one) => slices.some((other) => one !== other
      && contrast(one.colour, other.colour) < 3))
    && texts.length === small.length && texts.every(({ text, box: own }) => !/\d/.test(text)
      && small.some((part) => { const [x, y] = gap(part.box, own); return x < 40 && y === 0; })
      && shown.split(text).length === 2)
    && [...svg.querySelectorAll("text")].length === texts.length
    && !svg.querySelector("title + *, g > title, path > title, a") && !covered
    // A script may show words where a pointer is.
    && !document.querySelector("script");
};
// A small drawing in one colour before words.
const swatch = (svg) => {
  const box = svg.getBoundingClientRect();
  if (box.width > 40 || box.height > 40 || !page.seen(svg) || svg.closest("a, button")) return [];
  // The box of a level line has no height.
  const [part, ...more] = partsOf(svg, page.shown).filter((one) => one.hue !== null);
  const beside = page.squeeze(svg.nextSibling?.textContent)
    || page.squeeze(svg.parentElement.textContent);
  return part && !more.length && /\p{L}/u.test(beside) && beside.length < 60
    ? [{ colour: String(part.colour), text: beside }] : [];
};
// A key outside of the drawing: words in the colours of its parts, or small boxes before words.
const keyAround = (svg) => {
  const alone = svg.parentElement.matches("div, p") && svg.parentElement.childElementCount === 1;
  const frame = svg.closest("figure") ?? (alone ? svg.parentElement : svg);
  const around = [...frame.matches("figure") ? [frame] : [], svg.nextElementSibling,
    svg.previousElementSibling, frame.nextElementSibling].filter((one) =>
    one && one.textContent.length < 400 && !one.matches("script, style, h1, h2, h3, h4, h5, h6"));
  const parts = new Set(around.flatMap((area) => [area, ...area.querySelectorAll("*")])
    .filter((one) => !one.closest("svg, a, button") && page.seen(one)));
  const place = page.squeeze(around.map((one) => one.innerText ?? "").join(" "));
  const words = [...parts].flatMap((one) => {
    const style = getComputedStyle(one), text = page.squeeze(one.textContent);
    const box = one.getBoundingClientRect();
    if (!text && box.width <= 40 && box.height <= 40 && hue(read(style.backgroundColor)) !== null) {
      const beside = page.squeeze(one.nextSibling?.textContent || one.parentElement.textContent);
      return beside ? [{ colour: String(read(style.backgroundColor)), text: beside }] : [];
    }
    // A sign in the colour of a part, such as a square, stands before its word.
    const after = page.squeeze(one.nextSibling?.textContent);
    if (/^[^\p{L}\p{N}\s]{1,3}$/u.test(text) && /\p{L}/u.test(after) && after.length < 60
      && hue(read(style.color)) !== null) return [{ colour: String(read(style.color)), text: after }];
    const own = /\p{L}/u.test(text) && text.length < 60 && one.parentElement
      && style.color !== getComputedStyle(one.parentElement).color;
    return own && hue(read(style.color)) !== null ? [{ colour: String(read(style.color)), text }] : [];
  });
  const drawn = new Set(around.flatMap((area) => [...area.querySelectorAll("svg")])
    .filter((one) => one !== svg));
  return { words: [...words, ...[...drawn].flatMap(swatch)], place };
};
// Which line is meant may be told by its place or its look as well.
const PLACED = new RegExp("(?<!\\p{L})(?:upper|lower|top|bottom|above|below|left|right|first|second|solid"
  + "|dashed|dotted|thick|thin|ober\\p{L}*|unter\\p{L}*|link\\p{L}*|recht\\p{L}*|haut|bas|gauche|droite"
  + "|supérieur\\p{L}*|inférieur\\p{L}*|uewe\\p{L}*|ënne\\p{L}*)(?!\\p{L})", "iu");
// A table of the same numbers that a link right beside it leads to.
const DATA = /csv|xlsx?|\.ods|\btab(?:le|elle|leau|ell)|\bdat(?:a|en|eien)\b|donnée|zuelen/iu;
const linked = (svg) => {
  const frame = svg.closest("figure") ?? svg;
  return [frame, frame.previousElementSibling, frame.nextElementSibling].filter(Boolean)
    .flatMap((one) => [one, ...one.querySelectorAll("a[href]")])
    .some((one) => one.matches("a[href]") && DATA.test(`${one.textContent} ${one.href}`));
};
// Lines that differ by colour alone, each in the colour of a word of that key. sure: nothing else
// on the page speaks of what they mean.
const keyedAround = (svg, large, small, texts) => {
  const no = { keyed: false, sure: false };
  const thick = new Set(large.map(({ one }) => getComputedStyle(one).strokeWidth));
  const lines = large.every(({ one }) => /^(path|polyline|line)$/.test(one.localName)
    && getComputedStyle(one).fill === "none");
  const close = large.some((one) => large.some((other) => kinds([one, other]) === 2
    && contrast(one.colour, other.colour) < 3));
  if (large.length < 2 || !lines || thick.size > 1 || small.length || !close) return no;
  const { words, place } = keyAround(svg);
  const meant = large.map(({ colour }) => words.find((one) => one.colour === String(colour)));
  if (meant.includes(undefined) || PLACED.test(place)) return no;
  const named = texts.some(({ text }) => meant.some((one) => one.text.includes(text)));
  if (named || new Set(meant.map((one) => one.text)).size < large.length) return no;
  const shown = document.body.innerText.toLowerCase();
  return { keyed: true, sure: !document.querySelector("script") && !texts.length && !linked(svg)
    && !svg.querySelector("title + *[tabindex], g > title, path > title, a")
    && meant.every(({ text }) => shown.split(text.toLowerCase()).length === 2) };
};
// Lines and a key in their colours are a chart, whatever it is called.
const LINES = "path[d], polyline, line";
const lined = (svg) => {
  if (svg.localName !== "svg" || svg.querySelectorAll(LINES).length < 2
    || svg.closest("[aria-hidden=true]") || svg.querySelectorAll("*").length > 200) return false;
  const parts = partsOf(svg).filter((part) => part.hue !== null);
  return partsOf(svg).every((part) => part.solid) && parts.length <= 12
    && keyedAround(svg, parts.filter((part) => !part.small), parts.filter((part) => part.small),
      lettersOf(svg)).keyed;
};
const drawing = (svg) => {
  const parts = partsOf(svg).filter((part) => part.hue !== null);
  const large = parts.filter((part) => !part.small), small = parts.filter((part) => part.small);
  const texts = lettersOf(svg);
  const plain = partsOf(svg).every((part) => part.solid);
  const count = kinds(large);
  const told = !plain || labelled(large, texts);
  const around = told ? { keyed: false, sure: false } : keyedAround(svg, large, small, texts);
  return { count: told ? 0 : count, keyed: around.keyed,
    sure: plain && keyed(svg, large, small, texts) || around.sure };
};
// The words of a part as they are heard: those drawn in an image are a part of the picture.
const heard = (part) => {
  if (!part || part.matches?.("[role=img], [role=image]")) return "";
  const copy = part.cloneNode(true);
  for (const one of copy.querySelectorAll("[role=img], [role=image], script, style")) one.remove();
  return page.squeeze(copy.textContent);
};
// All words under the heading of a chart; null where they cannot be told from others.
const section = (element) => {
  const box = element.closest("main, article") ?? document.body;
  if (!document.contains(element) || element.matches("[aria-describedby], [aria-details]")) return null;
  const range = document.createRange(), inside = headings.filter((one) => box.contains(one));
  range.selectNodeContents(box);
  const last = inside.filter((one) =>
    one.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING).at(-1);
  const next = inside.find((one) =>
    element.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
  if (last) range.setStartAfter(last);
  if (next) range.setEndBefore(next);
  const whole = document.createElement("div");
  whole.append(range.cloneContents());
  return heard(whole);
};
// What can be read or heard of it without seeing it.
const telling = (element) => {
  if (element.getAttribute("alt") === "" || element.closest("[aria-hidden=true]")) return null;
  const frame = element.closest("figure") ?? element.parentElement?.closest("picture, p") ?? element;
  const ids = ["aria-labelledby", "aria-describedby", "aria-details"].flatMap((name) =>
    (element.getAttribute(name) ?? "").split(/\s+/)).filter(Boolean);
  const around = [frame, frame.previousElementSibling, frame.nextElementSibling]
    .filter((one) => one && !one.matches("h1, h2, h3, h4, h5, h6, script, style"));
  return [element.getAttribute("alt"), element.getAttribute("aria-label"),
    ...ids.map((id) => document.getElementById(id)?.textContent),
    ...around.map(heard)].map((text) => page.squeeze(text)).join("\n");
};
// More than the words: a link to them, or something that opens.
const leads = (element) => {
  const frame = element.closest("figure") ?? element;
  return element.hasAttribute("longdesc") || [frame, frame.nextElementSibling,
    frame.nextElementSibling?.nextElementSibling].some((one) => one
    && (one.matches("a[href], details, button") || one.querySelector("a[href], details, button")));
};
// Pies are drawn by the style too.
const BOXES = ["[role=img]", ...["chart", "pie", "donut", "doughnut", "graph"].map((name) =>
  `[class*=${name}]`)].map((one) => `:is(div, span, figure, i)${one}`).join();
const painted = (element) => element.matches(BOXES)
  && /conic-gradient/.test(getComputedStyle(element).backgroundImage);
const found = page.all(`img, svg, canvas, object[type^='image'], ${BOXES}`).filter((element) => {
  if (element.parentElement?.closest("svg") || element.closest("a[href], button")) return false;
  const box = element.getBoundingClientRect();
  return box.width >= WIDE_PX && box.height >= HIGH_PX && page.seen(element)
    && (element.matches(BOXES) ? painted(element) : CALLED.test(words(element)) || lined(element));
}).slice(0, MOST);
return found.map((element) => {
  const box = element.getBoundingClientRect();
  return { element: page.path(element), tabled: tabled(element), tell: telling(element),
    leads: leads(element), name: page.squeeze(page.name(element)), section: section(element),
    language: page.language(element),
    clip: { x: box.left + scrollX, y: box.top + scrollY, width: box.width, height: box.height },
    ...(element.localName === "svg" ? drawing(element) : { count: null, keyed: false, sure: false }) };
});
