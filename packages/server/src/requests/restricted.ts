import type { Connector } from '@pao/connectors'
import { Secret } from '@pao/core/template'
import { isRestricted } from './access.ts'
import type { Held } from './held.ts'
import { type Scope, wrapped } from './scope.ts'

type Both = { value: unknown; redacted: unknown }

/** Keys of the config that land in people's inboxes, where values of this request must not; empty = nothing does. */
export function bodiesOf(held: Held, { bodies = [] }: Connector): readonly string[] {
  return isRestricted(held) ? bodies : []
}

/** What templates of a message read: answers, outputs and what a failure says are known, and hidden like secrets. */
export function hiding(values: Scope['values']): Scope['values'] {
  const { fields, output, components, error } = values
  return {
    ...values,
    fields: wrapped(entriesOf(fields)),
    output: eachOf(output, (own) => wrapped(entriesOf(own))),
    components: eachOf(components, (one) => ({
      outputs: wrapped(entriesOf(entriesOf(one)['outputs'])),
    })),
    error: hidingWords(error),
  }
}

/** The rendered config with what lands in inboxes as it may be shown. */
export function withShown({ value, redacted }: Both, bodies: readonly string[]): Both {
  const shown = Object.entries(entriesOf(redacted)).filter(([key]) => bodies.includes(key))
  return { value: { ...entriesOf(value), ...Object.fromEntries(shown) }, redacted }
}

/** A failure keeps its code; other systems' words may repeat what they were given. */
function hidingWords(error: unknown): unknown {
  if (error === null || error === undefined) return error
  const { message, ...rest } = entriesOf(error)
  return { ...rest, message: new Secret(message) }
}

function eachOf<T>(values: unknown, change: (one: unknown) => T): Record<string, T> {
  return Object.fromEntries(
    Object.entries(entriesOf(values)).map(([name, one]) => [name, change(one)]),
  )
}

function entriesOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
