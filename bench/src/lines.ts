import { connect, type Socket } from 'node:net'

/** An answer's status, undefined where the connection broke, and the milliseconds from the order to send to its end. */
export type LineAnswer = { status: number | undefined; ms: number }

const piece = 10_000

type Call = { bytes: Buffer; started: number; done(answer: LineAnswer): void }

/**
 * Calls over at most `most` kept connections, each one call at a time; who finds none free waits in line, and the wait counts.
 * Written on bare sockets: what Node's own client costs for each call would be most of what a flood costs the machine, and is
 * taken from the server that stands in it.
 */
export class Lines {
  readonly #url: URL
  readonly #most: number
  readonly #free: Line[] = []
  #waiting: Call[] = []
  #next = 0
  readonly #all = new Set<Line>()

  constructor(url: string, most: number) {
    this.#url = new URL(url)
    this.#most = most
  }

  /** Sends one POST and resolves with its answer, which must say its length. */
  post(path: string, body: string, headers: Readonly<Record<string, string>>): Promise<LineAnswer> {
    const own = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
    const head = `POST ${path} HTTP/1.1\r\nhost: ${this.#url.host}\r\n${own.join('')}content-length: ${Buffer.byteLength(body)}\r\n\r\n`
    const bytes = Buffer.from(head + body)
    const started = performance.now()
    return new Promise((done) => this.#send({ bytes, started, done }))
  }

  /** Closes all connections. */
  close(): void {
    for (const line of this.#all) line.socket.destroy()
  }

  #send(call: Call): void {
    const line = this.#free.pop() ?? (this.#all.size < this.#most ? this.#open() : undefined)
    if (line) line.send(call)
    else this.#waiting.push(call)
  }

  /** Taken out in whole pieces, for a line of many thousands is what a flood makes. */
  #longestWaiting(): Call | undefined {
    const call = this.#waiting[this.#next]
    if (call === undefined) return undefined
    this.#next += 1
    if (this.#next === piece) {
      this.#waiting = this.#waiting.slice(piece)
      this.#next = 0
    }
    return call
  }

  #open(): Line {
    const { hostname, port } = this.#url
    const line = new Line(connect({ host: hostname, port: Number(port), noDelay: true }), {
      free: () => {
        const next = this.#longestWaiting()
        if (next) line.send(next)
        else this.#free.push(line)
      },
      gone: () => {
        this.#all.delete(line)
        const at = this.#free.indexOf(line)
        if (at >= 0) this.#free.splice(at, 1)
        const next = this.#longestWaiting()
        if (next) this.#send(next)
      },
    })
    this.#all.add(line)
    return line
  }
}

type Told = { free(): void; gone(): void }

class Line {
  readonly socket: Socket
  #call: Call | undefined
  #text = ''

  constructor(socket: Socket, { free, gone }: Told) {
    this.socket = socket
    socket.on('data', (bytes) => {
      this.#text += bytes.toString('latin1')
      const status = statusOf(this.#text)
      if (status === undefined) return
      this.#text = ''
      this.#end(status)
      free()
    })
    socket.once('error', () => undefined)
    socket.once('close', () => {
      this.#end(undefined)
      gone()
    })
  }

  send(call: Call): void {
    this.#call = call
    this.socket.write(call.bytes)
  }

  #end(status: number | undefined): void {
    const call = this.#call
    this.#call = undefined
    call?.done({ status, ms: performance.now() - call.started })
  }
}

/** The status once head and body are all there. */
function statusOf(text: string): number | undefined {
  const headEnd = text.indexOf('\r\n\r\n')
  if (headEnd < 0) return undefined
  const length = /\r\ncontent-length: (\d+)\r\n/i.exec(text)?.[1]
  if (length === undefined) throw new Error('The answer does not say its length')
  return text.length < headEnd + 4 + Number(length) ? undefined : Number(text.slice(9, 12))
}
