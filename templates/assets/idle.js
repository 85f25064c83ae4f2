// Asks before an account closes by itself, and keeps it open at one press, as often as one likes.
// Every window of the account knows of the press in any other one.

const TICK_MS = 1_000;

class Idle {
  constructor(dialog) {
    this.dialog = dialog;
    this.warning = dialog.querySelector("[data-idle=warning]");
    this.ended = dialog.querySelector("[data-idle=ended]");
    this.status = dialog.querySelector("[role='status']");
    this.times = Object.keys(this.status.dataset)
      .filter((name) => name.startsWith("at-"))
      .map((name) => Number(name.slice("at-".length)))
      .sort((a, b) => b - a);
    this.others = new BroadcastChannel("stepfree-idle");
    this.timer = 0;
  }

  begin() {
    const press = (name, act) => this.dialog.querySelector(name).addEventListener("click", act);
    press("[data-idle-stay]", () => void this.stay());
    press("[data-idle-again]", () => this.again());
    // Escape means: I am here.
    this.dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      if (this.ended.hidden) void this.stay();
    });
    this.others.addEventListener("message", (event) => this.goOnUntil(event.data));
    // A device that slept, and a page that comes back from the browser's memory, look at the clock.
    document.addEventListener("visibilitychange", () => this.look());
    window.addEventListener("pageshow", () => this.look());
    this.goOnFor(Number(this.dialog.dataset.ends));
  }

  goOnFor(time_s) {
    const endsAt_ms = Date.now() + time_s * 1_000;
    this.others.postMessage(endsAt_ms);
    this.goOnUntil(endsAt_ms);
  }

  goOnUntil(endsAt_ms) {
    if (endsAt_ms < this.endsAt_ms) return; // an older window told of an older press
    this.endsAt_ms = endsAt_ms;
    if (this.dialog.open) this.dialog.close(); // the focus goes back to where it was
    this.show(this.warning);
    this.status.textContent = "";
    this.left = [...this.times];
    this.look();
  }

  look() {
    window.clearTimeout(this.timer);
    const left_ms = this.endsAt_ms - Date.now();
    const wait_ms = left_ms - Number(this.dialog.dataset.warns) * 1_000;
    if (left_ms <= 0) this.end();
    else if (wait_ms > 0) this.timer = window.setTimeout(() => this.look(), wait_ms);
    else this.warn(left_ms);
  }

  warn(left_ms) {
    this.timer = window.setTimeout(() => this.look(), TICK_MS);
    const passed = this.left.filter((time_s) => left_ms <= time_s * 1_000);
    this.left = this.left.filter((time_s) => !passed.includes(time_s));
    if (!this.dialog.open) this.open(); // its words tell the time; nothing to add yet
    else if (passed.length > 0) this.status.textContent = this.status.dataset[`at-${passed.at(-1)}`];
  }

  end() {
    this.show(this.ended);
    this.open();
  }

  open() {
    if (!this.dialog.open) this.dialog.showModal();
    document.getElementById(this.dialog.getAttribute("aria-labelledby")).focus();
  }

  show(part) {
    for (const one of [this.warning, this.ended]) one.hidden = one !== part;
    // Reading begins at the heading of the part.
    this.dialog.setAttribute("aria-labelledby", part.querySelector("h2").id);
  }

  // A press that does not reach the server may be made again; one that comes too late is the end.
  async stay() {
    let answer;
    try {
      answer = await fetch(this.dialog.dataset.stay, {
        method: "POST",
        headers: { accept: "application/json" },
        body: new URLSearchParams({ csrf: this.dialog.dataset.csrf }),
      });
    } catch (error) {
      if (error instanceof TypeError) return;
      throw error;
    }
    if ((answer.headers.get("content-type") ?? "").startsWith("application/json")) {
      this.goOnFor((await answer.json()).ends_s);
    } else if (answer.ok) {
      window.clearTimeout(this.timer);
      this.end();
    }
  }

  // What was typed goes along, and comes back after signing in.
  again() {
    const form = document.getElementById("main");
    if (form instanceof HTMLFormElement) form.requestSubmit();
    else window.location.reload();
  }
}

new Idle(document.getElementById("idle")).begin();
