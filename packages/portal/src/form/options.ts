import { queryOptions } from '@tanstack/react-query'
import { ask } from '../api/client.ts'
import type { Answers } from './shown-form.ts'

type Asked = {
  item: string
  field: string
  environment: string | undefined
  answers: Answers
}
/** One thing to choose. */
export type Choice = { value: unknown; label: string }
type Found = { options: readonly Choice[]; message?: string }

/** Choices stay known for this long, milliseconds. */
const knownMs = 30_000

/** The choices of a field, read from its datasource with the answers so far. */
export const optionsQuery = ({ item, field, environment, answers }: Asked) =>
  queryOptions({
    queryKey: ['item', item, 'options', field, environment ?? '', answers],
    queryFn: async (): Promise<Found> => {
      const query = new URLSearchParams({
        answers: JSON.stringify(answers),
        ...(environment !== undefined && environment !== '' && { environment }),
      })
      const place = `${encodeURIComponent(item)}/options/${encodeURIComponent(field)}`
      const found = await ask<{ options: readonly unknown[]; message?: string }>(
        'GET',
        `/catalog/items/${place}?${query}`,
      )
      const options = found.options.map(choiceOf)
      return { options, ...(found.message !== undefined && { message: found.message }) }
    },
    staleTime: knownMs,
  })

/** Answers that are none of the choices; empty ones are no answers. */
export function unlistedOf(value: unknown, choices: readonly Choice[]): readonly unknown[] {
  const answers: readonly unknown[] = Array.isArray(value) ? value : [value ?? '']
  return answers.filter((one) => one !== '' && !choices.some((choice) => choice.value === one))
}

function choiceOf(choice: unknown): Choice {
  if (typeof choice !== 'object' || choice === null) return { value: choice, label: String(choice) }
  const { value, label } = choice as { value: unknown; label?: unknown }
  return { value, label: String(label ?? value) }
}

/** The answers a field's choices depend on: those it names, or all where it names none. */
export function dependedOn(schema: object, answers: Answers): Answers {
  const { triggers } = ((schema as Record<string, unknown>)['x-pao-dependencies'] ?? {}) as {
    triggers?: readonly string[]
  }
  if (triggers === undefined) return answers
  return Object.fromEntries(Object.entries(answers).filter(([id]) => triggers.includes(id)))
}
