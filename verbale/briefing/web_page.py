"""A briefing as one web page that needs nothing else: no network, no script.

The template is filled in by Jinja in its sandbox, and every text is escaped.
"""

from __future__ import annotations

import base64
import hashlib
from importlib import resources
from typing import TYPE_CHECKING, Final

from jinja2 import FunctionLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from verbale.briefing.layout import byline, laid_out, preface
from verbale.briefing.texts import text
from verbale.errors import WrongTemplate

if TYPE_CHECKING:
    from verbale.briefing.model import Briefing

__all__ = ["page", "policy"]

_OWN: Final = "briefing.html"
_STYLE: Final = "briefing.css"
# What a template can raise: Jinja's errors, and those of the values that it works with.
_FAULTS: Final = (
    TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError
)  # fmt: skip


def page(briefing: Briefing, template: str | None, name: str) -> str:
    """Fill in a template, else our own; `name` stands for it in messages.

    Raises `WrongTemplate`, which names the line.
    """
    source, shown = (_asset(_OWN), _OWN) if template is None else (template, name)
    environment = ImmutableSandboxedEnvironment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=FunctionLoader(lambda asked: (source, shown, None) if asked == shown else None),
    )
    given = {
        "briefing": briefing,
        "sections": laid_out(briefing),
        "byline": byline(briefing),
        "preface": preface(briefing),
        "t": text,
        "style": Markup(_asset(_STYLE)),  # noqa: S704 - our own file
        "policy": policy(),
    }
    try:
        return environment.get_template(shown).render(given)
    except TemplateSyntaxError as error:
        raise _wrong(shown, error.lineno, error) from error
    except _FAULTS as error:
        raise _wrong(shown, _line_in(shown, error), error) from error


def policy() -> str:
    """Say what a browser may do with the page: show it with its own style, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(_asset(_STYLE).encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'"


def _asset(name: str) -> str:
    return (resources.files("verbale.briefing") / "assets" / name).read_text(encoding="utf-8")


def _line_in(name: str, error: Exception) -> int:
    """The last line of the template that Jinja was at."""
    line, at = 0, error.__traceback__
    while at is not None:
        if at.tb_frame.f_code.co_filename == name:
            line = at.tb_lineno
        at = at.tb_next
    return line


def _wrong(name: str, line: int, error: Exception) -> WrongTemplate:
    reason = str(error).rstrip(".")
    return WrongTemplate(
        f"{name}, line {line}: {reason}. docs/briefing.md tells what a template can use."
    )
