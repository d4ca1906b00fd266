import { Table } from '@mantine/core'
import type { ReactNode } from 'react'

type Props = {
  label: string
  titles: readonly string[]
  rows: readonly { key: string; cells: readonly ReactNode[] }[]
}

/** A table that scrolls sideways in itself, never the page; reachable by keyboard. */
export function DataTable({ label, titles, rows }: Props) {
  return (
    <div className="pao-panel pao-scroll" tabIndex={0} role="region" aria-label={label}>
      <Table verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            {titles.map((title) => (
              <Table.Th key={title}>{title}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ key, cells }) => (
            <Table.Tr key={key}>
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
