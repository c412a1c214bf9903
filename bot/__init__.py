"""The service: channels, conversations, policy, actions, answers, storage and the command line."""
