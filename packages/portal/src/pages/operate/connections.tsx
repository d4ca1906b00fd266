import { Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api, take } from '../../api/client.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Found } from '../../ui/found.tsx'
import { useWords } from '../../words/index.tsx'
import { Breakers } from './breakers.tsx'

/** The remote systems that are set up, and which of them are left alone because they fail. */
export function Connections() {
  const { operate, connections: words } = useWords()
  const connections = useQuery({
    queryKey: ['connections'],
    queryFn: async () => (await take(api.GET('/api/v1/connections'))).items,
  })
  return (
    <Stack gap="xl">
      <section>
        <Title order={2} size="h4" mb="sm">
          {operate.breakers}
        </Title>
        <Breakers />
      </section>
      <section>
        <Title order={2} size="h4" mb={4}>
          {words.title}
        </Title>
        <Text size="sm" c="dimmed" mb="sm">
          {words.hint}
        </Text>
        <Found query={connections}>
          {(items) =>
            items.length === 0 ? (
              <Text size="sm">{operate.none}</Text>
            ) : (
              <DataTable
                label={words.title}
                titles={[words.name, words.type, words.secrets]}
                rows={items.map(({ name, type, secrets }) => ({
                  key: `${type} ${name}`,
                  cells: [name, type, secrets.join(', ')],
                }))}
              />
            )
          }
        </Found>
      </section>
    </Stack>
  )
}
