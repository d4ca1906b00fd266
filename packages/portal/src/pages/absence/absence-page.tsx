import { Alert, Button, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, take } from '../../api/client.ts'
import { momentOf } from '../../form/moments.ts'
import { Found } from '../../ui/found.tsx'
import { ProblemView } from '../../ui/problem.tsx'
import { Time } from '../../ui/time.tsx'
import { useWords } from '../../words/index.tsx'

const key = ['absence']

/** When one is away, and who decides meanwhile. */
export function AbsencePage() {
  const { absence: words } = useWords()
  const client = useQueryClient()
  const found = useQuery({
    queryKey: key,
    queryFn: async () => (await take(api.GET('/api/v1/me/absence'))).absence ?? null,
  })
  const end = useMutation({
    mutationFn: () => take(api.DELETE('/api/v1/me/absence')),
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  })
  return (
    <section className="pao-narrow">
      <Title order={1} mb={4}>
        {words.title}
      </Title>
      <Text c="dimmed" mb="md">
        {words.lead}
      </Text>
      {end.isError && <ProblemView error={end.error} />}
      <Found query={found}>
        {(absence) =>
          absence ? (
            <Alert color="indigo" title={words.now(absence.deputy)}>
              <Text size="sm" mb="sm">
                <Time at={absence.from} /> – <Time at={absence.until} />
              </Text>
              <Button size="sm" loading={end.isPending} onClick={() => end.mutate()}>
                {words.end}
              </Button>
            </Alert>
          ) : (
            <Setting />
          )
        }
      </Found>
    </section>
  )
}

const empty = { from: '', until: '', deputy: '', note: '' }

function Setting() {
  const { absence: words } = useWords()
  const client = useQueryClient()
  const [said, say] = useState(empty)
  const set = useMutation({
    mutationFn: () => {
      const from = momentOf(said.from)
      const body = {
        until: momentOf(said.until) ?? '',
        deputy: said.deputy.trim(),
        ...(from !== undefined && { from }),
        ...(said.note.trim() !== '' && { note: said.note.trim() }),
      }
      return take(api.PUT('/api/v1/me/absence', { body }))
    },
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  })
  const submit = (event: { preventDefault(): void }) => {
    event.preventDefault()
    set.mutate()
  }
  const field = (name: keyof typeof empty) => ({
    label: words[name],
    value: said[name],
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
      say({ ...said, [name]: currentTarget.value }),
  })
  return (
    <form onSubmit={submit}>
      <Stack className="pao-panel">
        <Text size="sm">{words.none}</Text>
        {set.isError && <ProblemView error={set.error} />}
        <Group grow preventGrowOverflow={false}>
          <TextInput type="datetime-local" {...field('from')} />
          <TextInput type="datetime-local" required {...field('until')} />
        </Group>
        <TextInput type="email" required {...field('deputy')} />
        <TextInput maxLength={500} {...field('note')} />
        <Group justify="flex-end">
          <Button type="submit" loading={set.isPending}>
            {words.set}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
