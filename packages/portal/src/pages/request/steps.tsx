import { Button, Group, Menu, ActionIcon, Text, Title } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { planQuery } from '../../api/queries.ts'
import type { Request, RequestAction } from '../../api/shapes.ts'
import { Details } from '../../ui/details.tsx'
import { OutsideLink } from '../../ui/link.tsx'
import { PlanGraph } from '../../ui/plan-graph.tsx'
import { StateBadge } from '../../ui/state-badge.tsx'
import { Time } from '../../ui/time.tsx'
import { useWords } from '../../words/index.tsx'
import { endStates } from './states.ts'
import { pathOf, type Sent, type Wish } from './use-steer.ts'

type Props = {
  request: Request
  ask: (wish: Wish) => void
  send: (sent: Sent) => void
  isBusy: boolean
}

/** The steps as a picture and as a list, each with what one can do about it. */
export function Steps({ request, ask, send, isBusy }: Props) {
  const words = useWords()
  const plan = useQuery(planQuery(request.id, request.definition_hash))
  const states = new Map(request.actions.map(({ id, state }) => [id, state]))
  const isCalled = (id: string): boolean => !['pending', 'skipped'].includes(states.get(id) ?? '')
  const drawn = (plan.data?.nodes ?? []).filter(
    ({ id, lane, role }) => lane !== 'notice' && (role === 'main' || isCalled(id)),
  )
  const main = new Set(drawn.map(({ id }) => id))
  const [shown, aside] = [true, false].map((wanted) =>
    request.actions.filter(
      ({ id, lane }) => wanted === (main.has(id) || (!plan.data && lane !== 'notice')),
    ),
  )
  const draw = (action: RequestAction) => (
    <Step key={action.id} {...{ action, request, ask, send, isBusy }} />
  )
  return (
    <section className="pao-panel">
      <Title order={2} size="h4" mb="sm">
        {words.request.steps}
      </Title>
      {drawn.length > 1 && (
        <PlanGraph
          label={words.plan.graphLabel}
          steps={drawn.map((node) => ({
            ...node,
            state: states.get(node.id) ?? 'pending',
            after: (plan.data?.edges ?? [])
              .filter(({ to }) => to === node.id)
              .map(({ from }) => from),
          }))}
        />
      )}
      <ol className="pao-plain" data-steps>
        {shown?.map(draw)}
      </ol>
      {aside && aside.length > 0 && (
        <Details title={words.request.aside(aside.length)}>
          <ol className="pao-plain">{aside.map(draw)}</ol>
        </Details>
      )}
    </section>
  )
}

type StepProps = Props & { action: RequestAction }

function Step({ action, ...rest }: StepProps) {
  const { request: words } = useWords()
  const ref = action.ref as { id?: string; url?: string } | undefined
  return (
    <li className="pao-step" data-action={action.id}>
      <div className="pao-grow">
        <Group gap="xs">
          <Text fw={600}>{action.name}</Text>
          <StateBadge state={action.state} />
          {action.attempt > 1 && (
            <Text size="sm" c="dimmed">
              {words.attempt(action.attempt)}
            </Text>
          )}
        </Group>
        <Text size="sm" c="dimmed">
          {action.type}
          {action.undoes !== undefined && ` · ${words.undoes(action.undoes)}`}
          {action.started_at !== undefined && (
            <>
              {' · '}
              <Time at={action.started_at} relative />
            </>
          )}
          {ref?.url !== undefined && (
            <>
              {' · '}
              <OutsideLink to={ref.url}>{ref.id ?? ref.url}</OutsideLink>
            </>
          )}
        </Text>
        {action.error && (
          <Text size="sm" c="var(--mantine-color-error)">
            {action.error.message}
          </Text>
        )}
        <Interference action={action} />
      </div>
      <StepWishes action={action} {...rest} />
    </li>
  )
}

function Interference({ action }: { action: RequestAction }) {
  const { request: words } = useWords()
  return (
    <>
      {action.skipped_by !== undefined && (
        <Text size="sm" c="dimmed">
          {words.skippedBy(action.skipped_by)}: {action.skip_reason}
        </Text>
      )}
      {action.edited === true && (
        <Text size="sm" c="dimmed">
          {words.edited(action.edited_by ?? '')}: {action.edit_reason}
        </Text>
      )}
    </>
  )
}

/** What a person may say of a step: that their work is done, or what became of an effect nobody knows of. */
function StepWishes({ action, request, ask, send, isBusy }: StepProps) {
  const { request: words } = useWords()
  const { id, name, state, fence } = action
  const at = pathOf(id)
  const named = { action: id, name }
  const resolve = (happened: boolean) =>
    send({ path: `${at}/resolve`, body: { happened, ...(fence !== undefined && { fence }) } })
  return (
    <Group gap="xs" justify="flex-end" wrap="nowrap">
      {isTask(action) && (
        <Button
          size="compact-sm"
          disabled={isBusy}
          onClick={() => ask({ kind: 'complete', ...named })}
        >
          {words.confirmDone}
        </Button>
      )}
      {state === 'unknown' && (
        <>
          <Button size="compact-sm" disabled={isBusy} onClick={() => resolve(true)}>
            {words.happened}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            disabled={isBusy}
            onClick={() => resolve(false)}
          >
            {words.happenedNot}
          </Button>
        </>
      )}
      <StepMenu action={action} request={request} ask={ask} />
    </Group>
  )
}

/** Work of a person, who says when it is done; an approval is decided elsewhere. */
function isTask({ waiting_for: waits, approval }: RequestAction): boolean {
  return waits === 'person' && approval === undefined
}

const restStates: ReadonlySet<string> = new Set(['pending', 'ready', 'waiting', 'failed'])
const doneStates: ReadonlySet<string> = new Set(['succeeded', 'failed', 'skipped'])

type Open = { isOpen: boolean; canRetryFrom: boolean }

/** What the page offers for a step; the server has the last word. `isOpen`: skip it, change its input. */
function openTo(request: Request, { state, type }: RequestAction): Open {
  const isFailed = request.state === 'failed'
  // Nobody goes around people who have to agree.
  const isFree = type !== 'approval-workflow'
  const isOver = !isFailed && endStates.has(request.state)
  return {
    isOpen: isFree && !isOver && restStates.has(state),
    canRetryFrom: isFailed && doneStates.has(state),
  }
}

function StepMenu({ action, request, ask }: Pick<StepProps, 'action' | 'request' | 'ask'>) {
  const { request: words, edit } = useWords()
  const { name } = action
  const named = { action: action.id, name }
  const { isOpen, canRetryFrom } = openTo(request, action)
  if (!request.may_control || !(isOpen || canRetryFrom)) return null
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`… ${name}`}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {canRetryFrom && (
          <Menu.Item onClick={() => ask({ kind: 'retryFrom', ...named })}>
            {words.retryFrom}
          </Menu.Item>
        )}
        {isOpen && (
          <Menu.Item onClick={() => ask({ kind: 'edit', ...named })}>{edit.menu}</Menu.Item>
        )}
        {isOpen && (
          <Menu.Item onClick={() => ask({ kind: 'skip', ...named })}>{words.skip}</Menu.Item>
        )}
        {isTask(action) && (
          <Menu.Item onClick={() => ask({ kind: 'fail', ...named })}>{words.cannotDo}</Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
