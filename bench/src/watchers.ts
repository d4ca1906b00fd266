import { setTimeout as pause } from 'node:timers/promises'

type Watching = { origin: string; sockets: readonly { path: string; key: string }[] }

/**
 * Watches requests over WebSockets. The first message says which: {origin, sockets: [{path, key}]}; the answer comes once all
 * are open. Each further message is answered by how late each frame was that came since, by the moment that stands in it.
 */
const late: number[] = []
let closed = 0
let opened = 0
/** Connections that are being opened at once. */
const lot = 50

function watch(origin: string, { path, key }: Watching['sockets'][number]): Promise<void> {
  // Node's own takes headers beside the protocols, unlike a browser's.
  const settings = { headers: { authorization: `Bearer ${key}` } } as unknown as string[]
  const socket = new WebSocket(`${origin}${path}`, settings)
  socket.addEventListener('message', ({ data }) => {
    const { at } = JSON.parse(String(data)) as { at?: string }
    if (at !== undefined) late.push(Date.now() - Date.parse(at))
  })
  socket.addEventListener('close', () => (closed += 1))
  return new Promise((resolve) => {
    const done = (): void => resolve()
    socket.addEventListener('open', () => {
      opened += 1
      done()
    })
    socket.addEventListener('error', done)
  })
}

async function watchAll({ origin, sockets }: Watching): Promise<void> {
  for (let at = 0; at < sockets.length; at += lot)
    await Promise.all(sockets.slice(at, at + lot).map((one) => watch(origin, one)))
  // What had happened before comes first; only what comes from now on counts.
  await pause(1_000)
  late.splice(0)
  process.send?.({ open: opened })
}

process.once('disconnect', () => process.exit(0))
process.once('message', (first) => {
  process.on('message', () => process.send?.({ late: late.splice(0), closed, opened }))
  void watchAll(first as Watching)
})
