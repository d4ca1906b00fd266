import { Button, Group, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api, take } from '../../api/client.ts'
import { AnswerForm } from '../../form/answer-form.tsx'
import { checkAnswers } from '../../form/check.ts'
import { shownGroups } from '../../form/group-layout.tsx'
import type { Answers } from '../../form/shown-form.ts'
import { ProblemView } from '../../ui/problem.tsx'
import { useWords } from '../../words/index.tsx'
import type { Sample } from './use-sample.ts'

type Props = { sample: Sample; typed: Answers; onTyped: (typed: Answers) => void }

/** The form of a document that is being written, to be tried with sample answers. */
export function SampleForm({ sample: { form, answers, shown, sent }, typed, onTyped }: Props) {
  const words = useWords()
  const [place, go] = useState(0)
  const fields = Object.keys(shown.properties)
  const wrong = checkAnswers(shown, answers, words)
  const touched = Object.entries(wrong).filter(([id]) => Object.hasOwn(typed, id))
  const last = shownGroups(form.ui_schema, fields).length - 1
  return (
    <AnswerForm
      item=""
      shown={shown}
      ui={form.ui_schema}
      answers={answers}
      faults={Object.fromEntries(touched)}
      place={place}
      go={go}
      onChange={(next) => onTyped({ ...typed, ...next })}
      onTouched={() => undefined}
      onSubmit={() => go(Math.min(place + 1, last))}
    >
      <Text size="sm" c="dimmed" mt="lg" role="status">
        {words.sandbox.shown(fields.length)}
      </Text>
      <Template fields={sent} />
    </AnswerForm>
  )
}

function Template({ fields }: { fields: Record<string, unknown> }) {
  const { sandbox } = useWords()
  const [template, setTemplate] = useState('')
  const render = useMutation({
    mutationFn: async () =>
      (await take(api.POST('/api/v1/test/variables', { body: { template, fields } }))) as {
        value?: unknown
      },
  })
  return (
    <>
      <Group align="flex-end" mt="md" wrap="nowrap">
        <TextInput
          className="pao-grow"
          label={sandbox.template}
          description={sandbox.templateHint}
          value={template}
          onChange={({ currentTarget }) => setTemplate(currentTarget.value)}
        />
        <Button variant="default" loading={render.isPending} onClick={() => render.mutate()}>
          {sandbox.templateDo}
        </Button>
      </Group>
      {render.isError && <ProblemView error={render.error} />}
      {render.data && (
        <pre className="pao-pre" tabIndex={0}>
          {JSON.stringify(render.data.value, null, 2)}
        </pre>
      )}
    </>
  )
}
