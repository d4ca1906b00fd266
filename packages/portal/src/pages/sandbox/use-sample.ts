import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api, take } from '../../api/client.ts'
import type { ItemForm } from '../../api/shapes.ts'
import {
  type Answers,
  defaultsOf,
  sentAnswers,
  type ShownForm,
  shownForm,
} from '../../form/shown-form.ts'

/** The form of a document with sample answers in it. */
export type Sample = {
  form: ItemForm
  answers: Answers
  shown: ShownForm
  /** What an order would send. */
  sent: Record<string, unknown>
}

/** Draws the form of a document; `typed` are the answers somebody gave so far. */
export function useSample(
  document: string,
  typed: Answers,
): { query: UseQueryResult<ItemForm>; sample: Sample | undefined } {
  const query = useQuery({
    queryKey: ['form', document],
    queryFn: async () =>
      (await take(api.POST('/api/v1/preview/form', { body: { document } }))) as unknown as ItemForm,
    placeholderData: keepPreviousData,
  })
  const form = query.data
  const sample = useMemo(() => {
    if (!form) return undefined
    const answers = { ...defaultsOf(form.schema), ...typed }
    const shown = shownForm(form.schema, answers)
    return { form, answers, shown, sent: sentAnswers(shown, answers) }
  }, [form, typed])
  return { query, sample }
}
