import type { JsonPath } from './json-members.ts'

export type VendorPrice = {
  resource: string
  component?: string
  where: Readonly<Record<string, string>>
  model?: string
  unit: 'hour' | 'day' | 'month' | 'year' | 'once'
  price?: string
  tiers?: readonly { up_to?: number; price: string }[]
  per?: string
  sku: string
}

/** What of a vendor's file is wanted. */
export type Wanted = {
  region: string
  currency: string
  /** `resources[].type` that items will ask for; the vendor's service when left out. */
  resource?: string | undefined
  /** Vendor's attribute to value it must have. */
  only: Readonly<Record<string, string>>
  /** Vendor's attribute to the specification items name it by. */
  where: Readonly<Record<string, string>>
  /** Formula of units for prices that are not only by time. */
  per?: string | undefined
}

/** Reads one vendor's file piece by piece: `wants` says which values it is given. */
export type VendorReader = {
  provider: 'aws' | 'azure' | 'gcp'
  source: string
  licence: string
  wants(path: JsonPath): boolean
  take(path: JsonPath, value: unknown): void
  /** All prices, once the file is read. */
  prices(): readonly VendorPrice[]
  /** Day the prices are of, where the file says it. */
  effective(): string | undefined
}

/** A step of a price as vendors write it: from how many units on it holds. */
export type Step = { from: number; price: string }

/** One price, or tiers where there are several steps. */
export function priced(steps: readonly Step[]): Pick<VendorPrice, 'price' | 'tiers'> {
  const sorted = steps.toSorted((a, b) => a.from - b.from)
  const [only] = sorted
  if (sorted.length <= 1) return { price: only?.price ?? '0' }
  return {
    tiers: sorted.map(({ price }, n) => {
      const next = sorted[n + 1]
      return { ...(next && { up_to: next.from }), price }
    }),
  }
}

/** The attributes that items name, under their names; undefined when one of `only` is another. */
export function chosen(
  attributes: Readonly<Record<string, unknown>>,
  { only, where }: Pick<Wanted, 'only' | 'where'>,
): Record<string, string> | undefined {
  const isOther = ([name, value]: [string, string]): boolean => attributes[name] !== value
  if (Object.entries(only).some(isOther)) return undefined
  return Object.fromEntries(
    Object.entries(where).flatMap(([name, ours]) => {
      const value = attributes[name]
      return typeof value === 'string' ? [[ours, value] as const] : []
    }),
  )
}

/** A text of a value that may be anything. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** One key of a value that may be anything. */
export function inside(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, key)
        ? Reflect.get(at, key)
        : undefined,
    value,
  )
}

/** The entries of a value that may be anything. */
export function listIn(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  return typeof value === 'object' && value !== null ? Object.values(value) : []
}
