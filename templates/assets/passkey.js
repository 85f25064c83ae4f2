// The passkey ceremony: a press opens the device's own window, a plain form carries its answer.
//
//   options   POST csrf → the server's options as JSON, as WebAuthn §5.1.8 and §5.1.9 write them
//   answer    form field `answer`: the device's answer as JSON text
//   failed    form field `reason`: why there is none; the server says what to do now
//
// The server writes every result page, so focus, titles and words are the same with all browsers.

const RENEW_MS = 10 * 60_000; // a challenge lives for 15 minutes at the least
const GRACE_MS = 10_000; // how long after its own time a window may still answer
const USED = "passkey-used";

class Stopped extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

class Ceremony {
  constructor(block) {
    this.block = block;
    this.adds = block.dataset.passkey === "add";
    this.answer = block.querySelector("[data-passkey-answer]");
    this.failed = block.querySelector("[data-passkey-failed]");
    this.status = block.querySelector("[role='status']");
    this.stop = block.querySelector("[data-passkey-stop]");
    this.button = this.answer.querySelector("button");
    this.running = null; // the one AbortController: a browser runs one ceremony at a time
    this.pressed = false;
  }

  begin() {
    this.block.hidden = false;
    this.reset(); // a reload may bring back what a hidden field held
    window.addEventListener("pageshow", (event) => event.persisted && this.reset());
    this.answer.addEventListener("submit", (event) => {
      if (this.answer.elements.answer.value !== "") return; // the device's answer goes out
      event.preventDefault();
      if (!this.pressed) void this.press();
    });
    this.stop.addEventListener("click", () => this.abort(new Stopped("closed")));
    if ("autofill" in this.block.dataset) void this.offerInField();
  }

  reset() {
    this.pressed = false;
    this.answer.elements.answer.value = "";
    this.button.removeAttribute("aria-disabled");
    this.status.textContent = "";
    this.stop.hidden = true;
  }

  abort(why) {
    this.running?.abort(why);
    this.running = null;
  }

  async press() {
    this.pressed = true;
    this.abort(new Stopped("button"));
    this.button.setAttribute("aria-disabled", "true");
    this.status.textContent = this.status.dataset.waiting;
    this.stop.hidden = false;
    try {
      this.send(await this.ask());
    } catch (error) {
      this.failed.elements.reason.value = reasonOf(error);
      this.failed.requestSubmit();
    }
  }

  async ask(mediation) {
    this.running = new AbortController();
    const { signal } = this.running;
    const options = await this.options(signal);
    signal.throwIfAborted();
    this.site = options.rpId ?? location.hostname;
    const key = this.adds
      ? navigator.credentials.create({ publicKey: creationOptions(options), signal })
      : navigator.credentials.get({
          publicKey: requestOptions(options),
          signal,
          ...(mediation && { mediation }),
        });
    // Where no window can be shown, some browsers never answer, not even when told to stop.
    if (!mediation) this.endAfter((options.timeout ?? RENEW_MS) + GRACE_MS, signal);
    return Promise.race([key, stopped(signal)]);
  }

  endAfter(time_ms, signal) {
    const timer = window.setTimeout(() => this.abort(new Stopped("closed")), time_ms);
    signal.addEventListener("abort", () => window.clearTimeout(timer));
  }

  async options(signal) {
    let answer;
    try {
      answer = await fetch(this.block.dataset.options, {
        method: "POST",
        headers: { accept: "application/json" },
        body: new URLSearchParams({ csrf: this.answer.elements.csrf.value }),
        signal,
      });
    } catch {
      throw signal.aborted ? signal.reason : new Stopped("network");
    }
    if (answer.status === 429 || answer.status >= 500) throw new Stopped("network");
    if (!(answer.headers.get("content-type") ?? "").startsWith("application/json")) {
      throw new Stopped("expired"); // a page instead of options: the request is over
    }
    const values = await answer.json();
    if (typeof values.challenge !== "string") throw new Stopped("expired");
    return values;
  }

  send(key) {
    if (key === null) throw new Stopped("closed");
    const values = asJson(key);
    if (!this.adds) remember({ rpId: this.site, credentialId: values.id });
    this.answer.elements.answer.value = JSON.stringify(values);
    this.answer.requestSubmit();
  }

  // Passkeys among the suggestions of the e-mail field. An extra: it says nothing, and ends quietly
  // when the browser cannot do it or the person looks away; the button is always there.
  async offerInField() {
    if (!(await window.PublicKeyCredential.isConditionalMediationAvailable?.())) return;
    const renew = window.setTimeout(() => this.renew(), RENEW_MS);
    try {
      const key = await this.ask("conditional");
      if (!this.pressed) this.send(key);
    } catch (error) {
      if (!(error instanceof Stopped) && !(error instanceof DOMException)) throw error;
    } finally {
      window.clearTimeout(renew);
    }
  }

  // It may wait for hours: an old challenge would fail, so a fresh one takes its place.
  renew() {
    if (this.pressed) return;
    this.abort(new Stopped("renew"));
    const again = () => {
      if (document.hidden || this.pressed) return;
      document.removeEventListener("visibilitychange", again);
      void this.offerInField();
    };
    document.addEventListener("visibilitychange", again);
    again();
  }
}

function stopped(signal) {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

const REASONS = {
  NotAllowedError: "closed", // closed, timed out and none found look the same, on purpose
  AbortError: "closed",
  InvalidStateError: "already",
  ConstraintError: "no_lock",
  NotSupportedError: "not_supported",
  SecurityError: "wrong_site",
  NetworkError: "network",
};

function reasonOf(error) {
  if (error instanceof Stopped) return error.reason;
  return REASONS[error?.name] ?? "refused";
}

// Native helpers first; the hand-written forms are for browsers from before 2025.
function requestOptions(json) {
  const native = window.PublicKeyCredential.parseRequestOptionsFromJSON;
  if (native) return native.call(window.PublicKeyCredential, json);
  return { ...json, challenge: bytes(json.challenge), allowCredentials: keys(json.allowCredentials) };
}

function creationOptions(json) {
  const native = window.PublicKeyCredential.parseCreationOptionsFromJSON;
  if (native) return native.call(window.PublicKeyCredential, json);
  return {
    ...json,
    challenge: bytes(json.challenge),
    user: { ...json.user, id: bytes(json.user.id) },
    excludeCredentials: keys(json.excludeCredentials),
  };
}

function keys(list = []) {
  return list.map((key) => ({ ...key, id: bytes(key.id) }));
}

function asJson(key) {
  try {
    return key.toJSON();
  } catch (error) {
    // Missing in old browsers; some password keepers hand out objects on which it throws.
    if (!(error instanceof TypeError)) throw error;
    return byHand(key);
  }
}

function byHand(key) {
  const response = { clientDataJSON: text(key.response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (key.response[name]) response[name] = text(key.response[name]);
  }
  if (key.response.getTransports) response.transports = key.response.getTransports();
  return {
    id: key.id,
    rawId: text(key.rawId),
    type: key.type,
    authenticatorAttachment: key.authenticatorAttachment ?? undefined,
    clientExtensionResults: key.getClientExtensionResults(),
    response,
  };
}

function bytes(base64url) {
  const binary = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

function text(buffer) {
  const binary = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

// Kept for one page only: when the server does not know the passkey, its keeper should forget it.
function remember(used) {
  storage()?.setItem(USED, JSON.stringify(used));
}

async function forgetUnknown() {
  const used = storage()?.getItem(USED) ?? null;
  storage()?.removeItem(USED);
  if (used === null || document.querySelector("[data-passkey-unknown]") === null) return;
  await window.PublicKeyCredential.signalUnknownCredential?.(JSON.parse(used));
}

// A person may forbid storage; signing in goes on without this note.
function storage() {
  try {
    return window.sessionStorage;
  } catch (error) {
    if (error.name === "SecurityError") return null;
    throw error;
  }
}

if (window.PublicKeyCredential && navigator.credentials) {
  void forgetUnknown();
  for (const block of document.querySelectorAll("[data-passkey]")) new Ceremony(block).begin();
} else {
  for (const place of document.querySelectorAll("[data-passkey-missing]")) place.hidden = false;
}
