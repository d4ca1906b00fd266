import type { FormSchema, Property } from '../api/shapes.ts'
import { type Answers, everyField } from './shown-form.ts'

/** What is kept of an order that was not sent yet. */
export type Draft = { answers: Answers; around: Readonly<Record<string, string>>; at: number }

/** Where drafts are kept; a browser gives its localStorage. */
export type DraftStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** Drafts are forgotten after this long, milliseconds (14 days). */
const keptMs = 14 * 86_400_000
const keyOf = (person: string, item: string): string => `pao.draft.${person}.${item}`

/** Secrets and files: they are sent, and kept nowhere else. */
export function isNeverKept(field: Property): boolean {
  return field.writeOnly === true || field['x-pao-type'] === 'file'
}

/** Keeps a draft without its secrets and files. A full or forbidden store keeps nothing; nobody is bothered. */
export function saveDraft(
  store: DraftStore,
  place: { person: string; item: string; schema: FormSchema },
  draft: Draft,
): void {
  const fields = everyField(place.schema)
  const answers = Object.fromEntries(
    Object.entries(draft.answers).filter(([id]) => {
      const field = fields[id]
      return field && !isNeverKept(field)
    }),
  )
  try {
    store.setItem(keyOf(place.person, place.item), JSON.stringify({ ...draft, answers }))
  } catch {
    // Storage is full or forbidden: the form works without a draft.
  }
}

/** The draft of an order, if there is a fresh and readable one; only answers of fields that the form still has. */
export function readDraft(
  store: DraftStore,
  place: { person: string; item: string; schema: FormSchema },
  now: number,
): Draft | undefined {
  const text = store.getItem(keyOf(place.person, place.item))
  if (text === null) return undefined
  try {
    const { answers, around, at } = JSON.parse(text) as Draft
    if (typeof at !== 'number' || now - at > keptMs || typeof answers !== 'object') return undefined
    const fields = everyField(place.schema)
    const known = Object.entries(answers).filter(([id]) => Object.hasOwn(fields, id))
    return { answers: Object.fromEntries(known), around: around ?? {}, at }
  } catch {
    return undefined
  }
}

/** Forgets a draft: it was sent, or is not wanted. */
export function dropDraft(store: DraftStore, person: string, item: string): void {
  store.removeItem(keyOf(person, item))
}
