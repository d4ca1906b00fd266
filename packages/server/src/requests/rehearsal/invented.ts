import type { Outputs, PlannedAction, Told } from '@pao/core/engine'
import type { DryStep } from '../dry-run.ts'

/** How somebody wants an action to go, whatever the recorded answers say. What is left out is as recorded. */
export type Invented = {
  ends?: 'succeeded' | 'failed' | 'rejected'
  /** Tries that fail before it ends so; each as if the other side had been away. */
  failures?: number
  /** Seconds until it ends. */
  after_seconds?: number
  outputs?: Outputs
  message?: string
}

/** Where the end of a try is from: somebody's wish, a recorded answer, or nothing but hope. */
export type Source = 'invented' | 'recorded' | 'assumed'

/** Seconds a person takes where nobody has said otherwise. */
const personSeconds = 3_600

type Ending = { told: Told; source: Source; note?: string }

/** What is invented for a try; undefined = the recorded answers decide. */
export function inventedEnd(
  planned: PlannedAction,
  invented: Invented | undefined,
  attempt: number,
): Ending | undefined {
  if (!invented) return undefined
  const waits = waitsOf(planned, invented)
  if (attempt <= (invented.failures ?? 0))
    return made(waits, failing(away, invented.message ?? 'The other side was away', true))
  switch (invented.ends) {
    case 'failed':
      return made(waits, failing('rehearsal.failed', invented.message ?? 'It failed', false))
    case 'rejected':
      return made(waits, failing('approval.rejected', invented.message ?? 'Rejected', false))
    case 'succeeded':
      return made(waits, { ends: 'succeeded', outputs: hidden(planned, invented.outputs ?? {}) })
    default:
      return undefined
  }
}

function made(waits: Pick<Told, 'waits'>, told: Told): Ending {
  return { told: { ...told, ...waits }, source: 'invented' }
}

/** What most retries are for. */
const away = 'http.503'
const classes: Readonly<Record<string, string>> = { [away]: '5xx', 'approval.rejected': 'rejected' }

function failing(code: string, message: string, retryable: boolean): Told {
  return {
    ends: 'failed',
    error: { code, message, class: classes[code] ?? 'permanent' },
    retryable,
  }
}

/**
 * What a dry run's end means for the run. Where the record ends too early it is assumed to go well; what later
 * templates read of it and nothing has brought stands for itself, as `<action.output>`.
 */
export function recordedEnd(
  planned: PlannedAction,
  { outcome, outputs, waitedMs }: DryStep,
  { read, invented = {} }: { read: readonly string[]; invented?: Invented | undefined },
): Ending {
  const given = hidden(planned, invented.outputs ?? {})
  const stand = Object.fromEntries(
    [...read, ...Object.keys(planned.output)].map((name) => [name, `<${planned.id}.${name}>`]),
  )
  const { after_seconds: after } = invented
  const ms = after === undefined ? waitedMs : after * 1_000
  const waits = ms > 0 && { waits: { for: 'remote' as const, ms } }
  switch (outcome.kind) {
    case 'would_succeed':
      return {
        told: { ends: 'succeeded', outputs: { ...outputs, ...given }, ...waits },
        source: 'recorded',
      }
    case 'would_fail': {
      const { code, message, class: kind } = outcome
      const error = { code, message, class: kind }
      return { told: { ends: 'failed', error, retryable: false, ...waits }, source: 'recorded' }
    }
    case 'would_wait_for_person':
      return {
        told: {
          ends: 'succeeded',
          outputs: hidden(planned, { ...stand, ...outputs, ...given }),
          waits: { for: 'person', ms: (after ?? personSeconds) * 1_000 },
        },
        source: 'assumed',
      }
    default:
      return {
        told: { ends: 'succeeded', outputs: hidden(planned, { ...stand, ...given }), ...waits },
        source: 'assumed',
        note: outcome.message,
      }
  }
}

/** Of what people do, the wait is for a person. */
function waitsOf({ type }: PlannedAction, { after_seconds: after }: Invented): Pick<Told, 'waits'> {
  const byPerson = type === 'manual-task' || type === 'approval-workflow'
  const seconds = after ?? (byPerson ? personSeconds : 0)
  if (seconds === 0) return {}
  return { waits: { for: byPerson ? 'person' : 'remote', ms: seconds * 1_000 } }
}

function hidden({ sensitive }: PlannedAction, outputs: Outputs): Outputs {
  return Object.fromEntries(
    Object.entries(outputs).map(([name, value]) => [
      name,
      sensitive.includes(name) ? '***' : value,
    ]),
  )
}
