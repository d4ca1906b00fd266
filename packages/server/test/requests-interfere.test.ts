import type { Outcome } from '@pao/connectors'
import type { Action, Item } from '@pao/core/catalog'
import { afterEach, describe, expect, it } from 'vitest'
import { explainRequest } from '../src/requests/explain.ts'
import { editInput, skipAction } from '../src/requests/interfere.ts'
import { getLogs, getRequest } from '../src/requests/read.ts'
import { retry } from '../src/requests/retry.ts'
import { submit } from '../src/requests/submit.ts'
import { expectReplay } from './expect-replay.ts'
import {
  type Act,
  ann,
  bob,
  dba,
  itemOf,
  openWorld,
  orderOf,
  type World,
} from './requests-world.ts'

let world: World
afterEach(() => world.close())

const once = { attempts: 1 }
const done: Outcome = { kind: 'succeeded', outputs: { made: 'yes' } }
const broken: Outcome = {
  kind: 'failed',
  retryable: false,
  class: 'permanent',
  code: 'quota.used_up',
  message: 'The quota is used up',
}
const wish = <T>(id: string, body: T, principal = dba) => ({ principal, id, body })

/** Makes everything but what is large. */
function makes(): { act: Act; seen: unknown[] } {
  const seen: unknown[] = []
  const act: Act = ({ action }, config) => {
    seen.push([action.id, config])
    return config['size'] === 'large' ? broken : done
  }
  return { act, seen }
}

const vm = (size: string): Action => ({
  id: 'vm',
  type: 'maker',
  config: { size },
  retry: once,
  rollback: { action: { name: 'Remove', type: 'maker', config: {} } },
})
const net: Action = { id: 'net', type: 'maker', config: {} }
const dns: Action = {
  id: 'dns',
  type: 'maker',
  config: {},
  dependencies: { wait_for: ['vm'], require_success: true },
}
const first = itemOf('server', [net, vm('large'), dns])

const waits: Act = () => ({ kind: 'waiting', waitingFor: 'person', memo: {} })
const form = (...fields: Item['presentation']['groups'][number]['fields']) => fields
const name = { id: 'name', name: 'Name', type: 'string' as const }
/** A catalog whose served version can be put in place of another. */
function shelf(...versions: Item[]) {
  const byHash = new Map(versions.map((item) => [item.metadata.version, item]))
  let newest = versions[0]
  return {
    serve: (item: Item) => {
      newest = item
    },
    catalog: {
      findItem: () => newest && { document: newest, hash: newest.metadata.version },
      definition: (_tenant: string, hash: string) => byHash.get(hash),
    },
  }
}
const versioned = (item: Item, version: string): Item => ({
  ...item,
  metadata: { ...item.metadata, version },
})

describe('skipping an action', () => {
  it('of a failed request: the retry goes on without it, and who needs it is skipped too', async () => {
    const { act } = makes()
    world = await openWorld({ items: [first], acts: { maker: act } })
    await world.replica()
    const { id } = await submit(world.requests, ann, orderOf('server'))
    await world.until(id, 'request_failed')

    await skipAction(world.requests, wish(id, { action: 'vm', reason: 'bought elsewhere' }))
    await retry(world.requests, wish(id, {}, ann))

    await world.until(id, 'request_completed')
    const { actions } = await getRequest(world.requests, ann, id)
    const states = Object.fromEntries(actions.map((one) => [one.id, one.state]))
    expect(states).toMatchObject({ net: 'succeeded', vm: 'skipped', dns: 'skipped' })
    expect(actions.find((one) => one.id === 'vm')?.skippedBy).toEqual({
      by: 'dba',
      reason: 'bought elsewhere',
    })
    await expectReplay(world.requests, id)
  })

  it('that waits for a remote system: that is told to stop', async () => {
    const stopped: unknown[] = []
    const acts = {
      maker: {
        execute: () => ({ kind: 'waiting', waitingFor: 'remote', memo: { ticket: 7 } }) as const,
        cancel: (_: unknown, __: unknown, memo: unknown) => {
          stopped.push(memo)
          return done
        },
      },
    }
    world = await openWorld({ items: [itemOf('one', [net])], acts })
    await world.replica()
    const { id } = await submit(world.requests, ann, orderOf('one'))
    await world.until(id, 'action_waiting')

    await skipAction(world.requests, wish(id, { action: 'net', reason: 'too slow' }))

    await world.until(id, 'request_completed')
    await expect.poll(() => stopped).toEqual([{ ticket: 7 }])
  })

  it('is not for requesters, strangers, or what has succeeded', async () => {
    const { act } = makes()
    world = await openWorld({ items: [first], acts: { maker: act } })
    await world.replica()
    const { id } = await submit(world.requests, ann, orderOf('server'))
    await world.until(id, 'request_failed')
    const body = { action: 'net', reason: 'because' }

    const answers = await Promise.allSettled([
      skipAction(world.requests, wish(id, body, ann)),
      skipAction(world.requests, wish(id, body, bob)),
      skipAction(world.requests, wish(id, body)),
      skipAction(world.requests, wish(id, { ...body, action: 'nobody' })),
    ])

    expect(answers).toMatchObject([
      { reason: { code: 'auth.forbidden' } },
      { reason: { code: 'request.not_found' } },
      { reason: { code: 'action.not_skippable' } },
      { reason: { code: 'action.not_found' } },
    ])
  })
})

describe('editing an input', () => {
  const edit = { action: 'vm', changes: { '/size': 'small-{{fields.name}}' }, reason: 'quota' }

  it('lets the failed request go on with it, recorded and shown', async () => {
    const { act, seen } = makes()
    world = await openWorld({ items: [first], acts: { maker: act } })
    await world.replica()
    const { id } = await submit(world.requests, ann, orderOf('server'))
    await world.until(id, 'request_failed')

    await editInput(world.requests, wish(id, { ...edit, resume: true }))

    await world.until(id, 'request_completed')
    const { actions } = await getRequest(world.requests, ann, id)
    expect(actions.find((one) => one.id === 'vm')).toMatchObject({
      state: 'succeeded',
      edited: { by: 'dba', reason: 'quota' },
    })
    expect(seen).toContainEqual(['vm', { size: 'small-orders' }])
    const inputs = (await getLogs(world.requests, ann, id)).flatMap((one) =>
      one.action === 'vm' ? [one.input] : [],
    )
    expect(inputs).toEqual([{ size: 'large' }, { size: 'small-orders' }])
    await expectReplay(world.requests, id)
  })

  it('is refused with every fault at once', async () => {
    const { act } = makes()
    world = await openWorld({ items: [first], acts: { maker: act }, secrets: { TOKEN: 'tok-1' } })
    await world.replica()
    const { id } = await submit(world.requests, ann, orderOf('server'))
    await world.until(id, 'request_failed')
    const changed = (changes: Record<string, unknown>) =>
      editInput(world.requests, wish(id, { ...edit, changes })).catch((error: unknown) => error)

    const answers = await Promise.all([
      changed({ '/deep/down': 1, '/password': 'hunter2hunter2' }),
      changed({ '/size': '{{fields.nothing}}', '/other': '{{secrets.NONE}}' }),
      changed({ '/size': '{{output.dns.made}}' }),
      changed({ '/size': '{{secrets.TOKEN}}' }),
    ])

    expect(answers).toMatchObject([
      {
        code: 'action.input_invalid',
        faults: [
          { code: 'pointer.unknown', at: '/changes/~1deep~1down' },
          { code: 'secret.in_clear', at: '/changes/~1password' },
        ],
      },
      { faults: [{ at: '/changes/~1size' }, { at: '/changes/~1other' }] },
      { faults: [{ code: 'output.not_before' }] },
      { state: 'failed' },
    ])
    expect(JSON.stringify(answers)).not.toContain('hunter2')
  })

  it('is not for what has succeeded, and goes on only what has failed', async () => {
    world = await openWorld({ items: [itemOf('one', [net])], acts: { maker: waits } })
    await world.replica()
    const { id } = await submit(world.requests, ann, orderOf('one'))
    await world.until(id, 'action_waiting')

    const resumed = editInput(
      world.requests,
      wish(id, { action: 'net', changes: { '/a': 1 }, reason: 'r', resume: true }),
    )

    await expect(resumed).rejects.toMatchObject({ code: 'request.not_failed' })
  })
})

describe('going on with the newest version', () => {
  const mended = versioned(
    itemOf('server', [net, vm('small'), { id: 'mail', type: 'maker', config: {} }]),
    '2.0.0',
  )

  it('keeps what succeeded, runs what is new, and shows both versions', async () => {
    const { act, seen } = makes()
    const { catalog, serve } = shelf(first, mended)
    world = await openWorld({ items: [], acts: { maker: act }, catalog })
    const replica = await world.replica()
    const { id } = await submit(world.requests, ann, orderOf('server'))
    await world.until(id, 'request_failed')
    await getRequest(replica.requests, ann, id)
    serve(mended)

    await retry(world.requests, wish(id, { use_latest: true }, ann))

    await world.until(id, 'request_completed')
    const view = await getRequest(replica.requests, ann, id)
    expect(view).toMatchObject({
      item: { version: '2.0.0' },
      definitionHash: '2.0.0',
      ordered: { version: '1.0.0', hash: '1.0.0' },
    })
    const states = Object.fromEntries(view.actions.map((one) => [one.id, one.state]))
    expect(states).toEqual({
      net: 'succeeded',
      vm: 'succeeded',
      'vm:rollback': 'skipped',
      mail: 'succeeded',
    })
    expect(seen.filter((one) => Array.isArray(one) && one[0] === 'net')).toHaveLength(1)
    await expectReplay(world.requests, id)
    const { statements } = await explainRequest(world.requests, ann, id)
    expect(statements.map(({ sentence }) => sentence)).toContain(
      'It goes on with version 2.0.0 of the item',
    )
  })

  it('is refused with every fault when the answers do not fit any more', async () => {
    const { act } = makes()
    const strict = versioned(
      itemOf('server', [net, vm('small')], {
        fields: form(
          { ...name, validation: { pattern: '^[0-9]+$' } },
          { id: 'owner', name: 'Owner', type: 'string', required: true },
        ),
      }),
      '2.0.0',
    )
    const { catalog, serve } = shelf(first, strict)
    world = await openWorld({ items: [], acts: { maker: act }, catalog })
    await world.replica()
    const { id } = await submit(world.requests, ann, orderOf('server'))
    await world.until(id, 'request_failed')
    serve(strict)

    const refused = retry(world.requests, wish(id, { use_latest: true }, ann))

    await expect(refused).rejects.toMatchObject({
      code: 'request.invalid',
      faults: [{ at: '/fields/name' }, { at: '/fields/owner' }],
    })
    expect((await getRequest(world.requests, ann, id)).state).toBe('failed')
  })

  it('keeps an answer secret that the newest version would show', async () => {
    const { act, seen } = makes()
    const secret = itemOf('server', [vm('large')], {
      fields: form(name, { id: 'pin', name: 'Pin', type: 'password' }),
    })
    const open = versioned(
      itemOf('server', [{ ...vm('small'), config: { pin: '{{fields.pin}}' } }], {
        fields: form(name, { id: 'pin', name: 'Pin', type: 'string' }),
      }),
      '2.0.0',
    )
    const { catalog, serve } = shelf(secret, open)
    world = await openWorld({ items: [], acts: { maker: act }, catalog })
    await world.replica()
    const order = orderOf('server', { fields: { name: 'orders', pin: 'geheim-4711' } })
    const { id } = await submit(world.requests, ann, order)
    await world.until(id, 'request_failed')
    serve(open)

    await retry(world.requests, wish(id, { use_latest: true }, ann))

    await world.until(id, 'request_completed')
    expect(seen).toContainEqual(['vm', { pin: 'geheim-4711' }])
    const [row] = await world.database.db.selectFrom('request').selectAll().execute()
    expect(JSON.stringify(row)).not.toContain('geheim-4711')
    expect(JSON.stringify(await getLogs(world.requests, ann, id))).not.toContain('geheim-4711')
  })

  it('is the same as a retry when there is nothing newer, and repeats its answer for a key', async () => {
    const { act } = makes()
    const { catalog } = shelf(first)
    world = await openWorld({ items: [], acts: { maker: act }, catalog })
    const { id } = await submit(world.requests, ann, orderOf('server'))
    const replica = await world.replica()
    await world.until(id, 'request_failed')
    const idempotency = {
      key: 'again-1',
      operation: 'POST /requests/{id}/retry',
      answer: () => ({ status: 202, headers: {}, body: JSON.stringify({ id }) }),
    }

    await retry(world.requests, wish(id, { use_latest: true }, ann), { idempotency })
    await world.untilCount(id, 'request_failed', 2)
    const again = await retry(world.requests, wish(id, { use_latest: true }, ann), { idempotency })

    expect(again.replay?.status).toBe(202)
    const view = await getRequest(replica.requests, ann, id)
    expect(view.ordered).toBeUndefined()
  })
})
