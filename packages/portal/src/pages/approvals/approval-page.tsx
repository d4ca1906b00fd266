import { Alert, Group, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { approvalQuery } from '../../api/queries.ts'
import type { Approval } from '../../api/shapes.ts'
import { Facts } from '../../ui/facts.tsx'
import { PageLink } from '../../ui/link.tsx'
import { ProblemView } from '../../ui/problem.tsx'
import { StateBadge } from '../../ui/state-badge.tsx'
import { Loading } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { useWords } from '../../words/index.tsx'
import { Bound } from './bound.tsx'
import { Decision } from './decision.tsx'
import { SinceLastLook } from './since-last-look.tsx'
import { Stages } from './stages.tsx'

/** One thing one is asked to agree to: what, why oneself, what it binds to, and the decision. */
export function ApprovalPage() {
  const { id } = useParams({ from: '/approvals/$id' })
  const found = useQuery(approvalQuery(id))
  if (found.isPending) return <Loading rows={3} height={120} />
  if (found.isError) return <ProblemView error={found.error} again={() => void found.refetch()} />
  return <ApprovalView ask={found.data} />
}

function ApprovalView({ ask }: { ask: Approval }) {
  const words = useWords()
  const { approvals } = words
  const { requester, item, environment } = ask.request
  return (
    <article>
      <Title order={1}>{ask.title}</Title>
      <Group gap="xs" mb="md" mt={4}>
        <StateBadge state={ask.state} />
        <Text size="sm" c="dimmed">
          {approvals.asked} <Time at={ask.asked_at} relative />
        </Text>
      </Group>
      <div className="pao-split">
        <Stack>
          <SinceLastLook key={`${ask.id} ${ask.digest}`} ask={ask} />
          <section className="pao-panel">
            <Text className="pao-prose">{ask.summary}</Text>
            <Title order={2} size="h5" mt="md" mb="xs">
              {approvals.binds}
            </Title>
            <Bound item={item.id} bound={ask.bound} />
          </section>
          <Stages ask={ask} />
        </Stack>
        <Stack>
          <aside className="pao-panel" aria-label={approvals.request}>
            <Facts
              facts={[
                [
                  approvals.request,
                  <PageLink key="request" to="/requests/$id" params={{ id: ask.request.id }}>
                    {item.name}
                  </PageLink>,
                ],
                [words.item.version, item.version],
                [words.request.forEnvironment, environment],
                [words.request.by, requester?.name ?? requester?.email],
                [approvals.whyYou, ask.may_decide && ask.why],
                [approvals.voice, ask.voice],
              ]}
            />
          </aside>
          {ask.may_decide ? (
            <Decision ask={ask} />
          ) : (
            <Alert color="gray">
              {approvals.mayNot} {ask.why}
            </Alert>
          )}
        </Stack>
      </div>
    </article>
  )
}
