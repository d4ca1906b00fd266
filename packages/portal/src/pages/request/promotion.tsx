import { Badge, Button, Group, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { promotionQuery } from '../../api/queries.ts'
import type { Promotion as Way, Request } from '../../api/shapes.ts'
import { PageLink } from '../../ui/link.tsx'
import { StateBadge } from '../../ui/state-badge.tsx'
import { Time } from '../../ui/time.tsx'
import { useWords } from '../../words/index.tsx'
import { PromoteDialog } from './promote-dialog.tsx'

/** How far what was ordered has come on its way through the environments, and the next step of it. */
export function Promotion({ request }: { request: Request }) {
  const { promotion: words } = useWords()
  const way = useQuery(promotionQuery(request.id, request.state)).data
  const [isOpen, setOpen] = useState(false)
  if (!way || !way.path.includes(way.environment ?? '')) return null
  const isOnItsWay = request.state === 'completed' || way.from !== null || way.promoted.length > 0
  if (!isOnItsWay) return null
  const isThere = way.promoted.some(
    ({ environment, state }) => environment === way.next && !inVain.has(state),
  )
  const canGo = way.may_promote && way.next !== null && !isThere
  return (
    <section className="pao-panel" data-promotion>
      <Title order={2} size="h5" mb="xs">
        {words.title}
      </Title>
      <ol className="pao-plain">
        {way.path.map((environment) => (
          <li key={environment} className="pao-step">
            <Stop way={way} environment={environment} request={request} />
          </li>
        ))}
      </ol>
      {canGo && <Gates gates={way.gates} />}
      {canGo && way.next !== null && (
        <Button
          mt="sm"
          disabled={way.gates.some(({ open }) => !open)}
          onClick={() => setOpen(true)}
        >
          {words.to(way.next)}
        </Button>
      )}
      <PromoteDialog request={request} way={way} opened={isOpen} close={() => setOpen(false)} />
    </section>
  )
}

/** Orders that ended so carried nothing on. */
const inVain: ReadonlySet<string> = new Set([
  'failed',
  'cancelled',
  'rejected',
  'rolled_back',
  'rollback_failed',
])

type StopProps = { way: Way; environment: string; request: Request }

/** One environment, and the request that stands for it. */
function Stop({ way, environment, request }: StopProps) {
  const { promotion: words } = useWords()
  if (environment === way.environment)
    return (
      <Group gap="xs" aria-current="step">
        <Text fw={600}>{environment}</Text>
        <StateBadge state={request.state} />
        <Text size="sm" c="dimmed">
          {words.here}
        </Text>
      </Group>
    )
  const known = [...way.promoted, ...(way.from ? [way.from] : [])].find(
    (one) => one.environment === environment,
  )
  if (!known) return <Text c="dimmed">{environment}</Text>
  return (
    <Group gap="xs">
      <PageLink to="/requests/$id" params={{ id: known.request }}>
        {environment}
      </PageLink>
      <StateBadge state={known.state} />
    </Group>
  )
}

/** What the item asks before the next environment, and whether it is so. */
function Gates({ gates }: Pick<Way, 'gates'>) {
  const { promotion: words } = useWords()
  if (gates.length === 0) return null
  return (
    <Stack gap={4} mt="sm">
      <Text size="sm" fw={600}>
        {words.gates}
      </Text>
      {gates.map(({ gate, open, message, opens_at: at }) => (
        <Text key={`${gate} ${message}`} size="sm">
          <Badge className={`pao-state pao-tone-${open ? 'green' : 'orange'}`} variant="light">
            {open ? words.open : words.closed}
          </Badge>{' '}
          {message}
          {!open && at !== undefined && (
            <>
              {' · '}
              {words.opens} <Time at={at} relative />
            </>
          )}
        </Text>
      ))}
    </Stack>
  )
}
