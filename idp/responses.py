"""Headers, cookies and form tokens that every response gets, and what a request may carry."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast
from urllib.parse import quote, urlsplit

from flask import Request, Response, g, request
from werkzeug.datastructures import MultiDict

from idp.assets import KEPT_S, Assets
from idp.browser import Browser, cookie_name, read_browser
from idp.frames import CSRF, Frames
from idp.handover import FormPost
from idp.interaction import Interaction
from idp.pages import Page, Service
from idp.reply import Cookie, Reply
from idp.services import House

FORM = "application/x-www-form-urlencoded"
YEAR_S = 31_536_000
# Longer than any value that a field explains; it only keeps nonsense out of the steps.
VALUE_CHARACTERS = 8_192

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'; "
    "form-action {forms}; require-trusted-types-for 'script'; trusted-types 'none'"
)
# No template, word list or language of the person can be relied on when these are needed.
LAST_WORDS = (
    '<!doctype html><html lang="en" dir="ltr"><head><meta charset="utf-8">'
    "<title>We have a problem here</title></head><body><main><h1>We have a problem here</h1>"
    "<p>The fault is on our side. Please try again in some minutes.</p>"
    "<p>When you ask for help, say these words: {reference}</p></main></body></html>"
)

# --- what a request carries


def present() -> Request:
    """The present request itself: each look through Flask's stand-in for it costs a little."""
    found: Request = cast(Any, request)._get_current_object()
    return found


def browser_of(house: House) -> Browser:
    """The browser of this request, read once and kept for all who ask."""
    kept: Browser | None = g.get("browser")
    if kept:
        return kept
    asking = present()
    # Reading an address once more costs as much as all else here, and few have this in it.
    wishes = b"ui_locales" in asking.query_string
    browser = read_browser(
        house.settings,
        house.words,
        cookies=asking.cookies,
        user_agent=asking.headers.get("User-Agent", ""),
        accepted=asking.headers.get("Accept-Language", ""),
        address=asking.remote_addr or "",
        ui_locales=asking.args.get("ui_locales", "") if wishes else "",
    )
    g.browser = browser
    return browser


def single_values(values: MultiDict[str, str]) -> tuple[dict[str, str], str]:
    """One value for each name, and "repeated" when a name came twice (SEC-13).

    PostgreSQL takes no NUL in a text, and no person types one.
    """
    form = {name: value.replace("\0", "�") for name, value in values.items()}
    repeated = any(len(given) > 1 for given in values.listvalues())
    too_long = any(len(value) > VALUE_CHARACTERS for value in form.values())
    return form, "repeated" if repeated else "too_long" if too_long else ""


def own_address(request: Request) -> str:
    """Path and query of this request, as they stand in an address."""
    path = quote(request.path, safe="/~!$&'()*+,;=:@")
    query = quote(request.query_string, safe="/~!$&'()*+,;=:@?%")
    return f"{path}?{query}" if query else path


def problem_with_form(house: House, request: Request, form: Mapping[str, str]) -> str:
    """Why a posted form is not to be trusted, as a fixed word; "" when it is (SEC-70, SEC-74)."""
    if request.content_length and request.mimetype != FORM:
        return "content_type"
    if not _is_same_origin(house, request):
        return "origin"
    browser = browser_of(house)
    if browser.is_new or not house.tokens.check_mac(form.get(CSRF, ""), CSRF, browser.id):
        return "csrf"
    return ""


def _is_same_origin(house: House, request: Request) -> bool:
    """What the browser itself says of where the form stood.

    Under `Referrer-Policy: no-referrer` browsers send `Origin: null` with our own forms, so it
    says nothing; then Sec-Fetch-Site decides, and in old browsers the form's token alone.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin", "null")
    return origin in ("null", house.settings.issuer)


# --- what a response carries


def respond(house: House, frames: Frames, browser: Browser, reply: Reply) -> Response:
    """The response to a reply."""
    if reply.page is not None:
        response = _page(house, frames, browser, reply, reply.page)
    elif reply.data is not None:
        response = Response(json.dumps(reply.data.values), mimetype="application/json")
    elif reply.answer is not None:
        response = _answer(house, frames, browser, reply)
    else:
        response = see_other(reply.location)
    for cookie in reply.cookies:
        set_cookie(house, response, cookie)
    if reply.forget:
        # Not "cookies": that would clear the whole registrable domain, sibling portals included.
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
    if reply.retry_after_s:
        response.headers["Retry-After"] = str(reply.retry_after_s)
    return response


def see_other(url: str) -> Response:
    """303: whatever was asked, go on with GET (RFC 9700 §4.12)."""
    response = Response(status=303, mimetype="text/plain")
    response.headers["Location"] = url
    return response


def last_words(reference: str, retry_after_s: int) -> Response:
    """The page for when no page can be made."""
    html = LAST_WORDS.format(reference=reference)
    headers = {"Retry-After": str(retry_after_s)}
    return Response(html, 503, headers, mimetype="text/html")


def _page(house: House, frames: Frames, browser: Browser, reply: Reply, page: Page) -> Response:
    html = house.renderer.html(page, frames.of(browser, reply))
    status = reply.status or (422 if page.errors else page.status)
    response = Response(html, status, mimetype="text/html")
    response.headers["Content-Security-Policy"] = page_policy(_way_out(reply.interaction))
    return response


def _answer(house: House, frames: Frames, browser: Browser, reply: Reply) -> Response:
    answer = reply.answer
    if answer is None:
        raise LookupError("There is no answer to send.")
    if answer.response_mode != "form_post":
        return see_other(answer.url)
    service = reply.interaction.service if reply.interaction else reply.service
    page = FormPost(
        service=service or Service(name=urlsplit(answer.redirect_uri).hostname or ""),
        redirect_uri=answer.redirect_uri,
        values=answer.values,
    )
    html = house.renderer.html(page, frames.of(browser, reply))
    response = Response(html, mimetype="text/html")
    response.headers["Content-Security-Policy"] = page_policy(source_of(answer.redirect_uri))
    return response


def _way_out(interaction: Interaction | None) -> str:
    """Where a form of this interaction may end: its portal, beside ourselves (SEC-67)."""
    if interaction is None or interaction.kind != "portal":
        return ""
    return source_of(str(interaction.request.get("redirect_uri", "")))


def page_policy(way_out: str = "") -> str:
    """The Content-Security-Policy of a page whose forms may end at `way_out`, too.

    Chromium applies form-action to the redirects after a form, so the way back to the portal
    must be named on the page that begins it.
    """
    return _POLICY.format(forms=f"'self' {way_out}".strip())


def source_of(uri: str) -> str:
    """A registered redirect URI as a CSP source: its origin, or its scheme for an app's own."""
    parts = urlsplit(uri)
    if parts.scheme in ("http", "https") and parts.netloc:
        return f"{parts.scheme}://{parts.netloc}"
    return f"{parts.scheme}:" if parts.scheme else ""


def set_cookie(house: House, response: Response, cookie: Cookie) -> None:
    """Sets one cookie, or takes it away (SEC-58)."""
    response.set_cookie(
        cookie_name(house.settings, cookie.name),
        cookie.value,
        max_age=cookie.life_s if cookie.value else 0,
        secure=house.settings.secure,
        httponly=True,
        samesite="Lax",
    )


def finish(house: House, response: Response) -> Response:
    """What a response needs that only this request knows; idp.headers adds the rest."""
    headers = response.headers
    if "Cache-Control" not in headers:
        headers.add("Cache-Control", "no-store")
        headers.add("Vary", "Cookie, Accept-Language")
    browser: Browser | None = g.get("browser")
    # A browser that sees a page, or is on its way to one, gets its binding cookie.
    seen = response.status_code == 303 or response.mimetype == "text/html"
    if seen and browser and browser.is_new:
        set_cookie(house, response, Cookie("browser", browser.id, YEAR_S))
    return response


def asset(assets: Assets, request: Request, version: str, name: str) -> Response | None:
    """A file that never changes under its address; None when there is none."""
    found = assets.find(version, name)
    if found is None:
        return None
    gzipped = request.accept_encodings.quality("gzip") > 0
    response = Response(found.gzipped if gzipped else found.content)
    response.headers["Content-Type"] = found.content_type
    response.headers["Cache-Control"] = f"public, max-age={KEPT_S}, immutable"
    response.vary.add("Accept-Encoding")
    if gzipped:
        response.headers["Content-Encoding"] = "gzip"
    return response
