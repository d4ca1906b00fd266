import { Alert, Button, Group, List, Menu, NativeSelect, Text, TextInput } from '@mantine/core'
import { IconChevronDown, IconShieldCheck } from '@tabler/icons-react'
import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { api, take } from '../../api/client.ts'
import { type Search, useAddress } from '../../app/search.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Details } from '../../ui/details.tsx'
import { ProblemView } from '../../ui/problem.tsx'
import { Empty, Loading } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { useWords } from '../../words/index.tsx'

const names = ['actor', 'action', 'object_type', 'object_id', 'correlation_id'] as const
const outcomes = ['done', 'read', 'refused'] as const
const perPage = 50

function filterOf(address: Search) {
  const texts = names.flatMap((name) => {
    const value = address[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  const outcome = outcomes.find((one) => one === address['outcome'])
  return { ...Object.fromEntries(texts), ...(outcome !== undefined && { outcome }) }
}

function useEntries(filter: ReturnType<typeof filterOf>) {
  return useInfiniteQuery({
    queryKey: ['audit', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => {
      const query = { ...filter, limit: perPage, ...(pageParam && { cursor: pageParam }) }
      return take(api.GET('/api/v1/audit', { params: { query } }))
    },
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    retry: false,
  })
}

/** What was done, by whom, and whether the record is whole; what is searched for stands in the address. */
export function AuditLog() {
  const words = useWords()
  const [address, change] = useAddress()
  const filter = filterOf(address)
  const found = useEntries(filter)
  const items = found.data?.pages.flatMap((page) => page.items ?? []) ?? []
  return (
    <>
      <Verify>
        <Export filter={filter} />
      </Verify>
      <Filters key={JSON.stringify(filter)} address={address} change={change} />
      {found.isPending && <Loading rows={5} height={44} />}
      {found.isError && <ProblemView error={found.error} again={() => void found.refetch()} />}
      {found.data && items.length === 0 && (
        <Empty title={words.audit.none} hint={words.requests.noneHint} />
      )}
      {items.length > 0 && (
        <DataTable
          label={words.audit.title}
          titles={[
            words.audit.at,
            words.audit.actor,
            words.audit.action,
            words.audit.object,
            words.audit.outcome,
            words.audit.detail,
          ]}
          rows={items.map((one) => ({
            key: String(one.seq),
            cells: [
              <Time key="at" at={one.at} />,
              one.actor ?? words.audit.erased,
              one.action,
              `${one.object_type} ${one.object_id}`,
              words.audit.outcomes[one.outcome] ?? one.outcome,
              <Details key="detail" title={`#${one.seq}`}>
                <pre className="pao-pre" tabIndex={0} aria-label={words.audit.detail}>
                  {JSON.stringify(one, null, 2)}
                </pre>
              </Details>,
            ],
          }))}
        />
      )}
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
    </>
  )
}

/** Reads the whole chain; where it is broken, says at which number. */
function Verify({ children }: { children: ReactNode }) {
  const { audit } = useWords()
  const verify = useMutation({ mutationFn: () => take(api.GET('/api/v1/audit/verify')) })
  const verdict = verify.data
  return (
    <div className="pao-below">
      <Group>
        <Button
          variant="default"
          leftSection={<IconShieldCheck size={16} aria-hidden />}
          loading={verify.isPending}
          onClick={() => verify.mutate()}
        >
          {audit.verify}
        </Button>
        {children}
      </Group>
      {verify.isError && <ProblemView error={verify.error} />}
      {verdict && (
        <Alert mt="sm" role="status" variant="light" color={verdict.ok ? 'green' : 'red'}>
          <Text size="sm">
            {verdict.ok
              ? audit.whole(verdict.entries, verdict.checkpoints)
              : audit.broken(verdict.faults.length)}
          </Text>
          {verdict.faults.length > 0 && (
            <List size="sm">
              {verdict.faults.map(({ code, seq, message }) => (
                <List.Item key={`${code} ${seq} ${message}`}>
                  {seq !== undefined && `#${seq} `}
                  {message}
                </List.Item>
              ))}
            </List>
          )}
        </Alert>
      )}
    </div>
  )
}

function Filters({ address, change }: { address: Search; change: (next: Search) => void }) {
  const { audit } = useWords()
  const [texts, setTexts] = useState<Search>(address)
  const submit = (event: { preventDefault(): void }) => {
    event.preventDefault()
    change(Object.fromEntries(names.map((name) => [name, texts[name]?.trim() || undefined])))
  }
  return (
    <form onSubmit={submit} role="search">
      <Group mb="md" align="flex-end">
        {names.map((name) => (
          <TextInput
            key={name}
            w={{ base: '100%', xs: 150 }}
            label={audit.filters[name]}
            value={texts[name] ?? ''}
            onChange={({ currentTarget }) => setTexts({ ...texts, [name]: currentTarget.value })}
          />
        ))}
        <NativeSelect
          w={{ base: '100%', xs: 120 }}
          label={audit.outcome}
          value={address['outcome'] ?? ''}
          onChange={({ currentTarget }) => change({ outcome: currentTarget.value || undefined })}
          data={[
            { value: '', label: audit.all },
            ...outcomes.map((value) => ({ value, label: audit.outcomes[value] ?? value })),
          ]}
        />
        <Button type="submit">{audit.search}</Button>
      </Group>
    </form>
  )
}

const forms = ['ndjson', 'csv', 'cef', 'ocsf'] as const

function Export({ filter }: { filter: ReturnType<typeof filterOf> }) {
  const { audit } = useWords()
  const addressOf = (form: string) =>
    `/api/v1/audit/export?${new URLSearchParams({ ...filter, form }).toString()}`
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
          {audit.export}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {forms.map((form) => (
          <Menu.Item key={form} component="a" href={addressOf(form)} download={`audit.${form}`}>
            {form.toUpperCase()}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
