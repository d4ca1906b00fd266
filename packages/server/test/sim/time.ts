import type { Timers } from '../../src/timers.ts'

/** Whoever can die or be frozen. What is due for a dead one never happens; a frozen one gets it later. */
export type Being = { name: string; alive: boolean; frozenUntil: number }

type Moment = { at: number; nth: number; act: () => void; owner: Being | undefined }

/**
 * Virtual time: a heap of moments. Between two moments all promises settle, so the order of everything
 * follows from the moments and their numbers alone.
 */
export class VirtualTime {
  now: number
  /** Folded over all that happened; equal in two runs of one seed. */
  digest = 0
  moments = 0
  private nth = 0
  private readonly heap: Moment[] = []

  constructor(start: number) {
    this.now = start
  }

  at(ms: number, act: () => void, owner?: Being): () => void {
    this.nth += 1
    const moment: Moment = { at: Math.max(ms, this.now), nth: this.nth, act, owner }
    this.push(moment)
    return () => {
      moment.act = nothing
    }
  }

  after(ms: number, act: () => void, owner?: Being): () => void {
    return this.at(this.now + ms, act, owner)
  }

  /** Goes on until `done` says so or nothing is left. `done` is asked after every moment. */
  async play(done: () => boolean): Promise<void> {
    await settled()
    for (;;) {
      if (done()) return
      const moment = this.pop()
      if (!moment) return
      const { owner, act } = moment
      if (act === nothing || owner?.alive === false) continue
      if (owner && owner.frozenUntil > moment.at) {
        this.at(owner.frozenUntil, act, owner)
        continue
      }
      this.now = moment.at
      this.moments += 1
      act()
      await settled()
    }
  }

  /** Folds what happened into the digest. */
  note(what: string): void {
    let hash = this.digest ^ Math.round(this.now * 1_000)
    for (let n = 0; n < what.length; n += 1) hash = Math.imul(hash ^ what.charCodeAt(n), 0x01000193)
    this.digest = hash | 0
  }

  /** What a process waits with. */
  timersOf(owner: Being): Timers {
    const after = (ms: number, act: () => void): (() => void) => this.after(ms, act, owner)
    return {
      after,
      every: (ms, act) => {
        let takeBack = nothing
        const next = (): void => {
          takeBack = after(ms, () => {
            next()
            act()
          })
        }
        next()
        return () => takeBack()
      },
      pause: (ms) => new Promise((resolve) => void after(ms, resolve)),
      limit: (ms) => {
        const abort = new AbortController()
        after(ms, () => abort.abort(new DOMException('The time is up', 'TimeoutError')))
        return abort.signal
      },
    }
  }

  private push(moment: Moment): void {
    const { heap } = this
    let at = heap.length
    heap.push(moment)
    while (at > 0) {
      const parent = (at - 1) >> 1
      const above = heap[parent]
      if (!above || isBefore(above, moment)) break
      heap[at] = above
      at = parent
    }
    heap[at] = moment
  }

  private pop(): Moment | undefined {
    const { heap } = this
    const [first] = heap
    const last = heap.pop()
    if (!first || !last || first === last) return first
    let at = 0
    for (;;) {
      const left = 2 * at + 1
      const [a, b] = [heap[left], heap[left + 1]]
      const child = a && b && isBefore(b, a) ? b : a
      if (!child || isBefore(last, child)) break
      heap[at] = child
      at = child === a ? left : left + 1
    }
    heap[at] = last
    return first
  }
}

function isBefore(a: Moment, b: Moment): boolean {
  return a.at < b.at || (a.at === b.at && a.nth < b.nth)
}

function nothing(): void {
  // A moment that was taken back.
}

/** Resolves when every promise that can settle without a moment of time has settled. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
