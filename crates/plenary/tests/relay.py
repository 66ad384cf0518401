"""A real mail server (aiosmtpd) for the tests: each message becomes a file; the first ones may be refused for a while.

Usage: relay.py FOLDER REFUSED. Prints its port. Counts every try in FOLDER/tries.
"""
import pathlib
import sys
import time

from aiosmtpd.controller import Controller

folder, refused = pathlib.Path(sys.argv[1]), int(sys.argv[2])


class Keep:
    tries = 0
    taken = 0

    async def handle_DATA(self, server, session, envelope):
        self.tries += 1
        (folder / "tries").write_text(str(self.tries))
        if self.tries <= refused:
            return "451 4.3.0 Come back later"
        self.taken += 1
        (folder / f"{self.taken}.eml").write_bytes(envelope.original_content)
        return "250 Taken"


class AnyPort(Controller):
    """Port 0 takes any free one; the server itself knows which."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


controller = AnyPort(Keep(), hostname="127.0.0.1", port=0)
controller.start()
print(controller.port, flush=True)
while True:
    time.sleep(60)
