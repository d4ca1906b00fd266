import { Alert, Button, Code, List, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { Refused } from '../api/client.ts'
import { useFrameWords } from '../words/frame.tsx'
import type { FrameWords } from '../words/en-frame.ts'

/** What went wrong, everything at once, and what to do now. Announced to screen readers. */
export function ProblemView({ error, again }: { error: unknown; again?: () => void }) {
  const words = useFrameWords()
  const refused = error instanceof Refused ? error : undefined
  return (
    <Alert
      role="alert"
      color="red"
      variant="light"
      icon={<IconAlertTriangle />}
      title={refused?.message ?? words.problem.title}
      className="pao-problem"
    >
      {refused?.detail !== undefined && <Text size="sm">{refused.detail}</Text>}
      <Text size="sm">{todo(refused, words)}</Text>
      {refused !== undefined && refused.faults.length > 0 && (
        <List size="sm" mt="xs" className="pao-faults">
          {refused.faults.map(({ pointer, message, hint }) => (
            <List.Item key={`${pointer} ${message}`}>
              {pointer !== '' && <Code>{pointer}</Code>} {message}
              {hint !== undefined && ` – ${hint}`}
            </List.Item>
          ))}
        </List>
      )}
      {refused?.correlationId !== undefined && refused.status !== 422 && (
        <Text size="xs" mt="xs">
          {words.problem.reference} <Code>{refused.correlationId}</Code>
        </Text>
      )}
      {again !== undefined && (
        <Button size="xs" mt="sm" variant="default" onClick={again}>
          {words.problem.again}
        </Button>
      )}
    </Alert>
  )
}

function todo(refused: Refused | undefined, { problem }: FrameWords): string {
  if (refused === undefined) return problem.bug
  const byStatus: Readonly<Record<number, string>> = {
    0: problem.todo.away,
    400: problem.todo.mend,
    401: problem.todo.session,
    403: problem.todo.forbidden,
    404: problem.todo.missing,
    409: problem.todo.changed,
    422: problem.todo.mend,
    429: problem.todo.busy,
    502: problem.todo.busy,
    503: problem.todo.busy,
    504: problem.todo.busy,
  }
  return byStatus[refused.status] ?? problem.todo.other
}
