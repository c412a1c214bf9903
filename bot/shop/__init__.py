"""The shop's records as the actions see them."""
