import { connectors, type HttpCall, type Mail } from '@pao/connectors'
import type { Action, Item } from '@pao/core/catalog'
import { afterAll, beforeAll, expect } from 'vitest'
import type { Principal } from '../src/identity/principal.ts'
import { decideApproval, type Decision } from '../src/requests/approvals/decide.ts'
import { getApproval } from '../src/requests/approvals/inbox.ts'
import type { Requests } from '../src/requests/deps.ts'
import { submit } from '../src/requests/submit.ts'
import {
  ann,
  itemOf,
  olga,
  openWorld,
  orderOf,
  person,
  type Setting,
  type World,
} from './requests-world.ts'

export const eve = person('eve', ['developer'])
export const kim = person('kim', ['developer'])
export const key = (id: string, change: Partial<Principal> = {}): Principal => ({
  ...person(`key:${id}`, ['platform-team'], ['team-db']),
  email: `${id}@keys.pao.invalid`,
  via: 'api-key',
  ...change,
})

const byName = (...list: string[]) => ({
  type: 'users',
  list: list.map((id) => `${id}@example.com`),
})
const asks = (config: object): Action => ({
  id: 'agree',
  type: 'approval-workflow',
  order: 1,
  config: config as Action['config'],
})
const make: Action = { id: 'make', type: 'maker', order: 2, config: { size: 'm' } }
const item = (id: string, config: object) => itemOf(id, [asks(config), make])
const tell: Action = {
  id: 'tell',
  type: 'notification',
  order: 3,
  config: {
    channel: 'email',
    to: ['{{fields.name}}@example.com'],
    subject: '{{fields.name}} is made',
    message: '{{metadata.name}}: {{fields.name}} at {{output.make.place}}',
    facts: { Name: '{{fields.name}}' },
  },
}

/** An item whose data is restricted, with answers and outputs in every message. */
function restricted(id: string, config: object): Item {
  const { metadata, ...rest } = itemOf(id, [asks(config), make, tell])
  return { ...rest, metadata: { ...metadata, compliance: { data_classification: 'restricted' } } }
}
const one = (approvers: object, more: object = {}) => ({
  stages: [{ name: 'owner', approvers, ...more }],
})

const items = [
  item('team', one({ type: 'groups', list: ['team-db'] })),
  item('two', one({ ...byName('bob', 'eve', 'kim'), minimum_approvals: 2 })),
  item('ann-too', one(byName('ann', 'bob'))),
  item('stages', {
    stages: [
      { name: 'first', approvers: byName('bob') },
      { name: 'second', approvers: byName('bob', 'eve') },
    ],
    notifications: { channels: ['#approvals'] },
    delegation: { enabled: true },
  }),
  restricted('closed', {
    ...one(byName('bob')),
    workflow: { name: 'Give {{fields.name}} access', description: 'For {{fields.name}}' },
  }),
  item('hasty', one(byName('bob'), { timeout: { duration: 0.2 / 3_600, action: 'approve' } })),
  item('nagging', {
    ...one(byName('bob')),
    notifications: { reminder_interval: 0.2 / 3_600 },
  }),
]

export type Asked = { id: string; request: string; digest: string }

/** The problem of that code. */
export const refused = (code: string): unknown => expect.objectContaining({ code })

type On = { world: World; requests: Requests; other: Requests; made: unknown[] }

/** Two replicas with everything a test of approvals asks for; opened before the tests of a file. */
export const on = {} as On

/** Opens what `on` holds, and closes it after the file's tests. */
export function openApprovals(): void {
  beforeAll(async () => {
    const acts: Setting['acts'] = {
      maker: (_context, config) => {
        on.made.push(config)
        return { kind: 'succeeded', outputs: { place: 'rack-7' } }
      },
    }
    on.world = await openWorld({
      items,
      connectors: [shelf('approval-workflow'), shelf('notification')],
      acts,
      outside,
    })
    on.requests = (await on.world.replica()).requests
    on.other = (await on.world.replica()).requests
  })
  afterAll(() => on.world.close())
}

function shelf(type: string) {
  const found = connectors.get(type)
  if (!found) throw new Error(`There is no ${type} on the shelf`)
  return found
}

/** Mails and calls that went out, in order. */
export const sent: { mails: Mail[]; calls: HttpCall[] } = { mails: [], calls: [] }
const outside: NonNullable<Setting['outside']> = {
  mail: { send: async (_connection, mail) => void sent.mails.push(mail) },
  http: {
    async send(call) {
      sent.calls.push(call)
      const user = new URL(call.url).searchParams.get('user')
      const profile = { email: `${user?.toLowerCase()}@example.com` }
      const body = JSON.stringify({ ok: true, user: { profile } })
      return {
        status: 200,
        headers: new Headers(),
        text: () => body,
        bytes: () => Buffer.from(body),
        json: () => JSON.parse(body) as unknown,
        url: call.url,
      }
    },
  },
  connection: (type, name = type) =>
    type === 'smtp'
      ? { name, type, settings: { host: 'localhost', from: 'pao@example.com' }, secrets: {} }
      : {
          name,
          type,
          settings: { channel: 'C1', users: { UBOB: 'bob@example.com' } },
          secrets: { token: 't' },
        },
}

/** Orders the item and waits until people are asked. */
export async function asked(name: string, by: Principal = ann): Promise<Asked> {
  on.made = []
  const { id } = await submit(on.requests, by, orderOf(name), {})
  return waiting(id)
}

/** The ask of a request once it has asked that often. */
export async function waiting(request: string, count = 1): Promise<Asked> {
  await on.world.untilCount(request, 'action_waiting', count)
  const id = `${request}.agree`
  const { digest } = await getApproval(on.requests, olga, id)
  return { id, request, digest }
}

/** Approves, unless said otherwise. */
export const say = (
  who: Principal,
  { id, digest }: Asked,
  change: Partial<Decision> = {},
  at = on.requests,
) => decideApproval(at, who, { id, said: { decision: 'approve', digest, how: 'api', ...change } })

export const stageOf = async ({ id }: Asked) => (await getApproval(on.requests, olga, id)).stages[0]
