import { Problem } from '@pao/core'
import { type Choice, type Document, type Field, visibleFields } from '@pao/core/catalog'
import type { Principal } from '#identity/principal.ts'
import type { Requests } from './deps.ts'

export type Choices = {
  known: ReadonlyMap<string, readonly Choice[]>
  /** One sentence for each answer that cannot be checked now. */
  unchecked: readonly string[]
}

type Asking = {
  document: Document
  given: Readonly<Record<string, unknown>>
  /** Every answer as far as it is known, defaults included. */
  answers: Readonly<Record<string, unknown>>
  environment: string | undefined
}

/** A source that hands out so many may hold more. */
const mostChoices = 1_000
/** Milliseconds all sources together may take. */
const patienceMs = 6_000

const gone: ReadonlySet<string> = new Set(['item.not_found', 'field.not_found'])

const nothing: Choices = { known: new Map(), unchecked: [] }

/**
 * The choices of those given answers whose list stands elsewhere. A source that is away, or whose list is
 * cut short, refuses nobody: what cannot be checked is said instead.
 */
export async function choicesFor(
  { options }: Pick<Requests, 'options'>,
  principal: Principal,
  { document, given, answers, environment }: Asking,
): Promise<Choices> {
  const asked = remoteFields(document).filter(({ id }) => Object.hasOwn(given, id))
  if (asked.length === 0) return nothing
  const shown = new Set(visibleFields(document, given, { environment }))
  const signal = AbortSignal.timeout(patienceMs)
  const known = new Map<string, readonly Choice[]>()
  const unchecked: string[] = []
  await Promise.all(
    asked
      .filter(({ id }) => shown.has(id))
      .map(async (field) => {
        const ask = { field: field.id, answers, signal, ...(environment && { environment }) }
        const found = await options(principal, document.metadata.id, ask).catch(notServed)
        const isWhole = found.options.length < mostChoices
        if (found.message === undefined && isWhole) known.set(field.id, within(field, found))
        else
          unchecked.push(
            `The answer to ${field.name} is not checked: ${found.message ?? 'its list is too long'}`,
          )
      }),
  )
  return { known, unchecked: unchecked.toSorted() }
}

/** A pinned version may ask what the catalog serves no more. */
function notServed(error: unknown): Awaited<ReturnType<Requests['options']>> {
  const isGone = error instanceof Problem && gone.has(error.code)
  if (!isGone) throw error
  return { options: [], message: 'its list is not served any more' }
}

function remoteFields({ presentation }: Document): Field[] {
  return presentation.groups
    .flatMap(({ fields }) => fields)
    .filter(({ datasource }) => datasource?.type === 'reference' || datasource?.type === 'api')
}

/** A field may offer only a part of what its source has. */
function within(field: Field, { options }: { options: readonly Choice[] }): readonly Choice[] {
  const listed = field.validation?.enum?.map((one) => (typeof one === 'object' ? one.value : one))
  if (listed === undefined) return options
  return options.filter((one) => listed.includes(typeof one === 'object' ? one.value : one))
}
