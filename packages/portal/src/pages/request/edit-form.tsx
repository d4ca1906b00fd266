import { Button, Checkbox, Group, Stack, Text, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { logsQuery, requestQuery } from '../../api/queries.ts'
import { CodeField } from '../../form/code-field.tsx'
import { readObject } from '../../form/read-object.ts'
import { Details } from '../../ui/details.tsx'
import { useWords } from '../../words/index.tsx'
import { pathOf, type Sent } from './use-steer.ts'

type Props = {
  request: string
  action: string
  close: () => void
  send: (sent: Sent) => void
}

/** Changes what a step is given from its next try on: JSON pointers into its config and their new values. */
export function EditForm({ request, action, close, send }: Props) {
  const words = useWords()
  const isFailed = useQuery(requestQuery(request)).data?.state === 'failed'
  const [text, setText] = useState('{\n  "/": ""\n}')
  const [reason, setReason] = useState('')
  const [resume, setResume] = useState(isFailed)
  const changes = readObject(text)
  const isIncomplete = !changes || Object.keys(changes).length === 0 || reason.trim() === ''
  const submit = (event: { preventDefault(): void }) => {
    event.preventDefault()
    if (isIncomplete) return
    const body = { changes, reason: reason.trim(), ...(isFailed && resume && { resume }) }
    send({ path: `${pathOf(action)}/edit`, body })
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm">{words.edit.text}</Text>
        <Given request={request} action={action} />
        <CodeField
          label={words.edit.changes}
          language="json"
          value={text}
          error={changes ? undefined : words.edit.wrong}
          onChange={setText}
        />
        <Textarea
          label={words.consequence.reason}
          withAsterisk
          autosize
          minRows={2}
          maxLength={2_000}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
        {isFailed && (
          <Checkbox
            label={words.edit.resume}
            checked={resume}
            onChange={({ currentTarget }) => setResume(currentTarget.checked)}
          />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {words.cancel}
          </Button>
          <Button type="submit" disabled={isIncomplete}>
            {words.edit.do}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** What the step was given at its last try. */
function Given({ request, action }: Pick<Props, 'request' | 'action'>) {
  const { edit } = useWords()
  const logs = useQuery(logsQuery(request))
  const input: unknown = logs.data?.findLast((attempt) => attempt.action === action)?.input
  return (
    <Details title={edit.given}>
      {input === undefined || input === null ? (
        <Text size="sm" c="dimmed">
          {edit.notYet}
        </Text>
      ) : (
        <pre className="pao-pre" tabIndex={0}>
          {JSON.stringify(input, null, 2)}
        </pre>
      )}
    </Details>
  )
}
