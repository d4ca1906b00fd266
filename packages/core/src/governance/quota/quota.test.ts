import { describe, expect, it } from 'vitest'
import type { Metadata } from '../../catalog/item.ts'
import { emptyBook } from '../price-list.ts'
import { countedAs, ratesInto } from './counted.ts'
import { effectsOf, type QuotaRule, reached, rulesFor } from './quota.ts'
import { sayQuota } from './say-quota.ts'

const rule = (more: Partial<QuotaRule>): QuotaRule => ({
  team: '*',
  environment: '*',
  resource: 'database',
  most: 5,
  enforce: 'hard',
  alerts: [],
  ...more,
})
const demand = { resource: 'database', environment: 'prod', amount: 2, required: true }
const metadata: Metadata = {
  id: 'mysql',
  name: 'MySQL',
  description: 'A database',
  version: '1.0.0',
  category: 'databases',
  owner: { team: 'data' },
}
const cost = {
  currency: 'USD',
  monthly: 50,
  low: 50,
  high: 50,
  oneOff: 0,
  complete: true,
  lines: [],
  unpriced: [],
  sources: [],
}
const book = {
  ...emptyBook,
  rates: [{ kind: 'ExchangeRates' as const, base: 'EUR', rates: { USD: '1.25' } }],
}
const money = { currencies: ['EUR', 'GBP'], book, on: '2026-01-31' }

describe('rulesFor', () => {
  it('takes a team its own rule instead of that of every team, for each environment apart', () => {
    const rules = [
      rule({}),
      rule({ team: 'a', most: 9 }),
      rule({ environment: 'prod' }),
      rule({ environment: 'dev' }),
      rule({ resource: 'disk' }),
    ]

    expect(rulesFor(rules, { team: 'a', demand })).toEqual([rules[1], rules[2]])
    expect(rulesFor(rules, { team: 'b', demand })).toEqual([rules[0], rules[2]])
  })
})

describe('effectsOf', () => {
  it('adds up what is asked of one counter and refuses by hard rules only what must be had', () => {
    const demands = [demand, { ...demand, amount: 3, required: false }]
    const [hard] = effectsOf([rule({})], { team: 'a', demands }, () => 1)
    const [over] = effectsOf([rule({})], { team: 'a', demands }, () => 4)
    const [soft] = effectsOf([rule({ enforce: 'soft' })], { team: 'a', demands }, () => 4)

    expect(hard).toMatchObject({ adds: 5, exceeded: true, refused: false })
    expect(over).toMatchObject({ exceeded: true, refused: true })
    expect(soft).toMatchObject({ exceeded: true, refused: false })
  })

  it('adds of a change only what is more than before', () => {
    const asked = { team: 'a', demands: [{ ...demand, amount: 4 }], holds: () => 3 }

    expect(effectsOf([rule({})], asked, () => 4)[0]).toMatchObject({ adds: 1, refused: false })
    expect(effectsOf([rule({})], asked, () => 5)[0]).toMatchObject({ adds: 1, refused: true })
  })

  it('keeps no dust of floating point', () => {
    const demands = [
      { ...demand, amount: 0.1 },
      { ...demand, amount: 0.2 },
    ]

    expect(effectsOf([rule({ most: 0.3 })], { team: 'a', demands }, () => 0)[0]).toMatchObject({
      adds: 0.3,
      refused: false,
    })
  })
})

describe('countedAs', () => {
  it('counts an order as item, category, type, what it names and its cost in currencies with a rate', () => {
    const order = { metadata, environment: 'prod', named: [demand], cost }

    expect(countedAs(order, money).map(({ resource, amount }) => [resource, amount])).toEqual([
      ['item:mysql', 1],
      ['category:databases', 1],
      ['type:databases', 1],
      ['database', 2],
      ['cost:EUR', 40],
    ])
    expect(countedAs({ ...order, changes: true }, money)).toHaveLength(2)
    expect(ratesInto(money)).toContainEqual({ from: 'USD', to: 'EUR', rate: '0.8' })
  })
})

describe('reached', () => {
  it('tells the highest threshold, and none while nothing is taken', () => {
    const budget = rule({ most: 100, alerts: [50, 80, 100] })

    expect([0, 49, 50, 99, 100, 300].map((taken) => reached(budget, taken))).toEqual([
      undefined,
      undefined,
      50,
      80,
      100,
      100,
    ])
    expect(reached({ most: 0, alerts: [100] }, 0)).toBeUndefined()
  })
})

const say = (more: Partial<QuotaRule>, taken: number) =>
  effectsOf([rule(more)], { team: 'a', demands: [demand] }, () => taken).map(sayQuota)[0]

describe('sayQuota', () => {
  it('says what is left, or what becomes of it', () => {
    expect(say({}, 2)).toBe(
      'Uses 2 of the 3 left of 5 of database for team a in all environments together',
    )
    expect(say({ note: 'Ask Olga' }, 4)).toContain('The order is refused. Ask Olga')
    expect(say({ enforce: 'approval' }, 4)).toContain('People must agree first')
    expect(say({ enforce: 'soft' }, 4)).toContain('goes through and is marked')
  })
})
