"""Signs requests in the dialect `signet`, with what the key's page saved."""

import base64
import hashlib
import hmac
import re
import time
from pathlib import Path


def signer(access_key, key_file):
    """Returns what gives the headers of one request, for one use.

    key_file: a key pair's private key (PEM), or a file with the secret `sgs_…` in it (`.json`, `.env`).
    The function takes the method, the target (path and query) and the body's bytes, exactly as they are sent.
    """
    prove = proof_with(Path(key_file).read_text())

    def signed(method, target, body=b""):
        path, _, query = target.partition("?")
        timestamp = str(int(time.time() * 1000))
        text = "\n".join([timestamp, method, path, query, hashlib.sha256(body).hexdigest()])
        return {
            "signet-key": access_key,
            "signet-timestamp": timestamp,
            "signet-signature": prove(text.encode()),
        }

    return signed


def proof_with(saved):
    """Returns what signs a text, in bytes, by the private key or the secret in what was saved."""
    if "PRIVATE KEY" in saved:
        # Python's own library has no Ed25519.
        from cryptography.hazmat.primitives.serialization import load_pem_private_key

        private_key = load_pem_private_key(saved.encode(), password=None)
        return lambda text: base64.b64encode(private_key.sign(text)).decode()
    found = re.search(r"sgs_\w+", saved)
    if not found:
        raise ValueError("The key file holds neither a private key nor a secret.")
    secret = found.group().encode()
    return lambda text: hmac.new(secret, text, hashlib.sha256).hexdigest()
