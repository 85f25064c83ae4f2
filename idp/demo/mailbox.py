"""The mailbox page of the demo: every mail of every sample person, as text and as HTML."""

from __future__ import annotations

from flask import Flask, Response, abort, render_template

from idp.demo.headers import protect
from idp.demo.inbox import Inbox, Letter
from idp.demo.people import PEOPLE

# The mail is somebody else's page: no script, no form, nothing fetched, an origin of its own.
MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; sandbox"


def create_mailbox(inbox: Inbox, portal_url: str) -> Flask:
    """The mailbox as a Flask application."""
    app = Flask(__name__, static_folder="style", static_url_path="/style")

    @app.get("/")
    def letters() -> str:
        return render_template("mailbox_list.html", letters=inbox.letters(), people=PEOPLE)

    @app.get("/mail/<int:number>")
    def letter(number: int) -> str:
        return render_template("mailbox_letter.html", letter=_letter(inbox, number))

    @app.get("/mail/<int:number>/html")
    def html(number: int) -> Response:
        response = Response(_letter(inbox, number).html, mimetype="text/html")
        response.headers["Content-Security-Policy"] = MAIL_POLICY
        return response

    @app.errorhandler(404)
    def nothing(error: Exception) -> tuple[str, int]:
        return render_template("mailbox_nothing.html"), 404

    @app.context_processor
    def _frame() -> dict[str, str]:
        return {"portal_url": portal_url}

    app.after_request(protect)
    return app


def _letter(inbox: Inbox, number: int) -> Letter:
    found = inbox.find(number)
    if found is None:
        abort(404)
    return found
