"""The server on its socket: connections, threads, what is refused before the application."""
