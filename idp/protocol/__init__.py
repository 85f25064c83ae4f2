"""What portals speak with us: OpenID Connect over Authlib, each endpoint one transaction."""
