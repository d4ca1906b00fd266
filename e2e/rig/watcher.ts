import { bootstrapKey, pause } from '../server-process.ts'

/** What one watcher of a request saw over all its connections. */
export type Watched = {
  id: string
  /** Numbers of the events in the order they came. */
  seqs: readonly number[]
  connections: number
  /** Close codes, other than that of a stream that was told to its end. */
  codes: readonly number[]
  /** The stream was told to its end. */
  done: boolean
}

const told = 1000
/** Milliseconds between two connections. */
const againMs = 200

/** Watches a request over WebSockets until its stream ends, and goes on after each break where it had got to. */
export async function watch(origin: string, id: string, end: AbortSignal): Promise<Watched> {
  const seqs: number[] = []
  const codes: number[] = []
  let connections = 0
  let done = false
  while (!done && !end.aborted) {
    connections += 1
    const code = await once(`${origin}/api/v1/ws/requests/${id}/status?after=${seqs.at(-1) ?? 0}`, {
      hear: (seq) => seqs.push(seq),
      end,
    })
    done = code === told
    if (!done) {
      codes.push(code)
      await pause(againMs)
    }
  }
  return { id, seqs, connections, codes, done }
}

type Hearing = { hear(seq: number): void; end: AbortSignal }

/** One connection; the code it was closed with. */
function once(url: string, { hear, end }: Hearing): Promise<number> {
  // Node's own takes headers beside the protocols, unlike a browser's.
  const settings = { headers: { authorization: `Bearer ${bootstrapKey}` } } as unknown as string[]
  const socket = new WebSocket(url.replace('http', 'ws'), settings)
  const leave = (): void => socket.close()
  end.addEventListener('abort', leave, { once: true })
  socket.addEventListener('message', ({ data }) => {
    const { seq } = JSON.parse(String(data)) as { seq?: number }
    if (seq !== undefined) hear(seq)
  })
  return new Promise((resolve) =>
    socket.addEventListener('close', ({ code }) => {
      end.removeEventListener('abort', leave)
      resolve(code)
    }),
  )
}

/** What is wrong with what a watcher saw: a gap, something twice, or a stream without an end. */
export function againstWatched({ id, seqs, done }: Watched): string[] {
  const faults = done ? [] : [`frames: the stream of ${id} was never told to its end`]
  const at = seqs.findIndex((seq, n) => seq !== n + 1)
  return at < 0 ? faults : [...faults, `frames: ${id} had ${seqs[at]} in place of ${at + 1}`]
}
