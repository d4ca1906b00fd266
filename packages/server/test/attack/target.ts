import { request } from 'node:http'

export type Answer = {
  status: number
  headers: Readonly<Record<string, string>>
  text: string
  json: Record<string, unknown>
  ms: number
}

export type Asked = {
  method?: string
  /** A key; left out = the administrator's, null = none. */
  key?: string | null
  headers?: Readonly<Record<string, string | string[]>>
  /** Sent as it is; an object as JSON. */
  body?: string | Buffer | object
}

/** A running server and who asks it: an administrator, and a developer made for the purpose. */
export type Target = {
  url: string
  ask(path: string, asked?: Asked): Promise<Answer>
  developer: string
  /** What signs deliveries of GitHub; undefined = is not known here. */
  webhookSecret: string | undefined
}

/** Milliseconds after which an answer counts as none. */
const patienceMs = 20_000
const longestHeader = 256 * 1024

/** Asks over a connection of its own, the path as it is written. Status 0 = closed without an answer. */
export function asking(url: string, adminKey: string): Target['ask'] {
  const { hostname, port } = new URL(url)
  return (path, { method, key = adminKey, headers = {}, body } = {}) => {
    const isPlain = typeof body === 'string' || Buffer.isBuffer(body)
    const payload = body === undefined || isPlain ? body : JSON.stringify(body)
    const started = performance.now()
    return new Promise((resolve) => {
      const end = (status: number, text: string, told: Record<string, unknown> = {}) =>
        resolve({
          status,
          text,
          json: objectIn(text),
          headers: Object.fromEntries(
            Object.entries(told).map(([name, value]) => [name, String(value)]),
          ),
          ms: performance.now() - started,
        })
      const call = request(
        {
          hostname,
          port,
          path,
          method: method ?? (body === undefined ? 'GET' : 'POST'),
          agent: false,
          maxHeaderSize: longestHeader,
          timeout: patienceMs,
          headers: {
            ...(key !== null && { authorization: `Bearer ${key}` }),
            ...(payload !== undefined && {
              'content-type': 'application/json',
              'content-length': String(Buffer.byteLength(payload)),
            }),
            ...headers,
          },
        },
        (answer) => {
          const chunks: Buffer[] = []
          answer.on('data', (chunk: Buffer) => chunks.push(chunk))
          const done = () =>
            end(answer.statusCode ?? 0, Buffer.concat(chunks).toString(), answer.headers)
          answer.on('end', done)
          answer.on('error', done)
        },
      )
      call.on('upgrade', (answer, socket) => {
        socket.destroy()
        end(answer.statusCode ?? 0, '', answer.headers)
      })
      call.on('timeout', () => call.destroy(new Error('no answer')))
      call.on('error', (error) => end(0, String(error)))
      call.end(payload)
    })
  }
}

function objectIn(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}

/** An attack that can be tried on a running server; throws with what came of it when it is not held off. */
export type Probe = { id: string; about: string; run(target: Target): Promise<void> }

/** Throws unless the answer has one of these statuses, and tells nothing of the inside. */
export function expectStatus(
  what: string,
  { status, text }: Answer,
  ...wanted: readonly number[]
): void {
  if (!wanted.includes(status))
    throw new Error(`${what}: ${status} instead of ${wanted.join(' or ')} ${text.slice(0, 200)}`)
  if (status >= 400) expectQuiet(what, text)
}

/** Throws when a refusal shows a stack, a statement or a path of the machine. */
function expectQuiet(what: string, text: string): void {
  const inside = /\bat .+\.[jt]s:\d+|node_modules|\bselect .+ from\b|\/packages\/server\//i
  if (inside.test(text)) throw new Error(`${what} shows the inside: ${text.slice(0, 200)}`)
}

/** Throws unless it is so. */
export function expectThat(is: boolean, otherwise: string): void {
  if (!is) throw new Error(otherwise)
}
