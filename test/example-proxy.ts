import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unusedPort } from '@/campaigns/support/launch-portal'
import { database } from '@/lib/db/client'
import { toPem } from '@/lib/pki/pem'
import { hasCommand } from './has-command'
import type { LaunchedGateway } from './launch-gateway'
import { serviceToken } from './service-token'

type Example = {
  /** FORWARD_AUTH */
  kind: string
  file: string
  args: (folder: string) => string[]
  /** Which of them passes a POST on. */
  postsThrough: 'gateway' | 'proxy'
  /** The edit that the file names: WebSockets go straight to the API. */
  straight?: [written: string, instead: string]
}

/** The proxies of `examples/`. */
export const exampleProxies: Record<string, Example> = {
  nginx: {
    kind: 'nginx',
    file: 'nginx.conf',
    args: (folder) => ['-p', folder, '-c', 'nginx.conf', '-e', 'stderr', '-g', 'daemon off;'],
    postsThrough: 'gateway',
    straight: ['# "GET:websocket:0" 0;', '"GET:websocket:0" 0;'],
  },
  caddy: {
    kind: 'caddy',
    file: 'Caddyfile',
    args: () => ['run', '--config', 'Caddyfile', '--adapter', 'caddyfile'],
    postsThrough: 'gateway',
    straight: ['in [""]', 'in ["", "websocket"]'],
  },
  envoy: {
    kind: 'envoy-with-body',
    file: 'envoy.yaml',
    args: () => ['-c', 'envoy.yaml', '--use-dynamic-base-id'],
    postsThrough: 'proxy',
  },
}

/** Whether a proxy is on this machine, also where only root's PATH has it. */
export const isThere = (name: string) => hasCommand(name) || hasCommand(`/usr/sbin/${name}`)

export type RunningProxy = {
  port: number
  /** Everything it printed so far, both streams. */
  printed: () => string
  stop: () => Promise<void>
}

/**
 * Starts a stock proxy with its example, on free ports, in front of a gateway.
 * @param straightTo the port of an API that the example then passes WebSockets to by itself, in place of its tiny one
 */
export async function runExampleProxy(
  name: string,
  gateway: LaunchedGateway,
  straightTo?: string,
): Promise<RunningProxy> {
  const { file, args, straight } = exampleProxies[name] as Example
  const folder = mkdtempSync(join(tmpdir(), `signet-${name}-`))
  // Workers run as another user.
  chmodSync(folder, 0o711)
  const { der } = await database().certificateAuthority.findFirstOrThrow({ where: { role: 'root' } })
  writeFileSync(join(folder, 'gateway-ca.pem'), toPem('CERTIFICATE', der))
  const token = await serviceToken('proxy')
  writeFileSync(join(folder, 'signet-token.conf'), `proxy_set_header Signet-Service-Token ${token};\n`)
  const port = await unusedPort()
  const ports: Record<string, string> = {
    8080: String(port),
    8081: String(await unusedPort()),
    4000: new URL(gateway.tls).port,
    4001: new URL(gateway.internal).port,
  }
  let config = readFileSync(`examples/${name}/${file}`, 'utf8')
  if (straight && straightTo)
    config = config
      .replace(...straight)
      .replace(/(?<=(proxy_pass http:\/\/|reverse_proxy )127\.0\.0\.1:)8081/, straightTo)
  config = config
    .replace(/(?<=: ?|port_value: )(8080|8081|4000|4001)\b/g, (found) => ports[found] ?? found)
    .replaceAll('SIGNET_SERVICE_TOKEN }', `${token} }`)
  writeFileSync(join(folder, file), config)

  const { PATH, NODE_ENV } = process.env
  const env = { NODE_ENV, PATH: `${PATH}:/usr/sbin`, HOME: folder, SIGNET_SERVICE_TOKEN: token }
  const child = spawn(name, args(folder), { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let printed = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      printed += chunk
    })
  const closed = once(child, 'close')
  return {
    port,
    printed: () => printed,
    stop: async () => {
      child.kill('SIGTERM')
      await closed
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
