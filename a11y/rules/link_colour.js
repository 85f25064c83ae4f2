const {read, over, contrast, behind} = page.colours;
const drawn = (element, part) => !/^(none|normal|"")$/.test(getComputedStyle(element, part).content);
const lined = style => /underline|overline/.test(style.textDecorationLine)
  && read(style.textDecorationColor)[3] > 0.2;
const edged = style => ["Top", "Right", "Bottom", "Left"].some(side =>
  parseFloat(style[`border${side}Width`]) > 0 && !/none|hidden/.test(style[`border${side}Style`])
  && read(style[`border${side}Color`])[3] > 0.2);
const marked = (link, around) => {
  const parts = [link, ...link.querySelectorAll("*")].map(part => getComputedStyle(part));
  const beside = getComputedStyle(around);
  return parts.some(style => lined(style) || edged(style) || style.boxShadow !== "none"
      || style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0
      || style.backgroundImage !== "none"
      || Math.abs(style.fontWeight - beside.fontWeight) >= 200
      || style.fontStyle !== beside.fontStyle || style.fontVariantCaps !== beside.fontVariantCaps
      || style.textTransform !== beside.textTransform
      || Math.abs(parseFloat(style.fontSize) / parseFloat(beside.fontSize) - 1) > 0.15
      || style.fontFamily !== beside.fontFamily)
    || drawn(link, "::before") || drawn(link, "::after")
    || Boolean(link.querySelector("img, svg, picture"))
    || contrast(behind(link).colour, behind(around).colour) >= 3;
};
const around = link => {
  let at = link.parentElement;
  while (at.parentElement && getComputedStyle(at).display === "inline"
    && page.squeeze(at.textContent) === page.squeeze(link.textContent)) at = at.parentElement;
  return at;
};
return page.all("a[href]").filter(link => page.seen(link) && !link.closest("nav, [role=navigation]")
    && /\p{L}/u.test(link.innerText ?? "") && page.inSentence(link)
    && !lined(getComputedStyle(around(link))))
  .map(link => {
    const text = around(link), below = behind(text).colour;
    const ink = element => over(read(getComputedStyle(element).color), below);
    return {element: page.path(link), marked: marked(link, text),
      contrast: contrast(ink(link), ink(text))};
  });
