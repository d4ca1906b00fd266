import { Progress, Table, Text } from '@mantine/core'
import { personName } from '../../api/person.ts'
import type { RequestSummary } from '../../api/shapes.ts'
import { PageLink } from '../../ui/link.tsx'
import { StateBadge, toneOf } from '../../ui/state-badge.tsx'
import { Time } from '../../ui/time.tsx'
import { useWords } from '../../words/index.tsx'

/** Requests as a table; each leads to its page. */
export function RequestTable({ items }: { items: readonly RequestSummary[] }) {
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
                  color={toneOf(one.state)}
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
