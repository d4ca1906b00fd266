import { useEffect, useMemo, useRef, useState } from 'react'
import { formQuery } from '../../api/queries.ts'
import type { ItemForm, Order } from '../../api/shapes.ts'
import { useQuery } from '@tanstack/react-query'
import { useMe } from '../../app/session.ts'
import { checkAnswers, type FieldFaults } from '../../form/check.ts'
import { dropDraft, saveDraft } from '../../form/draft.ts'
import {
  type Answers,
  defaultsOf,
  sentAnswers,
  type ShownForm,
  shownForm,
  withDefaults,
} from '../../form/shown-form.ts'
import { useWords } from '../../words/index.tsx'

/** What an order begins with. */
export type Start = {
  kind: 'new' | 'draft' | 'again'
  answers: Answers
  around: Readonly<Record<string, string>>
}

/** What stands around the answers. */
export type Around = Readonly<Record<string, string>>

/** The state of one order that is being written: answers, what shows, what is wrong, and the draft of it. */
export function useOrder(item: string, first: ItemForm, start: Start) {
  const words = useWords()
  const initial = useMemo(() => defaultsOf(first.schema), [first])
  const [answers, setAnswers] = useState<Answers>({ ...initial, ...start.answers })
  const [around, setAround] = useState<Around>(start.around)
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set())
  const [refused, setRefused] = useState<FieldFaults>({})
  const asksEnvironment = first.ui_schema['ui:order']?.includes('environment') === true
  const environment = asksEnvironment ? answers['environment'] : around['environment']
  const form = useFormOf(item, first, typeof environment === 'string' ? environment : undefined)
  useMovedDefaults(form, initial, setAnswers)
  const shown = useMemo(() => shownForm(form.schema, answers), [form, answers])
  const wrong = checkAnswers(shown, answers, words)
  const forget = useDraft({ item, form, answers, around })
  const change = (next: Answers): void => {
    const changed = Object.keys(next).filter((id) => next[id] !== answers[id])
    setAnswers({ ...answers, ...gone(shown, next), ...next })
    setRefused(without(refused, changed))
    if (changed.length > 0) setTouched((before) => new Set([...before, ...changed]))
  }
  return {
    form,
    shown,
    answers,
    around,
    asksEnvironment,
    environment: typeof environment === 'string' ? environment : undefined,
    wrong,
    faults: { ...only(wrong, touched), ...refused },
    change,
    setAround,
    touch: (ids: readonly string[]) => setTouched((before) => new Set([...before, ...ids])),
    refuse: setRefused,
    forget,
    order: orderOf(item, sentAnswers(shown, answers), around, asksEnvironment),
  }
}

/** A field that RJSF leaves out was emptied. */
function gone(shown: ShownForm, next: Answers): Answers {
  const missing = Object.keys(shown.properties).filter((id) => !Object.hasOwn(next, id))
  return Object.fromEntries(missing.map((id) => [id, undefined]))
}

function only(faults: FieldFaults, touched: ReadonlySet<string>): FieldFaults {
  return Object.fromEntries(Object.entries(faults).filter(([id]) => touched.has(id)))
}

function without(faults: FieldFaults, ids: readonly string[]): FieldFaults {
  return Object.fromEntries(Object.entries(faults).filter(([id]) => !ids.includes(id)))
}

/** The form with the defaults of an environment; while they load, the one before. */
function useFormOf(item: string, first: ItemForm, environment: string | undefined): ItemForm {
  const found = useQuery({ ...formQuery(item, environment), retry: false })
  const last = useRef(first)
  if (found.data) last.current = found.data
  return last.current
}

function useMovedDefaults(
  form: ItemForm,
  initial: Answers,
  setAnswers: (change: (before: Answers) => Answers) => void,
): void {
  const before = useRef(initial)
  useEffect(() => {
    const after = defaultsOf(form.schema)
    const old = before.current
    before.current = after
    if (old !== after) setAnswers((answers) => withDefaults(answers, old, after))
  }, [form, setAnswers])
}

type Drafted = { item: string; form: ItemForm; answers: Answers; around: Around }

/** Writes the draft down with every change, so that neither a reload nor a lost session takes a letter; what it answers forgets it for good. */
function useDraft({ item, form, answers, around }: Drafted): () => void {
  const { id: person } = useMe()
  const first = useRef(answers)
  const isDone = useRef(false)
  useEffect(() => {
    const isUntouched = first.current === answers && Object.keys(around).length === 0
    if (isUntouched || isDone.current) return
    const place = { person, item, schema: form.schema }
    saveDraft(localStorage, place, { answers, around, at: Date.now() })
  }, [answers, around, form, item, person])
  return () => {
    isDone.current = true
    dropDraft(localStorage, person, item)
  }
}

function orderOf(item: string, fields: Answers, around: Around, asksEnvironment: boolean): Order {
  const { environment, reason, team, on_behalf_of: behalf, not_before: notBefore } = around
  return {
    item,
    fields: { ...fields },
    ...(!asksEnvironment && environment && { environment }),
    ...(reason && { reason }),
    ...(behalf && { on_behalf_of: behalf }),
    ...(team && { team }),
    ...(notBefore && { not_before: notBefore }),
  }
}
