import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { freshFolder, pao } from './pao.ts'

const sku = {
  skuId: 'A',
  category: { serviceDisplayName: 'Compute Engine', resourceGroup: 'CPU', usageType: 'OnDemand' },
  serviceRegions: ['europe-west3'],
  pricingInfo: [
    {
      pricingExpression: {
        usageUnit: 'h',
        tieredRates: [{ unitPrice: { currencyCode: 'USD', units: '0', nanos: 31611000 } }],
      },
    },
  ],
}

function folderWith(name: string, content: unknown): string {
  const folder = freshFolder()
  writeFileSync(join(folder, name), JSON.stringify(content))
  return folder
}

describe('pao price', () => {
  it('makes a list of a provider that its own check finds nothing wrong with', async () => {
    const folder = folderWith('skus.json', { skus: [sku] })
    const load = ['price', 'load', 'gcp', 'skus.json', '--region', 'europe-west3']

    const loaded = await pao([...load, '--resource', 'vm', '--out', 'list.json'], folder)
    const checked = await pao(['price', 'check', 'list.json'], folder)

    expect([loaded.code, loaded.err, checked.code]).toEqual([0, '1 prices', 0])
    expect(JSON.parse(readFileSync(join(folder, 'list.json'), 'utf8'))).toMatchObject({
      provider: 'gcp',
      source: 'Google Cloud Billing Catalog API',
      prices: [{ resource: 'vm', price: '0.031611000' }],
    })
  })

  it.each([
    [['--region', 'mars'], 1, 'no price of mars'],
    [['--region', 'europe-west3', '--per', 'fields.gb', '--only', 'x'], 2, 'name=value'],
    [['--region', 'europe-west3', '--currency', 'EUR'], 1, 'in EUR fits'],
  ])('with %o ends with %i', async (flags, code, said) => {
    const folder = folderWith('skus.json', { skus: [sku] })

    const ended = await pao(['price', 'load', 'gcp', 'skus.json', ...flags], folder)

    expect(ended.code).toBe(code)
    expect(ended.err).toContain(said)
  })

  it('says where a list is wrong', async () => {
    const folder = folderWith('list.json', { kind: 'PriceList', name: 'x' })

    const ended = await pao(['price', 'check', 'list.json', 'missing.yaml'], folder)
    const alone = await pao(['price', 'check', 'list.json'], folder)

    expect([ended.code, alone.code]).toEqual([2, 1])
    expect(alone.out).toContain('list.json:1:')
  })
})
