import { Button, Group, Stack, Text, Textarea, Title } from '@mantine/core'
import { useState } from 'react'
import { AskedField, type AskedValue, type GivenValue } from '../../ui/asked-field.tsx'
import { ProblemView } from '../../ui/problem.tsx'
import { useWords } from '../../words/index.tsx'

/** A person's word on work by hand. */
export type Said = {
  outcome: 'succeeded' | 'failed'
  outputs?: Readonly<Record<string, GivenValue>>
  comment?: string
}

type Props = {
  asked: readonly AskedValue[]
  error: Error | null
  isBusy: boolean
  say: (said: Said) => void
}

/** What the work brought, and that it is done or cannot be done. */
export function DoneForm({ asked, error, isBusy, say }: Props) {
  const words = useWords()
  const { tasks } = words
  const [given, setGiven] = useState<Readonly<Record<string, GivenValue>>>({})
  const [comment, setComment] = useState('')
  const note = comment.trim() === '' ? {} : { comment: comment.trim() }
  const submit = (event: { preventDefault(): void }) => {
    event.preventDefault()
    const outputs = Object.keys(given).length > 0 ? { outputs: given } : {}
    say({ outcome: 'succeeded', ...outputs, ...note })
  }
  return (
    <form className="pao-panel" onSubmit={submit}>
      <Stack>
        <Title order={2} size="h5">
          {tasks.result}
        </Title>
        {error && <ProblemView error={error} />}
        {asked.length === 0 && (
          <Text size="sm" c="dimmed">
            {tasks.nothingAsked}
          </Text>
        )}
        {asked.map((one) => (
          <AskedField
            key={one.name}
            asked={one}
            set={(value) => setGiven((before) => ({ ...before, [one.name]: value }))}
          />
        ))}
        <Textarea
          label={words.approvals.comment}
          autosize
          minRows={2}
          maxLength={2_000}
          value={comment}
          onChange={({ currentTarget }) => setComment(currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button
            variant="default"
            color="red.9"
            disabled={isBusy || comment.trim() === ''}
            onClick={() => say({ outcome: 'failed', ...note })}
          >
            {words.request.cannotDo}
          </Button>
          <Button type="submit" loading={isBusy}>
            {words.request.confirmDone}
          </Button>
        </Group>
        <Text size="xs" c="dimmed">
          {tasks.refusalNeedsWord}
        </Text>
      </Stack>
    </form>
  )
}
