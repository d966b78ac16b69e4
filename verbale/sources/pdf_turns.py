"""Pages whose text stands on its side or its head: read upright, with rectangles as shown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from verbale.model import Page, Place

__all__ = ["as_shown", "upright"]


def upright(page: Page, turn: int) -> Page:
    """Give a page turned clockwise by `turn` degrees, a multiple of 90."""
    return replace(page, width=page.height, height=page.width) if turn % 180 else page


def as_shown(place: Place, page: Page, turn: int) -> Place:
    """Give a place on a page turned so as the place that it has on the `page` as it is shown."""
    _, _, _, left, top, right, bottom = place
    match turn:
        case 90:
            box = top, page.height - right, bottom, page.height - left
        case 180:
            box = page.width - right, page.height - bottom, page.width - left, page.height - top
        case 270:
            box = page.width - bottom, left, page.width - top, right
        case _:
            return place
    left, top, right, bottom = box
    return place._replace(left=left, top=top, right=right, bottom=bottom)
