"""The frontdesk command line, one file a command."""
