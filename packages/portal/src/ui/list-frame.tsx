import { Button, Group, TextInput, Title } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { type Search } from '../app/search.ts'
import { useSearchText } from '../app/search-text.ts'
import { useFrameWords } from '../words/frame.tsx'
import { ProblemView } from './problem.tsx'
import { Empty, Loading } from './states.tsx'

/** What of a reading of a list is shown; a list without pages leaves the last three out. */
export type Listed = {
  isPending: boolean
  error: unknown
  refetch: () => unknown
  hasNextPage?: boolean
  isFetchingNextPage?: boolean
  fetchNextPage?: () => unknown
}

type Props = {
  title: string
  /** Beside the title. */
  actions?: ReactNode
  /** Between the title and the list: lead, views, filters. */
  above?: ReactNode
  found: Listed
  /** Shown instead when the list is there and has nothing in it. */
  empty: { title: string; hint: string; children?: ReactNode } | undefined
  children: ReactNode
}

/** A page that is a list: title, filters, the list or what to do instead, and more of it. */
export function ListFrame({ title, actions, above, found, empty, children }: Props) {
  const words = useFrameWords()
  const isThere = !found.isPending && found.error === null
  return (
    <section>
      <Group justify="space-between" mb="md">
        <Title order={1}>{title}</Title>
        {actions}
      </Group>
      {above}
      {found.isPending && <Loading rows={5} height={44} />}
      {found.error !== null && (
        <ProblemView error={found.error} again={() => void found.refetch()} />
      )}
      {isThere && empty && <Empty {...empty} />}
      {isThere && !empty && children}
      {found.hasNextPage === true && (
        <Button
          mt="md"
          variant="default"
          loading={found.isFetchingNextPage === true}
          onClick={() => void found.fetchNextPage?.()}
        >
          {words.more}
        </Button>
      )}
    </section>
  )
}

type SearchProps = {
  label: string
  address: Search
  change: (next: Search) => void
  children?: ReactNode
}

/** Filters of a list, the words that are searched for first; they stand in the address. */
export function SearchBar({ label, address, change, children }: SearchProps) {
  const [text, setText] = useSearchText(address, change)
  return (
    <Group mb="md" align="center" component="search">
      <TextInput
        type="search"
        w={{ base: '100%', xs: 260 }}
        aria-label={label}
        placeholder={label}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      {children}
    </Group>
  )
}
