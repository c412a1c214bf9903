"""End-to-end conversations: run against a real server, compared step by step."""
