import { Button, Group, Table, Text, Title } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useWords } from '../words/index.tsx'
import { csvOf, saveFile } from './csv.ts'
import { Details } from './details.tsx'

type Props = {
  title: string
  hint?: string
  /** Name of the file without its ending. */
  file: string
  titles: readonly string[]
  rows: readonly (readonly (string | number | null)[])[]
  /** As they are read; left out = as in the file. */
  shown?: readonly (readonly ReactNode[])[]
  /** The picture; left out = the table stands open. */
  children?: ReactNode
}

/** A picture with the table behind it, which is also to be had as a file. */
export function Figure({ title, hint, file, titles, rows, shown = rows, children }: Props) {
  const { insights } = useWords()
  const table = <FigureTable title={title} titles={titles} rows={shown} />
  return (
    <section className="pao-panel">
      <Group justify="space-between" mb="xs" wrap="nowrap" align="flex-start">
        <Title order={2} size="h4">
          {title}
        </Title>
        {rows.length > 0 && (
          <Button
            size="compact-sm"
            variant="subtle"
            className="pao-whole"
            leftSection={<IconDownload size={14} aria-hidden />}
            aria-label={`${title}: ${insights.csv}`}
            onClick={() => saveFile(`${file}.csv`, csvOf([titles, ...rows]))}
          >
            {insights.csv}
          </Button>
        )}
      </Group>
      {hint !== undefined && (
        <Text size="sm" c="dimmed" mb="xs">
          {hint}
        </Text>
      )}
      {rows.length === 0 && <Text c="dimmed">{insights.none}</Text>}
      {rows.length > 0 && children === undefined && table}
      {rows.length > 0 && children !== undefined && (
        <>
          {children}
          <Details title={insights.table}>{table}</Details>
        </>
      )}
    </section>
  )
}

type TableProps = Pick<Props, 'title' | 'titles'> & { rows: readonly (readonly ReactNode[])[] }

function FigureTable({ title, titles, rows }: TableProps) {
  return (
    <div className="pao-scroll" tabIndex={0} role="region" aria-label={title}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            {titles.map((one) => (
              <Table.Th key={one}>{one}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((cells) => (
            <Table.Tr key={cells.map(String).join(' ')}>
              {cells.map((cell, at) => (
                <Table.Td key={titles[at]}>{cell}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}
