import {
  chosen,
  inside,
  priced,
  type Step,
  textOf,
  type VendorReader,
  type Wanted,
} from './vendor.ts'

type Found = {
  where: Record<string, string>
  steps: Step[]
  unit: string
  service: string
  meter: string
  day: string
}

const usualWhere = { armSkuName: 'sku', productName: 'product' }
const discounted = /\b(spot|low priority)\b/i

/** Answers of the Azure Retail Prices API, saved as they came (any number of pages): consumption prices of one region. */
export function azureReader(wanted: Wanted): VendorReader {
  const found = new Map<string, Found>()
  let latest = ''
  const where = Object.keys(wanted.where).length > 0 ? wanted.where : usualWhere
  return {
    provider: 'azure',
    source: 'Azure Retail Prices API (prices.azure.com)',
    licence: 'Retail prices as Microsoft publishes them; other currencies than USD are indicative',
    wants: (path) => path.at(-2) === 'Items' && typeof path.at(-1) === 'number',
    take(_path, value) {
      const item = (value ?? {}) as Record<string, unknown>
      const kept = isUsual(item, wanted) ? chosen(item, { only: wanted.only, where }) : undefined
      const price = inside(item, 'retailPrice')
      if (!kept || typeof price !== 'number') return
      const key = `${textOf(item['skuId'])}/${textOf(item['meterId'])}`
      const known = found.get(key) ?? {
        where: kept,
        steps: [],
        unit: textOf(item['unitOfMeasure']),
        service: textOf(item['serviceName']),
        meter: textOf(item['meterName']),
        day: textOf(item['effectiveStartDate']).slice(0, 10),
      }
      known.steps.push({ from: Number(item['tierMinimumUnits'] ?? 0), price: plainly(price) })
      found.set(key, known)
      if (known.day > latest) latest = known.day
    },
    prices: () =>
      [...found].flatMap(([sku, one]) => {
        const paid = unitOf(one.unit, wanted)
        const resource = wanted.resource ?? one.service
        const { where: named, meter: component } = one
        return paid
          ? [{ resource, component, where: named, ...paid, ...priced(one.steps), sku }]
          : []
      }),
    effective: () => (latest === '' ? undefined : latest),
  }
}

function isUsual(item: Readonly<Record<string, unknown>>, { region, currency }: Wanted): boolean {
  const names = `${textOf(item['skuName'])} ${textOf(item['meterName'])}`
  return (
    item['type'] === 'Consumption' &&
    item['armRegionName'] === region &&
    item['currencyCode'] === currency &&
    !discounted.test(names)
  )
}

/** A number as JSON has it, without the exponent that small ones are written with. */
function plainly(price: number): string {
  return price.toFixed(12).replace(/[.]?0+$/, '')
}

/** `1 Hour`, `1/Month`, `1 GB/Month`; prices for other than one unit are left out. */
function unitOf(
  unit: string,
  { per }: Wanted,
): { unit: 'hour' | 'month'; per?: string } | undefined {
  if (unit === '1 Hour') return { unit: 'hour' }
  if (unit === '1/Month') return { unit: 'month' }
  if (per === undefined || !unit.startsWith('1 ')) return undefined
  return { unit: unit.endsWith('/Hour') ? 'hour' : 'month', per }
}
