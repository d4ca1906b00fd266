import { type PriceBook, readPrices } from '@pao/core/governance'
import { describe, expect, it } from 'vitest'
import { exerciseConnector, testContext } from '../../contract/index.ts'
import type { Outputs } from '../kit/outcome.ts'
import type { CostEstimationConfig } from './config.ts'
import { costEstimation } from './connector.ts'

const sample: CostEstimationConfig = {
  provider: { type: 'custom', region: 'berlin' },
  resources: [{ type: 'vm', quantity: 2, specifications: { size: 'small', disk_gb: 40 } }],
}

exerciseConnector(costEstimation, { config: sample })

const list = `kind: PriceList
name: own
provider: custom
currency: EUR
tax_percent: 19
prices:
  - { resource: vm, component: machine, where: { size: small }, unit: hour, price: "0.0416" }
  - { resource: vm, component: disk, unit: month, price: "0.045", per: specifications.disk_gb }
  - { resource: vm, component: setup, unit: once, price: 10 }
`
const rates = `kind: ExchangeRates\nbase: EUR\nrates: { USD: "1.08" }\n`

function bookOf(...texts: string[]): PriceBook {
  const files = texts.map((text) => readPrices({ path: 'prices.yaml', text }))
  const read = files.flatMap((file) => (file.ok ? [file.value] : []))
  return {
    lists: read.flatMap((file) => (file.kind === 'list' ? [file.list] : [])),
    rates: read.flatMap((file) => (file.kind === 'rates' ? [file.rates] : [])),
  }
}

async function outputsOf(more: Partial<CostEstimationConfig> = {}): Promise<Outputs> {
  const context = { ...testContext(), prices: () => bookOf(list, rates) }
  const outcome = await costEstimation.execute(context, { ...sample, ...more })
  return outcome.kind === 'succeeded' ? outcome.outputs : { ...outcome }
}

describe('an estimate', () => {
  it('tells what it costs a month and once, line by line and by which list', async () => {
    const outputs = await outputsOf()

    expect(outputs).toMatchObject({
      estimated_monthly_cost: 64.34,
      one_off_cost: 20,
      currency: 'EUR',
      complete: true,
      breakdown: [
        { component: 'machine', quantity: '2', price: '0.0416', monthly: 60.74 },
        { component: 'disk', quantity: '80', monthly: 3.6 },
        { component: 'setup', one_off: 20 },
      ],
      sources: [{ name: 'own', hash: expect.stringMatching(/^[0-9a-f]{64}$/) }],
    })
  })

  it('takes discount, tax and currency of the config', async () => {
    const pricing = { discount: 10, include_tax: true, currency: 'EUR' }
    const calculation = { currency: 'USD' }

    const outputs = await outputsOf({ pricing, calculation })

    expect(outputs).toMatchObject({
      currency: 'USD',
      estimated_monthly_cost: 74.43,
      tax: { monthly: 11.89, one_off: 3.69 },
    })
  })

  it('leaves a tax of pricing out where the calculation wants none', async () => {
    const outputs = await outputsOf({
      pricing: { include_tax: true },
      calculation: { include_tax: false },
    })

    expect(outputs).toMatchObject({ estimated_monthly_cost: 64.34 })
    expect(outputs).not.toHaveProperty('tax')
  })

  it('adds what Infracost said, and hands its change on', async () => {
    const infracost = {
      version: '0.2',
      currency: 'EUR',
      diffTotalMonthlyCost: '7.5',
      projects: [
        {
          name: 'infra',
          breakdown: {
            resources: [
              { name: 'db', costComponents: [{ name: 'Instance', monthlyCost: '100.10' }] },
            ],
          },
        },
      ],
    }

    const outputs = await outputsOf({ infracost })

    expect(outputs).toMatchObject({ estimated_monthly_cost: 164.44, monthly_change: 7.5 })
  })

  it('fails for what is no output of Infracost', async () => {
    const outcome = await outputsOf({ infracost: 'Error: no credentials' })

    expect(outcome).toMatchObject({ kind: 'failed', code: 'cost.infracost_unreadable' })
  })
})

describe('without a price', () => {
  const resources = [...sample.resources, { type: 'fax' }]

  it('succeeds and says that it will cost more', async () => {
    const outputs = await outputsOf({ resources })

    expect(outputs).toMatchObject({
      estimated_monthly_cost: 64.34,
      complete: false,
      unpriced: [{ resource: 'fax' }],
    })
  })

  it('fails where the item wants it so', async () => {
    const outcome = await outputsOf({ resources, calculation: { when_unpriced: 'fail' } })

    expect(outcome).toMatchObject({ kind: 'failed', retryable: false, code: 'cost.unpriced' })
  })

  it('has none at all where the operator keeps no lists', async () => {
    const outcome = await costEstimation.execute(testContext(), sample)

    expect(outcome).toMatchObject({ outputs: { complete: false, estimated_monthly_cost: 0 } })
  })
})

describe('a report', () => {
  const output = { breakdown: false }

  it('is HTML in which nothing of an answer is markup', async () => {
    const resources = [{ type: '<script>alert(1)</script>' }]

    const { report, breakdown } = await outputsOf({
      resources,
      output: { ...output, format: 'html' },
    })

    expect(report).toContain('&#60;script&#62;')
    expect(report).not.toContain('<script')
    expect(breakdown).toBeUndefined()
  })

  it('is a PDF whose table finds every object, in Latin letters', async () => {
    const resources = Array.from({ length: 70 }, (_, n) => ({ type: `größe (${n}) 数` }))

    const { report } = await outputsOf({ resources, output: { ...output, format: 'pdf' } })

    const file = Buffer.from(String(report), 'base64').toString('latin1')
    const places = [...file.matchAll(/^(\d{10}) 00000 n $/gm)].map(([, at]) => Number(at))
    expect(places.map((at, n) => file.startsWith(`${n + 1} 0 obj`, at))).not.toContain(false)
    expect(file).toContain('/Count 2')
    expect(file).toContain(String.raw`größe \(69\) ?`)
    expect(file.startsWith(`xref`, Number(/startxref\n(\d+)/.exec(file)?.[1]))).toBe(true)
  })
})
