import { SegmentedControl, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Refused } from '../../api/client.ts'
import { approvalsQuery } from '../../api/queries.ts'
import type { ApprovalSummary } from '../../api/shapes.ts'
import { useAddress } from '../../app/search.ts'
import { PageLink } from '../../ui/link.tsx'
import { ProblemView } from '../../ui/problem.tsx'
import { StateBadge } from '../../ui/state-badge.tsx'
import { Empty, Loading } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { useWords } from '../../words/index.tsx'

/** What waits for one's decision, and what one has decided. */
export function ApprovalsPage() {
  const { approvals } = useWords()
  const [{ state = 'open' }, change] = useAddress()
  const found = useQuery(approvalsQuery(state))
  const isAway = found.error instanceof Refused && found.error.status === 404
  return (
    <section>
      <Title order={1} mb="md">
        {approvals.title}
      </Title>
      <SegmentedControl
        mb="md"
        value={state}
        onChange={(next) => change({ state: next === 'open' ? undefined : next })}
        data={[
          { value: 'open', label: approvals.open },
          { value: 'decided', label: approvals.decided },
        ]}
      />
      {found.isPending && <Loading rows={3} height={80} />}
      {isAway && <Empty title={approvals.away} hint={approvals.emptyHint} />}
      {found.isError && !isAway && (
        <ProblemView error={found.error} again={() => void found.refetch()} />
      )}
      {found.data?.items.length === 0 && (
        <Empty title={approvals.empty} hint={approvals.emptyHint} />
      )}
      {found.data && found.data.items.length > 0 && (
        <ul className="pao-plain pao-panel">
          {found.data.items.map((one) => (
            <AskLine key={one.id} ask={one} />
          ))}
        </ul>
      )}
    </section>
  )
}

function AskLine({ ask }: { ask: ApprovalSummary }) {
  const { approvals } = useWords()
  const { requester, item, environment } = ask.request
  const facts = [item.name, environment, requester?.name ?? requester?.email]
  return (
    <li className="pao-step">
      <div className="pao-grow">
        <PageLink to="/approvals/$id" params={{ id: ask.id }} fw={600}>
          {ask.title}
        </PageLink>
        <Text size="sm" c="dimmed">
          {facts.filter(Boolean).join(' · ')} · {approvals.asked}{' '}
          <Time at={ask.asked_at} relative />
        </Text>
        <Text size="sm">{ask.why}</Text>
      </div>
      <StateBadge state={ask.state} />
    </li>
  )
}
