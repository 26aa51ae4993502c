"""Logs in to the API with a web certificate and a key, sends requests, and stops when it is told to.

Settings are environment variables; see README.md. Python 3.9 or later.
"""

import http.client
import json
import os
import re
import signal
import ssl
import sys
import threading
from urllib.parse import urlsplit

from sign import signer

URL = urlsplit(os.environ["SIGNET_URL"])
PATH = os.environ.get("SIGNET_PATH", "/v1/key")
SECONDS = float(os.environ.get("SIGNET_SECONDS", "10"))
# A stream pings every 15 seconds: silence for longer is a broken connection.
SILENCE = 40
# EX_TEMPFAIL: whatever started this program may start it again.
START_AGAIN = 75

signed = signer(os.environ["SIGNET_KEY"], os.environ["SIGNET_KEY_FILE"])
context = ssl.create_default_context(cafile=os.environ.get("SIGNET_CA"))
context.load_cert_chain(os.environ["SIGNET_CERT"], password=os.environ.get("SIGNET_PASSWORD"))

stopping = threading.Event()
lock = threading.Lock()
exit_code = 0


def stop(why, code=0):
    """The end: once, for one reason. Nothing is tried again with a session that has ended."""
    global exit_code
    with lock:
        if not stopping.is_set():
            print(why, flush=True)
            exit_code = code
            stopping.set()


def logged_out(reason):
    """Told by the gateway. By its time alone a session ends without anybody having taken anything back."""
    is_over = reason in ("session_expired", "session_idle")
    stop(f"forced logout: {reason}", START_AGAIN if is_over else 0)


def send(method, target, headers, timeout=20):
    """Opens a connection for each request; a program in a hurry keeps one."""
    connection = http.client.HTTPSConnection(URL.hostname, URL.port, context=context, timeout=timeout)
    connection.request(method, target, headers={"user-agent": "signet-example-python/1", **headers})
    return connection.getresponse()


def ask(method, target, make_headers):
    """Sends a request; waits and repeats where the gateway asks for patience (429, 503): for what may be sent twice."""
    while True:
        # Signed anew for each try: a signature is good once.
        answer = send(method, target, make_headers())
        body = answer.read()
        if answer.status in (429, 503) and not stopping.wait(patience(answer)):
            continue
        said = json.loads(body) if body.startswith(b"{") else {}
        if said.get("code") == 304:
            logged_out(said["reason"])
        return answer.status, said


def patience(answer):
    """Seconds to wait; Retry-After may be a date too (RFC 9110 10.2.3), or missing."""
    said = answer.getheader("retry-after", "")
    return max(1, int(said)) if re.fullmatch(r"\d{1,4}", said) else 5


def listen(token):
    """Server-sent events: over each break it comes back, until it is told that the session has ended."""
    retry, last_id = 3, None
    while not stopping.is_set():
        headers = {**with_token(token), "accept": "text/event-stream"}
        if last_id:
            headers["last-event-id"] = last_id
        try:
            answer = send("GET", "/v1/sessions/current/events", headers, SILENCE)
            if answer.status == 204:
                return stop("forced logout: told before")
            if answer.status == 401:
                return stop(f"the session is not accepted: {answer.read().decode()}", 1)
            if answer.status != 200:
                retry = patience(answer)
            for event in events_of(answer):
                last_id = event.get("id", last_id)
                if re.fullmatch(r"\d{1,9}", event.get("retry", "")):
                    retry = int(event["retry"]) / 1000
                if event.get("event") == "forced_logout":
                    return logged_out(json.loads(event["data"])["reason"])
        except (OSError, http.client.HTTPException, ValueError) as error:
            print(f"the stream broke: {error}", file=sys.stderr)
        stopping.wait(retry)


def events_of(answer):
    """The fields of each event of a stream (WHATWG HTML 9.2), as they come. A field has one line here."""
    event = {}
    for line in answer:
        name, _, value = line.decode().rstrip("\n").partition(":")
        if name:
            event[name] = value.lstrip(" ")
        elif event:
            yield event
            event = {}


def with_token(token):
    return {"authorization": f"Bearer {token}"}


def in_words(status, said):
    return f"{status} {said.get('code')}: {said['message']}" if "message" in said else status


def work(token):
    while not stopping.is_set():
        try:
            own = ask("GET", PATH, lambda: signed("GET", PATH))
            print(f"signed request: {in_words(*own)}", flush=True)
            status, said = ask("GET", "/v1/sessions/current", lambda: with_token(token))
            if status == 401:
                stop(f"the session is not accepted: {in_words(status, said)}", 1)
            else:
                print(f"session request: {in_words(status, said)}", flush=True)
        except (OSError, http.client.HTTPException, ValueError) as error:
            print(f"not reached: {error}", file=sys.stderr)
        stopping.wait(SECONDS)


def log_out(token):
    try:
        status = send("DELETE", "/v1/sessions/current", with_token(token), 5).status
        if status != 204:
            print(f"not logged out: {status}", file=sys.stderr)
    except (OSError, http.client.HTTPException) as error:
        print(f"not logged out: {error}", file=sys.stderr)


def main():
    try:
        status, said = ask("POST", "/v1/sessions", lambda: signed("POST", "/v1/sessions"))
    except (OSError, http.client.HTTPException) as error:
        print(f"not reached: {error}", file=sys.stderr)
        return START_AGAIN
    if status != 201:
        print(f"no login: {json.dumps(said)}", file=sys.stderr)
        return 1
    token = said["token"]
    print(f"logged in: {said['session']['id']}", flush=True)
    try:
        threading.Thread(target=listen, args=(token,), daemon=True).start()
        work(token)
    except KeyboardInterrupt:
        if not stopping.is_set():
            stop("logging out")
            log_out(token)
    return exit_code


# Ends like Ctrl-C.
signal.signal(signal.SIGTERM, signal.default_int_handler)
sys.exit(main())
