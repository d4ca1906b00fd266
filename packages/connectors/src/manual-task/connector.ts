import { type Fault, nearest } from '@pao/core'
import type { Static } from 'typebox'
import { Check } from 'typebox/value'
import { defineConnector } from '../kit/connector.ts'
import type { ActionContext } from '../kit/context.ts'
import type { Outcome, Outputs } from '../kit/outcome.ts'
import { tell } from './tell.ts'
import { AskedOutputs, ManualTaskConfig, manualTaskEffect } from './config.ts'

/** Waits for a person who does it and says so; `resume` takes their word and the values they entered. */
export const manualTask = defineConnector({
  type: 'manual-task',
  config: ManualTaskConfig,
  ...manualTaskEffect,
  recorded: [],
  outputs: {
    completed_by: { description: 'Who confirmed it' },
    comment: { description: 'What they wrote' },
  },
  handOver: (config, summary) => ({
    ...config,
    instructions: config.instructions ? `${config.instructions}\n\n${summary}` : summary,
  }),
  execute: begin,
  poll: ask,
  resume: decide,
  check,
})

async function begin(context: ActionContext, config: ManualTaskConfig): Promise<Outcome> {
  if (config.notify === true) await tell(context, config)
  return ask(context, config)
}

async function ask(context: ActionContext, config: ManualTaskConfig): Promise<Outcome> {
  const { title, instructions, assignees = [], team } = config
  context.log(`waits for a person: ${title}`)
  const task = { assignees, ...(team !== undefined && team !== '' && { team }) }
  return {
    kind: 'waiting',
    waitingFor: 'person',
    task,
    memo: {
      title,
      ...(instructions !== undefined && { instructions }),
      ...task,
      asked: askedOf(context, config),
    },
  }
}

/** What the task itself asks for, and what an action it stands in for was to bring. */
function askedOf({ action }: ActionContext, { outputs = [] }: ManualTaskConfig): Asked {
  const asks = action.asks ?? []
  const musts = new Set(asks.flatMap(({ name, required }) => (required ? [name] : [])))
  const own = outputs.map(({ name, type = 'string', required = false, ...more }) => ({
    name,
    type,
    required: required || musts.has(name),
    ...(more.sensitive === true && { sensitive: true }),
    ...(more.label !== undefined && { label: more.label }),
    ...(more.description !== undefined && { description: more.description }),
  }))
  const more = asks.filter(({ name }) => !own.some((known) => known.name === name))
  return [...own, ...more.map(({ name, required }) => ({ name, type: 'any' as const, required }))]
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
  const values = valuesOf(signal)
  const asked = askedOf(context, config)
  const faults = faultsOf(asked, values)
  if (outcome !== 'succeeded' || faults.length > 0) {
    for (const { message } of faults) context.log(message)
    return ask(context, config)
  }
  return {
    kind: 'succeeded',
    outputs: {
      ...Object.fromEntries(
        asked.flatMap(({ name }) => (Object.hasOwn(values, name) ? [[name, values[name]]] : [])),
      ),
      ...(typeof by === 'string' && { completed_by: by }),
      ...(typeof comment === 'string' && { comment }),
    },
    sensitive: (config.outputs ?? []).flatMap(({ name, sensitive }) => (sensitive ? [name] : [])),
  }
}

/** Faults of a word that the task could not take, an unasked value among them. */
function check({ asked }: Outputs, signal: Outputs): readonly Fault[] {
  if (signal['outcome'] !== 'succeeded' || !Check(AskedOutputs, asked)) return []
  const values = valuesOf(signal)
  return [...faultsOf(asked, values), ...unaskedFaults(asked, values)]
}

function valuesOf({ outputs }: Outputs): Outputs {
  return typeof outputs === 'object' && outputs !== null ? (outputs as Outputs) : {}
}

type Asked = Static<typeof AskedOutputs>

function faultsOf(asked: Asked, values: Outputs): Fault[] {
  return asked.flatMap(({ name, type = 'string', required }) => {
    if (!Object.hasOwn(values, name) || values[name] === '')
      return required === true ? [fault(name, 'missing', `${name} is missing`)] : []
    const value = values[name]
    return fitsType(value, type)
      ? []
      : [
          fault(
            name,
            'wrong_type',
            `${name} must be ${type === 'any' ? 'a text, a number or true or false' : `of type ${type}`}`,
          ),
        ]
  })
}

function fitsType(value: unknown, type: Asked[number]['type']): boolean {
  if (type === 'any') return ['string', 'number', 'boolean'].includes(typeof value)
  return type === 'integer' ? Number.isSafeInteger(value) : typeof value === type
}

function unaskedFaults(asked: Asked, values: Outputs): Fault[] {
  const names = asked.map(({ name }) => name)
  return Object.keys(values)
    .filter((name) => !names.includes(name))
    .map((name) => {
      const meant = nearest(name, names)
      const hint = meant === undefined ? 'Leave it out' : `Did you mean ${meant}?`
      return { ...fault(name, 'unknown', `The task asks for no ${name}`), hint }
    })
}

function fault(name: string, reason: string, message: string): Fault {
  const at = `/outputs/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
  return { code: `output.${reason}`, at, message }
}
