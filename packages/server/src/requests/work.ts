import { isUnavailable } from '#store/db.ts'
import type { Job, Pump } from '#store/pump.ts'
import type { Requests } from './deps.ts'
import { execute, type Worker } from './execute.ts'
import { type Leases, openLeases } from './lease.ts'
import { startSweeper, type Sweeper } from './wake.ts'

export type Working = {
  /** New with every start; stands in attempts and claims. */
  id: string
  /** Actions in this worker's hands. */
  held(): number
  /**
   * Takes nothing new, lets what runs end for `graceMs` (what must not be called twice 12 s longer), then
   * tells the rest to stop and hands their leases back, so that another worker goes on at once.
   */
  stop(options?: { graceMs?: number }): Promise<void>
}

/** Milliseconds what runs may still take when the worker stops; others wait for what is not done by then. */
const longestGraceMs = 1_000
/** Milliseconds more for calls that must not be made twice: cut off, each would need a person's word. */
const onceGraceMs = 12_000
/** Most milliseconds for handing leases back once connectors were told to stop. */
const handBackMs = 7_000

/** Starts working off requests: hints to claims, and everything that time brings. */
export function startWork(
  requests: Requests,
  options: { slots: number; weightOf?: (tenant: string) => number },
): Working {
  const { jobs, telemetry } = requests
  const stopping = new AbortController()
  const worker = newWorker(requests, stopping.signal)
  const handle = async (job: Job): Promise<void> => {
    try {
      await execute(requests, worker, job)
    } catch (error) {
      const facts = { request: job.request, action: job.action }
      const said = 'an action was left; its lease will run out'
      if (isUnavailable(error)) telemetry.log.warn({ ...facts, error: wordsOf(error) }, said)
      else telemetry.log.error({ ...facts, err: error }, said)
    }
  }
  const pump = jobs.work(handle, {
    slots: options.slots,
    weightOf: options.weightOf,
    ...(requests.resting && { resting: requests.resting }),
  })
  const sweeper = startSweeper(requests)
  return {
    id: worker.id,
    held: () => worker.leases.held(),
    async stop({ graceMs = longestGraceMs } = {}) {
      stopping.abort()
      await drain({ pump, sweeper, leases: worker.leases, timers: requests.timers }, graceMs)
    },
  }
}

function newWorker(
  { db, signal, now, newId, timers, telemetry, resting }: Requests,
  stopping: AbortSignal,
): Worker {
  return {
    id: newId(),
    leases: openLeases({ db, signal, now, timers, onLost: () => telemetry.leaseLost() }),
    stopping,
    // What is not urgent takes its turn in the queue after every action.
    mayGoOn: ({ fixed, key }) =>
      !stopping.aborted &&
      fixed.plan.priority !== 'low' &&
      resting?.().includes(key.tenant) !== true,
  }
}

type Draining = { pump: Pump; sweeper: Sweeper; leases: Leases; timers: Requests['timers'] }

async function drain({ pump, sweeper, leases, timers }: Draining, graceMs: number): Promise<void> {
  await pump.stop()
  const idle = pump.idle()
  await Promise.race([idle, timers.pause(graceMs, { ref: false })])
  leases.letGo('stopping', 'repeatable')
  await Promise.race([idle, timers.pause(onceGraceMs, { ref: false })])
  leases.letGo('stopping', 'all')
  await Promise.race([idle, timers.pause(handBackMs)])
  await sweeper.stop()
  await leases.stop()
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : 'unknown'
}
