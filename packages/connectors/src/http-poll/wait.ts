import type { Instant } from '@pao/core'
import type { ActionContext } from '../kit/context.ts'
import type { Outcome, Outputs } from '../kit/outcome.ts'
import type { HttpPollConfig } from './config.ts'

/** What is remembered between two looks. */
export type Wait = { giveUpAt: Instant; looks: number }

const defaultIntervalMs = 10_000
const defaultLimitMs = 3_600_000

/** A wait that begins now. */
export function begun({ now }: ActionContext, { timeout }: HttpPollConfig): Wait {
  return { giveUpAt: now + (timeout === undefined ? defaultLimitMs : timeout * 1000), looks: 0 }
}

/** The wait as it was left. */
export function memoOf({ giveUpAt, looks }: Outputs): Wait {
  return { giveUpAt: Number(giveUpAt), looks: Number(looks) }
}

/** Why one look did not end the wait. */
export type NotYet = {
  wait: Wait
  /** Half a sentence, told when the wait is given up. */
  why: string
  /** What the target asked for (Retry-After), milliseconds. */
  restMs?: number | undefined
  /** Nothing was asked, so this was no look. */
  uncounted?: boolean
}

/** Waits on, or gives up after the last look. The last one falls on the end of the time at the latest. */
export function waitOn(
  { now }: ActionContext,
  config: HttpPollConfig,
  { wait, why, restMs = 0, uncounted = false }: NotYet,
): Outcome {
  const { interval, max_attempts: most, url } = config
  const looks = wait.looks + (uncounted ? 0 : 1)
  if (now >= wait.giveUpAt) return tooLate(`in its time, ${why}`)
  if (most !== undefined && looks >= most) return tooLate(`within ${most} looks, ${why}`)
  const pause = Math.max(interval === undefined ? defaultIntervalMs : interval * 1000, restMs)
  return {
    kind: 'waiting',
    waitingFor: 'remote',
    // Without an address there is nothing to look at before the end.
    until: url === undefined ? wait.giveUpAt : Math.min(now + pause, wait.giveUpAt),
    ...keyOf(config),
    memo: { giveUpAt: wait.giveUpAt, looks },
  }
}

/** The key inbound webhooks are matched by. */
function keyOf({ wait_for: wanted }: HttpPollConfig): { key?: string } {
  return wanted ? { key: `${wanted.source}:${wanted.connection}:${wanted.key}` } : {}
}

function tooLate(why: string): Outcome {
  return {
    kind: 'failed',
    retryable: false,
    class: 'timeout',
    code: 'poll.timeout',
    message: `What was waited for did not come ${why}`,
    made: 'no',
  }
}
