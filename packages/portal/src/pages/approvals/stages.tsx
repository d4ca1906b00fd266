import { Group, Text, Title } from '@mantine/core'
import type { Approval } from '../../api/shapes.ts'
import { approversText } from '../../ui/approvers-text.ts'
import { StateBadge } from '../../ui/state-badge.tsx'
import { Time } from '../../ui/time.tsx'
import { useWords } from '../../words/index.tsx'

type Stage = Approval['stages'][number]

/** Who is asked one after another, until when, and what they have said. */
export function Stages({ ask }: { ask: Approval }) {
  const { approvals } = useWords()
  return (
    <section className="pao-panel">
      <Title order={2} size="h5" mb="xs">
        {approvals.stages}
      </Title>
      <ol className="pao-plain">
        {ask.stages.map((stage) => (
          <li key={stage.name} className="pao-step">
            <div className="pao-grow">
              <StageView stage={stage} />
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}

function StageView({ stage }: { stage: Stage }) {
  const { approvals } = useWords()
  const { approvers, added = [], handed = [], state, due_at: due, sla_at: promised } = stage
  const asked = [
    approversText(approvers, approvals),
    ...added.map(approvals.added),
    ...handed.map(({ from, to }) => approvals.handed(to, from)),
  ]
  return (
    <>
      <Group gap="xs">
        <Text fw={600}>{stage.name}</Text>
        <StateBadge state={state} />
      </Group>
      <Text size="sm" c="dimmed">
        {asked.join(', ')}
        {state === 'open' && ` · ${approvals.missing(stage.missing)}`}
      </Text>
      {stage.skipped !== undefined && (
        <Text size="sm" c="dimmed">
          {approvals.skipped(conditionText(stage.skipped, approvals.comparisons))}
        </Text>
      )}
      {due !== undefined && (
        <Text size="sm" c="dimmed">
          {approvals.due(stage.due_means ?? '')} <Time at={due} relative />
        </Text>
      )}
      {promised !== undefined && (
        <Text size="sm" c="dimmed">
          {approvals.promised} <Time at={promised} relative />
        </Text>
      )}
      {stage.votes.map((vote) => (
        <Vote key={`${vote.by} ${vote.at}`} vote={vote} />
      ))}
    </>
  )
}

/** A condition as it was written (`days gt 7`), in words. */
function conditionText(written: string, words: Readonly<Record<string, string>>): string {
  const [field = '', operator = '', ...value] = written.split(' ')
  return [field.replaceAll('_', ' '), words[operator] ?? operator, ...value].join(' ')
}

function Vote({ vote }: { vote: Stage['votes'][number] }) {
  const { approvals, states } = useWords()
  const who = vote.voice === undefined ? vote.by : approvals.handed(vote.by, vote.voice)
  return (
    <Text size="sm">
      {who}: {vote.decision === 'approve' ? states.approved : states.rejected}
      {vote.comment !== undefined && ` – ${vote.comment}`}{' '}
      <Text component="span" size="sm" c="dimmed">
        {vote.how} <Time at={vote.at} relative />
      </Text>
    </Text>
  )
}
