import { Button, Group, Text, Textarea } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api, newKey, Refused, take } from '../../api/client.ts'
import { formQuery } from '../../api/queries.ts'
import type { ItemForm } from '../../api/shapes.ts'
import { AnswerForm } from '../../form/answer-form.tsx'
import { checkAnswers, type FieldFaults, serverFaults } from '../../form/check.ts'
import {
  type Answers,
  defaultsOf,
  everyField,
  sentAnswers,
  shownForm,
} from '../../form/shown-form.ts'
import { Found } from '../../ui/found.tsx'
import { ProblemView } from '../../ui/problem.tsx'
import { useWords } from '../../words/index.tsx'

/** A resource with the answers it was made of. */
export type Changed = {
  id: string
  environment: string | null
  fields: Readonly<Record<string, unknown>>
}

type Props = { resource: Changed; item: string; close: () => void }

/** The form of the item that changes a resource, with the answers the resource was made of. */
export function UpdateForm({ resource, item, close }: Props) {
  const form = useQuery(formQuery(item, resource.environment ?? undefined))
  return (
    <Found query={form}>
      {(data) => <Fields form={data} resource={resource} item={item} close={close} />}
    </Found>
  )
}

/** What a form begins with: its own fields only, and no secrets, which nobody can read again. */
function beginningOf({ schema }: ItemForm, { fields }: Changed): Answers {
  const known = Object.entries(everyField(schema)).flatMap(([id, { writeOnly }]) =>
    writeOnly === true || !Object.hasOwn(fields, id) ? [] : [[id, fields[id]] as const],
  )
  return { ...defaultsOf(schema), ...Object.fromEntries(known) }
}

function useUpdate(id: string) {
  const client = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: ({ fields, why }: { fields: Record<string, unknown>; why: string }) => {
      const body = { fields, ...(why !== '' && { reason: why }) }
      const call = { params: { path: { id } }, headers: newKey(), body }
      return take(api.POST('/api/v1/resources/{id}/update', call))
    },
    onSuccess: ({ request }) => navigate({ to: '/requests/$id', params: { id: request } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['resource', id] }),
  })
}

function Fields({ form, resource, item, close }: Props & { form: ItemForm }) {
  const words = useWords()
  const [answers, setAnswers] = useState(() => beginningOf(form, resource))
  const [isTried, setTried] = useState(false)
  const [why, setWhy] = useState('')
  const [place, go] = useState(0)
  const update = useUpdate(resource.id)
  const shown = shownForm(form.schema, answers)
  const wrong = checkAnswers(shown, answers, words)
  const faults: FieldFaults = {
    ...(isTried && wrong),
    ...(update.error instanceof Refused && serverFaults(update.error.faults)),
  }
  const submit = () => {
    setTried(true)
    if (Object.keys(wrong).length > 0) return
    update.mutate({ fields: sentAnswers(shown, answers), why: why.trim() })
  }
  return (
    <>
      <Text size="sm" mb="md">
        {words.resources.changeText}
      </Text>
      {update.isError && <ProblemView error={update.error} />}
      <AnswerForm
        item={item}
        environment={resource.environment ?? undefined}
        shown={shown}
        ui={form.ui_schema}
        answers={answers}
        faults={faults}
        place={place}
        go={go}
        onChange={(next) => setAnswers({ ...answers, ...next })}
        onTouched={() => undefined}
        onSubmit={submit}
      >
        <Textarea
          mt="md"
          label={words.consequence.reason}
          autosize
          minRows={2}
          maxLength={2_000}
          value={why}
          onChange={({ currentTarget }) => setWhy(currentTarget.value)}
        />
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={close}>
            {words.cancel}
          </Button>
          <Button type="submit" loading={update.isPending}>
            {words.resources.change}
          </Button>
        </Group>
      </AnswerForm>
    </>
  )
}
