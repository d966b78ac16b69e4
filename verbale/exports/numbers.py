"""Numbers as people write them."""

__all__ = ["plain_number"]


def plain_number(value: float) -> int | float:
    """Write whole numbers without a decimal point.

    >>> plain_number(47.0)
    47
    """
    return int(value) if float(value).is_integer() else value
