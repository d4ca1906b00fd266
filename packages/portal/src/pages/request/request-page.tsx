import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { explainQuery, requestQuery, storyQuery } from '../../api/queries.ts'
import type { Explanation, Request } from '../../api/shapes.ts'
import { type Liveness, useFollow } from '../../live/follow.ts'
import { CopyText } from '../../ui/copy-text.tsx'
import { PageButton } from '../../ui/link.tsx'
import { ProblemView } from '../../ui/problem.tsx'
import { StateBadge } from '../../ui/state-badge.tsx'
import { Loading } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { useWords } from '../../words/index.tsx'
import { Asked } from './asked.tsx'
import { Attempts } from './attempts.tsx'
import { Closed } from './closed.tsx'
import { Comments } from './comments.tsx'
import { Feedback } from './feedback.tsx'
import { Promotion } from './promotion.tsx'
import { RequestFacts } from './request-facts.tsx'
import { endStates } from './states.ts'
import { Steps } from './steps.tsx'
import { useSteer, type Wish } from './use-steer.ts'
import { Outputs } from './outputs.tsx'
import { Where } from './where.tsx'
import { WishDialog } from './wish-dialog.tsx'

/** Where a request is, what it waits for, and what one can do. */
export function RequestPage() {
  const { id } = useParams({ from: '/requests/$id' })
  const request = useQuery(requestQuery(id))
  // What is followed begins where the request was read: all else has to be read after it.
  const explained = useQuery({ ...explainQuery(id), enabled: request.data !== undefined })
  const isEnded = request.data !== undefined && endStates.has(request.data.state)
  const liveness = useFollow(id, request.data?.seq, isEnded)
  if (request.isPending) return <Loading rows={4} height={100} />
  if (request.isError)
    return <ProblemView error={request.error} again={() => void request.refetch()} />
  return (
    <RequestView
      request={request.data}
      statements={explained.data?.statements ?? []}
      liveness={liveness}
    />
  )
}

type Props = {
  request: Request
  statements: Explanation['statements']
  liveness: Liveness
}

function RequestView({ request, statements, liveness }: Props) {
  const words = useWords()
  const steer = useSteer(request.id)
  return (
    <article>
      <Group justify="space-between" align="flex-start" mb="md">
        <div>
          <Title order={1}>{request.item.name}</Title>
          <Group gap="xs" mt={4}>
            <StateBadge state={request.state} />
            <Text size="sm" c="dimmed" role="status">
              {request.progress.percentage} % · {words.request[liveness]}
            </Text>
            <Text size="sm" c="dimmed" className="pao-id">
              {request.id}
            </Text>
            <CopyText value={request.id} what={words.request.id} />
          </Group>
        </div>
        <Controls request={request} statements={statements} ask={steer.ask} />
      </Group>
      {steer.error !== null && <ProblemView error={steer.error} />}
      <div className="pao-split">
        <Stack>
          <Asked request={request} />
          <Closed request={request} />
          <Where
            statements={statements}
            state={request.state}
            names={new Map(request.actions.map(({ id, name }) => [id, name]))}
          />
          <Steps request={request} ask={steer.ask} send={steer.send} isBusy={steer.isBusy} />
          <Outputs request={request} />
          <Attempts id={request.id} actions={request.actions} />
        </Stack>
        <Stack>
          <RequestFacts request={request} />
          <Promotion request={request} />
          {endStates.has(request.state) && <Feedback id={request.id} />}
          <Comments id={request.id} />
          <Story id={request.id} />
        </Stack>
      </div>
      <WishDialog
        request={request.id}
        wish={steer.wish}
        close={() => steer.ask(undefined)}
        send={steer.send}
      />
    </article>
  )
}

type ControlsProps = {
  request: Request
  statements: Explanation['statements']
  ask: (wish: Wish) => void
}

function Controls({ request, statements, ask }: ControlsProps) {
  const { request: words } = useWords()
  const { state, may_control: mayControl } = request
  const isOpen = !endStates.has(state) && state !== 'rolling_back'
  const isUndoable = statements.some(({ can_move: moves }) =>
    moves.some(({ how }) => how.endsWith('/rollback')),
  )
  return (
    <Group gap="xs">
      {mayControl && state === 'failed' && (
        <Button onClick={() => ask({ kind: 'retry' })}>{words.retry}</Button>
      )}
      {mayControl && isOpen && (
        <Button variant="default" onClick={() => ask({ kind: 'cancel' })}>
          {words.cancel}
        </Button>
      )}
      {isUndoable && (
        <Button variant="default" onClick={() => ask({ kind: 'rollback' })}>
          {words.rollback}
        </Button>
      )}
      <PageButton
        to="/items/$id/order"
        params={{ id: request.item.id }}
        search={{ from: request.id }}
        variant="default"
      >
        {words.again}
      </PageButton>
    </Group>
  )
}

function Story({ id }: { id: string }) {
  const { request: words } = useWords()
  const story = useQuery(storyQuery(id))
  if (story.isError) return <ProblemView error={story.error} />
  return (
    <section className="pao-panel">
      <Title order={2} size="h4" mb="xs">
        {words.story}
      </Title>
      {story.isPending && <Loading rows={2} height={24} />}
      <ol className="pao-plain pao-story">
        {keyed(story.data ?? []).map(({ key, at, sentence }) => (
          <li key={key}>
            <Time at={at} relative />
            <span>{sentence}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}

type Line = { at: string; sentence: string }

/** The same may be told twice of one moment; the second time has a key of its own. */
function keyed(lines: readonly Line[]): readonly (Line & { key: string })[] {
  const counts = new Map<string, number>()
  return lines.map((line) => {
    const said = `${line.at} ${line.sentence}`
    const count = (counts.get(said) ?? 0) + 1
    counts.set(said, count)
    return { ...line, key: `${said} ${count}` }
  })
}
