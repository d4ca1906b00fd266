import { between } from './dice.ts'
import type { Mortal } from './door.ts'
import type { Made, World } from './world.ts'

export type Ask = {
  key: string
  kind: string
  tenant: string
  attempt: number
  /** Whether the caller knows that an earlier try may have worked. */
  maybeDone: boolean
  signal: AbortSignal
  process: Mortal
}

export type Reply =
  | { ok: true; made: Made }
  | {
      ok: false
      retryable: boolean
      class: 'rate_limit' | '5xx' | 'permanent' | 'connection'
      retryAfterMs?: number
    }

/** As the outbound door throws it when no answer came. */
class TransportFailure extends Error {
  override readonly name = 'TransportFailure'
  readonly kind: 'timeout' | 'aborted'
  constructor(kind: 'timeout' | 'aborted') {
    super(kind)
    this.kind = kind
  }
}

/** Milliseconds after which a search finds what was made. */
const indexLagMs = 1_500

/** `nth` counts the tries of all lives of a request. */
type Call = { nth: number; isClear: boolean }

/** Everything outside: it keeps its own ledger of what was made, whatever it answered. */
export class Remote {
  /** Calls on their way that have not reached it. */
  inFlight = 0
  readonly ledger = new Map<string, Made>()
  private readonly calls = new Map<string, Call[]>()
  private readonly world: World

  constructor(world: World) {
    this.world = world
  }

  /** `<request>/<action>/<generation>` of a key, whatever was hung on it. */
  static effectOf(key: string): string {
    return key.split('/').slice(0, 3).join('/')
  }

  made(key: string): Made {
    const found = this.ledger.get(Remote.effectOf(key))
    if (!found) throw new Error(`Nothing was made for ${key}`)
    return found
  }

  /** Asks for an effect. A keyed remote makes one per key; a searched one makes one more each time. */
  create(ask: Ask): Promise<Reply> {
    const { world } = this
    const dice = world.dice('remote')
    const call = this.begin(ask)
    return new Promise((resolve, reject) => {
      if (ask.signal.aborted) return reject(new TransportFailure('aborted'))
      ask.signal.addEventListener('abort', () => reject(new TransportFailure('aborted')))
      if (world.strikes('crash', 6)) return ask.process.kill()
      if (world.strikes('pause', 25)) ask.process.freeze(between(dice, 8_000, 20_000))
      const refusal = this.refusal(ask)
      const reachesAt = world.time.now + this.wayMs(ask)
      const answer = (act: () => void): void =>
        void world.time.after(between(dice, 1, 80), act, ask.process)
      this.inFlight += 1
      world.time.at(reachesAt, () => {
        this.inFlight -= 1
        if (refusal) {
          call.isClear = !refusal.unclear
          return answer(() => resolve(refusal.reply))
        }
        const made = this.make(ask)
        if (world.strikes('crash', 6)) return ask.process.kill()
        if (world.strikes('replyLost'))
          return void world.time.after(
            3_000,
            () => reject(new TransportFailure('timeout')),
            ask.process,
          )
        if (world.strikes('error500'))
          return answer(() => resolve({ ok: false, retryable: true, class: '5xx' }))
        answer(() => {
          call.isClear = true
          resolve({ ok: true, made })
        })
      })
    })
  }

  /** What a search for the key finds; what was made a moment ago is not in the index yet. */
  async search(key: string, process: Mortal): Promise<Made | undefined> {
    await this.rest(between(this.world.dice('remote'), 1, 50), process)
    const found = this.ledger.get(Remote.effectOf(key))
    return found && found.at + indexLagMs <= this.world.time.now ? found : undefined
  }

  /** How it stands with something that was made. */
  async look(key: string, process: Mortal): Promise<Made | undefined> {
    await this.rest(between(this.world.dice('remote'), 1, 50), process)
    return this.ledger.get(Remote.effectOf(key))
  }

  private rest(ms: number, process: Mortal): Promise<void> {
    return new Promise((resolve) => void this.world.time.after(ms, resolve, process))
  }

  /** An earlier try without a clear end, and this caller does not know: that is a blind call. */
  private begin({ key, kind, attempt, maybeDone }: Ask): Call {
    const name = Remote.effectOf(key)
    const before = this.calls.get(name) ?? []
    const nth = this.world.livesOf(key) * 1_000 + attempt
    const isBlind = before.some((call) => !call.isClear && call.nth < nth) && !maybeDone
    if (isBlind && kind === 'searched')
      this.world.violate('S15', `${name} was asked for blindly after an unclear try`)
    const call = { nth, isClear: false }
    this.calls.set(name, [...before, call])
    return call
  }

  private wayMs({ kind }: Ask): number {
    const dice = this.world.dice('remote')
    if (!this.world.strikes('slow')) return between(dice, 1, 200)
    // Whoever is searched, not keyed, must have made it before somebody else may come to search.
    return kind === 'searched' ? between(dice, 500, 3_000) : between(dice, 2_000, 25_000)
  }

  private refusal({ kind }: Ask): { reply: Reply; unclear: boolean } | undefined {
    const { world } = this
    if (world.strikes('refuse'))
      return { reply: { ok: false, retryable: true, class: 'connection' }, unclear: true }
    if (world.strikes('rateLimit')) {
      const retryAfterMs = Math.round(between(world.dice('remote'), 500, 3_000))
      const reply = { ok: false, retryable: true, class: 'rate_limit', retryAfterMs } as const
      return { reply, unclear: false }
    }
    if (kind !== 'ticket' && world.strikes('reject'))
      return { reply: { ok: false, retryable: false, class: 'permanent' }, unclear: false }
    return undefined
  }

  private make({ key, kind, tenant }: Ask): Made {
    const { world } = this
    const effect = Remote.effectOf(key)
    const known = this.ledger.get(effect)
    if (known && kind !== 'searched' && known.key === key) return known
    if (known) {
      known.count += 1
      world.violate('S3', `${effect} was made ${known.count} times`)
      return known
    }
    const doneAt = world.time.now + between(world.dice('remote'), 500, 12_000)
    const made = { key, kind, tenant, at: world.time.now, count: 1, doneAt, cancelled: false }
    this.ledger.set(effect, made)
    world.time.note(`made ${effect}`)
    return made
  }
}
