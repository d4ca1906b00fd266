import { Button, Checkbox, Group, Text, TextInput, Title } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { api, take } from '../../api/client.ts'
import { personName } from '../../api/person.ts'
import type { Resource } from '../../api/shapes.ts'
import { type Search, useAddress } from '../../app/search.ts'
import { useSearchText } from '../../app/search-text.ts'
import { useMe } from '../../app/session.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { PageButton, PageLink } from '../../ui/link.tsx'
import { ProblemView } from '../../ui/problem.tsx'
import { StateBadge } from '../../ui/state-badge.tsx'
import { Empty, Loading } from '../../ui/states.tsx'
import { TeamQuotas } from '../../ui/team-quotas.tsx'
import { Time } from '../../ui/time.tsx'
import { useLanguage, useWords } from '../../words/index.tsx'
import { amountText } from '../order/cost-text.ts'

/** Resources of a page of the list. */
const perPage = 50

function useResources({ q, mine }: Search) {
  const filter = { ...(q !== undefined && { q }), ...(mine === 'yes' && { mine: true }) }
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
  const me = useMe()
  const found = useResources(address)
  const items = found.data?.pages.flatMap((page) => page.items) ?? []
  const isFiltered = address['q'] !== undefined
  return (
    <section>
      <Title order={1} mb={4}>
        {words.resources.title}
      </Title>
      <Text c="dimmed" mb="md">
        {words.resources.lead}
      </Text>
      <TeamQuotas team={me.teams[0] ?? `user:${me.id}`} quiet />
      <Filters address={address} change={change} />
      {found.isPending && <Loading rows={5} height={44} />}
      {found.isError && <ProblemView error={found.error} again={() => void found.refetch()} />}
      {found.data && items.length === 0 && (
        <Empty
          title={isFiltered ? words.resources.none : words.resources.empty}
          hint={isFiltered ? words.requests.noneHint : words.resources.emptyHint}
        >
          <PageButton to="/" mt="sm">
            {words.requests.toCatalog}
          </PageButton>
        </Empty>
      )}
      {items.length > 0 && <ResourceTable items={items} />}
      {found.hasNextPage && (
        <Button
          mt="md"
          variant="default"
          loading={found.isFetchingNextPage}
          onClick={() => void found.fetchNextPage()}
        >
          {words.more}
        </Button>
      )}
    </section>
  )
}

function Filters({ address, change }: { address: Search; change: (next: Search) => void }) {
  const { resources } = useWords()
  const [text, setText] = useSearchText(address, change)
  return (
    <Group mb="md" component="search">
      <TextInput
        type="search"
        w={{ base: '100%', xs: 260 }}
        aria-label={resources.search}
        placeholder={resources.search}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <Checkbox
        label={resources.mine}
        checked={address['mine'] === 'yes'}
        onChange={({ currentTarget }) =>
          change({ mine: currentTarget.checked ? 'yes' : undefined })
        }
      />
    </Group>
  )
}

function ResourceTable({ items }: { items: readonly Resource[] }) {
  const { resources, requests } = useWords()
  const { language } = useLanguage()
  return (
    <DataTable
      label={resources.title}
      titles={[
        resources.name,
        requests.state,
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
