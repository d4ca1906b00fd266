import { Table } from '@mantine/core'
import type { ResourceWhole } from '../../api/shapes.ts'
import { useWords } from '../../words/index.tsx'

/** Differences between what was ordered and what was found, side by side. */
export function DriftTable({ differences }: Pick<ResourceWhole, 'differences'>) {
  const { drift: words } = useWords()
  const textOf = (value: unknown): string => {
    if (value === undefined) return words.none
    if (value === '***') return words.hidden
    return typeof value === 'string' ? value : JSON.stringify(value)
  }
  return (
    <div className="pao-scroll" tabIndex={0} role="region" aria-label={words.title}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            {[words.where, words.ordered, words.found].map((title) => (
              <Table.Th key={title}>{title}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {differences.map(({ path, expected, found }) => (
            <Table.Tr key={path}>
              <Table.Td className="pao-value">{path.replace(/^\$\.(?=.)/, '')}</Table.Td>
              <Table.Td className="pao-value">{textOf(expected)}</Table.Td>
              <Table.Td className="pao-value">{textOf(found)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}
