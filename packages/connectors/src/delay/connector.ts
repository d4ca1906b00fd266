import { defineConnector } from '../kit/connector.ts'
import type { ActionContext } from '../kit/context.ts'
import type { Outcome, Outputs } from '../kit/outcome.ts'
import { permanent } from '../kit/target.ts'
import { DelayConfig, delayEffect } from './config.ts'

/** Waits until a moment, as a row; no worker is held. */
export const delay = defineConnector({
  type: 'delay',
  config: DelayConfig,
  ...delayEffect,
  recorded: [],
  outputs: { waited_until: { description: 'The moment it waited for, ISO 8601' } },
  execute: begin,
  poll: look,
  resume: (context, config, memo) => look(context, config, memo),
})

async function begin({ now, log }: ActionContext, config: DelayConfig): Promise<Outcome> {
  if ((config.seconds === undefined) === (config.until === undefined))
    return permanent('delay.config', 'Give either seconds or until')
  const until =
    config.until === undefined ? now + (config.seconds ?? 0) * 1000 : momentOf(config.until)
  if (!Number.isFinite(until))
    return permanent('delay.config', '"until" is no ISO 8601 moment with a zone')
  if (until - now > longestMs) return permanent('delay.config', '"until" is more than a year ahead')
  log(`waits until ${new Date(until).toISOString()}`)
  return rest(now, until)
}

/** A year, as for "seconds". */
const longestMs = 31_536_000_000
const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/

/** Without a zone it would be that of the machine, so there must be one; NaN for what is no moment. */
function momentOf(text: string): number {
  return moment.test(text.trim()) ? Date.parse(text.trim()) : Number.NaN
}

async function look({ now }: ActionContext, _config: DelayConfig, memo: Outputs): Promise<Outcome> {
  return rest(now, Number(memo['until']))
}

function rest(now: number, until: number): Outcome {
  if (now >= until)
    return { kind: 'succeeded', outputs: { waited_until: new Date(until).toISOString() } }
  return { kind: 'waiting', until, waitingFor: 'remote', memo: { until } }
}
