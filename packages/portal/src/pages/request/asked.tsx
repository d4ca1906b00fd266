import { Group, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { approvalQuery } from '../../api/queries.ts'
import type { Approval, Request } from '../../api/shapes.ts'
import { approversText } from '../../ui/approvers-text.ts'
import { PageLink } from '../../ui/link.tsx'
import { Time } from '../../ui/time.tsx'
import { useWords } from '../../words/index.tsx'

/** The approvals a request waits for now, with who is asked; nothing while nobody is. */
export function Asked({ request }: { request: Request }) {
  const open = request.actions.filter(
    ({ state, approval }) => state === 'waiting' && approval !== undefined,
  )
  return open.map(({ id, approval }) => <Wait key={id} id={approval?.id ?? ''} seq={request.seq} />)
}

/** `seq`: what happened to the request may have changed what is asked. */
function Wait({ id, seq }: { id: string; seq: number }) {
  const { approvals: words } = useWords()
  const found = useQuery(approvalQuery(id, seq))
  if (!found.data) return null
  const { title, may_decide: mayDecide, stages } = found.data
  return (
    <section className="pao-panel" data-asked aria-live="polite">
      <Group justify="space-between">
        <Title order={2} size="h4">
          {words.waits}
        </Title>
        <PageLink to="/approvals/$id" params={{ id }}>
          {mayDecide ? words.decideHere : title}
        </PageLink>
      </Group>
      {stages
        .filter(({ state }) => state === 'open')
        .map((stage) => (
          <OpenStage key={stage.name} stage={stage} />
        ))}
    </section>
  )
}

function OpenStage({ stage }: { stage: Approval['stages'][number] }) {
  const { approvals: words } = useWords()
  const { name, approvers, missing, added = [], due_at: due, due_means: means = '' } = stage
  const asked = [approversText(approvers, words), ...added.map(words.added)].join(', ')
  return (
    <>
      <Text size="sm">
        {name}: {asked} · {words.missing(missing)}
      </Text>
      {due !== undefined && (
        <Text size="sm" c="dimmed">
          <Time at={due} relative /> {words.due(means)}
        </Text>
      )}
    </>
  )
}
