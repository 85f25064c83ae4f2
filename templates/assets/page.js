// What every page gains from script: focus on what is new, one press is one press, news of the mail.
// Each page is complete without this file.

const POLL_FIRST_MS = 4_000; // at least 3 s apart, so that the server and the reader have rest
const POLL_LATER_MS = 10_000;
const POLL_CALM_AFTER = 30; // polls, about two minutes
const PRESS_AGAIN_MS = 8_000; // after that a press counts again: the first may have been lost

// For browsers that know autofocus for fields only; nobody who has begun to act is moved.
function focusOnNews() {
  const news = document.querySelector("[tabindex='-1'][autofocus]");
  if (news !== null && document.activeElement === document.body) news.focus();
}

// A link of the error summary leads into the field, with the cursor in it.
function followErrorLinks() {
  for (const link of document.querySelectorAll(".errors a")) {
    link.addEventListener("click", (event) => {
      const field = document.getElementById(link.hash.slice(1));
      if (field === null) return;
      event.preventDefault();
      field.focus();
      field.scrollIntoView({ block: "center" });
    });
  }
}

// The pressed button keeps the focus (it is never `disabled`); a trembling hand sends once.
function countOnePress() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented) return;
    if (form.dataset.sent === "yes") {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    event.submitter?.setAttribute("aria-disabled", "true");
    window.setTimeout(() => release(form, event.submitter), PRESS_AGAIN_MS);
  });
  // A page that comes back from the browser's memory is ready to be used again.
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    for (const form of document.forms) release(form, form.querySelector("[aria-disabled]"));
  });
}

function release(form, button) {
  delete form.dataset.sent;
  button?.removeAttribute("aria-disabled");
}

// Asks whether the link of the mail was used. Says one sentence, once, and only when it was.
function waitForMail(place) {
  const status = place.querySelector("[role='status']");
  const ready = place.querySelector("[data-poll-ready]");
  let polls = 0;
  let timer = 0;

  const later = () => {
    window.clearTimeout(timer);
    if (document.hidden) return; // goes on when the page is looked at again
    timer = window.setTimeout(ask, polls < POLL_CALM_AFTER ? POLL_FIRST_MS : POLL_LATER_MS);
  };

  const ask = async () => {
    polls += 1;
    const news = await changed(place.dataset.poll);
    // What a press on this page has just changed is no news to the person who pressed.
    const pressed = [...document.forms].some((form) => form.dataset.sent === "yes");
    if (news && !pressed) tell();
    else later();
  };

  const tell = () => {
    document.removeEventListener("visibilitychange", later);
    // Taken before anything moves: a person who reads or types is not torn away.
    const atTop = document.activeElement === document.body;
    ready.hidden = false;
    status.textContent = status.dataset.pollText;
    if (atTop) ready.querySelector("a").focus();
  };

  document.addEventListener("visibilitychange", later);
  later();
}

// A poll that fails is no news: the next one asks again, and the page works without any.
async function changed(address) {
  try {
    const answer = await fetch(address, { headers: { accept: "application/json" } });
    // Led on to another step: this one is over, because the link was used.
    return answer.ok && (answer.redirected || (await answer.json()).changed === true);
  } catch (error) {
    if (error instanceof TypeError || error instanceof SyntaxError) return false;
    throw error;
  }
}

window.addEventListener("load", focusOnNews);
followErrorLinks();
countOnePress();
for (const place of document.querySelectorAll("[data-poll]")) waitForMail(place);
document.querySelector("form[data-send]")?.requestSubmit();
