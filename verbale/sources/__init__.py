"""Bytes to `Document`: decode, extract the text, check the metadata."""
