"""A webhook handler for ARGOS ID Check, with the standard library alone: copy
it and replace the store. It keeps to what `argosctl replay --conformance` asks
for. Listens on $PORT (default: a free port) of 127.0.0.1.

With ARGOS_API_KEY set it opens encrypted bodies: pip install cryptography.
"""
import base64
import hashlib
import json
import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MAX_BODY = 256 * 1024  # a webhook is a few kilobytes
PATH = "/webhooks/argos"


class Refusal(Exception):
    def __init__(self, status, message):
        super().__init__(message)
        self.status = status


def parse_object(text):
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise Refusal(400, "not JSON") from None
    if not isinstance(value, dict):
        raise Refusal(400, "not a JSON object")
    return value


def open_sealed(sealed):
    """AES-256-ECB, PKCS#7, Base64; the key is the SHA-256 of the API key's text."""
    try:
        from cryptography.hazmat.primitives import padding
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

        key = hashlib.sha256(os.environ["ARGOS_API_KEY"].encode()).digest()
        decryptor = Cipher(algorithms.AES(key), modes.ECB()).decryptor()
        padded = decryptor.update(base64.b64decode(sealed, validate=True)) + decryptor.finalize()
        unpadder = padding.PKCS7(128).unpadder()
        return unpadder.update(padded) + unpadder.finalize()
    except (ImportError, KeyError, ValueError):
        raise Refusal(400, "the body does not open: has the API key changed?") from None


def identity(event):
    """The same for a repeated delivery, and for nothing else."""
    names = ["submission_id", "token_id", "service", "webhook_trigger", "attempts", "created_at", "update_time", "delete_time"]
    values = ["kyc_result", "action", "records", "aml_result", "data"]  # with the times of other events
    return json.dumps([event.get(name) for name in names + values])


class Store:
    def __init__(self):
        self.lock = threading.Lock()
        self.seen = set()  # a real store is on disk

    def add(self, event):
        with self.lock:
            known = identity(event) in self.seen
            self.seen.add(identity(event))
        # The work comes afterwards, from a queue. Before you act on an
        # approval, ask the API for the submission: a body proves no sender.
        return "already known" if known else "stored"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 10
    store = Store()

    def do_POST(self):
        try:
            self.answer(200, self.receive())
        except Refusal as refusal:
            self.answer(refusal.status, str(refusal))

    def receive(self):
        size = self.headers.get("Content-Length", "")
        if not size.isascii() or not size.isdigit():
            self.close_connection = True
            raise Refusal(411, "expected a Content-Length")
        body = self.read(int(size))
        if self.path.partition("?")[0] != PATH:
            raise Refusal(404, "no such path")
        if self.headers.get_content_type() != "application/json":
            raise Refusal(415, "expected application/json")
        if body is None:
            raise Refusal(413, "the body is too large")
        event = parse_object(body)
        if isinstance(event.get("data"), str) and "webhook_trigger" not in event:
            event = parse_object(open_sealed(event["data"]))
        if not isinstance(event.get("webhook_trigger"), str):
            raise Refusal(400, "no webhook_trigger")
        return self.store.add(event)

    def read(self, size):
        """The body; None of a larger one, of which no more is kept."""
        if size <= MAX_BODY:
            return self.rfile.read(size)
        self.close_connection = True
        left = min(size, 16 * MAX_BODY)  # read on, so that the answer arrives
        while left > 0 and (part := self.rfile.read(min(left, 65536))):
            left -= len(part)
        return None

    def answer(self, status, text):
        body = (text + "\n").encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Bodies and paths may hold personal data: log what you need."""


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT") or 0)), Handler)
    server.daemon_threads = True
    print(f"http://127.0.0.1:{server.server_port}{PATH}", flush=True)
    server.serve_forever()
