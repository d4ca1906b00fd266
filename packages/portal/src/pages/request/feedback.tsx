import { Button, Group, Rating, Text, Textarea, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, take } from '../../api/client.ts'
import { ProblemView } from '../../ui/problem.tsx'
import { useWords } from '../../words/index.tsx'

type Said = { rating: number; comment: string | null }

/** How content the one who ordered it is, once it has ended. */
export function Feedback({ id }: { id: string }) {
  const { talk } = useWords()
  const params = { path: { id } }
  const found = useQuery({
    queryKey: ['feedback', id],
    queryFn: () => take(api.GET('/api/v1/requests/{id}/feedback', { params })),
  })
  if (!found.data) return null
  const { may_give: mayGive, feedback } = found.data
  if (!mayGive && !feedback) return null
  return (
    <section className="pao-panel" data-feedback>
      <Title order={2} size="h5" mb="xs">
        {mayGive ? talk.feedback : talk.given}
      </Title>
      {mayGive ? (
        <Giving key={feedback?.changed_at} id={id} said={feedback} />
      ) : (
        feedback && <Given said={feedback} />
      )}
    </section>
  )
}

function Given({ said }: { said: Said }) {
  const { talk } = useWords()
  return (
    <>
      <Rating readOnly value={said.rating} aria-label={talk.stars(said.rating)} />
      <Text size="sm" className="pao-lines" mt="xs">
        {said.comment}
      </Text>
    </>
  )
}

function Giving({ id, said }: { id: string; said: Said | null }) {
  const { talk } = useWords()
  const client = useQueryClient()
  const [rating, setRating] = useState(said?.rating ?? 0)
  const [word, setWord] = useState(said?.comment ?? '')
  const sending = useMutation({
    mutationFn: () =>
      take(
        api.POST('/api/v1/requests/{id}/feedback', {
          params: { path: { id } },
          body: { rating, ...(word.trim() !== '' && { comment: word.trim() }) },
        }),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: ['feedback', id] }),
  })
  const submit = (event: { preventDefault(): void }) => {
    event.preventDefault()
    if (rating > 0) sending.mutate()
  }
  return (
    <form onSubmit={submit}>
      {sending.isError && <ProblemView error={sending.error} />}
      <fieldset className="pao-bare">
        <legend className="pao-legend">{talk.rate}</legend>
        <Rating
          value={rating}
          onChange={setRating}
          size="lg"
          getSymbolLabel={(value) => talk.stars(value)}
        />
      </fieldset>
      <Textarea
        mt="xs"
        label={talk.word}
        autosize
        minRows={2}
        maxLength={2_000}
        value={word}
        onChange={({ currentTarget }) => setWord(currentTarget.value)}
      />
      <Group justify="space-between" mt="xs">
        <Text size="xs" c="dimmed" role="status">
          {said && talk.thanks}
        </Text>
        <Button
          type="submit"
          size="sm"
          variant="default"
          loading={sending.isPending}
          disabled={rating === 0}
        >
          {said ? talk.change : talk.give}
        </Button>
      </Group>
    </form>
  )
}
