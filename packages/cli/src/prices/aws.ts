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

/** What of EC2 is an ordinary machine, where it is said: without these a type has dozens of prices. */
const usualOnly: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  AmazonEC2: { tenancy: 'Shared', capacitystatus: 'Used', preInstalledSw: 'NA' },
}
const usualWhere: Readonly<Record<string, string>> = {
  instanceType: 'instance_type',
  operatingSystem: 'operating_system',
  databaseEngine: 'engine',
  volumeApiName: 'volume_type',
}

type Product = { family: string; where: Record<string, string> }
type Found = { product: Product; steps: Step[]; unit: string }

/** An AWS offer file (Price List Bulk API): on-demand prices of one region, products first, then terms. */
export function awsReader(wanted: Wanted): VendorReader {
  let offer = ''
  let published = ''
  const products = new Map<string, Product>()
  const found = new Map<string, Found>()
  const takeProduct = (sku: string, value: unknown): void => {
    const attributes = (inside(value, 'attributes') ?? {}) as Record<string, unknown>
    const region = textOf(attributes['regionCode'])
    if (region !== '' && region !== wanted.region) return
    const usual = Object.entries(usualOnly[offer] ?? {}).filter(([name]) => name in attributes)
    const only = { ...Object.fromEntries(usual), ...wanted.only }
    const where = Object.keys(wanted.where).length > 0 ? wanted.where : usualWhere
    const kept = chosen(attributes, { only, where })
    if (kept) products.set(sku, { family: textOf(inside(value, 'productFamily')), where: kept })
  }
  const takeTerms = (sku: string, value: unknown): void => {
    const product = products.get(sku)
    if (!product) return
    const dimensions = listIn(value)
      .filter((term) => inside(term, 'termAttributes', 'LeaseContractLength') === undefined)
      .flatMap((term) => listIn(inside(term, 'priceDimensions')))
    const steps = dimensions.flatMap((one) => stepOf(one, wanted.currency))
    const unit = textOf(inside(dimensions[0], 'unit'))
    if (steps.length > 0) found.set(sku, { product, steps, unit })
    products.delete(sku)
  }
  return {
    provider: 'aws',
    source: 'AWS Price List Bulk API',
    licence: "For information only, subject to the terms on AWS's pricing pages",
    wants: (path) =>
      (path.length === 1 && (path[0] === 'offerCode' || path[0] === 'publicationDate')) ||
      (path.length === 2 && path[0] === 'products') ||
      (path.length === 3 && path[0] === 'terms' && path[1] === 'OnDemand'),
    take(path, value) {
      if (path[0] === 'offerCode') offer = textOf(value)
      else if (path[0] === 'publicationDate') published = textOf(value).slice(0, 10)
      else if (path[0] === 'products') takeProduct(String(path[1]), value)
      else takeTerms(String(path[2]), value)
    },
    prices: () =>
      [...found].flatMap(([sku, { product, steps, unit }]) => {
        const paid = unitOf(unit, wanted)
        const component = product.family
        const resource = wanted.resource ?? offer
        const { where } = product
        return paid
          ? [{ resource, ...(component && { component }), where, ...paid, ...priced(steps), sku }]
          : []
      }),
    effective: () => (published === '' ? undefined : published),
  }
}

function stepOf(dimension: unknown, currency: string): Step[] {
  const price = textOf(inside(dimension, 'pricePerUnit', currency))
  const from = Number(textOf(inside(dimension, 'beginRange')) || '0')
  return price === '' || !Number.isFinite(from) ? [] : [{ from, price }]
}

/** What is not only by time needs a formula for how many units. */
function unitOf(
  unit: string,
  { per }: Wanted,
): { unit: 'hour' | 'month'; per?: string } | undefined {
  if (/^(hrs?|hours?)$/i.test(unit)) return { unit: 'hour' }
  if (/^(mo|months?)$/i.test(unit)) return { unit: 'month' }
  return per === undefined ? undefined : { unit: 'month', per }
}
