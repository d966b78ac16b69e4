"""Values that come back from a browser, with a seal that tells whether they are ours."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error

__all__ = ["sealed", "unsealed"]


def sealed(value: str, secret: str) -> str:
    """Give `value` with a seal, in characters that a cookie can hold.

    >>> unsealed(sealed("Ann Lee", "secret"), "secret")
    'Ann Lee'
    """
    plain = urlsafe_b64encode(value.encode()).decode()
    return f"{plain}.{_seal(plain, secret)}"


def unsealed(cookie: str | None, secret: str) -> str | None:
    """Give what was sealed, `None` when the seal is not ours.

    >>> unsealed("QW5uIExlZQ==.00", "secret")
    """
    plain, _, seal = (cookie or "").partition(".")
    if not hmac.compare_digest(seal.encode(), _seal(plain, secret).encode()):
        return None
    try:
        return urlsafe_b64decode(plain).decode()
    except (Error, UnicodeDecodeError):
        return None


def _seal(plain: str, secret: str) -> str:
    return hmac.new(secret.encode(), plain.encode(), "sha256").hexdigest()
