"""Signs in with an exported file: URL, file, its password, the server's CA in PEM."""
import ssl
import sys
import tempfile
from urllib.request import urlopen

from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    pkcs12,
)

url, file, password, authority = sys.argv[1:]


def as_pem(content):
    """What Python's TLS reads: the key, locked, and the chain."""
    key, own, others = pkcs12.load_key_and_certificates(content, password.encode())
    locked = key.private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(password.encode())
    )
    return locked + b"".join(one.public_bytes(Encoding.PEM) for one in [own, *others])


context = ssl.create_default_context(cafile=authority)
if file.endswith(".p12"):
    with open(file, "rb") as opened, tempfile.NamedTemporaryFile() as pem:
        pem.write(as_pem(opened.read()))
        pem.flush()
        context.load_cert_chain(pem.name, password=password)
else:
    context.load_cert_chain(file, password=password)
sys.stdout.write(urlopen(url, context=context, timeout=20).read().decode())
