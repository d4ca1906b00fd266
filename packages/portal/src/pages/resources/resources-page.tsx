import { Checkbox, NativeSelect, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { api, take } from '../../api/client.ts'
import { personName } from '../../api/person.ts'
import type { Resource } from '../../api/shapes.ts'
import { type Search, useAddress } from '../../app/search.ts'
import { useMe } from '../../app/session.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { DriftBadge, driftStates } from '../../ui/drift-badge.tsx'
import { PageButton, PageLink } from '../../ui/link.tsx'
import { ListFrame, SearchBar } from '../../ui/list-frame.tsx'
import { StateBadge } from '../../ui/state-badge.tsx'
import { TeamQuotas } from '../../ui/team-quotas.tsx'
import { Time } from '../../ui/time.tsx'
import { useLanguage, useWords } from '../../words/index.tsx'
import { amountText } from '../order/cost-text.ts'

/** Resources of a page of the list. */
const perPage = 50

function filterOf({ q, mine, drift }: Search) {
  const state = driftStates.find((one) => one === drift)
  return {
    ...(q !== undefined && { q }),
    ...(mine === 'yes' && { mine: true }),
    ...(state !== undefined && { drift: state }),
  }
}

function useResources(address: Search) {
  const filter = filterOf(address)
  return useInfiniteQuery({
    queryKey: ['resources', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => {
      const query = { ...filter, limit: perPage, ...(pageParam && { cursor: pageParam }) }
      return take(api.GET('/api/v1/resources', { params: { query } }))
    },
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })
}

/** What requests made that one owns or looks after. */
export function ResourcesPage() {
  const words = useWords()
  const [address, change] = useAddress()
  const found = useResources(address)
  const items = found.data?.pages.flatMap((page) => page.items) ?? []
  const isFiltered = address['q'] !== undefined || address['drift'] !== undefined
  const empty = {
    title: isFiltered ? words.resources.none : words.resources.empty,
    hint: isFiltered ? words.requests.noneHint : words.resources.emptyHint,
    children: (
      <PageButton to="/" mt="sm">
        {words.requests.toCatalog}
      </PageButton>
    ),
  }
  return (
    <ListFrame
      title={words.resources.title}
      above={<Above address={address} change={change} />}
      found={found}
      empty={items.length === 0 ? empty : undefined}
    >
      <ResourceTable items={items} />
    </ListFrame>
  )
}

function Above({ address, change }: { address: Search; change: (next: Search) => void }) {
  const { resources, drift } = useWords()
  const me = useMe()
  return (
    <>
      <Text c="dimmed" mb="md">
        {resources.lead}
      </Text>
      <TeamQuotas team={me.teams[0] ?? `user:${me.id}`} quiet />
      <SearchBar label={resources.search} address={address} change={change}>
        <Checkbox
          label={resources.mine}
          checked={address['mine'] === 'yes'}
          onChange={({ currentTarget }) =>
            change({ mine: currentTarget.checked ? 'yes' : undefined })
          }
        />
        <NativeSelect
          w={{ base: '100%', xs: 210 }}
          aria-label={drift.column}
          value={address['drift'] ?? ''}
          onChange={({ currentTarget }) => change({ drift: currentTarget.value || undefined })}
          data={[
            { value: '', label: drift.all },
            ...driftStates.map((value) => ({ value, label: drift.states[value] })),
          ]}
        />
      </SearchBar>
    </>
  )
}

function ResourceTable({ items }: { items: readonly Resource[] }) {
  const { resources, requests, drift } = useWords()
  const { language } = useLanguage()
  return (
    <DataTable
      label={resources.title}
      titles={[
        resources.name,
        requests.state,
        drift.column,
        requests.item,
        requests.environment,
        resources.owner,
        resources.cost,
        resources.made,
      ]}
      rows={items.map((one) => ({
        key: one.id,
        cells: [
          <PageLink key="name" to="/resources/$id" params={{ id: one.id }} fw={500}>
            {one.name}
          </PageLink>,
          <StateBadge key="state" state={one.state} />,
          <DriftBadge key="drift" state={one.drift.state} />,
          one.item.name,
          one.environment,
          personName(one.owner),
          one.cost && amountText(one.cost.monthly, one.cost.currency, language),
          <Time key="made" at={one.made_at} relative />,
        ],
      }))}
    />
  )
}
