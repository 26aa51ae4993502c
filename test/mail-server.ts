import type { AddressInfo } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'

/** A real SMTP server to deliver to. `behaviour` can change while it runs. */
export type MailServer = {
  port: number
  received: Email[]
  behaviour: 'take' | 'refuse' | 'stall'
  stop: () => Promise<void>
}

export async function startMailServer(port = 0): Promise<MailServer> {
  const received: Email[] = []
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, _session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', async () => {
        if (server.behaviour === 'stall') return
        if (server.behaviour === 'refuse')
          return done(Object.assign(new Error('mailbox full'), { responseCode: 452 }))
        received.push(await PostalMime.parse(Buffer.concat(chunks)))
        done()
      })
    },
  })
  smtp.on('error', () => {})
  await new Promise<void>((resolve) => smtp.listen(port, '127.0.0.1', resolve))
  const stop = () => new Promise<void>((resolve) => smtp.close(resolve))
  const server: MailServer = {
    port: (smtp.server.address() as AddressInfo).port,
    received,
    behaviour: 'take',
    stop,
  }
  return server
}
