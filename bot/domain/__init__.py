"""Messages, events and conversation state: pure values, no I/O, clock or randomness."""
