import { Badge, Button, Modal, Table, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, take } from '../../api/client.ts'
import { versionsQuery } from '../../api/queries.ts'
import type { ItemVersion } from '../../api/shapes.ts'
import { DifferenceList } from '../../ui/differences.tsx'
import { Found } from '../../ui/found.tsx'
import { Time } from '../../ui/time.tsx'
import { useWords } from '../../words/index.tsx'

/** Every version that was served, and what differs between one and what is served now. */
export function Versions({ id }: { id: string }) {
  const words = useWords()
  const versions = useQuery(versionsQuery(id))
  const [chosen, choose] = useState<ItemVersion>()
  return (
    <section className="pao-panel">
      <Title order={2} size="h4" mb="xs">
        {words.item.versions}
      </Title>
      <Found query={versions}>
        {(items) => (
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{words.item.version}</Table.Th>
                <Table.Th>{words.item.firstSeen}</Table.Th>
                {items.length > 1 && <Table.Th>{words.versions.compare}</Table.Th>}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {items.map((one) => (
                <Table.Tr key={one.hash}>
                  <Table.Td>
                    {one.version} {one.served && <Badge variant="light">{words.item.served}</Badge>}
                  </Table.Td>
                  <Table.Td>
                    <Time at={one.first_seen_at} />
                  </Table.Td>
                  {items.length > 1 && (
                    <Table.Td>
                      {!one.served && (
                        <Button
                          size="compact-sm"
                          variant="default"
                          aria-label={words.versions.compareWith(one.version)}
                          onClick={() => choose(one)}
                        >
                          {words.versions.compare}
                        </Button>
                      )}
                    </Table.Td>
                  )}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </Found>
      <Modal
        opened={chosen !== undefined}
        onClose={() => choose(undefined)}
        size="xl"
        title={chosen && words.versions.title(chosen.version)}
        closeButtonProps={{ 'aria-label': words.close }}
      >
        {chosen && <Differences id={id} hash={chosen.hash} />}
      </Modal>
    </section>
  )
}

function Differences({ id, hash }: { id: string; hash: string }) {
  const found = useQuery({
    queryKey: ['item', id, 'differences', hash],
    queryFn: () =>
      take(
        api.GET('/api/v1/catalog/items/{id}/versions/{hash}/differences', {
          params: { path: { id, hash } },
        }),
      ),
  })
  return <Found query={found}>{(data) => <DifferenceList {...data} />}</Found>
}
