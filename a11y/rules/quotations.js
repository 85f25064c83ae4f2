// Quotations that quote nobody: text that is only set in. Who speaks is shown by signs, by a name,
// by what leads to it or by words about speaking and writing.
const QUOTED = /[“”"«»„‟‹›❝❞]|(?:^|\s)[‘’']\S|[’'](?:\s|$)/u;
const SPEAKS = new RegExp("(?<!\\p{L})(?:s[ae]id|says?|wr[oi]tes?|written|writ|ask(?:s|ed)|told|tells?"
  + "|quot\\p{L}*|according|reads?|stat(?:es|ed)|letters?|e-?mails?|messages?|comments?|reviews?"
  + "|testimon\\p{L}*|feedback|poems?|lyrics?|verses?|psalms?|prayers?|laws?|acts?|articles?|art"
  + "|sections?|clauses?|paragraphs?|rules?|abstract|excerpts?|speech|statement|proverbs?"
  + "|sayings?|mottos?|slogans?|replie[sd]|answered"
  + "|sagt\\p{L}*|schr(?:eib|ieb)t?|gesagt|zit\\p{L}*|laut|brief\\p{L}*|stimmen|gesetz\\p{L}*"
  + "|artikel|absatz|gedicht|lied|auszug|spruch|spr[iü]ch\\p{L}*|losung\\p{L}*|proverbes?"
  + "|devises?|dit|disent|écrit\\p{L}*|selon|citations?|lettres?|loi"
  + "|poèmes?|avis|témoign\\p{L}*|seet|schreift|gesot|bréif|gesetz|gedicht)(?!\\p{L})|§", "iu");
const SELF = new RegExp("(?<!\\p{L})(?:i|i[’']m|my|me|we|us|ich|mein\\p{L}*|mich|wir"
  + "|je|j[’']\\p{L}+|mon|ma|mes|nous|ech|mäi\\p{L}*|mir)(?!\\p{L})", "iu");
const DASHED = /(?:^|\n)\s*[—–―]|[—–―-]\s*\p{Lu}[^—–\n]{0,60}$/u;
const OUTSIDE = `cite, q, footer, figcaption, br, img, video, iframe, embed, pre, code, table, form,
  [class*=author i], [class*=cite i]`;
// “Mark Twain:” and “From the Guide:” lead to words of somebody, “How to apply:” does not.
const NAMES = /\p{L}.*\P{L}\p{Lu}\p{L}.*:$/su;
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
  const own = (quote.innerText ?? "").trim();
  if (!/\p{L}{2}.*\s\p{L}{2}/su.test(own)) return false;
  // The words of somebody, and nothing else, may be the whole of a page or part.
  const others = [...page.children(quote.parentElement)].filter(one => one !== quote
    && !one.matches(`blockquote, ${HEADING}, header, footer, nav, script, style`) && page.seen(one));
  if (!others.some(one => /\p{L}{2}/u.test(one.textContent))) return false;
  const lead = quote.previousSibling?.nodeType === Node.TEXT_NODE ? quote.previousSibling.data : "";
  const next = after?.matches(`${HEADING}, blockquote`) ? "" : after?.textContent.slice(0, 200);
  const near = [document.querySelector("h1")?.textContent, lead, before?.textContent, next]
    .map(text => page.squeeze(text)).join(" \n ");
  return !QUOTED.test(own) && !DASHED.test(own) && !SELF.test(own) && !SPEAKS.test(own)
    && !SPEAKS.test(near) && !NAMES.test((lead.trim() || (headed ? "" : before?.textContent ?? "")).trim())
    && !/^\s*[—–―-]/u.test(after?.textContent ?? "");
};

// What holds more than somebody’s words.
const holdsOther = quote => Boolean(quote.querySelector(
  "form, input, h1, h2, table, nav, button, blockquote blockquote"));

// What somebody else says stands in marks, after a colon, and is marked as nothing.
const MARKS = /^[“„«»"‚‘].{60,}[”“»«"’]$/su;
const quotedAfterColon = boxes => boxes.filter(box => box.localName === "p" && page.seen(box)
  && MARKS.test(page.written(box)) && !box.closest("blockquote, q, figure, li, td, [role]")
  && !box.querySelector("q, cite")
  && /:$/.test(page.squeeze(box.previousElementSibling?.innerText)));
