import { type FairShare, fairShare } from './fair-share.ts'
import type { Signal } from './signal.ts'
import type { Timers } from '#timers.ts'

export type Pump = {
  /** Stops fetching and resolves when the fetch under way, if any, has been handed out. */
  stop(): Promise<void>
  /** Slots no handler occupies. */
  free(): number
  /** Resolves when no handler runs. */
  idle(): Promise<void>
}

/** A hint to look at an action; carries no truth and may come twice or for nothing. */
export type Job = {
  tenant: string
  request: string
  action: string
  /** `cancel` tells the remote side to stop; all else is looked up in the action. */
  entry: 'claim' | 'cancel'
  /** The higher, the sooner. */
  priority: number
}

export type JobData = Omit<Job, 'priority'>
type Fetched = { id: string; data: JobData }

export type PumpOptions = {
  /** At most so many jobs of other tenants than `ignored`. */
  fetch: (most: number, ignored: readonly string[]) => Promise<readonly Fetched[]>
  /** Jobs that are done with. */
  settle: (ids: string[]) => Promise<unknown>
  /** Raises jobs that have waited long. */
  age: () => Promise<void>
  signal: Pick<Signal, 'subscribe'>
  timers: Pick<Timers, 'after' | 'every'>
  /** Milliseconds on a clock that does not jump. */
  clock: () => number
  onError: (error: unknown) => void
  handle: (job: Job) => Promise<void>
  slots: number
  /** How many times another tenant's share one has of busy slots; left out = all alike. */
  weightOf?: ((tenant: string) => number) | undefined
}

const pollMs = 500
/** Milliseconds in which jobs that are done with gather: one that a crash leaves only leads to nothing once more. */
const settleMs = 100
const ageMs = 10_000
/** Least milliseconds between two looks for tenants that are kept waiting by others. */
const lookMs = 400
/** A look that takes long is made more rarely: at most this part of the time goes into it. */
const lookShare = 20

function nobody(): void {
  // Nobody rests, so there is nobody to nudge.
}

/** A rest that ends after its time or at a nudge. */
function restful(timers: Pick<Timers, 'after'>): {
  rest(limitMs: number): Promise<void>
  nudge(): void
} {
  let wakeUp = nobody
  return {
    rest: (limitMs) =>
      new Promise((resolve) => {
        const takeBack = timers.after(limitMs, resolve)
        wakeUp = () => {
          takeBack()
          resolve()
        }
      }),
    nudge: () => wakeUp(),
  }
}

/** Fetches jobs as slots become free and hands each to `handle`, fairly between tenants. */
export function startPump(options: PumpOptions): Pump {
  const { signal, timers, onError, handle, slots } = options
  const stopping = new AbortController()
  const share = fairShare(slots, options.clock, options.weightOf)
  const fetchFairly = fairFetch(options, share)
  const running = new Set<Promise<void>>()
  let hinted = false
  const bed = restful(timers)
  const unsubscribe = signal.subscribe('pao_job', () => {
    hinted = true
    // Whoever has no free slot looks at its own pace.
    if (share.free() > 0) bed.nudge()
  })
  const stopAging = timers.every(ageMs, () => void options.age().catch(onError), { ref: false })
  const settling = settleTogether(options)
  const start = ({ id, data }: Fetched): void => {
    const run = handle({ ...data, priority: 0 })
      .catch(onError)
      .finally(() => {
        if (data.entry === 'cancel') void settling.now([id])
        share.ended(data.tenant)
        running.delete(run)
        bed.nudge()
      })
    running.add(run)
  }
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const free = share.free()
      hinted = false
      const jobs = await fetchFairly()
      // From here on the action's lease and reminder stand in for a job that asks for a claim.
      settling.soon(jobs.filter(({ data }) => data.entry === 'claim').map(({ id }) => id))
      for (const job of jobs) start(job)
      // Full slots wait for one to end; a hint heard during the fetch is followed at once.
      if (jobs.length < free ? !hinted : true) await bed.rest(pollMs)
    }
  }
  const looping = loop()
  return {
    free: () => share.free(),
    async stop() {
      stopping.abort()
      stopAging()
      unsubscribe()
      bed.nudge()
      await looping
      void settling.flush()
    },
    async idle() {
      while (running.size > 0) await Promise.all(running)
    },
  }
}

type Settling = {
  now(ids: string[]): Promise<void>
  soon(ids: string[]): void
  /** Settles what has gathered so far. */
  flush(): Promise<void>
}

/** Settling is in no hurry and costs as much as a step for one job as for many, so they go together. */
function settleTogether({ settle, timers, onError }: PumpOptions): Settling {
  const gathered: string[] = []
  const now = async (ids: string[]): Promise<void> => {
    if (ids.length > 0) await settle(ids).catch(onError)
  }
  const flush = (): Promise<void> => now(gathered.splice(0))
  return {
    now,
    flush,
    soon(ids) {
      if (gathered.length === 0 && ids.length > 0)
        timers.after(settleMs, () => void flush(), { ref: false })
      gathered.push(...ids)
    },
  }
}

/**
 * One tenant alone costs one fetch. Where it leaves jobs behind, a look now and then asks for those of others
 * first; as long as there are any, nobody gets more than its share.
 */
function fairFetch(
  { fetch, clock, onError }: PumpOptions,
  share: FairShare,
): () => Promise<readonly Fetched[]> {
  let backlogged = false
  let othersWait = false
  let lookAt = 0
  const ask = async (most: number, ignored: readonly string[]): Promise<Fetched[]> => {
    try {
      const found = await fetch(most, ignored)
      for (const { data } of found) share.started(data.tenant)
      return [...found]
    } catch (error) {
      onError(error)
      return []
    }
  }
  /** Asks for those who run nothing here. */
  const look = async (most: number): Promise<Fetched[]> => {
    const began = clock()
    const strangers = await ask(most, share.known())
    const ended = clock()
    lookAt = ended + Math.max(lookMs, (ended - began) * lookShare)
    if (strangers.length > 0) othersWait = true
    return strangers
  }
  /** Fills up in portions of one share, so that no batch is all one tenant's. */
  const evenly = async (most: number): Promise<Fetched[]> => {
    const found: Fetched[] = []
    let passedOver = false
    while (othersWait && found.length < most) {
      const over = share.over()
      const portion = await ask(Math.min(most - found.length, share.portion()), over)
      found.push(...portion)
      passedOver ||= over.length > 0 && portion.length > 0
      if (portion.length > 0) continue
      // All that wait have their share; only if nobody was passed over for another does one wait alone.
      othersWait = passedOver
      break
    }
    return found
  }
  return async () => {
    const free = share.free()
    const due = (backlogged || free === 0) && clock() >= lookAt
    if (free === 0) return due && share.spare() > 0 ? look(share.spare()) : []
    const strangers = due && share.known().length > 0 ? await look(free) : []
    const even = await evenly(free - strangers.length)
    const rest = free - strangers.length - even.length
    const then = rest > 0 ? await ask(rest, []) : []
    if (rest > 0) backlogged = then.length === rest
    return [...strangers, ...even, ...then]
  }
}
