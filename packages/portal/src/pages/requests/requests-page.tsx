import {
  Button,
  Checkbox,
  Group,
  NativeSelect,
  Progress,
  Table,
  Text,
  TextInput,
  Title,
} from '@mantine/core'
import { IconDownload, IconSearch } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { api, take } from '../../api/client.ts'
import { personName } from '../../api/person.ts'
import type { RequestSummary } from '../../api/shapes.ts'
import { type Search, useAddress } from '../../app/search.ts'
import { useSearchText } from '../../app/search-text.ts'
import { PageButton, PageLink } from '../../ui/link.tsx'
import { ProblemView } from '../../ui/problem.tsx'
import { StateBadge } from '../../ui/state-badge.tsx'
import { Empty, Loading } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { useWords } from '../../words/index.tsx'
import { endStates, requestStates } from '../request/states.ts'
import { SavedViews } from './saved-views.tsx'

/** Requests of a page of the list. */
const perPage = 50
/** Milliseconds between looks for news. */
const lookMs = 10_000

/** Groups of states that one filters by, beside each state alone. */
const stateGroups: Readonly<Record<string, string>> = {
  open: requestStates.filter((state) => !endStates.has(state)).join(','),
  ended: [...endStates].join(','),
}

function filterOf({ state, q, item, environment, team, children }: Search) {
  return {
    ...(state !== undefined && { state: stateGroups[state] ?? state }),
    ...(q !== undefined && { q }),
    ...(item !== undefined && { item }),
    ...(environment !== undefined && { environment }),
    ...(team !== undefined && { team }),
    ...(children === 'yes' && { children: true }),
  }
}

/** Where the same list is to be had as a file. */
function fileOf(address: Search): string {
  const texts = Object.entries(filterOf(address)).map(([name, value]) => [name, String(value)])
  const query = new URLSearchParams(texts).toString()
  return `/api/v1/requests/export${query === '' ? '' : `?${query}`}`
}

function useRequests(address: Search) {
  const filter = filterOf(address)
  return useInfiniteQuery({
    queryKey: ['requests', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => {
      const query = { ...filter, limit: perPage, ...(pageParam && { cursor: pageParam }) }
      return take(api.GET('/api/v1/requests', { params: { query } }))
    },
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: lookMs,
  })
}

/** The requests one may see, newest first; filters stand in the address. */
export function RequestsPage() {
  const words = useWords()
  const [address, change] = useAddress()
  const found = useRequests(address)
  const items = found.data?.pages.flatMap((page) => page.items) ?? []
  const isFiltered = Object.values(address).some((value) => value !== undefined)
  return (
    <section>
      <Group justify="space-between" mb="md">
        <Title order={1}>{words.requests.title}</Title>
        <Button
          component="a"
          href={fileOf(address)}
          download="requests.csv"
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          {words.requests.csv}
        </Button>
      </Group>
      <SavedViews address={address} />
      <Filters address={address} change={change} />
      {found.isPending && <Loading rows={6} height={44} />}
      {found.isError && <ProblemView error={found.error} again={() => void found.refetch()} />}
      {found.data && items.length === 0 && (
        <Empty
          title={isFiltered ? words.requests.none : words.requests.empty}
          hint={isFiltered ? words.requests.noneHint : words.requests.emptyHint}
        >
          <PageButton to="/" mt="sm">
            {words.requests.toCatalog}
          </PageButton>
        </Empty>
      )}
      {items.length > 0 && <RequestTable items={items} />}
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
  const { requests, states } = useWords()
  const [text, setText] = useSearchText(address, change)
  return (
    <Group mb="md" align="center" component="search">
      <TextInput
        type="search"
        w={{ base: '100%', xs: 260 }}
        aria-label={requests.search}
        placeholder={requests.search}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <NativeSelect
        w={{ base: '100%', xs: 200 }}
        aria-label={requests.state}
        value={address['state'] ?? ''}
        onChange={({ currentTarget }) => change({ state: currentTarget.value || undefined })}
        data={[
          { value: '', label: requests.allStates },
          { value: 'open', label: requests.groups.open },
          { value: 'ended', label: requests.groups.ended },
          ...requestStates.map((state) => ({ value: state, label: states[state] })),
        ]}
      />
      <Checkbox
        label={requests.children}
        checked={address['children'] === 'yes'}
        onChange={({ currentTarget }) =>
          change({ children: currentTarget.checked ? 'yes' : undefined })
        }
      />
    </Group>
  )
}

function RequestTable({ items }: { items: readonly RequestSummary[] }) {
  const { requests } = useWords()
  const titles = [
    requests.item,
    requests.state,
    requests.progress,
    requests.environment,
    requests.requester,
    requests.ordered,
  ]
  return (
    <div className="pao-panel pao-scroll" tabIndex={0} role="region" aria-label={requests.title}>
      <Table verticalSpacing="sm" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            {titles.map((title) => (
              <Table.Th key={title}>{title}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((one) => (
            <Table.Tr key={one.id}>
              <Table.Td>
                <PageLink to="/requests/$id" params={{ id: one.id }} fw={500}>
                  {one.item.name}
                </PageLink>
              </Table.Td>
              <Table.Td>
                <StateBadge state={one.state} />
              </Table.Td>
              <Table.Td miw={90}>
                <Progress
                  value={one.progress.percentage}
                  aria-label={`${one.progress.percentage} %`}
                />
              </Table.Td>
              <Table.Td>{one.environment}</Table.Td>
              <Table.Td>
                <Text size="sm" truncate maw={200}>
                  {personName(one.requester)}
                </Text>
              </Table.Td>
              <Table.Td>
                <Time at={one.created_at} relative />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}
