import { defineConnector } from '../kit/connector.ts'
import type { ActionContext } from '../kit/context.ts'
import type { Outcome, Outputs } from '../kit/outcome.ts'
import { ManualTaskConfig, manualTaskEffect } from './config.ts'

/** Waits for a person who does it and says so; `resume` takes their word and the values they entered. */
export const manualTask = defineConnector({
  type: 'manual-task',
  config: ManualTaskConfig,
  ...manualTaskEffect,
  outputs: {
    completed_by: { description: 'Who confirmed it' },
    comment: { description: 'What they wrote' },
  },
  execute: ask,
  poll: ask,
  resume: decide,
})

async function ask({ log }: ActionContext, config: ManualTaskConfig): Promise<Outcome> {
  log(`waits for a person: ${config.title}`)
  return {
    kind: 'waiting',
    waitingFor: 'person',
    memo: {
      title: config.title,
      ...(config.outputs && { outputs: config.outputs.map(({ name }) => name) }),
    },
  }
}

/** The signal is `{outcome, outputs, comment, by}`; values that do not fit ask again instead of failing. */
async function decide(
  context: ActionContext,
  config: ManualTaskConfig,
  _memo: Outputs,
  signal: Outputs,
): Promise<Outcome> {
  const { outcome, comment, by } = signal
  if (outcome === 'failed')
    return {
      kind: 'failed',
      retryable: false,
      class: 'rejected',
      code: 'manual.refused',
      message:
        typeof comment === 'string' && comment !== ''
          ? comment
          : 'The person said it cannot be done',
    }
  const entered = signal['outputs']
  const values = typeof entered === 'object' && entered !== null ? (entered as Outputs) : {}
  const faults = faultsOf(config, values)
  if (outcome !== 'succeeded' || faults.length > 0) {
    for (const fault of faults) context.log(fault)
    return ask(context, config)
  }
  return {
    kind: 'succeeded',
    outputs: {
      ...Object.fromEntries(
        (config.outputs ?? []).flatMap(({ name }) =>
          Object.hasOwn(values, name) ? [[name, values[name]]] : [],
        ),
      ),
      ...(typeof by === 'string' && { completed_by: by }),
      ...(typeof comment === 'string' && { comment }),
    },
  }
}

/** What is wrong with the values a person entered; empty = nothing. */
function faultsOf(config: ManualTaskConfig, values: Outputs): string[] {
  return (config.outputs ?? []).flatMap(({ name, type = 'string', required }) => {
    if (!Object.hasOwn(values, name) || values[name] === '')
      return required === true ? [`${name} is missing`] : []
    const value = values[name]
    const fits = type === 'integer' ? Number.isSafeInteger(value) : typeof value === type
    return fits ? [] : [`${name} must be of type ${type}`]
  })
}
