import { Group, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api, take } from '../../api/client.ts'
import { PageLink } from '../../ui/link.tsx'
import { StateBadge } from '../../ui/state-badge.tsx'
import { Time } from '../../ui/time.tsx'
import { useWords } from '../../words/index.tsx'

/** How the item has done lately, in a word and with what it follows from. Nothing while it is not known. */
export function Health({ id }: { id: string }) {
  const { itemHealth: words } = useWords()
  const found = useQuery({
    queryKey: ['item', id, 'health'],
    queryFn: () => take(api.GET('/api/v1/catalog/items/{id}/health', { params: { path: { id } } })),
    staleTime: 60_000,
  })
  if (!found.data) return null
  const { state, ended, failed, last_failure: last, running, resources } = found.data
  return (
    <section className="pao-panel" data-health>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h5">
          {words.title}
        </Title>
        {state !== 'unknown' && <StateBadge state={state} said={words.states[state]} />}
      </Group>
      <Text size="sm">{ended === 0 ? words.none : words.ended(ended - failed, ended)}</Text>
      {last && (
        <Text size="sm">
          {words.last(last.code)} <Time at={last.at} relative />
        </Text>
      )}
      {running > 0 && (
        <Text size="sm">
          <PageLink to="/requests" search={{ item: id, state: 'open' }}>
            {words.running(running)}
          </PageLink>
        </Text>
      )}
      {resources.looked > 0 && (
        <Text size="sm">{words.resources(resources.looked - resources.off, resources.looked)}</Text>
      )}
    </section>
  )
}
