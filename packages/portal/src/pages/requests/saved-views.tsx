import { ActionIcon, Button, Group, Popover, TextInput } from '@mantine/core'
import { IconBookmark, IconX } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, take } from '../../api/client.ts'
import type { Search } from '../../app/search.ts'
import { PageLink } from '../../ui/link.tsx'
import { ProblemView } from '../../ui/problem.tsx'
import { useWords } from '../../words/index.tsx'

const key = ['views']

/** Filters under names, kept for the person on the server; each is a link. */
export function SavedViews({ address }: { address: Search }) {
  const { views } = useWords()
  const client = useQueryClient()
  const found = useQuery({
    queryKey: key,
    queryFn: async () => (await take(api.GET('/api/v1/me/views'))).items,
    staleTime: 60_000,
  })
  const forget = useMutation({
    mutationFn: (view: string) =>
      take(api.DELETE('/api/v1/me/views/{view}', { params: { path: { view } } })),
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  })
  const query = Object.fromEntries(
    Object.entries(address).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  )
  const isFiltered = Object.keys(query).length > 0
  if (!isFiltered && (found.data ?? []).length === 0) return null
  return (
    <Group component="nav" gap="xs" mb="md" aria-label={views.title}>
      {(found.data ?? []).map((view) => (
        <span key={view.id} className="pao-chip" data-view={view.name}>
          <PageLink to="/requests" search={view.query} c="inherit" size="sm">
            {view.name}
          </PageLink>
          <ActionIcon
            size="xs"
            variant="subtle"
            color="gray"
            aria-label={views.forget(view.name)}
            onClick={() => forget.mutate(view.id)}
          >
            <IconX size={12} />
          </ActionIcon>
        </span>
      ))}
      {forget.isError && <ProblemView error={forget.error} />}
      {isFiltered && <Keep query={query} />}
    </Group>
  )
}

function Keep({ query }: { query: Record<string, string> }) {
  const { views } = useWords()
  const client = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  const [name, setName] = useState('')
  const keep = useMutation({
    mutationFn: () => take(api.PUT('/api/v1/me/views', { body: { name: name.trim(), query } })),
    onSuccess: () => {
      setOpen(false)
      setName('')
    },
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  })
  const submit = (event: { preventDefault(): void }) => {
    event.preventDefault()
    if (name.trim() !== '') keep.mutate()
  }
  return (
    <Popover opened={isOpen} onChange={setOpen} trapFocus position="bottom-start" withArrow>
      <Popover.Target>
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconBookmark size={14} aria-hidden />}
          onClick={() => setOpen(!isOpen)}
        >
          {views.keep}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form onSubmit={submit}>
          {keep.isError && <ProblemView error={keep.error} />}
          <Group align="flex-end">
            <TextInput
              label={views.name}
              maxLength={60}
              data-autofocus
              value={name}
              onChange={({ currentTarget }) => setName(currentTarget.value)}
            />
            <Button type="submit" disabled={name.trim() === ''} loading={keep.isPending}>
              {views.save}
            </Button>
          </Group>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
