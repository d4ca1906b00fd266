import { Group, NativeSelect, Tabs, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api, take } from '../../api/client.ts'
import { personName } from '../../api/person.ts'
import { useAddress } from '../../app/search.ts'
import { isOfTeam, useMe } from '../../app/session.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Found } from '../../ui/found.tsx'
import { PageLink } from '../../ui/link.tsx'
import { StateBadge } from '../../ui/state-badge.tsx'
import { Empty } from '../../ui/states.tsx'
import { TeamQuotas } from '../../ui/team-quotas.tsx'
import { Time } from '../../ui/time.tsx'
import { useWords } from '../../words/index.tsx'
import { Figures } from '../insights/figures.tsx'
import { TimesCell } from '../item/times.tsx'

const parts = ['requests', 'items', 'figures', 'quotas'] as const

/** What a platform team looks after: requests for its services, the services, and how they do. */
export function TeamPage() {
  const { team: words, insights } = useWords()
  const me = useMe()
  const [{ team: wanted, tab }, change] = useAddress()
  const team = me.teams.find((one) => one === wanted) ?? me.teams[0]
  const open = parts.find((part) => part === tab) ?? 'requests'
  if (team === undefined || !isOfTeam(me))
    return (
      <section>
        <Title order={1}>{words.title}</Title>
        <Empty title={words.none} hint={words.noneHint} />
      </section>
    )
  return (
    <section>
      <Group justify="space-between" mb="md">
        <Title order={1}>{words.title}</Title>
        {me.teams.length > 1 && (
          <NativeSelect
            aria-label={insights.team}
            value={team}
            onChange={({ currentTarget }) => change({ team: currentTarget.value })}
            data={[...me.teams]}
          />
        )}
      </Group>
      <Tabs
        value={open}
        onChange={(next) => change({ tab: next === 'requests' ? undefined : (next ?? undefined) })}
      >
        <Tabs.List mb="md">
          {parts.map((part) => (
            <Tabs.Tab key={part} value={part}>
              {words[part]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={open}>
          {open === 'requests' && <TeamRequests team={team} />}
          {open === 'items' && <TeamItems team={team} />}
          {open === 'figures' && <Figures team={team} />}
          {open === 'quotas' && <TeamQuotas team={team} />}
        </Tabs.Panel>
      </Tabs>
    </section>
  )
}

/** Milliseconds between looks for news. */
const lookMs = 10_000

function TeamRequests({ team }: { team: string }) {
  const { requests, team: words } = useWords()
  const found = useQuery({
    queryKey: ['team', team, 'requests'],
    queryFn: () =>
      take(
        api.GET('/api/v1/teams/{id}/requests', {
          params: { path: { id: team }, query: { limit: 50 } },
        }),
      ),
    refetchInterval: lookMs,
  })
  return (
    <Found query={found}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty title={requests.empty} hint={requests.emptyHint} />
        ) : (
          <DataTable
            label={words.requests}
            titles={[requests.item, requests.state, requests.requester, requests.ordered]}
            rows={items.map((one) => ({
              key: one.id,
              cells: [
                <PageLink key="item" to="/requests/$id" params={{ id: one.id }} fw={500}>
                  {one.item.name}
                </PageLink>,
                <StateBadge key="state" state={one.state} />,
                personName(one.requester),
                <Time key="at" at={one.created_at} relative />,
              ],
            }))}
          />
        )
      }
    </Found>
  )
}

function TeamItems({ team }: { team: string }) {
  const { item: itemWords, team: words, requests, times } = useWords()
  const found = useQuery({
    queryKey: ['team', team, 'items'],
    queryFn: () => take(api.GET('/api/v1/teams/{id}/catalog', { params: { path: { id: team } } })),
  })
  return (
    <Found query={found}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty title={words.noItems} hint={words.noItemsHint} />
        ) : (
          <DataTable
            label={words.items}
            titles={[requests.item, itemWords.version, times.half, requests.title]}
            rows={items.map((one) => ({
              key: one.id,
              cells: [
                <PageLink key="item" to="/items/$id" params={{ id: one.id }} fw={500}>
                  {one.name}
                </PageLink>,
                one.version,
                <TimesCell key="times" id={one.id} />,
                <PageLink key="requests" to="/requests" search={{ item: one.id }}>
                  {requests.title}
                </PageLink>,
              ],
            }))}
          />
        )
      }
    </Found>
  )
}
