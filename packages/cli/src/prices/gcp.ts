import {
  chosen,
  inside,
  listIn,
  priced,
  type Step,
  textOf,
  type VendorReader,
  type Wanted,
} from './vendor.ts'

const models: Readonly<Record<string, string>> = {
  OnDemand: 'on-demand',
  Preemptible: 'spot',
  Commit1Yr: 'reserved',
  Commit3Yr: 'reserved-3-years',
}
type Found = {
  attributes: Record<string, string>
  model: string
  unit: string
  steps: Step[]
  sku: string
  day: string
}

/** Answers of the Cloud Billing Catalog (`services/…/skus`), saved as they came: prices of one region. */
export function gcpReader(wanted: Wanted): VendorReader {
  const found: Found[] = []
  const where = Object.keys(wanted.where).length > 0 ? wanted.where : { skuId: 'sku' }
  return {
    provider: 'gcp',
    source: 'Google Cloud Billing Catalog API',
    licence: 'List prices as Google publishes them, subject to its terms of service',
    wants: (path) => path.at(-2) === 'skus' && typeof path.at(-1) === 'number',
    take(_path, value) {
      const one = skuOf(value)
      const regions = listIn(inside(value, 'serviceRegions'))
      if (regions.includes(wanted.region) && one.steps.length > 0) found.push(one)
    },
    prices: () =>
      found.flatMap(({ attributes, model, unit, steps, sku }) => {
        const kept = chosen(attributes, { only: wanted.only, where })
        const paid = unitOf(unit, wanted)
        const resource = wanted.resource ?? attributes['service'] ?? ''
        const component = attributes['resourceGroup'] ?? ''
        return kept && paid
          ? [{ resource, component, where: kept, model, ...paid, ...priced(steps), sku }]
          : []
      }),
    effective: () =>
      found
        .map(({ day }) => day)
        .toSorted()
        .at(-1),
  }

  function skuOf(value: unknown): Found {
    const [info] = listIn(inside(value, 'pricingInfo'))
    const expression = inside(info, 'pricingExpression')
    const sku = textOf(inside(value, 'skuId'))
    const usage = textOf(inside(value, 'category', 'usageType'))
    return {
      attributes: {
        skuId: sku,
        description: textOf(inside(value, 'description')),
        service: textOf(inside(value, 'category', 'serviceDisplayName')),
        resourceFamily: textOf(inside(value, 'category', 'resourceFamily')),
        resourceGroup: textOf(inside(value, 'category', 'resourceGroup')),
        usageType: usage,
      },
      model: models[usage] ?? usage.toLowerCase(),
      unit: textOf(inside(expression, 'usageUnit')),
      steps: listIn(inside(expression, 'tieredRates')).flatMap((rate) => stepOf(rate, wanted)),
      sku,
      day: textOf(inside(info, 'effectiveTime')).slice(0, 10),
    }
  }
}

/** Whole units are a text, the rest billionths: put together exactly, never added as numbers. */
function stepOf(rate: unknown, { currency }: Wanted): Step[] {
  const price = inside(rate, 'unitPrice')
  if (inside(price, 'currencyCode') !== currency) return []
  const nanos = inside(price, 'nanos')
  const units = textOf(inside(price, 'units')) || '0'
  const from = inside(rate, 'startUsageAmount')
  const fraction = String(typeof nanos === 'number' ? nanos : 0).padStart(9, '0')
  return [{ from: typeof from === 'number' ? from : 0, price: `${units}.${fraction}` }]
}

function unitOf(
  unit: string,
  { per }: Wanted,
): { unit: 'hour' | 'month'; per?: string } | undefined {
  if (unit === 'h') return { unit: 'hour' }
  if (unit === 'mo') return { unit: 'month' }
  if (per === undefined) return undefined
  return { unit: unit.endsWith('.h') ? 'hour' : 'month', per }
}
