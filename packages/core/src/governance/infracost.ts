import type { Estimate, Unpriced } from '../catalog/estimate.ts'
import { type Static, Type } from 'typebox'
import { Check } from 'typebox/value'
import { fail, ok, type Result } from '../result.ts'
import { decimalOf } from './decimal.ts'
import type { PriceBook } from './price-list.ts'
import { type CostPart, type CostTerms, currencyFor, totalOf } from './total.ts'

const Cost = Type.Optional(Type.Union([Type.String(), Type.Null()]))
const Component = Type.Object({
  name: Type.String(),
  unit: Type.Optional(Type.String()),
  monthlyQuantity: Cost,
  price: Type.Optional(Type.String()),
  monthlyCost: Cost,
  priceNotFound: Type.Optional(Type.Boolean()),
})
const Resource = Type.Cyclic(
  {
    Resource: Type.Object({
      name: Type.String(),
      monthlyCost: Cost,
      costComponents: Type.Optional(Type.Array(Component)),
      subresources: Type.Optional(Type.Array(Type.Ref('Resource'))),
    }),
  },
  'Resource',
)

/** What is read of `infracost breakdown --format json` (its output schema 0.2). */
const Breakdown = Type.Object({
  version: Type.String(),
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  projects: Type.Array(
    Type.Object({
      name: Type.String(),
      metadata: Type.Optional(
        Type.Object({ errors: Type.Optional(Type.Array(Type.Object({ message: Type.String() }))) }),
      ),
      breakdown: Type.Optional(
        Type.Union([Type.Object({ resources: Type.Array(Resource) }), Type.Null()]),
      ),
    }),
  ),
  diffTotalMonthlyCost: Cost,
})
type Breakdown = Static<typeof Breakdown>
type Named = {
  name: string
  costComponents?: readonly Static<typeof Component>[]
  subresources?: readonly Named[]
}

/** Resources in resources in resources; the real ones stop at two. */
const deepest = 10

/** An estimate, and what the change adds a month where Infracost knew the state before. */
export type InfracostEstimate = { estimate: Estimate; monthlyChange?: string }

/**
 * Reads the output of `infracost breakdown --format json`, as text or parsed. A cost that depends on usage
 * nobody stated is null there: it is `unpriced`, not nothing. Projects that failed are `unpriced` too.
 */
export function costOfInfracost(
  given: unknown,
  terms: CostTerms,
  book: PriceBook,
): Result<InfracostEstimate, string> {
  const read = typeof given === 'string' ? parsed(given) : given
  if (!Check(Breakdown, read)) return fail(['it is not the output of infracost --format json'])
  const parts: CostPart[] = []
  const unpriced: Unpriced[] = []
  for (const { name, metadata, breakdown } of read.projects) {
    for (const { message } of metadata?.errors ?? [])
      unpriced.push({ resource: name, reason: message.slice(0, 300) })
    for (const resource of breakdown?.resources ?? [])
      collect(resource, { currency: read.currency, parts, unpriced }, 0)
  }
  const wanted = {
    ...terms,
    currency: terms.currency ?? currencyFor([read.currency], terms.on, book),
  }
  return ok({ estimate: totalOf(parts, wanted, { book, unpriced }), ...changeOf(read) })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

type Found = { currency: string; parts: CostPart[]; unpriced: Unpriced[] }

function collect(
  { name, costComponents = [], subresources = [] }: Named,
  found: Found,
  depth: number,
): void {
  for (const component of costComponents) {
    const named = { resource: name, component: component.name }
    const cost = decimalOf(component.monthlyCost ?? '')
    if (component.priceNotFound === true)
      found.unpriced.push({ ...named, reason: 'Infracost has no price for it' })
    else if (cost === undefined)
      found.unpriced.push({ ...named, reason: 'its cost depends on usage that is not stated' })
    else
      found.parts.push({
        ...named,
        ...(component.monthlyQuantity && { quantity: component.monthlyQuantity }),
        ...(component.unit !== undefined && { unit: component.unit }),
        ...(component.price !== undefined && { price: component.price }),
        currency: found.currency,
        expected: cost,
        low: cost,
        high: cost,
        oneOff: 0n,
      })
  }
  if (depth >= deepest) return
  for (const inner of subresources)
    collect({ ...inner, name: `${name}.${inner.name}` }, found, depth + 1)
}

function changeOf({ diffTotalMonthlyCost: change }: Breakdown): { monthlyChange?: string } {
  return typeof change === 'string' && decimalOf(change) !== undefined
    ? { monthlyChange: change }
    : {}
}
