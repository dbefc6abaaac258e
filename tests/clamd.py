"""A small clamd on loopback that finds one thing: the test file that every scanner knows."""

import socketserver
import threading
from contextlib import contextmanager

# Composed of parts, so that no scanner takes this repository for a threat.
EICAR = "".join(
    ("X5O!P%@AP[4", "\\PZX54(P^)7CC)7}", "$EICAR-STANDARD", "-ANTIVIRUS-TEST-", "FILE!$H+H*")
).encode()


class Talk(socketserver.StreamRequestHandler):
    """One INSTREAM conversation, as clamd(8) describes it."""

    def handle(self):
        if self.rfile.read(10) != b"zINSTREAM\0":
            self.wfile.write(b"UNKNOWN COMMAND\0")
            return
        content = b""
        while length := int.from_bytes(self.rfile.read(4)):
            content += self.rfile.read(length)
        self.server.scanned.append(content)
        self.wfile.write(self.server.answer or self._verdict(content))

    def _verdict(self, content):
        return b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0"


class Clamd(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Talk)
        self.scanned = []
        self.answer = b""

    @property
    def address(self) -> str:
        return f"tcp://127.0.0.1:{self.server_address[1]}"


@contextmanager
def listening():
    with Clamd() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
