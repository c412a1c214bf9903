"""The durable state: inbox, events, turns, messages, outbox and the shop's database."""
