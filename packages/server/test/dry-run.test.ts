import { ConnectionMissing, connectors } from '@pao/connectors'
import { shutIn } from '@pao/connectors/contract'
import { runnableTypes } from '@pao/connectors/schemas'
import type { Item } from '@pao/core/catalog'
import { describePlan, planOf } from '@pao/core/engine'
import { describe, expect, it } from 'vitest'
import { accepted } from '../../core/test/example-answers.ts'
import { exampleItems } from '../../core/test/example-catalog.ts'
import { type DryDeps, dryRuns } from '../src/requests/dry-run.ts'
import type { CheckedOrder } from '../src/requests/order.ts'
import { timers } from '../src/timers.ts'
import { ann } from './requests-world.ts'

const noon = Date.UTC(2026, 10, 23, 12)

/** Whatever is reached for through it was not to be reached for. */
function trap(what: string): { door: object; tried: string[] } {
  const tried: string[] = []
  const door = new Proxy(
    {},
    {
      get(_target, name) {
        tried.push(`${what}.${String(name)}`)
        throw new Error(`a dry run reached for ${what}.${String(name)}`)
      },
    },
  )
  return { door, tried }
}

function missing(name: string): never {
  throw new ConnectionMissing(`${name} is not set up`)
}

/** A room whose database and doors tell when they are touched; nothing is set up. */
function trapped() {
  const db = trap('db')
  const doors = trap('outside')
  const outside = new Proxy(doors.door, {
    get: (door, name) =>
      name === 'connection' || name === 'secret' ? missing : Reflect.get(door, name),
  })
  const deps: DryDeps = {
    db: db.door as DryDeps['db'],
    outside: outside as DryDeps['outside'],
    connectors,
    publicUrl: 'https://pao.example.com',
    timers,
    findItem: () => undefined,
    environments: () => [],
    options: () => Promise.resolve({ options: [] }),
    now: () => noon,
    quotas: { current: () => Promise.resolve([]), forget: () => undefined },
    newId: () => '0197a0d0-0000-7000-8000-000000000000',
    random: () => 0.5,
    surroundings: {
      variables: { PLATFORM_API_URL: 'https://platform.example.com' },
      secrets: { GITHUB_TOKEN: 'canary-5c0ffee' },
      region: '',
      cluster: '',
    },
  }
  return { deps, tried: () => [...db.tried, ...doors.tried] }
}

function orderOf(item: Item): CheckedOrder {
  const fields = accepted(item)
  return {
    document: item,
    hash: 'h',
    fields,
    secrets: {},
    environment: 'development',
    asker: { principal: ann, requester: { id: ann.id, email: ann.email }, teams: [] },
    notBefore: undefined,
    plan: planOf(item, { fields, availableTypes: runnableTypes }),
    quotas: [],
    unchecked: [],
  }
}

const examples = exampleItems.map((item) => [item.metadata.id, item] as const)

describe.each(examples)('%s', (_id, item) => {
  it('is tried dry step by step without a socket, a row, or a secret', async () => {
    const { deps, tried } = trapped()
    const checked = orderOf(item)
    const { nodes } = describePlan(checked.plan)
    const verdicts = new Map(nodes.map(({ id, conditions }) => [id, conditions]))

    const played = await shutIn(() => dryRuns(deps, checked, verdicts))

    const steps = Object.entries(played.value)
    const absent = nodes.flatMap(({ id, available }) => (available ? [] : [id]))
    const failing = steps.flatMap(([id, { outcome }]) =>
      outcome.kind === 'would_fail' ? [id] : [],
    )
    expect([played.tried, tried()]).toEqual([0, []])
    expect(steps.map(([id]) => id).toSorted()).toEqual(nodes.map(({ id }) => id).toSorted())
    expect(JSON.stringify(steps)).not.toContain('canary-5c0ffee')
    expect(failing).toEqual(absent)
  })
})
