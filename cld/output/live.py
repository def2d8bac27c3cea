"""A page in the browser that shows a picture and reloads it after each change."""

from __future__ import annotations

import html
import json
import threading
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType

# Seconds that a browser waits for news before it gets an empty answer.
PATIENCE = 10.0

PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,">
<title>$title</title>
<style>
:root { color-scheme: light dark; font: 15px/1.4 system-ui, sans-serif }
body { margin: 0; background: #ffffff; color: #1c1e21 }
#messages { position: sticky; top: 0; margin: 0; padding: .6em 1em; white-space: pre-wrap;
  background: #fff1ec; color: #7a1f00; border-bottom: 1px solid #b3401b }
#messages:empty { display: none }
#picture { display: flex; justify-content: center; padding: 1em }
#picture svg { max-width: 100%; height: auto }
@media (prefers-color-scheme: dark) {
  body { background: #16181c; color: #e8eaed }
  #messages { background: #3a1d12; color: #ffd0bf }
}
</style>
<p id="messages" role="status"></p>
<main id="picture"></main>
<script>
const messages = document.getElementById("messages");
const place = document.getElementById("picture");
let shown = 0, latest = 0;
async function show(version) {
  latest = version;
  const text = await (await fetch("picture.svg", { cache: "no-store" })).text();
  if (latest !== version) return;
  const read = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  place.replaceChildren(document.importNode(read, true));
  shown = version;
}
const news = new EventSource("news");
news.onmessage = (event) => {
  const said = JSON.parse(event.data);
  messages.textContent = said.messages.join("\\n");
  if (said.picture !== shown) show(said.picture);
};
news.onerror = () => { messages.textContent = "cld has stopped; this is its last picture"; };
</script>
</html>
"""


class LivePage:
    """Serves the page to this machine only, on a free port, while its context is open.

    `url` is its address; `show` replaces the picture, or puts a message over the last one.
    """

    def __init__(self, title: str) -> None:
        self.title = title
        self.picture = b""
        self.messages: tuple[str, ...] = ()
        self.version = self.drawn = 0
        self.news = threading.Condition()
        self.ended = False
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.page = self
        self.port = int(self._server.server_address[1])
        self.url = f"http://127.0.0.1:{self.port}/"

    def __enter__(self) -> LivePage:
        threading.Thread(target=self._server.serve_forever, args=(0.1,), daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self.news:
            self.ended = True
            self.news.notify_all()
        self._server.shutdown()
        self._server.server_close()

    def show(self, picture: str | None, messages: Sequence[str] = ()) -> None:
        """Show a picture, or keep the last one if it is None, with messages over it."""
        with self.news:
            if picture is not None:
                self.picture = picture.encode()
                self.drawn += 1
            self.messages = tuple(messages)
            self.version += 1
            self.news.notify_all()

    def after(self, version: int) -> tuple[int, str] | None:
        """Wait for something newer than a version, and return it; None at the end.

        If nothing comes in time, the earlier state is returned again.
        """
        with self.news:
            self.news.wait_for(lambda: self.ended or self.version > version, PATIENCE)
            if self.ended:
                return None
            said = {"picture": self.drawn, "messages": self.messages}
            return self.version, json.dumps(said)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    page: LivePage

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignore a browser that leaves in the middle."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        """Answer requests for the page, its picture and its news; everything else is not found."""
        page = self.server.page
        if self.headers.get("Host") not in (f"127.0.0.1:{page.port}", f"localhost:{page.port}"):
            # A foreign page whose name resolves to this machine gets nothing.
            self._answer(403, "text/plain", b"")
        elif self.path == "/":
            shown = PAGE.replace("$title", html.escape(page.title))
            self._answer(200, "text/html; charset=utf-8", shown.encode())
        elif self.path == "/picture.svg":
            self._answer(200, "image/svg+xml", page.picture)
        elif self.path == "/news":
            self._tell(page)
        else:
            self._answer(404, "text/plain", b"")

    def _answer(self, code: int, kind: str, body: bytes) -> None:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        self.wfile.write(body)

    def _tell(self, page: LivePage) -> None:
        """Send news as it comes (server-sent events), until either side ends."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        seen = 0
        while (news := page.after(seen)) is not None:
            seen, said = news
            self.wfile.write(f"data: {said}\n\n".encode())
            self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing for a request."""
