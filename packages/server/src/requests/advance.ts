import { type Instant, Problem } from '@pao/core'
import { type Db, isTransient, runStatement, type Tx } from '#store/db.ts'
import type { Jobs } from '#store/jobs.ts'
import type { Signal } from '#store/signal.ts'
import type { Spans } from '#telemetry-spans.ts'
import type { Timers } from '#timers.ts'
import { begin, type Change, dropHint, happen, type Step } from './change.ts'
import { type Crowded, openCrowded } from './crowded.ts'
import type { Held, RequestKey, Shelf } from './held.ts'
import { standInLine } from './limit-line.ts'
import { type Ended, tellWrite } from './spans.ts'
import { formFor, type Saved, saveForms, saveValues } from './save.ts'
import { isPlain, openSaves } from './save-together.ts'
import { namesOfRequester, tellNews } from './talk/news-hints.ts'

export type AdvanceDeps = {
  db: Db
  jobs: Pick<Jobs, 'insert' | 'wake'>
  signal: Pick<Signal, 'publish'>
  shelf: Shelf
  now: () => Instant
  random: () => number
  timers: Pick<Timers, 'pause'>
  /** Told once per request that ended, after the commit. */
  ended: (fact: Ended) => void
  /** Told what was written, as spans; left out = nobody wants them. */
  spans?: Spans
}

/**
 * Says which event shall happen to the request as it is now; undefined = none. It may be asked more
 * than once, so it must not do anything; what it throws reaches the caller of `advance`.
 */
export type Choose = (held: Held) => Step | undefined

/**
 * `happened` false: the event did not fit (late, doubled, from a lost lease) and changed nothing. `along`: the
 * second event happened too; one of another caller may have done the same in its place.
 */
export type Advanced = { held: Held; happened: boolean; along: boolean }

export type Advance = {
  /** Lets an event happen in a transaction of its own. Throws `request.not_found`. */
  (key: RequestKey, choose: Choose): Promise<Advanced>
  /** The same inside the caller's transaction; `announce` is to be called after its commit. */
  within(tx: Tx, key: RequestKey, choose: Choose): Promise<Advanced & { announce(): void }>
}

type Waiting = {
  choose: Choose
  resolve(advanced: Advanced): void
  reject(error: unknown): void
}

/** Rounds until a write finds the request unchanged; each lost one means somebody else moved on. */
const mostRounds = 50
const mostAtOnce = 100

/**
 * The one writer of requests: state, event log, actions, attempts and follow-up jobs cannot disagree,
 * because they are written together. Events that wait for the same request are written as one.
 */
export function openAdvance(deps: AdvanceDeps): Advance {
  const write = openWrite(deps)
  const crowded = openCrowded(deps.now)
  const boxes = new Map<string, Waiting[]>()

  const drain = async (name: string, key: RequestKey, box: Waiting[]): Promise<void> => {
    while (box.length > 0) {
      const batch = box.splice(0, mostAtOnce)
      try {
        await settle({ deps, key, batch, db: deps.db, write, crowded })
      } catch (error) {
        deps.shelf.forget(key)
        for (const { reject } of batch) reject(error)
      }
    }
    boxes.delete(name)
  }
  const advance = (key: RequestKey, choose: Choose): Promise<Advanced> =>
    new Promise((resolve, reject) => {
      const name = `${key.tenant} ${key.id}`
      const box = boxes.get(name)
      if (box) return void box.push({ choose, resolve, reject })
      const opened = [{ choose, resolve, reject }]
      boxes.set(name, opened)
      void drain(name, key, opened)
    })
  const within: Advance['within'] = async (tx, key, choose) => {
    // Not kept on the shelf: the transaction may still be rolled back.
    deps.shelf.forget(key)
    const changes: Change[] = []
    const advanced = await new Promise<Advanced>((resolve, reject) => {
      const batch = [{ choose, resolve, reject }]
      settle({ deps, key, batch, db: tx, write, crowded, changes }).catch(reject)
    })
    return {
      ...advanced,
      announce() {
        for (const change of changes) announceChange(deps, change)
      },
    }
  }
  return Object.assign(advance, { within })
}

type Write = (db: Db | Tx, change: Change) => Promise<Saved>

const unsaved: Saved = { saved: false, limited: false }

/** Writes changes: by the plain statement, shared with others that come at once, or by the one that minds limits where the tenant has rules. */
function openWrite({ db: own, jobs: { insert } }: AdvanceDeps): Write {
  const formOf = saveForms(insert)
  const saveTogether = openSaves(own)
  const limited = new Set<string>()
  const run = async (db: Db | Tx, change: Change, minds: boolean): Promise<Saved> => {
    if (db === own && !minds && isPlain(change)) {
      const { busy, ...saved } = await saveTogether(change)
      if (!busy) return saved
    }
    const statement = formOf(formFor(change, minds))
    const [row] = await runStatement<Saved>(db, statement, saveValues(change, insert, minds))
    return row ?? unsaved
  }
  return async (db, change) => {
    const { tenant } = change.held.key
    try {
      const minds = limited.has(tenant)
      const saved = await run(db, change, minds)
      if (saved.limited === minds) return saved
      if (!saved.limited) limited.delete(tenant)
      else limited.add(tenant)
      return saved.limited ? await run(db, change, true) : saved
    } catch (error) {
      if (db === own && isTransient(error)) return unsaved
      throw error
    }
  }
}

type Settling = {
  deps: AdvanceDeps
  key: RequestKey
  batch: readonly Waiting[]
  db: Db | Tx
  write: Write
  crowded: Crowded
  /** Takes the change instead of its being announced at once and kept in memory. */
  changes?: Change[]
}

const nothingToWrite: Saved = { saved: true, limited: false }

type Verdict = Omit<Advanced, 'held'> | { error: unknown }

/** Reads, decides, writes; begins anew while others were faster or memory was out of date. */
async function settle(settling: Settling): Promise<void> {
  const { deps, key, batch, db, write, crowded } = settling
  let fresh = false
  const full = new Set<string>()
  for (let round = 0; round < mostRounds; round += 1) {
    const taken = await deps.shelf.take(db, key, fresh)
    if (!taken) throw new Problem('request.not_found', { request: key.id })
    const change = begin(taken.held, deps.now())
    const verdicts = batch.map(({ choose }) =>
      judge(change, { choose, full, crowded }, deps.random),
    )
    const misfit = verdicts.some((verdict) => !('happened' in verdict) || !verdict.happened)
    fresh = true
    if (misfit && taken.remembered) continue
    const wrote = change.events.length > 0 ? await write(db, change) : nothingToWrite
    if (wrote.full && wrote.full.length > 0) {
      for (const { action } of wrote.full) full.add(action)
      crowded.note(key.tenant, wrote.full)
      await standInLine({ ...deps, db }, taken.held, wrote.full)
      continue
    }
    if (!wrote.saved) {
      if (round > 3) await deps.timers.pause(deps.random() * 10 * round)
      continue
    }
    change.called = wrote.called ?? 0
    return answer(batch, verdicts, written(settling, change))
  }
  throw new Error(`The request ${key.id} was written by others ${mostRounds} times in a row`)
}

/** The request as it is now. What was written in a caller's transaction is announced by the caller. */
function written({ deps, changes }: Settling, change: Change): Held {
  const held = { ...change.held, run: change.run, seq: change.seq }
  if (changes) changes.push(change)
  else {
    deps.shelf.keep(held)
    announceChange(deps, change)
  }
  return held
}

/** `full`: actions that cannot be claimed now, because a limit has no slot for them. */
type Judging = { choose: Choose; full: ReadonlySet<string>; crowded: Crowded }

function judge(change: Change, judging: Judging, random: () => number): Verdict {
  try {
    const step = judging.choose({ ...change.held, run: change.run, seq: change.seq })
    const happened =
      step !== undefined && !isFull(step, judging.full) && happen(change, step, random)
    const along =
      happened && step.along ? follow(change, { ...judging, choose: step.along }, random) : false
    return { happened, along }
  } catch (error) {
    return { error }
  }
}

function isFull({ event }: Step, full: ReadonlySet<string>): boolean {
  return event.type === 'action_claimed' && full.has(event.action)
}

/** What would likely find no slot is left to the queue, so that the report it comes with is written at once. */
function follow(change: Change, { choose, full, crowded }: Judging, random: () => number): boolean {
  const step = choose({ ...change.held, run: change.run, seq: change.seq })
  if (!step || isFull(step, full)) return false
  const { event } = step
  const claims = event.type === 'action_claimed'
  if (claims && crowded.has(change.held, event.action)) return false
  const happened = happen(change, step, random)
  if (happened && claims) dropHint(change, event.action)
  return happened
}

function answer(batch: readonly Waiting[], verdicts: readonly Verdict[], held: Held): void {
  for (const [index, waiting] of batch.entries()) {
    const verdict = verdicts[index]
    if (verdict && 'happened' in verdict) waiting.resolve({ ...verdict, held })
    else waiting.reject(verdict?.error)
  }
}

type Announcing = Pick<AdvanceDeps, 'jobs' | 'signal' | 'ended' | 'spans' | 'now'>

/** Tells whom it concerns after the commit; all of it only makes them look sooner. */
export function announceChange(announcing: Announcing, change: Change): void {
  if (change.events.length === 0) return
  const { jobs, signal, ended } = announcing
  const { key, fixed } = change.held
  tellWrite(announcing, change)
  if (change.jobs.length + change.called > 0) jobs.wake()
  signal.publish('pao_request', `${key.tenant} ${key.id} ${change.seq}`)
  const due = change.actions.flatMap((row) => row.wake_at ?? [])
  if (due.length > 0) signal.publish('pao_timer', String(Math.min(...due)))
  // Some worker may hold what has just been cancelled or timed out.
  if (change.run.cancelling || change.taken) signal.publish('pao_timer', `held ${key.id}`)
  for (const command of change.commands)
    if (command.type === 'finish') {
      if (!fixed.parent) tellNews(announcing, key.tenant, namesOfRequester(fixed))
      ended({
        key,
        parent: fixed.parent,
        item: fixed.itemId,
        outcome: command.outcome,
        correlation: fixed.correlationId,
        since: fixed.createdAt,
        at: change.at,
      })
    }
}
