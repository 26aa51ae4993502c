"""Logs in to the API with a web certificate and a key, sends requests, and stops when it is told to.

Settings are environment variables; see README.md. Python 3.9 or later, nothing to install.
"""

import hashlib
import hmac
import http.client
import json
import os
import signal
import ssl
import sys
import threading
import time
from urllib.parse import urlsplit

URL = urlsplit(os.environ["SIGNET_URL"])
KEY = os.environ["SIGNET_KEY"]
SECRET = os.environ["SIGNET_SECRET"]
PATH = os.environ.get("SIGNET_PATH", "/v1/key")
SECONDS = float(os.environ.get("SIGNET_SECONDS", "10"))
# A stream pings every 15 seconds: silence for longer is a broken connection.
STREAM_TIMEOUT = 40

context = ssl.create_default_context(cafile=os.environ.get("SIGNET_CA"))
context.load_cert_chain(os.environ["SIGNET_CERT"], password=os.environ.get("SIGNET_PASSWORD"))

stopping = threading.Event()
lock = threading.Lock()


def stop(why):
    """The end: once, for one reason. Nothing is tried again with a session that has ended."""
    with lock:
        if not stopping.is_set():
            print(why, flush=True)
            stopping.set()


def send(method, target, headers, timeout=20):
    connection = http.client.HTTPSConnection(URL.hostname, URL.port, context=context, timeout=timeout)
    connection.request(method, target, headers={"user-agent": "signet-example-python/1", **headers})
    return connection.getresponse()


def signed(method, target):
    """The dialect `signet` for a request without a body."""
    path, _, query = target.partition("?")
    timestamp = str(int(time.time() * 1000))
    text = "\n".join([timestamp, method, path, query, hashlib.sha256(b"").hexdigest()])
    return {
        "signet-key": KEY,
        "signet-timestamp": timestamp,
        "signet-signature": hmac.new(SECRET.encode(), text.encode(), hashlib.sha256).hexdigest(),
    }


def ask(method, target, make_headers):
    """Sends a request; waits and repeats where the gateway asks for patience (429, 503)."""
    while True:
        # Signed anew for each try: a signature is good once.
        answer = send(method, target, make_headers())
        body = answer.read()
        if answer.status in (429, 503) and not stopping.wait(float(answer.getheader("retry-after", "5"))):
            continue
        said = json.loads(body) if body.startswith(b"{") else {}
        if said.get("code") == 304:
            stop(f"forced logout: {said['reason']}")
        return answer.status, said


def listen(token):
    """Server-sent events: over each break it comes back, until it is told that the session has ended."""
    retry, last_id = 3.0, None
    while not stopping.is_set():
        headers = {"authorization": f"Bearer {token}", "accept": "text/event-stream"}
        if last_id:
            headers["last-event-id"] = last_id
        try:
            answer = send("GET", "/v1/sessions/current/events", headers, STREAM_TIMEOUT)
            if answer.status == 204:
                return stop("forced logout: told before")
            if answer.status == 401:
                return stop(f"the session is not accepted: {answer.read().decode()}")
            if answer.status == 200:
                for event in events_of(answer):
                    last_id = event.get("id", last_id)
                    retry = float(event.get("retry", retry * 1000)) / 1000
                    if event.get("event") == "forced_logout":
                        return stop(f"forced logout: {json.loads(event['data'])['reason']}")
            else:
                retry = float(answer.getheader("retry-after", "5"))
        except (OSError, http.client.HTTPException) as error:
            print(f"the stream broke: {error}", file=sys.stderr)
        stopping.wait(retry)


def events_of(answer):
    event = {}
    for line in answer:
        name, _, value = line.decode().rstrip("\n").partition(":")
        if name:
            event[name] = value.lstrip(" ")
        elif event:
            yield event
            event = {}


status, said = ask("POST", "/v1/sessions", lambda: signed("POST", "/v1/sessions"))
if status != 201:
    sys.exit(f"no login: {said}")
token = said["token"]
print(f"logged in: {said['session']['id']}", flush=True)


def with_token():
    return {"authorization": f"Bearer {token}"}


def log_out(*_):
    stop("logging out")
    try:
        send("DELETE", "/v1/sessions/current", with_token(), 5).read()
    except OSError as error:
        print(f"not logged out: {error}", file=sys.stderr)


signal.signal(signal.SIGINT, log_out)
signal.signal(signal.SIGTERM, log_out)
threading.Thread(target=listen, args=(token,), daemon=True).start()
while not stopping.is_set():
    try:
        status, _ = ask("GET", PATH, lambda: signed("GET", PATH))
        print(f"signed request: {status}", flush=True)
        status, _ = ask("GET", "/v1/sessions/current", with_token)
        if status == 200:
            print(f"session request: {status}", flush=True)
        elif status == 401:
            stop("the session is not accepted")
    except (OSError, http.client.HTTPException) as error:
        print(f"not reached: {error}", file=sys.stderr)
    stopping.wait(SECONDS)
