import type { Outcome } from '@pao/connectors'
import type { Action, Item } from '@pao/core/catalog'
import { type Act, itemOf, type Setting } from './requests-world.ts'

export const away: Outcome & { kind: 'failed' } = {
  kind: 'failed',
  retryable: false,
  class: 'permanent',
  code: 'http.400',
  message: 'The remote system answered 400',
}
const waitsForPerson: Outcome = { kind: 'waiting', waitingFor: 'person', memo: {} }

/** A remote system with idempotency keys, and what a test tells it to do. */
export type Remote = {
  /** Keys in the order their effects were made, each once. */
  effects: string[]
  configs: Record<string, unknown>[]
  /** What a connector was given that undoes by itself. */
  undone: Record<string, unknown>[]
  /** Actions whose call fails for good. */
  failing: Set<string>
  /** Actions whose next call never answers once its effect is made. */
  hanging: Set<string>
  /** Called by what hangs or takes its time. */
  reached: () => void
  /** Lets go what takes its time. */
  letGo: Promise<void>
  acts: Setting['acts']
}

/** A remote that has seen nothing yet. */
export function newRemote(): Remote {
  const remote: Remote = {
    effects: [],
    configs: [],
    undone: [],
    failing: new Set(),
    hanging: new Set(),
    reached: () => undefined,
    letGo: Promise.resolve(),
    acts: {},
  }
  return Object.assign(remote, { acts: actsOn(remote) })
}

function actsOn(remote: Remote): Setting['acts'] {
  const affect: Act = async ({ idempotencyKey, action, signal }, config) => {
    if (remote.failing.has(action.id)) return away
    remote.configs.push(config)
    if (!remote.effects.includes(idempotencyKey)) remote.effects.push(idempotencyKey)
    if (remote.hanging.delete(action.id)) {
      remote.reached()
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
    }
    return { kind: 'succeeded', outputs: { id: `made-by-${action.id}`, token: 'geheim-geheim' } }
  }
  return {
    make: affect,
    person: {
      execute: () => waitsForPerson,
      resume: (_, __, ___, signal) => ({ kind: 'succeeded', outputs: signal }),
    },
    patient: ({ signal }) =>
      new Promise<Outcome>((resolve) => {
        remote.reached()
        void remote.letGo.then(() => resolve({ kind: 'succeeded', outputs: {} }))
        signal.addEventListener('abort', () => resolve({ ...away, class: 'cancelled' }))
      }),
    self: {
      execute: affect,
      compensate: async (context, config, outputs) => {
        remote.undone.push({ ...outputs, config })
        return affect(context, config, outputs, {})
      },
    },
  }
}

const quick = { retry: { enabled: false } } as const
const inline = (config: Record<string, unknown>, automatic = true): Pick<Action, 'rollback'> => ({
  rollback: { enabled: true, automatic, action: { type: 'make', config, ...quick } },
})
const after = (...wait_for: string[]) => ({ dependencies: { wait_for } })

/** net → (vm, dns) → check. */
export const diamond = (id: string, automatic = true): Item =>
  itemOf(id, [
    { id: 'net', type: 'make', config: {}, ...after(), ...inline({}, automatic) },
    {
      id: 'vm',
      type: 'make',
      config: {},
      ...after('net'),
      ...inline(
        { of: '{{output.vm.id}} on {{output.net.id}}', why: '{{error.message}}' },
        automatic,
      ),
    },
    { id: 'dns', type: 'make', config: {}, ...after('net'), ...inline({}, automatic) },
    { id: 'check', type: 'make', config: {}, ...after('vm', 'dns'), ...quick },
  ])

/** Items whose actions say in every way how they are undone. */
export const rollbackItems: readonly Item[] = [
  diamond('diamond'),
  diamond('asked', false),
  itemOf('self', [
    {
      id: 'make',
      type: 'self',
      order: 1,
      config: { for: '{{fields.name}}' },
      rollback: { enabled: true },
    },
    {
      id: 'keep',
      type: 'make',
      order: 2,
      config: {},
      rollback: { enabled: true, action: 'undo', preserve_state: true },
    },
    { id: 'undo', type: 'make', config: { token: '{{output.keep.token}}' } },
    { id: 'mail', type: 'make', order: 3, config: {} },
  ]),
  itemOf('slow', [
    { id: 'one', type: 'make', config: {}, ...after(), ...inline({}, false) },
    { id: 'two', type: 'person', config: {}, ...after('one') },
  ]),
  itemOf('patient', [
    {
      id: 'one',
      type: 'make',
      config: {},
      ...after(),
      rollback: { enabled: true, action: { type: 'patient', config: {} } },
    },
    { id: 'two', type: 'person', config: {}, ...after('one') },
  ]),
  itemOf('by-hand', [
    {
      id: 'one',
      type: 'make',
      config: {},
      rollback: { enabled: true, action: { type: 'person', config: {} } },
    },
  ]),
  itemOf('plain', [{ id: 'one', type: 'make', config: {} }]),
]
