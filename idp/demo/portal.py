"""The sample portal: an ordinary OpenID Connect client that verifies what it is told."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Any

import requests
from authlib.integrations.base_client import MismatchingStateError, OAuthError
from authlib.integrations.flask_client import FlaskIntegration, OAuth
from flask import Flask, Response, redirect, render_template, request, session
from joserfc.errors import JoseError
from werkzeug.wrappers import Response as AnyResponse

from idp.clock import Clock, moment
from idp.demo.assertion import PrivateKey
from idp.demo.headers import protect
from idp.demo.visits import Visits

WAIT_S = 10
# Claims that say something about the person, in words of theirs; all others are for technicians.
FACTS = (
    ("email", "Your e-mail address"),
    ("locale", "Your language"),
    ("sub", "Your number at this portal"),
)
Answer = AnyResponse | str | tuple[str, int]


@dataclass(frozen=True, slots=True)
class Portal:
    """One portal as the provider knows it, and how it presents itself.

    issuer, home_url: addresses without a slash at the end.
    secret: for client_secret_basic.  private_jwk: for private_key_jwt; one of both is empty.
    levels: acr -> words for people, the weakest first.
    private_acr: the least level that the protected part asks for.  private_name: its words.
    """

    client_id: str
    name: str
    about: str
    colour: str
    issuer: str
    home_url: str
    secret: str = ""
    private_jwk: dict[str, Any] = field(default_factory=dict)
    scope: str = "openid email"
    response_mode: str = "query"
    levels: dict[str, str] = field(default_factory=dict)
    private_acr: str = ""
    private_name: str = ""

    @property
    def redirect_uri(self) -> str:
        return self.home_url + "/back"

    @property
    def after_sign_out_uri(self) -> str:
        return self.home_url + "/signed-out"

    def strong(self, acr: str) -> bool:
        """Whether a sign-in of this level may open the protected part."""
        known = list(self.levels)
        return acr in known and known.index(acr) >= known.index(self.private_acr)


class _Patient(FlaskIntegration):  # type: ignore[misc]
    """Remembers a sign-in under way for a day: nobody has to hurry."""

    expires_in = 86_400


class _Client(OAuth):  # type: ignore[misc]
    framework_integration_cls = _Patient


def create_portal(portal: Portal, mailbox_url: str, clock: Clock) -> Flask:
    """The portal as a Flask application."""
    app = Flask(__name__, static_folder="style", static_url_path="/style")
    visits = Visits("visit_" + portal.client_id)
    app.session_interface = visits
    pages = _Pages(portal, _provider(app, portal, clock), visits)
    app.add_url_rule("/", view_func=pages.home)
    app.add_url_rule("/sign-in", view_func=pages.sign_in)
    app.add_url_rule("/private", view_func=pages.private)
    app.add_url_rule("/back", view_func=pages.back, methods=["GET", "POST"])
    app.add_url_rule("/sign-out", view_func=pages.sign_out, methods=["POST"])
    app.add_url_rule("/signed-out", view_func=pages.signed_out)
    _say_problems(app)

    @app.after_request
    def _protect(response: Response) -> Response:
        # Signing out goes by a form on to the provider, so its address must be allowed.
        return protect(response, form_action=f"'self' {portal.issuer}")

    @app.context_processor
    def _frame() -> dict[str, Any]:
        form = session.setdefault("form", secrets.token_urlsafe(16))
        return {"portal": portal, "mailbox_url": mailbox_url, "form": form}

    return app


def _provider(app: Flask, portal: Portal, clock: Clock) -> Any:
    """The provider, as Authlib's client sees it: found by discovery, PKCE always on."""
    key = PrivateKey(portal.private_jwk, portal.issuer, clock) if portal.private_jwk else None
    return _Client(app).register(
        "stepfree",
        client_id=portal.client_id,
        client_secret=portal.secret,
        server_metadata_url=portal.issuer + "/.well-known/openid-configuration",
        client_auth_methods=[key] if key else None,
        client_kwargs={
            "scope": portal.scope,
            "code_challenge_method": "S256",
            "token_endpoint_auth_method": "private_key_jwt" if key else "client_secret_basic",
            "default_timeout": WAIT_S,
        },
    )


class _Pages:
    """What each address of the portal answers."""

    def __init__(self, portal: Portal, provider: Any, visits: Visits) -> None:
        self._portal = portal
        self._provider = provider
        self._visits = visits

    def home(self) -> Answer:
        if "told" not in session:
            return render_template("portal_home.html")
        return render_template("portal_signed_in.html", **_facts(self._portal, session["told"]))

    def sign_in(self) -> Answer:
        return self._leave()

    def private(self) -> Answer:
        """The part that needs a passkey; asks for more when the person came by mail."""
        if self._portal.strong(session.get("told", {}).get("acr", "")):
            return render_template("portal_private.html")
        return self._leave(acr_values=self._portal.private_acr)

    def _leave(self, **more: str) -> AnyResponse:
        session["wanted_private"] = "acr_values" in more
        if self._portal.response_mode != "query":
            more["response_mode"] = self._portal.response_mode
        answer: AnyResponse = self._provider.authorize_redirect(self._portal.redirect_uri, **more)
        return answer

    def back(self) -> Answer:
        """The answer of the provider. Raises OAuthError or JoseError when it is not sound."""
        # An answer names who gave it (RFC 9207 §2.4): the mix-up attack ends here.
        if request.values.get("iss") != self._portal.issuer:
            raise OAuthError("invalid_response", "It does not name who gave it.")
        token = self._provider.authorize_access_token()
        claims = dict(token["userinfo"])
        more = dict(self._provider.userinfo(token=token))
        if more.get("sub") != claims["sub"]:  # OIDC Core §5.3.2: else somebody else's facts
            raise OAuthError("invalid_response", "Its two halves are about two people.")
        self._visits.renew(session)
        session["told"] = {**more, **claims}
        session["id_token"] = token["id_token"]
        if not session.pop("wanted_private", False):
            return redirect("/", 303)
        if not self._portal.strong(claims.get("acr", "")):
            return render_template("portal_problem.html", problem="weak"), 403
        return redirect("/private", 303)

    def sign_out(self) -> Answer:
        if not secrets.compare_digest(request.form.get("form", ""), session.get("form", "-")):
            return render_template("portal_problem.html", problem="form"), 403
        hint = session.pop("id_token", None)
        session.pop("told", None)
        answer: AnyResponse = self._provider.logout_redirect(
            post_logout_redirect_uri=self._portal.after_sign_out_uri,
            id_token_hint=hint,
            client_id=self._portal.client_id,
        )
        answer.status_code = 303
        return answer

    def signed_out(self) -> Answer:
        """Where the provider's way back leads. Without a sign-out under way it is the home."""
        try:
            self._provider.validate_logout_response()
        except OAuthError:
            return redirect("/", 303)
        return render_template("portal_signed_out.html")


def _facts(portal: Portal, told: dict[str, Any]) -> dict[str, Any]:
    """What the page of a signed-in person shows: words first, then every claim as it came."""
    acr = str(told.get("acr", ""))
    return {
        "address": told.get("email", ""),
        "how": portal.levels.get(acr, "in a way that this portal does not know"),
        "signed_in_at": moment(int(told["auth_time"])) if "auth_time" in told else None,
        "facts": [(words, _shown(told[name])) for name, words in FACTS if name in told],
        "claims": {name: _shown(value) for name, value in sorted(told.items())},
    }


def _shown(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _say_problems(app: Flask) -> None:
    """Every way an answer can be bad ends on a page with a way on."""

    @app.errorhandler(OAuthError)
    def _refused(error: OAuthError) -> Answer:
        if error.error == "access_denied":
            return render_template("portal_not_signed_in.html")
        problem = "forgotten" if isinstance(error, MismatchingStateError) else "answer"
        detail = f"{error.error}: {error.description}"
        return render_template("portal_problem.html", problem=problem, detail=detail), 400

    @app.errorhandler(JoseError)
    def _forged(error: JoseError) -> Answer:
        return render_template("portal_problem.html", problem="answer", detail=str(error)), 400

    @app.errorhandler(requests.RequestException)
    def _away(error: requests.RequestException) -> Answer:
        detail = type(error).__name__
        return render_template("portal_problem.html", problem="away", detail=detail), 502

    @app.errorhandler(Exception)
    def _mistake(error: Exception) -> Answer:
        app.logger.error("The sample portal made a mistake.", exc_info=error)
        return render_template("portal_problem.html", problem="mistake"), 503

    @app.errorhandler(404)
    def _nothing(error: Exception) -> Answer:
        return render_template("portal_problem.html", problem="address"), 404
