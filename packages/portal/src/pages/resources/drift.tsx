import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, newKey, take } from '../../api/client.ts'
import type { ResourceWhole } from '../../api/shapes.ts'
import { Details } from '../../ui/details.tsx'
import { DriftBadge } from '../../ui/drift-badge.tsx'
import { ProblemView } from '../../ui/problem.tsx'
import { Time } from '../../ui/time.tsx'
import { useWords } from '../../words/index.tsx'
import { AcceptDialog } from './accept-dialog.tsx'
import { DriftTable } from './drift-table.tsx'

type Props = {
  resource: ResourceWhole
  /** Opens the form of the item that changes it; undefined = there is none, or one may not. */
  change: (() => void) | undefined
}

/** Whether what stands outside is what was ordered, what differs, and what can be done about it. */
export function Drift({ resource, change }: Props) {
  const { drift: words } = useWords()
  const { drift, differences, accepted } = resource
  const isThere = resource.state === 'active' || resource.state === 'stuck'
  return (
    <section className="pao-panel" data-drift-panel>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h4">
          {words.title}
        </Title>
        <DriftBadge state={drift.state} />
      </Group>
      <Stack gap="sm">
        <Text>{sentenceOf(resource, words)}</Text>
        <Moments drift={drift} />
        {resource.look_problem && (
          <Alert color="orange" title={words.failed(resource.look_problem.message)}>
            {words.failedHint}
          </Alert>
        )}
        {differences.length > 0 && <DriftTable differences={differences} />}
        {accepted.length > 0 && (
          <Details title={words.accepted(accepted.length)}>
            <DriftTable differences={accepted} />
          </Details>
        )}
        {resource.may_control && isThere && <Doings resource={resource} change={change} />}
      </Stack>
    </section>
  )
}

type Words = ReturnType<typeof useWords>['drift']

function sentenceOf({ drift, differences }: ResourceWhole, words: Words): string {
  if (drift.state === 'drifted') return words.drifted(differences.length)
  if (drift.state === 'missing') return words.missing
  if (drift.state === 'in_sync') return words.inSync
  return drift.checked_at === null ? words.neverLooked : words.blind
}

/** When it was looked at, since when it is so, and when it is looked at next. */
function Moments({ drift }: { drift: ResourceWhole['drift'] }) {
  const { drift: words } = useWords()
  const { checked_at: checked, since, next_look_at: next, asked } = drift
  const moments = [
    checked !== null && ([words.looked, checked] as const),
    since !== null && since !== checked && ([words.since, since] as const),
    !asked && next !== null && ([words.next, next] as const),
  ].filter((one) => one !== false)
  if (moments.length === 0 && !asked) return null
  return (
    <Text size="sm" c="dimmed" role="status">
      {moments.map(([what, at], place) => (
        <span key={what}>
          {place > 0 && ' · '}
          {what} <Time at={at} relative />
        </span>
      ))}
      {asked && `${moments.length > 0 ? ' · ' : ''}${words.looking}`}
    </Text>
  )
}

function Doings({ resource, change }: Props) {
  const { drift: words, resources } = useWords()
  const [isAccepting, setAccepting] = useState(false)
  const look = useLook(resource.id)
  const { state, asked } = resource.drift
  const isOff = state === 'drifted' || state === 'missing'
  const canAccept = state === 'drifted' && resource.differences.some((one) => !isHidden(one))
  return (
    <>
      {look.isError && <ProblemView error={look.error} />}
      <Group gap="xs">
        <Button
          variant="default"
          loading={look.isPending}
          disabled={asked}
          onClick={() => look.mutate()}
        >
          {words.look}
        </Button>
        {isOff && change !== undefined && (
          <Button variant="default" onClick={change}>
            {resources.change}
          </Button>
        )}
        {canAccept && (
          <Button variant="default" onClick={() => setAccepting(true)}>
            {words.accept}
          </Button>
        )}
      </Group>
      <Text size="sm" c="dimmed">
        {words.lookHint} {isOff && change !== undefined && words.changeHint}
      </Text>
      <AcceptDialog resource={resource} opened={isAccepting} close={() => setAccepting(false)} />
    </>
  )
}

/** Nobody sees what would be accepted. */
function isHidden({ expected, found }: ResourceWhole['differences'][number]): boolean {
  return expected === '***' || found === '***'
}

function useLook(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () =>
      take(
        api.POST('/api/v1/resources/{id}/look', { params: { path: { id } }, headers: newKey() }),
      ),
    onSuccess: (found) => client.setQueryData(['resource', id], found),
  })
}
