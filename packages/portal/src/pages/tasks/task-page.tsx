import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { api, ask, newKey, take } from '../../api/client.ts'
import { useMe } from '../../app/session.ts'
import { Facts } from '../../ui/facts.tsx'
import { PageLink } from '../../ui/link.tsx'
import { ProblemView } from '../../ui/problem.tsx'
import { Loading } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { useWords } from '../../words/index.tsx'
import { DoneForm, type Said } from './done-form.tsx'
import { type Task, taskQuery } from './task-queries.ts'

/** One piece of work by hand: what is to be done, who does it, and saying that it is done. */
export function TaskPage() {
  const { tasks } = useWords()
  const { id } = useParams({ from: '/tasks/$id' })
  const client = useQueryClient()
  const found = useQuery(taskQuery(id))
  const [isDone, setDone] = useState(false)
  const saying = useMutation({
    mutationFn: (said: Said) => ask('POST', pathOf(id), said, newKey()),
    onSuccess: () => setDone(true),
    onSettled: () => client.invalidateQueries({ queryKey: ['tasks'] }),
  })
  if (isDone)
    return (
      <Alert color="teal" title={tasks.thanks} data-done>
        <PageLink to="/tasks">{tasks.back}</PageLink>
      </Alert>
    )
  if (found.isPending) return <Loading rows={3} height={120} />
  if (found.isError) return <ProblemView error={found.error} again={() => void found.refetch()} />
  return (
    <article>
      <Title order={1} mb="md">
        {found.data.title}
      </Title>
      <div className="pao-split">
        <Stack>
          <section className="pao-panel">
            <Text className="pao-lines">{found.data.instructions || tasks.noInstructions}</Text>
          </section>
          <DoneForm
            asked={found.data.asked}
            error={saying.error}
            isBusy={saying.isPending}
            say={(said) => saying.mutate(said)}
          />
        </Stack>
        <TaskFacts task={found.data} />
      </div>
    </article>
  )
}

/** `<request>.<action>`, as the address of its completion. */
function pathOf(id: string): string {
  const dot = id.indexOf('.')
  const [request, action] = [id.slice(0, dot), id.slice(dot + 1)].map(encodeURIComponent)
  return `/requests/${request}/actions/${action}/complete`
}

function TaskFacts({ task }: { task: Task }) {
  const words = useWords()
  const { tasks } = words
  const { item, requester, environment } = task.request
  return (
    <aside className="pao-panel" aria-label={tasks.about}>
      <Facts
        facts={[
          [words.approvals.request, `${item.name} ${item.version}`],
          [words.request.by, requester.name ?? requester.email],
          [words.request.forEnvironment, environment],
          [tasks.givenTo, [...task.assignees, task.team].filter(Boolean).join(', ')],
          [tasks.since, <Time key="since" at={task.asked_at} relative />],
        ]}
      />
      <Claim task={task} />
    </aside>
  )
}

function Claim({ task }: { task: Task }) {
  const { tasks } = useWords()
  const me = useMe()
  const client = useQueryClient()
  const taking = useMutation({
    mutationFn: (verb: 'claim' | 'release') =>
      take(api.POST(`/api/v1/tasks/{id}/${verb}`, { params: { path: { id: task.id } } })),
    onSettled: () => client.invalidateQueries({ queryKey: ['tasks'] }),
  })
  const by = task.claimed?.by
  return (
    <Stack mt="md" gap="xs">
      <Text size="sm">{by === undefined ? tasks.free : tasks.takenBy(by)}</Text>
      {taking.isError && <ProblemView error={taking.error} />}
      <Group>
        {by === undefined && (
          <Button size="sm" loading={taking.isPending} onClick={() => taking.mutate('claim')}>
            {tasks.claim}
          </Button>
        )}
        {by !== undefined && by === me.email && (
          <Button
            size="sm"
            variant="default"
            loading={taking.isPending}
            onClick={() => taking.mutate('release')}
          >
            {tasks.release}
          </Button>
        )}
      </Group>
    </Stack>
  )
}
