import { useQuery } from '@tanstack/react-query'
import { formQuery } from '../api/queries.ts'
import { everyField } from '../form/shown-form.ts'
import { useWords } from '../words/index.tsx'
import { Facts } from './facts.tsx'

type Props = { item: string; fields: Readonly<Record<string, unknown>> }

/** Answers in the order and under the names that the item's form gives them now; a field it no longer has keeps its id. */
export function AnswerList({ item, fields }: Props) {
  const words = useWords()
  const form = useQuery(formQuery(item, undefined))
  const known = form.data ? everyField(form.data.schema) : {}
  const order = form.data?.ui_schema['ui:order'] ?? []
  const placeOf = (id: string): number => (order.includes(id) ? order.indexOf(id) : order.length)
  const answers = Object.entries(fields).toSorted(([a], [b]) => placeOf(a) - placeOf(b))
  return (
    <Facts
      facts={answers.map(([id, value]) => [
        known[id]?.title ?? id,
        typeof value === 'boolean' ? words[value ? 'yes' : 'no'] : textOf(value),
      ])}
    />
  )
}

function textOf(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'name' in value && 'size' in value)
    return String(value.name)
  if (Array.isArray(value)) return value.map(textOf).join(', ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}
