import { describe, expect, it } from 'vitest'
import type { Condition, Operator } from '../item.ts'
import { conditionFields, type Facts, holds, lookUp } from './conditions.ts'

const facts: Facts = {
  fields: {
    size: 7,
    day: '2026-11-30',
    zones: ['a', 'b'],
    config: { tier: 'gold' },
    name: 'orders-db',
    hidden: undefined,
  },
  environment: 'production',
  output: { check: { status: 'succeeded', outputs: { cost: 12.5 } } },
}

describe('holds', () => {
  it.each<[string, Operator, unknown, boolean]>([
    ['size', 'eq', 7, true],
    ['size', 'eq', '7', false],
    ['size', 'ne', 7, false],
    ['size', 'ne', '7', true],
    ['size', 'gt', 6, true],
    ['size', 'gt', 7, false],
    ['size', 'gte', 7, true],
    ['size', 'lt', 10, true],
    ['size', 'lt', '10', false],
    ['size', 'lte', 6, false],
    ['size', 'in', [1, 7], true],
    ['size', 'in', ['7'], false],
    ['size', 'in', 7, false],
    ['size', 'not_in', [1, 2], true],
    ['size', 'not_in', [7], false],
    ['day', 'gt', '2026-11-29', true],
    ['day', 'lte', '2026-11-29', false],
    ['zones', 'contains', 'a', true],
    ['zones', 'contains', 'c', false],
    ['zones', 'eq', ['a', 'b'], true],
    ['zones', 'eq', ['b', 'a'], false],
    ['zones', 'in', ['a'], false],
    ['name', 'contains', 'db', true],
    ['name', 'contains', 'DB', false],
    ['size', 'contains', 7, false],
    ['fields.size', 'eq', 7, true],
    ['fields.config.tier', 'eq', 'gold', true],
    ['config', 'eq', { tier: 'gold' }, true],
    ['environment', 'eq', 'production', true],
    ['output.check.status', 'eq', 'succeeded', true],
    ['output.check.outputs.cost', 'gt', 12, true],
  ])('says of %s %s %j: %s', (field, operator, value, expected) => {
    const answer = holds({ field, operator, value }, facts)

    expect(answer).toBe(expected)
  })

  it.each<[Operator, unknown, boolean]>([
    ['eq', 'x', false],
    ['eq', null, true],
    ['ne', 'x', true],
    ['ne', null, false],
    ['gt', 0, false],
    ['lt', 0, false],
    ['in', ['x'], false],
    ['not_in', ['x'], true],
    ['contains', 'x', false],
  ])('says of a hidden or unknown field %s %j: %s', (operator, value, expected) => {
    const answers = ['hidden', 'unknown', 'output.none.status', 'fields.size.unit'].map((field) =>
      holds({ field, operator, value }, facts),
    )

    expect(answers).toEqual([expected, expected, expected, expected])
  })

  it('joins conditions by all, any and not', () => {
    const big: Condition = { field: 'size', operator: 'gt', value: 5 }
    const small: Condition = { field: 'size', operator: 'lt', value: 5 }

    const answers = [
      holds({ all: [big, { not: small }] }, facts),
      holds({ all: [big, small] }, facts),
      holds({ any: [small, big] }, facts),
      holds({ any: [] }, facts),
      holds({ all: [] }, facts),
    ]

    expect(answers).toEqual([true, false, true, false, true])
  })

  it('reads own data only', () => {
    const values = [
      'constructor',
      'fields.constructor',
      'fields.name.length',
      'fields.zones.length',
      '__proto__',
    ].map((name) => lookUp(name, facts))

    expect(values).toEqual([undefined, undefined, undefined, undefined, undefined])
  })

  it('lets an own field go before a fact of the same name, even when it is hidden', () => {
    const hidden: Facts = { fields: { environment: undefined }, environment: 'production' }

    const answer = holds({ field: 'environment', operator: 'eq', value: 'production' }, hidden)

    expect(answer).toBe(false)
  })
})

describe('conditionFields', () => {
  it('names every field once, however deep it stands', () => {
    const condition: Condition = {
      all: [
        { field: 'a', operator: 'eq', value: 1 },
        {
          not: {
            any: [
              { field: 'fields.b', operator: 'eq', value: 1 },
              { field: 'a', operator: 'ne', value: 2 },
            ],
          },
        },
      ],
    }

    const names = conditionFields(condition)

    expect(names).toEqual(['a', 'fields.b'])
  })
})
