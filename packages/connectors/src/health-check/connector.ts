import { defineConnector } from '../kit/connector.ts'
import type { ActionContext } from '../kit/context.ts'
import type { Outcome, Outputs } from '../kit/outcome.ts'
import { HealthCheckConfig, healthCheckEffect } from './config.ts'
import { lookByHttp } from './http.ts'
import type { Look } from './look.ts'
import { recorded } from './recorded.ts'
import { lookBySql } from './sql.ts'
import { lookByTcp } from './tcp.ts'

/** Looks at a service until it was well often enough in a row, or ill too often; makes nothing. */
export const healthCheck = defineConnector({
  type: 'health-check',
  config: HealthCheckConfig,
  ...healthCheckEffect,
  recorded,
  outputs: {
    healthy: { description: 'true: it was well' },
    looks: { description: 'How often it was looked at' },
    failures: { description: 'How many of the looks were bad' },
  },
  execute: (context, config) => check(context, config, { looks: 0, bad: 0, row: 0 }),
  poll: (context, config, memo) => check(context, config, memoOf(memo)),
})

/** What is remembered: looks so far, the bad ones among them, the good ones in a row at the end. */
type Series = { looks: number; bad: number; row: number }

const defaultIntervalMs = 10_000
const defaultAttempts = 3

function memoOf({ looks, bad, row }: Outputs): Series {
  return { looks: Number(looks), bad: Number(bad), row: Number(row) }
}

const ways = { http: lookByHttp, tcp: lookByTcp, sql: lookBySql }

async function check(
  context: ActionContext,
  config: HealthCheckConfig,
  before: Series,
): Promise<Outcome> {
  const look = await ways[config.type](context, config)
  if (look.kind === 'over') return look.outcome
  if (look.kind === 'held') return rest(context, config, { series: before, restMs: look.forMs })
  context.log(look.kind === 'good' ? 'it is well' : `it is not well: ${look.why}`)
  const looks = before.looks + 1
  if (look.kind === 'bad')
    return afterBad(context, config, { look, series: { looks, bad: before.bad + 1, row: 0 } })
  const series = { looks, bad: before.bad, row: before.row + 1 }
  if (series.row < (config.successes ?? 1)) return rest(context, config, { series })
  return { kind: 'succeeded', outputs: { healthy: true, looks, failures: series.bad } }
}

function afterBad(
  context: ActionContext,
  config: HealthCheckConfig,
  { look, series }: { look: Extract<Look, { kind: 'bad' }>; series: Series },
): Outcome {
  if (series.bad < (config.attempts ?? defaultAttempts))
    return rest(context, config, { series, restMs: look.restMs })
  return {
    kind: 'failed',
    retryable: false,
    class: 'rejected',
    code: 'health.ill',
    message: `It was not well ${series.bad} times in ${series.looks} looks, at last: ${look.why}`,
    made: 'no',
  }
}

function rest(
  { now }: ActionContext,
  { interval }: HealthCheckConfig,
  { series, restMs = 0 }: { series: Series; restMs?: number | undefined },
): Outcome {
  const pause = Math.max(interval === undefined ? defaultIntervalMs : interval * 1000, restMs)
  return { kind: 'waiting', waitingFor: 'remote', until: now + pause, memo: { ...series } }
}
