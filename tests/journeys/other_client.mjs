// A portal written with somebody else's library: openid-client, certified, as strict as it comes.
// Reads ISSUER, CLIENT_ID, CLIENT_SECRET and PORT; prints its address once it answers.

import http from "node:http";
import * as openid from "openid-client";

const { ISSUER, CLIENT_ID, CLIENT_SECRET, PORT } = process.env;
const home = `http://localhost:${PORT}`;
const config = await openid.discovery(
  new URL(ISSUER),
  CLIENT_ID,
  { redirect_uris: [`${home}/back`] },
  openid.ClientSecretBasic(CLIENT_SECRET),
  { execute: [openid.allowInsecureRequests] }, // loopback only: this test has no certificate
);

// One sign-in at a time is enough here.
let asked = null;
let held = null;

async function start() {
  const verifier = openid.randomPKCECodeVerifier();
  asked = { verifier, state: openid.randomState(), nonce: openid.randomNonce() };
  return openid.buildAuthorizationUrl(config, {
    redirect_uri: `${home}/back`,
    scope: "openid email offline_access",
    prompt: "consent",
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    state: asked.state,
    nonce: asked.nonce,
  }).href;
}

async function back(url) {
  const tokens = await openid.authorizationCodeGrant(config, url, {
    pkceCodeVerifier: asked.verifier,
    expectedState: asked.state,
    expectedNonce: asked.nonce,
    idTokenExpected: true,
  });
  const claims = tokens.claims();
  const person = await openid.fetchUserInfo(config, tokens.access_token, claims.sub);
  const again = await openid.refreshTokenGrant(config, tokens.refresh_token);
  const same = again.claims?.();
  await openid.tokenRevocation(config, again.refresh_token);
  const after = await openid
    .refreshTokenGrant(config, again.refresh_token)
    .then(() => "still works", (error) => error.error ?? error.message);
  held = { idToken: tokens.id_token };
  return page("You are signed in", {
    sub: claims.sub,
    email: person.email,
    acr: claims.acr,
    sub_after_refresh: same?.sub ?? "none",
    refreshed: String(again.access_token !== tokens.access_token),
    after_revocation: after,
  });
}

function signOut() {
  return openid.buildEndSessionUrl(config, {
    id_token_hint: held.idToken,
    post_logout_redirect_uri: `${home}/signed-out`,
  }).href;
}

function page(heading, values = {}) {
  const rows = Object.entries(values)
    .map(([name, value]) => `<dt>${text(name)}</dt><dd data-claim="${text(name)}">${text(value)}</dd>`)
    .join("");
  return `<!doctype html><html lang="en"><title>${text(heading)}</title><link rel="icon" href="data:,">
    <h1>${text(heading)}</h1><dl>${rows}</dl>
    <p><a href="/sign-in">Sign in with Stepfree</a></p><p><a href="/sign-out">Sign out</a></p></html>`;
}

function text(value) {
  return String(value).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const places = {
  "/": () => page("A portal with another library"),
  "/signed-out": () => page("You are signed out"),
  "/back": (url) => back(url),
  "/sign-in": () => ({ location: start() }),
  "/sign-out": () => ({ location: signOut() }),
};

const server = http.createServer(async (request, response) => {
  const url = new URL(request.url, home);
  try {
    const answer = await (places[url.pathname] ?? (() => page("Nothing here")))(url);
    if (answer.location === undefined) {
      response.setHeader("Content-Type", "text/html; charset=utf-8");
      response.end(answer);
    } else {
      response.writeHead(303, { location: await answer.location });
      response.end();
    }
  } catch (error) {
    response.statusCode = 500;
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end(page("The library refused", { code: error.code, message: error.message, cause: JSON.stringify(error.cause) }));
  }
});
server.listen(Number(PORT), "127.0.0.1", () => console.log(home));
