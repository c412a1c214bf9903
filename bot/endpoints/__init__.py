"""Services that a project names in endpoints.yml: a client for each, and who runs its actions."""
