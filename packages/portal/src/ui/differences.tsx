import { Badge, Table, Text } from '@mantine/core'
import { useWords } from '../words/index.tsx'
import { Details } from './details.tsx'

const tones = { breaking: 'red', feature: 'indigo', fix: 'gray' } as const

type Difference = { impact: keyof typeof tones; path: string; message: string }
type Value = { path: string; before?: unknown; after?: unknown }

type Props = { differences: readonly Difference[]; values: readonly Value[] }

/** What differs between two versions of an item: what it means, and every value. */
export function DifferenceList({ differences, values }: Props) {
  const { versions: words } = useWords()
  if (values.length === 0) return <Text c="dimmed">{words.none}</Text>
  return (
    <>
      <ul className="pao-plain">
        {differences.map(({ impact, path, message }) => (
          <li key={`${path} ${message}`} className="pao-difference">
            <Badge className={`pao-state pao-tone-${tones[impact]}`} variant="light">
              {words.impact[impact]}
            </Badge>
            <span>
              <span className="pao-value">{path}</span> – {message}
            </span>
          </li>
        ))}
      </ul>
      <Details title={`${words.values} (${values.length})`} isOpen={differences.length === 0}>
        <Values values={values} />
      </Details>
    </>
  )
}

function Values({ values }: { values: readonly Value[] }) {
  const { versions: words } = useWords()
  return (
    <div className="pao-scroll" tabIndex={0} role="region" aria-label={words.values}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            {[words.place, words.before, words.after].map((title) => (
              <Table.Th key={title}>{title}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {values.map(({ path, before, after }) => (
            <Table.Tr key={path}>
              <Table.Td className="pao-value">{path}</Table.Td>
              <Table.Td className="pao-value">{textOf(before)}</Table.Td>
              <Table.Td className="pao-value">{textOf(after)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

function textOf(value: unknown): string {
  if (value === undefined) return '–'
  return typeof value === 'string' ? value : JSON.stringify(value)
}
