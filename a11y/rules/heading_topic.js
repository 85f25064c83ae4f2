// Short headings with the plain text that each stands over. Evaluated as the body of a function that
// returns a list; `page` is in reach.
const HEADINGS = "h1, h2, h3, h4, h5, h6, [role=heading]", MOST_WORDS = 6, MOST_LETTERS = 1000;
const SET_APART = "main, nav, aside, footer, header, article, section, dialog, [role=main], "
  + "[role=navigation], [role=complementary], [role=contentinfo], [role=banner]";
// What tells something without words, or brings words of its own in time.
const TELLS = "img, svg, canvas, video, audio, iframe, object, embed, input, select, textarea, math";
const FOLLOWING = Node.DOCUMENT_POSITION_FOLLOWING;
const follows = (one, other) => Boolean(one.compareDocumentPosition(other) & FOLLOWING);
const found = page.all(HEADINGS).filter((one) => page.role(one) === "heading" && page.heard(one));
if (!found.length) return [];
const level = (one) => Number.parseInt(one.getAttribute("aria-level")
  ?? one.localName.match(/^h([1-6])$/)?.[1] ?? "2", 10);
// The box that a heading shares with its text: one that holds nothing but the heading is part of it.
const home = (heading) => {
  let at = heading;
  while (at.parentElement && page.squeeze(at.parentElement.textContent)
    === page.squeeze(heading.textContent) && at.parentElement !== document.body) {
    at = at.parentElement;
  }
  return at.parentNode;
};
const part = (one) => one.parentElement?.closest(SET_APART) ?? null;
const boxes = page.texts(), others = page.all(TELLS).filter(page.shown);
const under = (heading, next, list) => list.filter((one) => follows(heading, one)
  && !heading.contains(one) && (!next || !next.contains(one) && follows(one, next)));
const told = [];
found.forEach((heading, at) => {
  const name = page.squeeze(page.name(heading)), next = found[at + 1] ?? null;
  if (!name || name.split(" ").length > MOST_WORDS) return;
  // What stands over smaller headings is about all of them; headings in a row may belong to columns.
  if (next && level(next) > level(heading)) return;
  const before = found[at - 1];
  if (before && level(before) === level(heading)
    && !under(before, heading, boxes).length) return;
  const own = under(heading, next, boxes), box = home(heading), mine = part(heading);
  const inside = own.filter((one) => box.contains(one)
    && (one.closest(SET_APART) === mine || mine?.contains(one.closest(SET_APART))));
  if (!inside.length || under(heading, next, others).length) return;
  told.push({
    element: page.path(heading), name, language: page.language(heading),
    // Each box is a sentence of its own, such as an item of a list.
    lines: inside.filter((one) => !inside.some((other) => other !== one && other.contains(one)))
      .map(page.written).filter(Boolean),
    letters: inside.reduce((sum, one) => sum + page.written(one).length, 0),
  });
});
return told.filter((one) => one.letters <= MOST_LETTERS);
