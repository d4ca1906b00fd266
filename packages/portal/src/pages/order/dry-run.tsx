import { List, Text } from '@mantine/core'
import type { DryRun } from '../../api/shapes.ts'
import { Details } from '../../ui/details.tsx'
import { useWords } from '../../words/index.tsx'

/** What one step would do, tried against recorded answers: folded, its end in the title. */
export function DryRunView({ dry: { outcome, calls, notes } }: { dry: DryRun }) {
  const { plan: words } = useWords()
  const ends: Readonly<Record<string, string>> = words.dryEnds
  return (
    <Details title={`${words.dry}: ${ends[outcome.kind] ?? outcome.kind}`}>
      {outcome.message !== undefined && <Text size="sm">{outcome.message}</Text>}
      {calls.map(({ method, target, body, times }, at) => (
        <div key={`${at} ${target}`}>
          <Text size="sm" fw={600}>
            {[method, target, times !== undefined && `× ${times}`].filter(Boolean).join(' ')}
          </Text>
          {body !== undefined && (
            <pre className="pao-pre" tabIndex={0}>
              {typeof body === 'string' ? body : JSON.stringify(body, null, 2)}
            </pre>
          )}
        </div>
      ))}
      {notes.length > 0 && (
        <List size="sm">
          {notes.map((note) => (
            <List.Item key={note}>{note}</List.Item>
          ))}
        </List>
      )}
    </Details>
  )
}
