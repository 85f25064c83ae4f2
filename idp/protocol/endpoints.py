"""The endpoint table: path, methods, handler."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, Response

from idp.protocol.authorize import authorize, read_authorization
from idp.protocol.boundary import ALL_METHODS, Front, Machine, Public
from idp.protocol.call import Provider
from idp.protocol.discovery import publish
from idp.protocol.end_session import end_session, read_end_session
from idp.protocol.revoke import read_revocation, revoke
from idp.protocol.token import read_token, token
from idp.protocol.userinfo import note_refusal, read_userinfo, userinfo
from idp.reply import Reply
from idp.services import Services
from idp.store import Transaction

PAGE = ("GET", "POST")


def mount(
    app: Flask,
    provider: Provider,
    *,
    services: Callable[[Transaction], Services],
    send: Callable[[Reply], Response],
) -> None:
    """Adds every protocol endpoint to the application.

    services, send: the router's own, for the two endpoints that people's browsers come to.
    """
    metadata = publish(provider.house.settings)
    about_us = Public(find=lambda: metadata)
    keys = Public(find=provider.keys.published)
    asks = Front(
        provider=provider, read=read_authorization, act=authorize, services=services, send=send
    )
    leaves = Front(
        provider=provider, read=read_end_session, act=end_session, services=services, send=send
    )
    gives = Machine(provider=provider, methods=("POST",), read=read_token, act=token)
    ends = Machine(provider=provider, methods=("POST",), read=read_revocation, act=revoke)
    tells = Machine(
        provider=provider, methods=PAGE, read=read_userinfo, act=userinfo, refused=note_refusal
    )
    table: tuple[tuple[str, tuple[str, ...], Callable[[], Response]], ...] = (
        ("/.well-known/openid-configuration", ("GET",), about_us),
        ("/.well-known/oauth-authorization-server", ("GET",), about_us),  # RFC 8414 §3
        ("/jwks.json", ("GET",), keys),
        ("/authorize", PAGE, asks),
        ("/token", ALL_METHODS, gives),
        ("/userinfo", ALL_METHODS, tells),
        ("/revoke", ALL_METHODS, ends),
        ("/end-session", PAGE, leaves),
    )
    for path, methods, handler in table:
        app.add_url_rule(path, path, handler, methods=methods, provide_automatic_options=False)
