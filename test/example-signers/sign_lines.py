# Signs each line of standard input with the example in Python; example-signers.ts says what stands in one.
import base64
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, "examples/python")
from sign import signer

for line in sys.stdin:
    access_key, key_file, method, target, body = line.rstrip("\n").split("\t")
    headers = signer(access_key, key_file)(method, target, base64.b64decode(body))
    print("\t".join(f"{name}: {value}" for name, value in headers.items()))
