import { Button, Checkbox, NativeSelect } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { api, take } from '../../api/client.ts'
import { type Search, useAddress } from '../../app/search.ts'
import { PageButton } from '../../ui/link.tsx'
import { ListFrame, SearchBar } from '../../ui/list-frame.tsx'
import { useWords } from '../../words/index.tsx'
import { endStates, requestStates } from '../request/states.ts'
import { RequestTable } from './request-table.tsx'
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
  const empty = {
    title: isFiltered ? words.requests.none : words.requests.empty,
    hint: isFiltered ? words.requests.noneHint : words.requests.emptyHint,
    children: (
      <PageButton to="/" mt="sm">
        {words.requests.toCatalog}
      </PageButton>
    ),
  }
  return (
    <ListFrame
      title={words.requests.title}
      actions={
        <Button
          component="a"
          href={fileOf(address)}
          download="requests.csv"
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          {words.requests.csv}
        </Button>
      }
      above={
        <>
          <SavedViews address={address} />
          <Filters address={address} change={change} />
        </>
      }
      found={found}
      empty={items.length === 0 ? empty : undefined}
    >
      <RequestTable items={items} />
    </ListFrame>
  )
}

function Filters({ address, change }: { address: Search; change: (next: Search) => void }) {
  const { requests, states } = useWords()
  return (
    <SearchBar label={requests.search} address={address} change={change}>
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
    </SearchBar>
  )
}
