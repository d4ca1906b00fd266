import { Text, Title } from '@mantine/core'
import type { PlanPreview } from '../../api/shapes.ts'
import { approversText } from '../../ui/approvers-text.ts'
import { useWords } from '../../words/index.tsx'

type Approval = PlanPreview['approvals'][number]

/** Who has to agree before the order begins, and who on the way. Nothing where nobody is asked. */
export function PlanApprovals({ approvals }: Pick<PlanPreview, 'approvals'>) {
  const { plan: words } = useWords()
  if (approvals.length === 0) return null
  return (
    <section className="pao-panel">
      <Title order={2} size="h5" mb="xs">
        {words.agree}
      </Title>
      <ul className="pao-plain">
        {approvals.map((one) => (
          <li key={one.action} className="pao-step">
            <div className="pao-grow">
              <Text fw={600}>{one.gate ? words.agreeFirst : words.agreeOnTheWay(one.name)}</Text>
              {one.stages.map((stage) => (
                <Stage key={stage.name} stage={stage} />
              ))}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Stage({ stage }: { stage: Approval['stages'][number] }) {
  const { plan: words, approvals } = useWords()
  const { name, approvers, conditional } = stage
  const notes = [
    words.agreeCount(approvers.minimum, approversText(approvers, approvals)),
    conditional ? words.agreeMaybe : undefined,
  ]
  return (
    <Text size="sm" c="dimmed">
      {name}: {notes.filter((note) => note !== undefined).join(' · ')}
    </Text>
  )
}
