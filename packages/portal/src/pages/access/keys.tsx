import { Alert, Button, Group, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, newKey, take } from '../../api/client.ts'
import type { ApiKey } from '../../api/shapes.ts'
import { CopyText } from '../../ui/copy-text.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Found } from '../../ui/found.tsx'
import { ProblemView } from '../../ui/problem.tsx'
import { StateBadge } from '../../ui/state-badge.tsx'
import { Time } from '../../ui/time.tsx'
import { useWords } from '../../words/index.tsx'
import { NewKeyForm } from './new-key-form.tsx'

const keysKey = ['api-keys']

/** Keys of machines: what they may, when they were used last; made, renewed and stopped here. */
export function Keys() {
  const { access } = useWords()
  const client = useQueryClient()
  const [secret, setSecret] = useState<string>()
  const keys = useQuery({
    queryKey: keysKey,
    queryFn: async () => (await take(api.GET('/api/v1/api-keys'))).items,
  })
  const change = useMutation({
    mutationFn: async ({ id, how }: Change) => {
      const params = { path: { id } }
      if (how === 'stop') await take(api.DELETE('/api/v1/api-keys/{id}', { params }))
      else {
        const call = { params, headers: newKey(), body: {} }
        setSecret((await take(api.POST('/api/v1/api-keys/{id}/rotate', call))).key)
      }
    },
    onSettled: () => client.invalidateQueries({ queryKey: keysKey }),
  })
  return (
    <section>
      <Title order={2} size="h4" mb={4}>
        {access.keys}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {access.keysHint}
      </Text>
      <NewKeyForm
        made={(key) => {
          setSecret(key)
          void client.invalidateQueries({ queryKey: keysKey })
        }}
      />
      {secret !== undefined && <Secret secret={secret} />}
      {change.isError && <ProblemView error={change.error} />}
      <Found query={keys}>
        {(items) =>
          items.length === 0 ? (
            <Text size="sm">{access.noKeys}</Text>
          ) : (
            <KeyTable items={items} change={change.mutate} />
          )
        }
      </Found>
    </section>
  )
}

type Change = { id: string; how: 'rotate' | 'stop' }
type TableProps = { items: readonly ApiKey[]; change: (change: Change) => void }

function KeyTable({ items, change }: TableProps) {
  const { access } = useWords()
  return (
    <DataTable
      label={access.keys}
      titles={[access.name, access.state, access.roles, access.used, access.ends, access.actions]}
      rows={items.map((one) => ({
        key: one.id,
        cells: [
          one.name,
          <StateBadge key="state" state={stateOf(one)} />,
          [...one.roles, ...one.teams, ...(one.scopes ?? [])].join(', '),
          one.last_used_at ? <Time key="used" at={one.last_used_at} relative /> : access.never,
          one.expires_at && <Time key="ends" at={one.expires_at} relative />,
          one.revoked_at === null && <KeyActions key="do" id={one.id} change={change} />,
        ],
      }))}
    />
  )
}

function KeyActions({ id, change }: { id: string; change: TableProps['change'] }) {
  const { access } = useWords()
  return (
    <Group gap="xs" wrap="nowrap">
      <Button size="compact-sm" variant="default" onClick={() => change({ id, how: 'rotate' })}>
        {access.rotate}
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => change({ id, how: 'stop' })}>
        {access.stop}
      </Button>
    </Group>
  )
}

function stateOf({ revoked_at: revoked, expires_at: expires }: ApiKey): string {
  const isOver = expires !== null && Date.parse(expires) < Date.now()
  return revoked !== null || isOver ? 'cancelled' : 'active'
}

/** The key itself, which is shown this once. */
function Secret({ secret }: { secret: string }) {
  const { access } = useWords()
  return (
    <Alert color="orange" variant="light" title={access.once} mb="md" role="status">
      <Group gap="xs">
        <span className="pao-value" data-key>
          {secret}
        </span>
        <CopyText value={secret} what={access.key} />
      </Group>
    </Alert>
  )
}
