// Reads the page from top to end with the virtual screen reader, and gives what it says.
// Evaluated with the library in reach as `VirtualReader`.

const [done] = arguments;
const MOST_PHRASES = 4000;
const squeeze = (text) => text.replace(/\s+/g, " ").trim();

// What stands in <noscript> is text for a page with script, and no reader says it.
const silent = [...document.querySelectorAll("noscript")];
for (const part of silent) part.remove();

const read = async () => {
  const { virtual } = VirtualReader;
  // A modal dialog is all that there is while it is open.
  const container = [...document.querySelectorAll("dialog:modal")].at(-1) ?? document.body;
  await virtual.start({ container });
  const first = virtual.activeNode;
  const said = [];
  do {
    said.push(squeeze(await virtual.lastSpokenPhrase()));
    await virtual.next();
  } while (virtual.activeNode !== first && said.length < MOST_PHRASES);
  await virtual.stop();
  return said;
};
read().then((said) => done({ said }), (error) => done({ error: String(error) }));
