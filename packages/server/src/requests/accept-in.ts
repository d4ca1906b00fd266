import type { Fault } from '@pao/core'
import { accept, type Document } from '@pao/core/catalog'
import { isOffered } from '#identity/visibility.ts'

type Accepting = { environment?: string; fields: Readonly<Record<string, unknown>> }

/**
 * The answers in the environment the order names, or else the one its accepted answers name: a default
 * or fixed answer counts, what was sent for a hidden field does not.
 */
export function acceptIn(
  document: Document,
  order: Accepting,
  now: number,
): { accepted: ReturnType<typeof accept>; environment: string | undefined } {
  if (order.environment !== undefined) {
    const { environment } = order
    return { accepted: accept(document, order.fields, { now, environment }), environment }
  }
  const first = accept(document, order.fields, { now })
  const environment = first.ok ? answered(first.value.fields) : undefined
  if (environment === undefined) return { accepted: first, environment }
  return { accepted: accept(document, order.fields, { now, environment }), environment }
}

function answered(fields: Readonly<Record<string, unknown>>): string | undefined {
  const answer = Object.hasOwn(fields, 'environment') ? fields['environment'] : undefined
  return typeof answer === 'string' ? answer : undefined
}

/** The form may ask for the environment too; two different answers mean one is a mistake. */
export function mismatch({ environment }: Accepting, accepted: ReturnType<typeof accept>): Fault[] {
  const other = accepted.ok ? answered(accepted.value.fields) : undefined
  if (environment === undefined || other === undefined || other === environment) return []
  return [
    {
      code: 'environment.mismatch',
      at: '/environment',
      message: `The order is for ${environment}, but the form says ${other}`,
      hint: 'Leave one of the two out',
    },
  ]
}

/** What is wrong with ordering this in that environment. */
export function environmentFaults(
  { metadata }: Document,
  environment: string | undefined,
  at: string,
): Fault[] {
  if (environment === undefined || isOffered(environment, metadata)) return []
  return [
    {
      code: 'environment.not_offered',
      at,
      message: `${metadata.id} is not offered in ${environment}`,
    },
  ]
}

/** How an item is ordered along: in the environment of its order, unless its answers name one. */
export function orderedIn(
  fields: Readonly<Record<string, unknown>>,
  environment: string | null | undefined,
): Accepting {
  const own = environment !== undefined && environment !== null && answered(fields) === undefined
  return { fields, ...(own && { environment }) }
}
