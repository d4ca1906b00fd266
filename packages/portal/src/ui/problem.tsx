import { Alert, Button, Code, List, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { Refused } from '../api/client.ts'
import { useFrameWords } from '../words/frame.tsx'
import type { FrameWords } from '../words/en-frame.ts'
import { PageButton } from './link.tsx'

/** What went wrong, everything at once, and what to do now. Announced to screen readers. */
export function ProblemView({ error, again }: { error: unknown; again?: () => void }) {
  const words = useFrameWords()
  const refused = error instanceof Refused ? error : undefined
  const isNoPage = refused !== undefined && isMissing(refused)
  return (
    <Alert
      role="alert"
      color="red"
      variant="light"
      icon={<IconAlertTriangle />}
      title={titleOf(refused, words)}
      className="pao-problem"
    >
      {refused?.detail !== undefined && <Text size="sm">{refused.detail}</Text>}
      <Text size="sm">{todo(refused, words)}</Text>
      {!isNoPage && <Faults faults={refused?.faults ?? []} />}
      {refused?.correlationId !== undefined && refused.status !== 422 && (
        <Text size="xs" mt="xs">
          {words.problem.reference} <Code>{refused.correlationId}</Code>
        </Text>
      )}
      <WayOn isNoPage={isNoPage} again={again} />
    </Alert>
  )
}

function Faults({ faults }: Pick<Refused, 'faults'>) {
  if (faults.length === 0) return null
  return (
    <List size="sm" mt="xs" className="pao-faults">
      {faults.map(({ pointer, message, hint }) => (
        <List.Item key={`${pointer} ${message}`}>
          {pointer !== '' && <Code>{pointer}</Code>} {message}
          {hint !== undefined && ` – ${hint}`}
        </List.Item>
      ))}
    </List>
  )
}

type WayProps = { isNoPage: boolean; again: (() => void) | undefined }

/** What one can press. */
function WayOn({ isNoPage, again }: WayProps) {
  const { notFound, problem } = useFrameWords()
  if (isNoPage)
    return (
      <PageButton to="/" size="xs" mt="sm" variant="default">
        {notFound.home}
      </PageButton>
    )
  if (again === undefined) return null
  return (
    <Button size="xs" mt="sm" variant="default" onClick={again}>
      {problem.again}
    </Button>
  )
}

/** What is asked for is not there, or its address was cut off or mistyped: trying again does not bring it. */
function isMissing({ status, faults }: Refused): boolean {
  const isAddress =
    faults.length > 0 && faults.every(({ pointer }) => pointer.startsWith('/params/'))
  return status === 404 || (status === 400 && isAddress)
}

function titleOf(refused: Refused | undefined, words: FrameWords): string {
  if (refused === undefined) return words.problem.title
  return refused.status === 400 && isMissing(refused) ? words.notFound.title : refused.message
}

function todo(refused: Refused | undefined, { problem }: FrameWords): string {
  if (refused === undefined) return problem.bug
  if (isMissing(refused)) return problem.todo.missing
  const byStatus: Readonly<Record<number, string>> = {
    0: problem.todo.away,
    400: problem.todo.mend,
    401: problem.todo.session,
    403: problem.todo.forbidden,
    409: problem.todo.changed,
    422: problem.todo.mend,
    429: problem.todo.busy,
    502: problem.todo.busy,
    503: problem.todo.busy,
    504: problem.todo.busy,
  }
  return byStatus[refused.status] ?? problem.todo.other
}
