import { Alert, Text, Title } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { personName } from '../../api/person.ts'
import type { Request } from '../../api/shapes.ts'
import { AnswerList } from '../../ui/answer-list.tsx'
import { Facts } from '../../ui/facts.tsx'
import { PageLink } from '../../ui/link.tsx'
import { StateBadge } from '../../ui/state-badge.tsx'
import { Time } from '../../ui/time.tsx'
import { useWords } from '../../words/index.tsx'

/** Who ordered what, when, and until when it is promised. */
export function RequestFacts({ request }: { request: Request }) {
  const words = useWords()
  const { requester, environment, sla, parent } = request
  return (
    <>
      {request.handover && (
        <Alert color="orange" icon={<IconAlertTriangle />} title={words.request.handover}>
          {request.handover.message}
        </Alert>
      )}
      {sla?.breached_at !== undefined && (
        <Alert color="red" icon={<IconAlertTriangle />} title={words.request.late}>
          <Time at={sla.breached_at} />
        </Alert>
      )}
      <aside className="pao-panel" aria-label={words.request.answers}>
        <Facts
          facts={[
            [words.request.by, personName(requester)],
            [words.requests.ordered, <Time key="at" at={request.created_at} />],
            [words.request.forEnvironment, environment],
            [words.request.due, sla && <Time at={sla.due_at} relative />],
            [words.plan.earliest, request.not_before && <Time at={request.not_before} />],
            [words.order.reason, request.reason],
            [words.item.version, request.item.version],
            [
              words.request.parent,
              parent && (
                <PageLink to="/requests/$id" params={{ id: parent.id }}>
                  {parent.action}
                </PageLink>
              ),
            ],
          ]}
        />
        {request.winner !== undefined && (
          <Text size="sm" mt="sm">
            {words.request.winner(laneText(request.winner, words.plan.lanes))}
          </Text>
        )}
      </aside>
      <section className="pao-panel">
        <Title order={2} size="h5" mb="xs">
          {words.request.answers}
        </Title>
        <AnswerList item={request.item.id} fields={request.fields} />
      </section>
      <Children request={request} />
      <Left request={request} />
    </>
  )
}

function Children({ request }: { request: Request }) {
  const { request: words } = useWords()
  if (request.children.length === 0) return null
  return (
    <section className="pao-panel">
      <Title order={2} size="h5" mb="xs">
        {words.children}
      </Title>
      <ul className="pao-plain">
        {request.children.map((child) => (
          <li key={child.id} className="pao-step">
            <PageLink to="/requests/$id" params={{ id: child.id }}>
              {child.item.name}
            </PageLink>
            <StateBadge state={child.state} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Left({ request }: { request: Request }) {
  const { request: words } = useWords()
  if (request.left.length === 0) return null
  return (
    <section className="pao-panel">
      <Title order={2} size="h5" mb="xs">
        {words.left}
      </Title>
      <Facts facts={request.left.map(({ action, why }) => [action, words.why[why] ?? why])} />
    </section>
  )
}

function laneText(lane: string, lanes: Readonly<Record<string, string>>): string {
  return lanes[lane] ?? lane
}
