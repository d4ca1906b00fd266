import { TransportFailure } from '@pao/connectors'
import { checkAgreed } from './asking.ts'
import { checkTakenAway } from './checks-undo.ts'
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

/** Milliseconds after which a search finds what was made. */
const indexLagMs = 1_500

/** `nth` counts the tries of all lives of a request; `seq` is where the request stood when it was made. */
type Call = { nth: number; seq: number; isClear: boolean }

/** Kinds that only make one thing because nobody asks twice: a call of theirs is not long under way. */
const unkeyed: ReadonlySet<string> = new Set(['searched', 'once'])

function failure(kind: 'timeout' | 'aborted'): TransportFailure {
  return new TransportFailure(kind, kind, { sent: true })
}

/** Everything outside: it keeps its own ledger of what was made, whatever it answered. */
export class Remote {
  /** Calls on their way that have not reached it. */
  inFlight = 0
  readonly ledger: World['ledger']
  private readonly calls = new Map<string, Call[]>()
  private readonly world: World

  constructor(world: World) {
    this.world = world
    this.ledger = world.ledger
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

  /** Asks for an effect. A keyed remote makes one per key; any other makes one more each time. */
  create(ask: Ask): Promise<Reply> {
    const call = this.begin(ask)
    return this.send(ask, call, () => this.make(ask))
  }

  /** Asks to take away what was made for an effect; however often, it is gone once. */
  takeAway(ask: Ask, effect: string): Promise<Reply> {
    const call = { nth: 0, seq: 0, isClear: false }
    return this.send(ask, call, () => {
      const made = this.made(effect)
      if (!made.undone) checkTakenAway(this.world, effect)
      made.undone = true
      this.world.time.note(`took ${effect} away`)
      return made
    })
  }

  private send(ask: Ask, call: Call, act: () => Made): Promise<Reply> {
    const { world } = this
    const dice = world.dice('remote')
    return new Promise((resolve, reject) => {
      if (ask.signal.aborted) return reject(failure('aborted'))
      ask.signal.addEventListener('abort', () => reject(failure('aborted')))
      if (world.strikes('crash', 6)) return ask.process.kill()
      if (world.strikes('pause', 25)) ask.process.freeze(between(dice, 8_000, 20_000))
      const refusal = this.refusal(ask)
      const reachesAt = world.time.now + this.wayMs(ask)
      const answer = (say: () => void): void =>
        void world.time.after(between(dice, 1, 80), say, ask.process)
      this.inFlight += 1
      world.time.at(reachesAt, () => {
        this.inFlight -= 1
        if (refusal) {
          call.isClear = !refusal.unclear
          return answer(() => resolve(refusal.reply))
        }
        const made = act()
        if (world.strikes('crash', 6)) return ask.process.kill()
        if (world.strikes('replyLost'))
          return void world.time.after(3_000, () => reject(failure('timeout')), ask.process)
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
    const { world } = this
    const name = Remote.effectOf(key)
    const before = this.calls.get(name) ?? []
    const nth = world.livesOf(key) * 1_000 + attempt
    const asked = world.wordAbout(key)
    const open = before.filter((call) => !call.isClear && call.nth < nth)
    const isBlind =
      kind === 'once' ? open.some(({ seq }) => seq >= asked.word) : open.length > 0 && !maybeDone
    if (isBlind && unkeyed.has(kind))
      world.violate('S15', `${name} was asked for blindly after an unclear try`)
    const call = { nth, seq: asked.seq, isClear: false }
    this.calls.set(name, [...before, call])
    return call
  }

  private wayMs({ kind }: Ask): number {
    const dice = this.world.dice('remote')
    if (!this.world.strikes('slow')) return between(dice, 1, 200)
    // Without a key it must have been made before somebody else may come to look for it.
    return unkeyed.has(kind) ? between(dice, 500, 3_000) : between(dice, 2_000, 25_000)
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
    if (known && !unkeyed.has(kind) && known.key === key) return known
    if (known) {
      known.count += 1
      world.violate('S3', `${effect} was made ${known.count} times`)
      return known
    }
    checkAgreed(world, effect)
    const doneAt = world.time.now + between(world.dice('remote'), 500, 12_000)
    const fresh = { count: 1, cancelled: false, undone: false }
    const made = { key, kind, tenant, at: world.time.now, doneAt, ...fresh }
    this.ledger.set(effect, made)
    world.time.note(`made ${effect}`)
    return made
  }
}
