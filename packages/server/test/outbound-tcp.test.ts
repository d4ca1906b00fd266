import { type AddressInfo, createServer } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { parseEgress } from '#outbound/egress.ts'
import { createTcp } from '#outbound/tcp.ts'

const never = new AbortController().signal

/** A port that takes connections and tells what it heard. */
async function openPort() {
  const heard: Buffer[] = []
  let connections = 0
  const server = createServer((socket) => {
    connections += 1
    socket.on('data', (chunk) => heard.push(chunk))
    socket.on('error', () => undefined)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()))
  onTestFinished(close)
  const { port } = server.address() as AddressInfo
  return { port, heard, connections: () => connections, close }
}

function door(allowed: readonly string[], ...addresses: string[]) {
  const egress = parseEgress(allowed)
  if (!egress.ok) throw new Error('bad list')
  return createTcp({ egress: egress.value, timeoutMs: 2_000, resolve: async () => addresses })
}

const kindOf = (probe: Promise<void>): Promise<string> =>
  probe.then(
    () => 'open',
    (error: { kind?: string }) => String(error.kind),
  )

describe('a look at a port', () => {
  it('finds it open and says nothing over it', async () => {
    const there = await openPort()
    const tcp = door([`127.0.0.1:${there.port}`], '127.0.0.1')

    await tcp.probe({ host: 'db.test', port: there.port, signal: never })
    await expect.poll(there.connections).toBe(1)

    expect(there.heard).toEqual([])
  })

  it('says that nothing was reached where nobody listens', async () => {
    const gone = await openPort()
    await gone.close()
    const tcp = door([`127.0.0.1:${gone.port}`], '127.0.0.1')

    const failing = tcp.probe({ host: 'db.test', port: gone.port, signal: never })

    await expect(failing).rejects.toMatchObject({ kind: 'connection', sent: false })
    await expect(failing).rejects.toThrow(/^The connection failed \(ECONNREFUSED\)$/)
  })

  it.each([
    ['127.0.0.1', ['127.0.0.1']],
    ['private.test', ['10.1.2.3']],
    ['half.test', ['93.184.216.34', '::ffff:127.0.0.1']],
    ['metadata.test', ['169.254.169.254']],
    ['localhost', ['127.0.0.1']],
  ])('is refused for %s before any connection', async (host, addresses) => {
    const there = await openPort()
    const tcp = door([], ...addresses)

    const kind = await kindOf(tcp.probe({ host, port: there.port, signal: never }))

    expect([kind, there.connections()]).toEqual(['egress_denied', 0])
  })

  it.each([22, 25, 53, 445])('is refused for port %i unless it is listed', async (port) => {
    const tcp = door(['listed.test'], '93.184.216.34')

    const kind = await kindOf(tcp.probe({ host: 'listed.test', port, signal: never }))

    expect(kind).toBe('egress_denied')
  })

  it('ends at its time and when it is called off', async () => {
    const stuck = createTcp({
      egress: { allowed: [{ host: 'slow.test' }] },
      timeoutMs: 2_000,
      // Nothing routes there (RFC 5737), so the connection hangs or fails at once.
      resolve: async () => ['192.0.2.1'],
    })
    const call = { host: 'slow.test', port: 4000, timeoutMs: 50 }

    const deaf = createTcp({
      egress: { allowed: [] },
      timeoutMs: 2_000,
      resolve: () => new Promise(() => undefined),
    })
    const unnamed = await kindOf(deaf.probe({ ...call, signal: never }))
    const late = await kindOf(stuck.probe({ ...call, signal: never }))
    const off = await kindOf(stuck.probe({ ...call, signal: AbortSignal.abort() }))

    expect(unnamed).toBe('timeout')
    expect(late).toBeOneOf(['timeout', 'connection'])
    expect(off).toBe('aborted')
  })
})
