"""Keeping credentials out of logs, messages and `repr`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

HIDDEN = "***"

_WORDS = (
    "password",
    "passwd",
    "passphrase",
    "passcode",
    "secret",
    "apikey",
    "authorization",
    "credential",
    "privatekey",
)
_ENDINGS = (
    "token",
    "tokens",
    "cookie",
    "cookies",
    "sid",
    "jwt",
    "assertion",
    "signature",
)


def is_secret(name: str) -> bool:
    """Whether a field, header or parameter of that name is likely to hold a credential."""
    bare = "".join(character for character in name.lower() if character.isalnum())
    return bare.endswith(_ENDINGS) or any(word in bare for word in _WORDS)


def _is_secret_on_the_wire(name: str) -> bool:
    """The same of headers and parameters: of them nobody misses one that is hidden in vain, such as "X-Auth-User"."""
    lower = name.lower()
    return is_secret(name) or "auth" in lower or lower.endswith(("key", "sig"))


def redact(value: Any) -> Any:
    """A copy of JSON with the values of secret names hidden, at any depth."""
    if isinstance(value, Mapping):
        return {
            key: HIDDEN if is_secret(str(key)) and item else redact(item)
            for key, item in value.items()
        }
    return [redact(item) for item in value] if isinstance(value, list) else value


def redact_headers(
    headers: Iterable[tuple[str, str]], also: Iterable[str] = ()
) -> dict[str, str]:
    """Headers with credentials hidden: what is secret by its name, and the names of `also`."""
    hidden = {name.lower() for name in also}
    return {
        name: (
            HIDDEN if name.lower() in hidden or _is_secret_on_the_wire(name) else value
        )
        for name, value in headers
    }


def redact_url(url: str, also: Iterable[str] = ()) -> str:
    """A URL without user information, and with the values of secret query parameters hidden."""
    from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

    parts, hidden = urlsplit(url), set(also)
    pairs = [
        (name, HIDDEN if name in hidden or _is_secret_on_the_wire(name) else value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
    ]
    return urlunsplit(
        (
            parts.scheme,
            parts.netloc.rpartition("@")[2],
            parts.path,
            urlencode(pairs, safe="*"),
            "",
        )
    )


def scrub(text: str, secrets: Iterable[str]) -> str:
    """Text without the credentials themselves, wherever a server repeated them."""
    for secret in secrets:
        if len(secret) > 3:
            text = text.replace(secret, HIDDEN)
    return text
