import { SegmentedControl, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Refused } from '../../api/client.ts'
import { approvalsQuery } from '../../api/queries.ts'
import type { ApprovalSummary } from '../../api/shapes.ts'
import { useAddress } from '../../app/search.ts'
import { PageLink } from '../../ui/link.tsx'
import { ListFrame } from '../../ui/list-frame.tsx'
import { StateBadge } from '../../ui/state-badge.tsx'
import { Time } from '../../ui/time.tsx'
import { useWords } from '../../words/index.tsx'

/** What waits for one's decision, and what one has decided. */
export function ApprovalsPage() {
  const { approvals } = useWords()
  const [{ state = 'open' }, change] = useAddress()
  const found = useQuery(approvalsQuery(state))
  const isAway = found.error instanceof Refused && found.error.status === 404
  const items = found.data?.items ?? []
  const isDecided = state === 'decided'
  const none = isDecided ? approvals.undecided : approvals.empty
  const title = isAway ? approvals.away : none
  return (
    <ListFrame
      title={approvals.title}
      above={
        <SegmentedControl
          mb="md"
          value={state}
          onChange={(next) => change({ state: next === 'open' ? undefined : next })}
          data={[
            { value: 'open', label: approvals.open },
            { value: 'decided', label: approvals.decided },
          ]}
        />
      }
      found={{ ...found, error: isAway ? null : found.error }}
      empty={
        items.length === 0
          ? { title, hint: isDecided ? approvals.undecidedHint : approvals.emptyHint }
          : undefined
      }
    >
      <ul className="pao-plain pao-panel">
        {items.map((one) => (
          <AskLine key={one.id} ask={one} />
        ))}
      </ul>
    </ListFrame>
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
