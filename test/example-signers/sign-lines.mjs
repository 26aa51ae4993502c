// Signs each line of standard input with the example in Node; example-signers.ts says what stands in one.
import { createInterface } from 'node:readline'
import { signer } from '../../examples/node/sign.mjs'

for await (const line of createInterface({ input: process.stdin })) {
  const [accessKey, keyFile, method, target, body] = line.split('\t')
  const headers = signer(accessKey, keyFile)(method, target, Buffer.from(body, 'base64'))
  console.log(
    Object.entries(headers)
      .map((header) => header.join(': '))
      .join('\t'),
  )
}
