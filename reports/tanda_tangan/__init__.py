"""Signing a finished document, and telling whether a file somebody holds is that document."""
