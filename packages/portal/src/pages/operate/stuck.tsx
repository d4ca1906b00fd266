import { Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api, take } from '../../api/client.ts'
import { Found } from '../../ui/found.tsx'
import { useWords } from '../../words/index.tsx'
import { RequestTable } from '../requests/request-table.tsx'

/** Milliseconds between looks. */
const lookMs = 10_000
const most = 100

type Query = { unknown: true } | { state: string }

/** Requests that go no further until a person looks: effects nobody knows of, and what could not be undone. */
export function Stuck() {
  const { operate } = useWords()
  return (
    <Stack gap="xl">
      <Part title={operate.unknown} hint={operate.unknownHint} query={{ unknown: true }} />
      <Part
        title={operate.notUndone}
        hint={operate.notUndoneHint}
        query={{ state: 'rollback_failed' }}
      />
    </Stack>
  )
}

function Part({ title, hint, query }: { title: string; hint: string; query: Query }) {
  const { operate } = useWords()
  const found = useQuery({
    queryKey: ['requests', 'stuck', query],
    queryFn: () => {
      const asked = { ...query, children: true, limit: most }
      return take(api.GET('/api/v1/requests', { params: { query: asked } }))
    },
    refetchInterval: lookMs,
  })
  return (
    <section>
      <Title order={2} size="h4" mb={4}>
        {title}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {hint}
      </Text>
      <Found query={found}>
        {({ items }) =>
          items.length === 0 ? (
            <Text size="sm">{operate.none}</Text>
          ) : (
            <RequestTable items={items} />
          )
        }
      </Found>
    </section>
  )
}
