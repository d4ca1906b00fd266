import { type Access, headersOf } from './client.ts'

/** One event of a request's log; `seq` has no gaps. */
export type StreamedEvent = { seq: number; type: string; at: string } & Readonly<
  Record<string, unknown>
>

export type StreamOptions = {
  /** Only what came after this sequence. */
  after?: number
  signal?: AbortSignal
  /** Waits between connections; a browser or a process gives its own timer. */
  pause(ms: number): Promise<void>
  /** Connections in a row without any event before giving up. */
  patience?: number
}

/**
 * The events of one request, each once and in order, over server-sent events. A cut connection is taken
 * up again after the last event seen. Ends when the server ends the stream because the request ended;
 * throws when the server refuses or stays away.
 */
export async function* streamEvents(
  access: Access,
  requestId: string,
  options: StreamOptions,
): AsyncGenerator<StreamedEvent> {
  const patience = options.patience ?? 10
  const seen = { after: options.after ?? 0 }
  for (let misses = 0; misses < patience; misses += 1) {
    const before = seen.after
    if (yield* once(access, requestId, { seen, signal: options.signal })) return
    if (options.signal?.aborted) return
    if (seen.after > before) misses = 0
    await options.pause(Math.min(250 * 2 ** misses, 5_000))
  }
  throw new Error(`the event stream of ${requestId} stayed away`)
}

type Connection = { seen: { after: number }; signal: AbortSignal | undefined }

/** What one connection brings; true = the stream is over. A cut connection ends it without a throw. */
async function* once(
  access: Access,
  requestId: string,
  { seen, signal }: Connection,
): AsyncGenerator<StreamedEvent, boolean> {
  const body = await connect(access, requestId, seen.after, signal)
  if (body === undefined) return false
  try {
    for await (const event of parse(body)) {
      if (event === 'end') return true
      if (event.seq <= seen.after) continue
      seen.after = event.seq
      yield event
    }
  } catch (error) {
    if (signal?.aborted) return true
    // Undici and browsers say a cut connection as a TypeError.
    if (!(error instanceof TypeError)) throw error
  }
  return false
}

/** Undefined when nobody answered; throws the answer's status when the server refused. */
async function connect(
  access: Access,
  requestId: string,
  after: number,
  signal: AbortSignal | undefined,
): Promise<ReadableStream<Uint8Array> | undefined> {
  const send = access.fetch ?? fetch
  const url = `${access.url}/api/v1/requests/${encodeURIComponent(requestId)}/events?after=${after}`
  let answer: Response
  try {
    answer = await send(url, {
      headers: { ...headersOf(access), accept: 'text/event-stream' },
      ...(signal && { signal }),
    })
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
  if (answer.status === 502 || answer.status === 503 || answer.status === 429) return undefined
  if (!answer.ok) throw new Error(`the server answered ${answer.status} to the event stream`)
  return answer.body ?? undefined
}

/** Reads text/event-stream (WHATWG HTML, section 9.2): only `data` and `event: end` matter here. */
async function* parse(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamedEvent | 'end'> {
  const decoder = new TextDecoder()
  const reader = body.getReader()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      rest += decoder.decode(value, { stream: true })
      const blocks = rest.split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) {
        const event = readBlock(block)
        if (event !== undefined) yield event
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

function readBlock(block: string): StreamedEvent | 'end' | undefined {
  const lines = block.split('\n')
  if (lines.includes('event: end')) return 'end'
  const data = lines
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice(5).trimStart())
  return data.length > 0 ? (JSON.parse(data.join('\n')) as StreamedEvent) : undefined
}
