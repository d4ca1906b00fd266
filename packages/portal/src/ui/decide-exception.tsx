import { Button, Group, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask as call, newKey } from '../api/client.ts'
import { useWords } from '../words/index.tsx'
import { ProblemView } from './problem.tsx'

type Props = { request: string; isAsked: boolean }

/** Lets an order begin whatever the calendar says, or says no to who asked for that. */
export function DecideException({ request, isAsked }: Props) {
  const { calendar: words } = useWords()
  const client = useQueryClient()
  const [comment, setComment] = useState('')
  const decide = useMutation({
    mutationFn: (decision: 'approve' | 'reject') =>
      call(
        'POST',
        `/requests/${encodeURIComponent(request)}/exception/decision`,
        { decision, ...(comment.trim() !== '' && { comment: comment.trim() }) },
        newKey(),
      ),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['calendar'] }),
        client.invalidateQueries({ queryKey: ['request', request] }),
      ]),
  })
  return (
    <>
      {decide.isError && <ProblemView error={decide.error} />}
      <Group gap="xs" align="flex-end">
        <TextInput
          label={words.comment}
          size="xs"
          maxLength={1_000}
          value={comment}
          onChange={({ currentTarget }) => setComment(currentTarget.value)}
        />
        <Button size="xs" loading={decide.isPending} onClick={() => decide.mutate('approve')}>
          {words.letBegin}
        </Button>
        {isAsked && (
          <Button
            size="xs"
            variant="default"
            disabled={decide.isPending}
            onClick={() => decide.mutate('reject')}
          >
            {words.refuse}
          </Button>
        )}
      </Group>
    </>
  )
}
