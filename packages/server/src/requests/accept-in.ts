import { type Fault, nearest } from '@pao/core'
import {
  accept,
  type AcceptOptions,
  type Choice,
  type Document,
  type Field,
  isRange,
  maySee,
} from '@pao/core/catalog'
import type { Principal } from '#identity/principal.ts'
import { choicesFor } from './choices.ts'
import type { Requests } from './deps.ts'

type Accepting = { environment?: string; fields: Readonly<Record<string, unknown>> }
type Acceptance = ReturnType<typeof accept>
type InEnvironment = { accepted: Acceptance; environment: string | undefined }

/** The answers as the form takes them, then once more against the lists that stand elsewhere. */
export async function acceptWithChoices(
  deps: Pick<Requests, 'now' | 'options'>,
  principal: Principal,
  { document, order }: { document: Document; order: Accepting },
): Promise<InEnvironment & { unchecked: readonly string[] }> {
  const now = deps.now()
  const first = acceptIn(document, order, { now })
  const { known, unchecked } = await choicesFor(deps, principal, {
    document,
    given: order.fields,
    answers: first.accepted.ok ? first.accepted.value.fields : order.fields,
    environment: first.environment,
  })
  if (known.size === 0) return { ...first, unchecked }
  const choices = ({ id }: Field): readonly Choice[] | undefined => known.get(id)
  return { ...acceptIn(document, order, { now, choices }), unchecked }
}

/**
 * The answers in the environment the order names, or else the one its accepted answers name: a default
 * or fixed answer counts, what was sent for a hidden field does not.
 */
export function acceptIn(
  document: Document,
  order: Accepting,
  options: AcceptOptions,
): InEnvironment {
  if (order.environment !== undefined) {
    const { environment } = order
    return { accepted: accept(document, order.fields, { ...options, environment }), environment }
  }
  const first = accept(document, order.fields, options)
  const environment = first.ok ? answered(first.value.fields) : undefined
  if (environment === undefined) return { accepted: first, environment }
  return { accepted: accept(document, order.fields, { ...options, environment }), environment }
}

function answered(fields: Readonly<Record<string, unknown>>): string | undefined {
  const answer = Object.hasOwn(fields, 'environment') ? fields['environment'] : undefined
  return typeof answer === 'string' ? answer : undefined
}

/** The form may ask for the environment too; two different answers mean one is a mistake. */
export function mismatch({ environment }: Accepting, accepted: Acceptance): Fault[] {
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

/** A range nobody can read names no version at all. */
export function versionFaults(range: string | undefined): Fault[] {
  if (range === undefined || isRange(range)) return []
  return [
    {
      code: 'version.invalid',
      at: '/version',
      message: 'The version is not a range that can be read',
      hint: 'Write it as 1.2.0, ^1.2.0, ~1.2, 1.x or >=1.0.0 <2.0.0',
    },
  ]
}

/** `named`: the environments there are, none = any; `at`: whose fault it is. */
type Ordering = {
  principal: Principal
  document: Document
  named: readonly string[]
  at: string
}

/** What is wrong with ordering this in that environment. */
export function environmentFaults(
  environment: string | undefined,
  { principal, document, named, at }: Ordering,
): Fault[] {
  if (environment === undefined) return []
  if (named.length > 0 && !named.includes(environment)) {
    const meant = nearest(environment, named)
    return [
      {
        code: 'environment.unknown',
        at,
        message: `There is no environment ${environment}`,
        hint: meant === undefined ? `There are ${named.join(', ')}` : `Did you mean ${meant}?`,
      },
    ]
  }
  if (maySee(document, principal, environment)) return []
  return [
    {
      code: 'environment.not_offered',
      at,
      message: `${document.metadata.id} is not offered in ${environment}`,
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
