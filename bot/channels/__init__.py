"""The ways in and out: website widget, REST, Socket.IO and messaging platforms."""
