import { Button, Group, Text, Textarea, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, newKey, take } from '../../api/client.ts'
import { ProblemView } from '../../ui/problem.tsx'
import { Time } from '../../ui/time.tsx'
import { useWords } from '../../words/index.tsx'

/** Milliseconds between looks for what others write. */
const lookMs = 15_000

/** What people wrote to a request, and writing to it. */
export function Comments({ id }: { id: string }) {
  const { talk } = useWords()
  const params = { path: { id } }
  const comments = useQuery({
    // Not below the request's own key: what is written does not change with its events.
    queryKey: ['comments', id],
    queryFn: async () => (await take(api.GET('/api/v1/requests/{id}/comments', { params }))).items,
    refetchInterval: lookMs,
  })
  return (
    <section className="pao-panel" data-comments>
      <Title order={2} size="h4" mb="xs">
        {talk.comments}
      </Title>
      {comments.isError && <ProblemView error={comments.error} />}
      {comments.data?.length === 0 && (
        <Text size="sm" c="dimmed" mb="sm">
          {talk.none}
        </Text>
      )}
      <ul className="pao-plain" aria-live="polite">
        {comments.data?.map(({ id: key, by, at, body }) => (
          <li key={key} className="pao-comment">
            <Text size="sm" fw={600} component="span">
              {by.name}
            </Text>{' '}
            <Text size="sm" c="dimmed" component="span">
              <Time at={at} relative />
            </Text>
            <Text size="sm" className="pao-lines">
              {body}
            </Text>
          </li>
        ))}
      </ul>
      <Writing id={id} />
    </section>
  )
}

function Writing({ id }: { id: string }) {
  const { talk } = useWords()
  const client = useQueryClient()
  const [text, setText] = useState('')
  const sending = useMutation({
    mutationFn: (body: string) =>
      take(
        api.POST('/api/v1/requests/{id}/comments', {
          params: { path: { id } },
          body: { body },
          headers: newKey(),
        }),
      ),
    onSuccess: () => setText(''),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['comments', id] }),
        client.invalidateQueries({ queryKey: ['request', id, 'story'] }),
      ]),
  })
  const submit = (event: { preventDefault(): void }) => {
    event.preventDefault()
    if (text.trim() !== '') sending.mutate(text.trim())
  }
  return (
    <form onSubmit={submit}>
      {sending.isError && <ProblemView error={sending.error} />}
      <Textarea
        label={talk.write}
        autosize
        minRows={2}
        maxLength={4_000}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <Group justify="flex-end" mt="xs">
        <Button
          type="submit"
          size="sm"
          variant="default"
          loading={sending.isPending}
          disabled={text.trim() === ''}
        >
          {talk.send}
        </Button>
      </Group>
    </form>
  )
}
