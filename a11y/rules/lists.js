// Lists that only look like some: with signs drawn by the style, and with bold terms.
const NO_LINES = `li, dl, select, pre, code, td, th, nav, footer, a, button, label, summary, address,
  figure, blockquote, h1, h2, h3, h4, h5, h6, [role=list], [role=listitem], [role=listbox],
  [role=menu], [role=menubar], [role=tablist], [role=tree], [role=radiogroup], [role=table],
  [role=grid], [role=navigation]`;
const DRAWN = /^"\s*([•‣◦▪▫■□●○∙·➤►▶→»›✓✔✗✘★☆❖*\-–—])\s*"/u;
const LONGEST_LINE = 300;
// Runs of neighbours of one kind that all pass: `goes` gets one and the one before it.
const inRow = (items, goes) => {
  const found = [];
  for (const item of items) {
    const last = found.at(-1)?.at(-1);
    const between = last?.nextSibling === item ? "" : last?.nextSibling?.data ?? "x";
    const near = last && last.nextElementSibling === item && !between.trim()
      && last.localName === item.localName;
    if (near && goes(item, last)) found.at(-1).push(item); else found.push([item]);
  }
  return found;
};
const byParent = items => {
  const rows = new Map();
  for (const item of items) {
    const row = rows.get(item.parentElement);
    if (row) row.push(item); else rows.set(item.parentElement, [item]);
  }
  return [...rows.values()].filter(row => row.length > 2);
};
// The sign before an item, with the look that tells it from others: null where there is none.
const drawnSign = item => {
  const style = getComputedStyle(item, "::before");
  const sign = DRAWN.exec(style.content)?.[1];
  const hidden = style.display === "none" || style.visibility !== "visible" || style.opacity === "0";
  // A programme’s lines are set so, and “-” stands before one that was taken out of it.
  const code = /\bmono/i.test(getComputedStyle(item).fontFamily);
  return sign && !hidden && !code ? {sign, colour: style.color} : null;
};
const isLine = item => !item.matches("[role], [tabindex], [onclick]") && page.seen(item)
  && page.heard(item)
  && !item.querySelector(`h1, h2, h3, h4, h5, h6, input, select, textarea, img, svg, ul, ol, dl,
    table, p + p, div + div`)
  && page.squeeze(item.innerText).length <= LONGEST_LINE;
const below = (item, last) => {
  const a = last.getBoundingClientRect(), b = item.getBoundingClientRect();
  return Math.abs(a.left - b.left) < 2 && b.top >= a.bottom - 2;
};
const drawnLists = boxes => {
  const items = boxes.filter(box => !box.closest(NO_LINES)).flatMap(box => {
    const parent = box.parentElement;
    return parent && page.children(parent).length === 1 && parent !== document.body
      ? [box, parent] : [box];
  });
  const found = [];
  for (const row of byParent([...new Set(items)])) {
    const signs = new Map(row.map(item => [item, drawnSign(item)]));
    const lines = row.filter(item => signs.get(item) && isLine(item));
    const alike = (item, last) => signs.get(item).sign === signs.get(last).sign && below(item, last);
    for (const run of inRow(lines, alike).filter(one => one.length > 2)) {
      const first = page.squeeze(run[0].innerText), {sign} = signs.get(run[0]);
      const links = run.every(item => [...item.querySelectorAll("a, button")]
        .some(one => page.squeeze(one.innerText) === page.squeeze(item.innerText)));
      const talk = /[-–—]/.test(sign) && run.every(item => /[.!?…]["”“»]?$/.test(page.written(item)));
      // Of several colours they may be a key, and stars may be a mark or say that a field is needed.
      const colours = new Set(run.map(item => signs.get(item).colour)).size;
      found.push({element: page.path(run[0]), lines: run.length, first: `${sign} ${first}`,
        doubt: links || talk || colours > 1 || /[*★☆]/.test(sign)});
    }
  }
  return found;
};

const TERM_WORDS = 6, TERM_SIGNS = 40, TELLING = 4, EXPLAINED = 50;
const isBold = node => node?.nodeType === Node.ELEMENT_NODE && node.localName !== "a"
  && Number(getComputedStyle(node).fontWeight) >= 600 && !node.querySelector("a, button, img, br");
const linesOf = box => {
  const lines = [[]];
  for (const node of box.childNodes) {
    if (node.localName === "br") lines.push([]);
    else if (node.nodeType === Node.ELEMENT_NODE || node.data?.trim()) lines.at(-1).push(node);
  }
  return lines.filter(line => line.length);
};
const textOf = nodes => page.squeeze(nodes.map(node => node.textContent).join(""));
const termOf = text => {
  const bare = text.replace(/\s*:$/, "");
  return bare && bare.length <= TERM_SIGNS && bare.split(" ").length <= TERM_WORDS
    && /\p{L}{2}/u.test(bare) && !/[.!?…,;]$/.test(bare) ? bare : "";
};
// Names and places are written in capital letters for the most part; sentences are not.
const explains = text => (text.match(/(?<!\p{L})\p{Ll}+/gu) ?? []).length >= TELLING
  && text.split(" ").length <= EXPLAINED;
// What a box consists of: {term, apart: it has a line of its own}; null where it is something else.
const termsIn = box => {
  const lines = linesOf(box), found = [];
  if (!isBold(lines[0]?.[0]) || Number(getComputedStyle(box).fontWeight) >= 600) return null;
  for (const line of lines) {
    const [first, ...rest] = line, after = textOf(rest);
    const bold = isBold(first) && termOf(textOf([first]));
    if (bold && !rest.length) found.push({term: bold, apart: true, text: ""});
    else if (bold && (/:$/.test(textOf([first])) || /^:/.test(after)))
      found.push({term: bold, apart: false, text: after});
    else if (found.length && !isBold(first)) found.at(-1).text += ` ${textOf(line)}`;
    else return null;
  }
  return found.every(one => explains(page.squeeze(one.text))) ? found : null;
};
const areTerms = found => new Set(found.map(one => one.term)).size === found.length
  && found.every(one => one.apart === found[0].apart) && found.length >= (found[0].apart ? 3 : 4);
const termLists = boxes => {
  const told = new Map();
  for (const box of boxes) {
    const bold = box.querySelector(":scope > :is(b, strong, span, dfn, em)");
    if (!bold || box.closest(NO_LINES)) continue;
    const found = termsIn(box);
    if (found) told.set(box, found);
  }
  const single = [...told.keys()].filter(box => told.get(box).length === 1);
  const rows = byParent(single).flatMap(row => inRow(row, () => true));
  const several = [...told.keys()].filter(box => told.get(box).length > 1).map(box => [box]);
  return [...rows, ...several].map(row => ({row, found: row.flatMap(box => told.get(box))}))
    .filter(({found}) => areTerms(found))
    .map(({row, found}) => ({element: page.path(row[0]), count: found.length,
      first: found[0].term}));
};

// Terms that nothing explains, and explanations of nothing: the groups of a dl begin with a term and
// end with what it means (HTML §4.4.9).
const halfGroups = () => page.all("dl").filter(list => page.heard(list)
  && !/^(none|presentation|list|group)$/.test(list.getAttribute("role") ?? "")).filter(list => {
  const divs = [...list.children].filter(part => part.localName === "div");
  return (divs.length ? divs : [list]).some(group => {
    const parts = [...group.children].filter(part => /^d[td]$/.test(part.localName)
      && page.heard(part));
    return parts.length > 1 && (parts[0].localName === "dd" || parts.at(-1).localName === "dt");
  });
});

// Links in a row with nothing but spaces between them, and nothing else in the box. What stands
// apart by a gap, a border or a ground looks like tags, and a sign between two links parts them.
const ROWS_OF_LINKS = 3, PAIR = 2, A_SPACE = 0.5;
// Two may be one choice; without so much as a gap they look like one link.
const touch = (one, other) => {
  const a = one.getBoundingClientRect(), b = other.getBoundingClientRect();
  const gap = b.left - a.right;
  return Math.abs(a.top - b.top) < 2 && gap >= 0
    && gap < A_SPACE * Number.parseFloat(getComputedStyle(one).fontSize);
};
const bare = link => {
  const style = getComputedStyle(link);
  const sizes = ["paddingLeft", "paddingRight", "marginLeft", "marginRight", "borderRightWidth"];
  return style.display === "inline" && sizes.every(side => !Number.parseFloat(style[side]))
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

// Quotations that quote nobody: a list, or the text right below a heading, only set in. Who speaks
// is shown by signs, by a name, by what leads to it or by words about speaking and writing.
const QUOTED = /[“”"«»„‟‹›❝❞]|(?:^|\s)[‘’']\S|[’'](?:\s|$)/u;
const SPEAKS = new RegExp("(?<!\\p{L})(?:s[ae]id|says?|wr[oi]tes?|written|writ|ask(?:s|ed)|told|tells?"
  + "|quot\\p{L}*|according|reads?|stat(?:es|ed)|letters?|e-?mails?|messages?|comments?|reviews?"
  + "|testimon\\p{L}*|feedback|poems?|lyrics?|verses?|psalms?|prayers?|laws?|acts?|articles?|art"
  + "|sections?|clauses?|paragraphs?|rules?|abstract|excerpts?|speech|statement|proverbs?|sayings?|mottos?|slogans?|replie[sd]|answered"
  + "|sagt\\p{L}*|schr(?:eib|ieb)t?|gesagt|zit\\p{L}*|laut|brief\\p{L}*|stimmen|gesetz\\p{L}*"
  + "|artikel|absatz|gedicht|lied|auszug|spruch|spr[iü]ch\\p{L}*|losung\\p{L}*|proverbes?|devises?|dit|disent|écrit\\p{L}*|selon|citations?|lettres?|loi"
  + "|poèmes?|avis|témoign\\p{L}*|seet|schreift|gesot|bréif|gesetz|gedicht)(?!\\p{L})|§", "iu");
const SELF = new RegExp("(?<!\\p{L})(?:i|i[’']m|my|me|we|our|us|ich|mein\\p{L}*|mich|wir|uns\\p{L}*"
  + "|je|j[’']\\p{L}+|mon|ma|mes|nous|notre|ech|mäi\\p{L}*|mir|eis\\p{L}*)(?!\\p{L})", "iu");
const DASHED = /(?:^|\n)\s*[—–―]|[—–―-]\s*\p{Lu}[^—–\n]{0,60}$/u;
const OUTSIDE = `cite, q, footer, figcaption, br, img, video, iframe, embed, pre, code, table, form,
  [class*=author i], [class*=cite i]`;
const HEADING = "h1, h2, h3, h4, h5, h6, [role=heading]";
const OWN_LOOK = new RegExp("quote|twitter|tweet|insta|tiktok|reddit|masto|bluesky|embed|comment"
  + "|reply|citation|zitat|testimonial|pull|poem|verse|epigraph", "i");
const quotesNobody = quote => {
  const inside = quote.closest("figure")?.querySelector("figcaption");
  if (inside || quote.hasAttribute("cite") || quote.getAttribute("type") === "cite"
    || quote.hasAttribute("lang")
    || quote.querySelector(OUTSIDE) || quote.parentElement.closest("blockquote, [class*=comment i]")
    || OWN_LOOK.test(`${quote.className} ${quote.parentElement.className} ${quote.id}`)) return false;
  const before = quote.previousElementSibling, after = quote.nextElementSibling;
  const headed = before?.matches(HEADING) ?? false;
  const list = quote.querySelector(":scope > :is(ul, ol, dl)");
  const own = (quote.innerText ?? "").trim();
  if (!list && !headed || !/\p{L}{2}.*\s\p{L}{2}/su.test(own)) return false;
  // The words of somebody, and nothing else, may be the whole of a page or part.
  const others = [...page.children(quote.parentElement)].filter(one => one !== quote
    && !one.matches(`blockquote, ${HEADING}, header, footer, nav, script, style`) && page.seen(one));
  if (!others.some(one => /\p{L}{2}/u.test(one.textContent))) return false;
  const lead = quote.previousSibling?.nodeType === Node.TEXT_NODE ? quote.previousSibling.data : "";
  const near = [document.querySelector("h1")?.textContent, lead, before?.textContent, after?.matches(`${HEADING}, blockquote`) ? ""
    : after?.textContent.slice(0, 200)].map(text => page.squeeze(text)).join(" \n ");
  return !QUOTED.test(own) && !DASHED.test(own) && !SELF.test(own) && !SPEAKS.test(own)
    && !SPEAKS.test(near) && !/:\s*$/.test(lead.trim() || (headed ? "" : before?.textContent ?? ""))
    && !/^\s*[—–―-]/u.test(after?.textContent ?? "");
};

// What somebody else says stands in marks, after a colon, and is marked as nothing.
const MARKS = /^[“„«»"‚‘].{60,}[”“»«"’]$/su;
const quotedAfterColon = boxes => boxes.filter(box => box.localName === "p" && page.seen(box)
  && MARKS.test(page.written(box)) && !box.closest("blockquote, q, figure, li, td, [role]")
  && !box.querySelector("q, cite")
  && /:$/.test(page.squeeze(box.previousElementSibling?.innerText)));
