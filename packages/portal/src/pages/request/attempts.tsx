import { Group, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { logsQuery } from '../../api/queries.ts'
import type { Attempt, RequestAction } from '../../api/shapes.ts'
import { Details } from '../../ui/details.tsx'
import { ProblemView } from '../../ui/problem.tsx'
import { StateBadge } from '../../ui/state-badge.tsx'
import { Loading } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { useWords } from '../../words/index.tsx'

/** Every call into another system: what was given, what came back, what was logged. */
export function Attempts({ id, actions }: { id: string; actions: readonly RequestAction[] }) {
  const { request: words } = useWords()
  const logs = useQuery(logsQuery(id))
  const nameOf = new Map(actions.map((action) => [action.id, action.name]))
  return (
    <section className="pao-panel">
      <Title order={2} size="h4" mb="sm">
        {words.attempts}
      </Title>
      {logs.isPending && <Loading rows={2} height={32} />}
      {logs.isError && <ProblemView error={logs.error} />}
      {logs.data?.length === 0 && <Text c="dimmed">{words.noAttempts}</Text>}
      {logs.data?.map((attempt) => (
        <AttemptView
          key={`${attempt.action} ${attempt.fence}`}
          attempt={attempt}
          name={nameOf.get(attempt.action) ?? attempt.action}
        />
      ))}
    </section>
  )
}

function AttemptView({ attempt, name }: { attempt: Attempt; name: string }) {
  const { request: words } = useWords()
  const lines = attempt.log.map(lineOf)
  const answered = attempt.error ?? attempt.outputs
  return (
    <div className="pao-attempt">
      <Group gap="xs">
        <Text size="sm" fw={600}>
          {name}
        </Text>
        <StateBadge state={attempt.outcome ?? 'running'} />
        <Text size="sm" c="dimmed">
          {words.attempt(attempt.attempt)} · <Time at={attempt.started_at} relative />
          {attempt.http_status !== null && ` · HTTP ${attempt.http_status}`}
        </Text>
      </Group>
      <Details title={words.logsOf(name)}>
        <Section title={words.given} text={JSON.stringify(attempt.input, null, 2)} />
        <Section
          title={words.answered}
          text={answered === null ? '–' : JSON.stringify(answered, null, 2)}
        />
        {lines.length > 0 && <Section title={words.log} text={lines.join('\n')} />}
      </Details>
    </div>
  )
}

function Section({ title, text }: { title: string; text: string }) {
  return (
    <>
      <Text size="sm" c="dimmed" mt="xs">
        {title}
      </Text>
      <pre className="pao-pre" tabIndex={0}>
        {text}
      </pre>
    </>
  )
}

function lineOf(line: unknown): string {
  if (typeof line !== 'object' || line === null) return String(line)
  const { at, level, message, ...rest } = line as Record<string, unknown>
  const more = Object.keys(rest).length > 0 ? JSON.stringify(rest) : undefined
  return [at, level, message, more]
    .filter((part) => part !== undefined)
    .map((part) => (typeof part === 'string' ? part : JSON.stringify(part)))
    .join(' ')
}
