import { describe, expect, it } from 'vitest'
import { awsReader } from './aws.ts'
import { azureReader } from './azure.ts'
import { gcpReader } from './gcp.ts'
import { JsonMembers, type JsonPath } from './json-members.ts'
import type { VendorReader, Wanted } from './vendor.ts'

const wanted: Wanted = { region: 'r1', currency: 'USD', only: {}, where: {} }

/** In pieces of a few characters, so that everything is cut somewhere. */
function pour(reader: Pick<VendorReader, 'wants' | 'take'>, value: unknown, size = 7): void {
  const members = new JsonMembers(reader.wants, reader.take)
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  for (let at = 0; at < text.length; at += size) members.feed(text.slice(at, at + size))
}

const wants = (path: JsonPath) => ['a/k"}{', 'list/1', 'list/3', 'text'].includes(path.join('/'))

describe('JsonMembers', () => {
  const value = {
    a: { 'k"}{': { deep: ['x', { y: 1 }] } },
    list: [1, { n: 'two, "three": {' }, [], { n: '\\' }],
    text: 'end\\"',
  }

  it.each([1, 2, 3, 1_000])('takes what is wanted out of pieces of %i characters', (size) => {
    const found: [string, unknown][] = []

    pour({ wants, take: (path, one) => void found.push([path.join('/'), one]) }, value, size)

    expect(found).toEqual([
      ['a/k"}{', value.a['k"}{']],
      ['list/1', value.list[1]],
      ['list/3', value.list[3]],
      ['text', value.text],
    ])
  })

  it('refuses one value that would fill the memory', () => {
    const members = new JsonMembers(
      () => true,
      () => undefined,
    )

    expect(() => {
      for (let n = 0; n < 10; n += 1)
        members.feed(`{"a":"${'x'.repeat(1_000_000)}`.slice(n > 0 ? 6 : 0))
    }).toThrow('too long')
  })
})

const machine = (more: object) => ({
  productFamily: 'Compute Instance',
  attributes: {
    regionCode: 'r1',
    instanceType: 'm5.large',
    operatingSystem: 'Linux',
    tenancy: 'Shared',
    capacitystatus: 'Used',
    preInstalledSw: 'NA',
    ...more,
  },
})
const term = (sku: string, ...dimensions: object[]) => ({
  [`${sku}.JRT`]: { priceDimensions: Object.fromEntries(dimensions.entries()) },
})
const lease = { unit: 'Hrs', beginRange: '0', pricePerUnit: { USD: '0.01' } }
const offer = {
  formatVersion: 'v1.0',
  offerCode: 'AmazonEC2',
  publicationDate: '2026-01-22T14:56:51Z',
  products: {
    A: machine({}),
    B: machine({ tenancy: 'Dedicated' }),
    C: machine({ regionCode: 'r2' }),
    E: machine({ instanceType: 'leased' }),
    D: {
      productFamily: 'Storage',
      attributes: { regionCode: 'r1', volumeApiName: 'gp3' },
    },
  },
  terms: {
    OnDemand: {
      A: term('A', { unit: 'Hrs', beginRange: '0', pricePerUnit: { USD: '0.0960000000' } }),
      B: term('B', { unit: 'Hrs', beginRange: '0', pricePerUnit: { USD: '9' } }),
      E: {
        'E.X': { ...term('E', lease)['E.JRT'], termAttributes: { LeaseContractLength: '3yr' } },
      },
      C: term('C', { unit: 'Hrs', beginRange: '0', pricePerUnit: { USD: '9' } }),
      D: term(
        'D',
        { unit: 'GB-Mo', beginRange: '100', pricePerUnit: { USD: '0.07' } },
        { unit: 'GB-Mo', beginRange: '0', pricePerUnit: { USD: '0.08' } },
      ),
    },
    Reserved: { A: term('A', { unit: 'Hrs', pricePerUnit: { USD: '0.01' } }) },
  },
}

describe('an AWS offer file', () => {
  it('gives the on-demand prices of ordinary machines of the region', () => {
    const reader = awsReader(wanted)
    pour(reader, offer)

    expect(reader.effective()).toBe('2026-01-22')
    expect(reader.prices()).toEqual([
      {
        resource: 'AmazonEC2',
        component: 'Compute Instance',
        where: { instance_type: 'm5.large', operating_system: 'Linux' },
        unit: 'hour',
        price: '0.0960000000',
        sku: 'A',
      },
    ])
  })

  it('gives prices by amount, in tiers, where a formula says how many', () => {
    const reader = awsReader({ ...wanted, resource: 'disk', per: 'specifications.gb' })
    pour(reader, offer)

    expect(reader.prices().find(({ sku }) => sku === 'D')).toMatchObject({
      resource: 'disk',
      unit: 'month',
      per: 'specifications.gb',
      tiers: [{ up_to: 100, price: '0.08' }, { price: '0.07' }],
    })
  })
})

const itemOf = (more: object) => ({
  currencyCode: 'USD',
  tierMinimumUnits: 0,
  retailPrice: 0.176346,
  armRegionName: 'r1',
  effectiveStartDate: '2026-01-01T00:00:00Z',
  meterId: 'm',
  meterName: 'F16s',
  skuId: 's',
  productName: 'Virtual Machines FS',
  skuName: 'F16s',
  serviceName: 'Virtual Machines',
  unitOfMeasure: '1 Hour',
  type: 'Consumption',
  armSkuName: 'Standard_F16s',
  ...more,
})

describe('answers of Azure', () => {
  it('give consumption prices, without spot, reservations and other regions', () => {
    const reader = azureReader(wanted)
    pour(reader, {
      Items: [
        itemOf({}),
        itemOf({ skuId: 'spot', skuName: 'F16s Spot' }),
        itemOf({ skuId: 'dev', type: 'DevTestConsumption' }),
        itemOf({ skuId: 'far', armRegionName: 'r2' }),
        itemOf({ skuId: 'gb', unitOfMeasure: '1 GB/Month' }),
        itemOf({ skuId: 'small', retailPrice: 2e-7 }),
      ],
      NextPageLink: null,
    })

    expect(reader.prices()).toMatchObject([
      {
        resource: 'Virtual Machines',
        component: 'F16s',
        where: { sku: 'Standard_F16s', product: 'Virtual Machines FS' },
        unit: 'hour',
        price: '0.176346',
      },
      { price: '0.0000002' },
    ])
  })
})

const skuOf = (id: string, more: object, usageType = 'OnDemand') => ({
  skuId: id,
  description: 'A2 Core',
  category: { serviceDisplayName: 'Compute Engine', resourceGroup: 'CPU', usageType },
  serviceRegions: ['r1'],
  pricingInfo: [
    {
      pricingExpression: {
        usageUnit: 'h',
        tieredRates: [
          { startUsageAmount: 0, unitPrice: { currencyCode: 'USD', units: '2', nanos: 4237000 } },
        ],
      },
      effectiveTime: '2026-01-24T10:52:50Z',
    },
  ],
  ...more,
})

describe('answers of Google', () => {
  it('give prices put together from whole and billionths, by model', () => {
    const reader = gcpReader(wanted)
    pour(reader, {
      skus: [skuOf('A', {}), skuOf('B', {}, 'Preemptible'), skuOf('C', { serviceRegions: ['r2'] })],
    })

    expect(reader.effective()).toBe('2026-01-24')
    expect(reader.prices()).toMatchObject([
      {
        resource: 'Compute Engine',
        component: 'CPU',
        where: { sku: 'A' },
        model: 'on-demand',
        unit: 'hour',
        price: '2.004237000',
      },
      { where: { sku: 'B' }, model: 'spot' },
    ])
  })
})
