import { ActionIcon, Group, List, Slider, Text, Title } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'
import type { DryRun, PlanPreview } from '../../api/shapes.ts'
import { Details } from '../../ui/details.tsx'
import { PlanGraph } from '../../ui/plan-graph.tsx'
import { spanText } from '../../ui/span.ts'
import { StateBadge } from '../../ui/state-badge.tsx'
import { useLanguage, useWords } from '../../words/index.tsx'

type Try = {
  action: string
  attempt: number
  entry: string
  after_ms: number
  source: 'invented' | 'recorded' | 'assumed'
  outcome: 'succeeded' | 'failed'
  message?: string
  outputs?: Readonly<Record<string, unknown>>
  waits?: 'remote' | 'person'
  waits_ms?: number
  calls?: DryRun['calls']
  notes: readonly string[]
}

type Step = {
  after_ms: number
  event: string
  action?: string
  state: string
  sentences: readonly string[]
  changed: Readonly<Record<string, string>>
}

/** A rehearsal as the API answers it; only what is shown of it. */
export type Rehearsal = {
  plan: PlanPreview
  state: string
  after_ms: number
  cut: boolean
  steps: readonly Step[]
  tries: readonly Try[]
}

/** A rehearsal moment by moment: the picture, what was said, and what each action did. */
export function Played({ rehearsal }: { rehearsal: Rehearsal }) {
  const words = useWords()
  const { language } = useLanguage()
  const { steps, tries, plan } = rehearsal
  const told = steps.filter(isTold)
  const [at, go] = useState(told.length)
  const now = Math.min(at, told.length)
  const until = told[now - 1]
  // Behind the last thing that is told everything has happened.
  const states = statesAt(steps, now === told.length ? steps.at(-1) : until)
  const shown = plan.actions.filter(
    ({ lane, role, id }) => lane !== 'notice' && (role === 'main' || hasRun(states.get(id))),
  )
  const span = (ms: number) =>
    ms < 1_000 ? words.rehearsal.atOnce : spanText(ms / 1_000, words, language)
  return (
    <section aria-label={words.sandbox.tabs.run} data-played>
      <Group mb="sm" gap="xs">
        <StateBadge state={rehearsal.state} />
        <Text size="sm">
          {rehearsal.after_ms < 1_000
            ? words.rehearsal.atOnce
            : words.rehearsal.ended(span(rehearsal.after_ms))}
        </Text>
      </Group>
      {rehearsal.cut && <Text size="sm">{words.rehearsal.cut}</Text>}
      <PlanGraph
        label={words.rehearsal.graph}
        steps={shown.map((one) => ({ ...one, state: states.get(one.id) ?? 'pending' }))}
      />
      <Player at={now} count={told.length} go={go} />
      <ol className="pao-plain pao-story" aria-live="off">
        {told.map((step, nth) => (
          <li
            key={`${step.after_ms} ${step.event} ${step.action ?? ''} ${step.sentences.join()}`}
            aria-current={nth === now - 1 ? 'step' : undefined}
            data-past={nth >= now}
          >
            <span>{span(step.after_ms)}</span>
            <span>{step.sentences.join(' ')}</span>
          </li>
        ))}
      </ol>
      <Title order={3} size="h5" mt="lg" mb="xs">
        {words.rehearsal.tries}
      </Title>
      <ul className="pao-plain">
        {tries.map((one) => (
          <TryView
            key={`${one.action} ${one.entry} ${one.attempt} ${one.after_ms}`}
            one={one}
            action={plan.actions.find(({ id }) => id === one.action)}
            span={span}
          />
        ))}
      </ul>
    </section>
  )
}

function isTold({ sentences }: Step): boolean {
  return sentences.length > 0
}

/** What was not called is not part of the picture. */
function hasRun(state: string | undefined): boolean {
  return state !== undefined && state !== 'pending' && state !== 'skipped'
}

/** Where every action stands once a step has happened. */
function statesAt(steps: readonly Step[], until: Step | undefined): ReadonlyMap<string, string> {
  const states = new Map<string, string>()
  if (!until) return states
  for (const step of steps.slice(0, steps.indexOf(until) + 1))
    for (const [id, state] of Object.entries(step.changed)) states.set(id, state)
  return states
}

function Player({ at, count, go }: { at: number; count: number; go: (at: number) => void }) {
  const { rehearsal: words } = useWords()
  return (
    <Group wrap="nowrap" mb="md" gap="xs">
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={words.back}
        disabled={at <= 0}
        onClick={() => go(at - 1)}
      >
        <IconChevronLeft size={18} aria-hidden />
      </ActionIcon>
      <Slider
        className="pao-grow"
        min={0}
        max={count}
        value={at}
        onChange={go}
        label={null}
        thumbLabel={words.moment}
      />
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={words.forth}
        disabled={at >= count}
        onClick={() => go(at + 1)}
      >
        <IconChevronRight size={18} aria-hidden />
      </ActionIcon>
      <Text size="sm" className="pao-whole" role="status">
        {words.stepOf(at, count)}
      </Text>
    </Group>
  )
}

type TryProps = {
  one: Try
  action: PlanPreview['actions'][number] | undefined
  span: (ms: number) => string
}

function TryView({ one, action, span }: TryProps) {
  const { rehearsal: words } = useWords()
  const { notes, waits } = one
  const facts = [
    words.sources[one.source],
    waits !== undefined && `${words.waits[waits]}: ${span(one.waits_ms ?? 0)}`,
    one.message,
  ]
  const title = `${action?.name ?? one.action}, ${words.try(one.attempt)}`
  return (
    <li className="pao-attempt">
      <Group gap="xs" mb={2}>
        <StateBadge state={one.outcome} />
        <Text component="span" fw={600} size="sm">
          {title}
        </Text>
        <Text component="span" size="sm" c="dimmed">
          {span(one.after_ms)}
        </Text>
      </Group>
      <Text size="sm" c="dimmed">
        {facts.filter(Boolean).join(' · ')}
      </Text>
      {notes.length > 0 && (
        <List size="sm">
          {notes.map((note) => (
            <List.Item key={note}>{note}</List.Item>
          ))}
        </List>
      )}
      <Inside one={one} input={action?.input ?? undefined} />
    </li>
  )
}

function Inside({ one, input }: { one: Try; input: unknown }) {
  const { rehearsal: words } = useWords()
  const { calls = [], outputs = {} } = one
  return (
    <>
      {input !== undefined && <Shown title={words.input} value={input} />}
      {calls.length > 0 && <Shown title={`${words.calls} (${calls.length})`} value={calls} />}
      {Object.keys(outputs).length > 0 && <Shown title={words.outputs} value={outputs} />}
    </>
  )
}

function Shown({ title, value }: { title: string; value: unknown }) {
  return (
    <Details title={title}>
      <pre className="pao-pre" tabIndex={0} aria-label={title}>
        {JSON.stringify(value, null, 2)}
      </pre>
    </Details>
  )
}
