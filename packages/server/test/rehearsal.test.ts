import { shutIn } from '@pao/connectors/contract'
import type { Bundle, Item } from '@pao/core/catalog'
import { describe, expect, it } from 'vitest'
import { accepted } from '../../core/test/example-answers.ts'
import { exampleItems } from '../../core/test/example-catalog.ts'
import type { DryDeps } from '../src/requests/dry-run.ts'
import {
  type Rehearsal,
  rehearseOrder,
  type Rehearsing,
} from '../src/requests/rehearsal/rehearse.ts'
import { ann } from './requests-world.ts'
import { trapped } from './trapped.ts'

function itemOf(id: string): Item {
  const item = exampleItems.find(({ metadata }) => metadata.id === id)
  if (!item) throw new Error(`no example ${id}`)
  return item
}

/** Sample answers, in an environment in which the item is offered. */
function orderOf(item: Item): Rehearsing['order'] {
  const fields = accepted(item)
  const { environments } = item.metadata.visibility ?? {}
  const [offered = 'development'] = environments === 'all' ? [] : (environments ?? [])
  const { environment = offered } = fields
  return { fields, environment: String(environment) }
}

function rehearsalOf(
  document: Item,
  change: Partial<Omit<Rehearsing, 'document'>> = {},
): Promise<Rehearsal> {
  return rehearseOrder(trapped().deps, ann, {
    document,
    order: orderOf(document),
    ends: {},
    rollBack: false,
    ...change,
  })
}

const served: DryDeps['findItem'] = (_principal, id) => {
  const document = exampleItems.find(({ metadata }) => metadata.id === id)
  return document && { document, hash: id }
}

/** A queue as a component of a bundle, after another one. */
function part(id: string, after?: string): Bundle['components'][number] {
  return {
    id,
    item: 'messaging-queue-standard',
    fields: { queue_name: `${id}-events` },
    ...(after !== undefined && { depends_on: [after] }),
  }
}

const lasted = ({ run, begin }: Rehearsal) => (run.endedAt ?? 0) - begin
const withoutNeeds = exampleItems.filter(({ fulfillment }) => !fulfillment.depends_on)
const examples = withoutNeeds.map((item) => [item.metadata.id, item] as const)

describe.each(examples)('%s', (_id, item) => {
  it('is rehearsed to its end and back without a socket, a row, or a secret', async () => {
    const { deps, tried } = trapped()
    const order = orderOf(item)

    const played = await shutIn(() =>
      rehearseOrder(deps, ann, { document: item, order, ends: {}, rollBack: true }),
    )

    const { run, steps, cut } = played.value
    expect([played.tried, tried()]).toEqual([0, []])
    expect(run.endedAt).toBeDefined()
    expect(steps[0]?.sentences).toContain('The item was ordered.')
    expect(cut).toBe(false)
    expect(JSON.stringify(played.value)).not.toContain('canary-5c0ffee')
  })
})

describe('a rehearsal of an order', () => {
  const database = itemOf('database-postgresql-standard')

  it('goes as somebody invents, with tries that fail first', async () => {
    const queue = itemOf('messaging-queue-standard')
    const id = queue.fulfillment.automatic?.actions[0]?.id ?? ''
    const ends = { [id]: { failures: 1, ends: 'succeeded' as const, outputs: { key: 'DB-7' } } }

    const { tries } = await rehearsalOf(queue, { ends })

    const own = tries.filter(({ action }) => action === id)
    expect(own.map(({ attempt, source, told }) => [attempt, source, told.ends])).toEqual([
      [1, 'invented', 'failed'],
      [2, 'invented', 'succeeded'],
    ])
  })

  it('refuses ends of actions that the plan does not have, all at once', async () => {
    const ends = { nowhere: {}, neither: {} }

    await expect(rehearsalOf(database, { ends })).rejects.toMatchObject({
      code: 'request.invalid',
      faults: [{ at: '/ends/nowhere' }, { at: '/ends/neither' }],
    })
  })

  it('ends as rejected when who is asked refuses', async () => {
    const asking: Item = {
      ...database,
      metadata: { ...database.metadata, visibility: { require_approval: true } },
    }
    const gate = (await rehearsalOf(asking)).plan.approvals.find((one) => one.gate)?.action ?? ''

    const { run, tries } = await rehearsalOf(asking, { ends: { [gate]: { ends: 'rejected' } } })

    expect(gate).not.toBe('')
    expect(run.state).toBe('rejected')
    expect(tries.map(({ action }) => action)).toContain(gate)
  })

  it('lets a person take an hour, and two days where that is said', async () => {
    const item = itemOf('security-access-review')
    const { plan } = await rehearsalOf(item)
    const work = plan.nodes.find(({ type }) => type === 'manual-task')?.id ?? ''
    const ends = { [work]: { after_seconds: 172_800 } }

    const [usual, slow] = [await rehearsalOf(item), await rehearsalOf(item, { ends })]

    expect(lasted(usual)).toBeLessThan(lasted(slow))
    expect(lasted(slow)).toBeGreaterThanOrEqual(172_800_000)
  })

  it('plays a bundle with what it orders, each part in its turn', async () => {
    const { deps, tried } = trapped()
    const document: Bundle = {
      ...itemOf('messaging-queue-standard'),
      kind: 'CatalogBundle',
      metadata: { ...itemOf('messaging-queue-standard').metadata, id: 'bundle-events' },
      presentation: { groups: [] },
      components: [part('first'), part('second', 'first')],
    }

    const { run, tries } = await rehearseOrder({ ...deps, findItem: served }, ann, {
      document,
      order: { fields: {}, environment: 'development' },
      ends: {},
      rollBack: false,
    })

    expect(run.state).toBe('completed')
    expect(
      tries.map(({ action, dry }) => [action, dry?.calls.map(({ target }) => target)]),
    ).toEqual([
      ['first', ['messaging-queue-standard']],
      ['second', ['messaging-queue-standard']],
    ])
    expect(tried()).toEqual([])
  })
})
