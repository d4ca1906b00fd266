import { describe, expect, it } from 'vitest'
import { type CostQuestion, estimate } from './estimate.ts'
import { type ExchangeRates, type KnownList, type PriceBook } from './price-list.ts'

const list = (more: Partial<KnownList> & Pick<KnownList, 'prices'>): KnownList => ({
  kind: 'PriceList',
  name: 'own',
  provider: 'custom',
  currency: 'EUR',
  hash: 'abc',
  ...more,
})
const book = (...lists: KnownList[]): PriceBook => ({ lists, rates: [] })
const asked = (more: Partial<CostQuestion> = {}): CostQuestion => ({
  provider: 'custom',
  resources: [{ type: 'vm', specifications: { size: 'small', disk_gb: 100 } }],
  on: '2026-01-01',
  ...more,
})
const vm = { resource: 'vm', unit: 'hour' as const, price: '0.0416' }

describe('which price counts', () => {
  const small = { ...vm, where: { size: 'small' }, price: '0.02' }
  const general = list({ prices: [vm, small, { ...vm, where: { size: 'large' }, price: '0.9' }] })
  const near = list({ name: 'near', region: 'berlin', prices: [{ ...vm, price: '0.01' }] })

  it.each([
    ['the one that names most of the specifications', general, {}, 14.6],
    [
      'the one of the region, between equals',
      list({ ...general, prices: [vm] }),
      { region: 'berlin' },
      7.3,
    ],
    ['none of another region', list({ ...general, prices: [vm] }), { region: 'paris' }, 30.37],
  ])('is %s', (_which, one, more, monthly) => {
    const found = estimate(asked(more), book(one, near))

    expect(found).toMatchObject({ monthly, complete: true, currency: 'EUR' })
  })

  it('is the newest that holds on the day, never one of tomorrow', () => {
    const days = ['2025-01-01', '2026-01-01', '2026-01-02']
    const all = book(
      ...days.map((day, n) =>
        list({ name: day, effective: day, prices: [{ ...vm, price: n + 1 }] }),
      ),
    )

    const { monthly, sources } = estimate(asked(), all)

    expect(monthly).toBe(1460)
    expect(sources).toEqual([{ name: '2026-01-01', hash: 'abc', effective: '2026-01-01' }])
  })

  it('falls back on demand for a component without a reserved price', () => {
    const disk = { resource: 'vm', component: 'disk', unit: 'month' as const, price: 5 }
    const reserved = { ...vm, model: 'reserved', price: '0.01' }

    const { monthly } = estimate(
      asked({ model: 'reserved' }),
      book(list({ prices: [vm, reserved, disk] })),
    )

    expect(monthly).toBe(12.3)
  })

  it('compares a text of the form with a number of the list', () => {
    const one = list({ prices: [{ ...vm, where: { disk_gb: '100' } }] })

    expect(estimate(asked(), book(one)).complete).toBe(true)
  })
})

describe('how it is counted', () => {
  it('takes quantity, formula and tiers, step by step', () => {
    const disk = {
      resource: 'vm',
      unit: 'month' as const,
      per: 'specifications.disk_gb * 0.3',
      tiers: [{ up_to: 50, price: '0.10' }, { price: '0.08' }],
    }
    const resources = [{ type: 'vm', quantity: 2, specifications: { disk_gb: 100 } }]

    const { lines } = estimate(asked({ resources }), book(list({ prices: [disk] })))

    expect(lines).toMatchObject([{ quantity: '60', monthly: 5.8 }])
  })

  it('gives a span where the list does, and keeps what is paid once apart', () => {
    const prices = [
      {
        resource: 'vm',
        component: 'traffic',
        unit: 'month' as const,
        price: '0.09',
        per: '100',
        low: '10',
        high: '1000',
      },
      { resource: 'vm', component: 'setup', unit: 'once' as const, price: 49 },
      { resource: 'vm', component: 'support', unit: 'year' as const, price: 120 },
      { resource: 'vm', component: 'backup', unit: 'day' as const, price: 1 },
    ]

    const found = estimate(asked(), book(list({ prices })))

    expect(found).toMatchObject({ monthly: 49.42, low: 41.32, high: 130.42, oneOff: 49 })
  })

  it('sums to what its rounded lines say, discount before tax', () => {
    const prices = ['a', 'b', 'c'].map((component) => ({
      resource: 'vm',
      component,
      unit: 'month' as const,
      price: '0.335',
    }))
    const terms = { discountPercent: 10, includeTax: true }

    const found = estimate(asked(terms), book(list({ prices, tax_percent: 19 })))

    expect(found.lines.map(({ monthly }) => monthly)).toEqual([0.3, 0.3, 0.3])
    expect(found).toMatchObject({ monthly: 1.08, tax: { monthly: 0.18 }, complete: true })
  })

  it('rounds to the smallest coin of the currency', () => {
    const rates: ExchangeRates[] = [
      { kind: 'ExchangeRates', base: 'EUR', rates: { JPY: '163.27' } },
    ]

    const found = estimate(asked({ currency: 'JPY' }), { ...book(list({ prices: [vm] })), rates })

    expect(found).toMatchObject({ currency: 'JPY', monthly: 4958 })
    expect(found.lines).toMatchObject([{ price: '0.0416', priceCurrency: 'EUR' }])
  })
})

const rates = (effective: string, usd: string): ExchangeRates => ({
  kind: 'ExchangeRates',
  base: 'EUR',
  effective,
  rates: { USD: usd, GBP: '0.8' },
})

describe('exchange', () => {
  const dollars = list({ currency: 'USD', prices: [{ resource: 'vm', unit: 'month', price: 100 }] })
  it.each([
    ['EUR', 80],
    ['GBP', 64],
    ['USD', 100],
  ])('brings dollars into %s, also over the common base', (currency, monthly) => {
    const known = {
      lists: [dollars],
      rates: [rates('2025-01-01', '2'), rates('2025-06-01', '1.25'), rates('2027-01-01', '9')],
    }

    expect(estimate(asked({ currency }), known)).toMatchObject({ currency, monthly })
  })

  it('does not guess a rate', () => {
    const found = estimate(asked({ currency: 'CHF' }), {
      lists: [dollars],
      rates: [rates('2025-01-01', '2')],
    })

    expect(found).toMatchObject({
      monthly: 0,
      complete: false,
      unpriced: [{ resource: 'vm', reason: 'no exchange rate from USD to CHF is known' }],
    })
  })
})

describe('what has no price', () => {
  it.each([
    [{ resources: [{ type: 'vn' }] }, 'has a price that fits it'],
    [{ provider: 'aws' as const }, 'no price list of aws'],
    [{ resources: [{ type: 'vm', specifications: {} }] }, 'specifications.disk_gb'],
    [
      { resources: [{ type: 'vm', specifications: { disk_gb: 'many' } }] },
      'specifications.disk_gb',
    ],
    [{ resources: [{ type: 'vm', specifications: { disk_gb: -1 } }] }, '0 or more'],
    [{ includeTax: true }, 'no tax percentage'],
  ])('with %o is told: %s', (more, said) => {
    const price = { ...vm, per: 'specifications.disk_gb * 1' }

    const found = estimate(asked(more), book(list({ prices: [price] })))

    expect(found.complete).toBe(false)
    expect(found.unpriced[0]?.reason).toContain(said)
  })
})
