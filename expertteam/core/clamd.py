"""Asks a ClamAV daemon (clamd) whether a file is clean, by the INSTREAM command of its protocol.

Source: the manual page clamd(8), "COMMANDS": each chunk goes with its length in four bytes, a chunk of
length nought ends the file, and the answer is one line, ``stream: OK`` or ``stream: <name> FOUND``.
"""

import socket
from collections.abc import Iterable
from urllib.parse import urlsplit

# Seconds without a word from the daemon.
TIMEOUT = 30
LENGTH_BYTES = 4
LONGEST_ANSWER = 4096


class NotScanned(Exception):
    """The daemon cannot be reached or gave no verdict: the file stays unjudged."""


def threat_in(chunks: Iterable[bytes], address: str) -> str:
    """The name of what the daemon found in a file, or an empty string when it is clean.

    ``address`` is ``tcp://host:port`` or ``unix:///path``. Raises NotScanned.
    """
    try:
        with _connection(address) as clamd:
            clamd.sendall(b"zINSTREAM\0")
            for chunk in filter(None, chunks):
                clamd.sendall(len(chunk).to_bytes(LENGTH_BYTES) + chunk)
            clamd.sendall(bytes(LENGTH_BYTES))
            return _verdict(_answer(clamd))
    except OSError as error:
        raise NotScanned("clamd did not answer") from error


def _connection(address: str) -> socket.socket:
    parts = urlsplit(address)
    if parts.scheme == "tcp":
        return socket.create_connection((parts.hostname, parts.port), timeout=TIMEOUT)
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(TIMEOUT)
    connection.connect(parts.path)
    return connection


def _answer(clamd: socket.socket) -> str:
    answer = b""
    while len(answer) < LONGEST_ANSWER and (received := clamd.recv(LONGEST_ANSWER)):
        answer += received
    return answer.rstrip(b"\0\n").decode("ascii", "replace")


def _verdict(answer: str) -> str:
    """Only the two answers that are a verdict count as one."""
    if answer == "stream: OK":
        return ""
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        return answer.removeprefix("stream: ").removesuffix(" FOUND")
    raise NotScanned("clamd gave no verdict")
