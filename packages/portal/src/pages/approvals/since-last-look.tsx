import { Alert, Table } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { Approval } from '../../api/shapes.ts'
import { useMe } from '../../app/session.ts'
import { Time } from '../../ui/time.tsx'
import { useWords } from '../../words/index.tsx'
import { type Change, changesBetween, keepLook, lookBefore, valuesIn } from './last-look.ts'

/** What is other than when one last looked at an ask in this browser; nothing where it is the same, or the first look. */
export function SinceLastLook({ ask }: { ask: Approval }) {
  const { sinceLook: words } = useWords()
  const { id: person } = useMe()
  const { id, digest, title, summary, bound } = ask
  const [before] = useState(() => lookBefore(localStorage, person, id))
  const values = valuesIn({ title, summary, ...bound })
  useEffect(() => {
    const look = { at: new Date().toISOString(), digest, values }
    keepLook(localStorage, { person, ask: id, look })
  })
  if (before === undefined || before.digest === digest) return null
  const changes = changesBetween(before, { values })
  if (changes.length === 0) return null
  return (
    <Alert color="orange" icon={<IconHistory />} title={words.title} data-since>
      {words.last} <Time at={before.at} relative />
      <Changes changes={changes} />
    </Alert>
  )
}

function Changes({ changes }: { changes: readonly Change[] }) {
  const { sinceLook: words, versions } = useWords()
  return (
    <div className="pao-scroll" tabIndex={0} role="region" aria-label={words.title}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            {[versions.place, words.before, versions.after].map((title) => (
              <Table.Th key={title}>{title}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {changes.map(({ path, before = '–', after = '–' }) => (
            <Table.Tr key={path}>
              <Table.Td className="pao-value">{path}</Table.Td>
              <Table.Td className="pao-value">{before}</Table.Td>
              <Table.Td className="pao-value">{after}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}
