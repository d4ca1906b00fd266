import { describe, expect, it } from 'vitest'
import type { Item } from '../catalog/item.ts'
import { carriedAnswers, gateFaults, promotionWay } from './promotion.ts'

const noon = Date.UTC(2026, 0, 1, 12)
const hour = 3_600_000

const item = (gates: readonly unknown[] = []): Item => ({
  version: '2.0',
  kind: 'CatalogItem',
  metadata: {
    id: 'db',
    name: 'Database',
    description: 'For a test',
    version: '1.0.0',
    category: 'databases',
    owner: { team: 'dba' },
  },
  presentation: {
    groups: [
      {
        id: 'main',
        name: 'Main',
        fields: ['name', 'size', 'password', 'environment'].map((id) => ({
          id,
          name: id,
          type: 'string',
        })),
      },
    ],
  },
  fulfillment: {
    manual: { actions: [] },
    environments: { test: { defaults: { size: 'm' } } },
    promotion: { path: ['dev', 'test', 'prod'], gates },
  },
})
const request = {
  environment: 'dev' as string | null,
  completedAt: noon,
  drift: 'in_sync' as const,
}
const open = (gate: unknown, more: object = {}, now = noon + hour) =>
  promotionWay(item([gate]), { ...request, ...more }, now).gates.map((one) => one.open)

describe('the way of a request', () => {
  it.each([
    ['dev', 'test'],
    ['test', 'prod'],
    ['prod', undefined],
    ['elsewhere', undefined],
    [null, undefined],
  ])('from %s goes to %s', (environment, next) => {
    expect(promotionWay(item(), { ...request, environment }, noon).next).toBe(next)
  })

  it('names the answers that the next environment has of its own', () => {
    expect(promotionWay(item(), request, noon).overrides).toEqual(['size'])
  })
})

describe('a gate', () => {
  it('opens once what is there has stood for so long', () => {
    const gate = { stood_for: '24 hours' }

    expect([open(gate, {}, noon + 24 * hour - 1), open(gate, {}, noon + 24 * hour)]).toEqual([
      [false],
      [true],
    ])
  })

  it.each([
    ['in_sync', true],
    ['unknown', true],
    ['drifted', false],
    ['missing', false],
  ] as const)('that asks for what was ordered is with %s open: %s', (drift, expected) => {
    expect(open({ in_sync: true }, { drift })).toEqual([expected])
  })

  it('holds only before its environment', () => {
    expect(open({ environment: 'prod', stood_for: '1 week' })).toEqual([])
    expect(open({ environment: 'test', stood_for: '1 week' })).toEqual([false])
  })

  it.each([
    ['a text', 'approved by the board'],
    ['a key nobody knows', { approvals: 2 }],
    ['a known key and one nobody knows', { in_sync: true, approvals: 2 }],
    ['a span that is none', { stood_for: 'a while' }],
    ['nothing', {}],
  ])('stays closed where it says %s', (_what, gate) => {
    expect(open(gate)).toContain(false)
  })

  it('tells all that is closed, and what opens it', () => {
    const { gates } = promotionWay(
      item([{ stood_for: '2 days', in_sync: true }]),
      { ...request, drift: 'drifted' },
      noon,
    )

    expect(gateFaults(gates)).toMatchObject([
      { code: 'gate.stood_for', hint: 'Wait 48 hours more' },
      { code: 'gate.in_sync', hint: expect.stringContaining('outside') },
    ])
  })
})

it('carries answers on, but not secrets, what is not asked any more, or what the environment has of its own', () => {
  const fields = { name: 'orders', size: 's', password: '***', gone: 1, environment: 'dev' }

  expect(carriedAnswers(item(), fields, 'test')).toEqual({
    name: 'orders',
    size: 'm',
    environment: 'test',
  })
})
