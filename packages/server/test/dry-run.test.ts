import { shutIn } from '@pao/connectors/contract'
import { runnableTypes } from '@pao/connectors/schemas'
import type { Item } from '@pao/core/catalog'
import { describePlan, planOf } from '@pao/core/engine'
import { describe, expect, it } from 'vitest'
import { accepted } from '../../core/test/example-answers.ts'
import { exampleItems } from '../../core/test/example-catalog.ts'
import { dryRuns } from '../src/requests/dry-run.ts'
import type { CheckedOrder } from '../src/requests/order.ts'
import { ann } from './requests-world.ts'
import { trapped } from './trapped.ts'

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
