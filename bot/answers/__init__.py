"""Replies made from response templates and from evidence."""
