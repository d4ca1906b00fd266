import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { Refused } from '../../api/client.ts'
import { AnswerForm } from '../../form/answer-form.tsx'
import type { FieldFaults } from '../../form/check.ts'
import { isNeverKept } from '../../form/draft.ts'
import { shownGroups } from '../../form/group-layout.tsx'
import { ProblemView } from '../../ui/problem.tsx'
import { useWords } from '../../words/index.tsx'
import { AroundFields } from './around-fields.tsx'
import type { Start, useOrder } from './use-order.ts'

type Props = {
  order: ReturnType<typeof useOrder>
  item: string
  start: Start
  error: unknown
  isLoading: boolean
  show: () => void
  at: Standing
}

/** Where one is in a wizard or in tabs, and how often one was held up by a fault. */
export type Standing = {
  place: number
  go: (place: number) => void
  tries: number
  fail: () => void
}

/** The form: page by page in a wizard, in tabs, or on one page. What is wrong is shown where it is. */
export function AnswersStep({ order, item, start, error, isLoading, show, at }: Props) {
  const words = useWords().order
  const { shown, faults, wrong } = order
  const { place, go, fail } = at
  const { ui_schema: ui } = order.form
  const groups = shownGroups(ui, Object.keys(shown.properties))
  const isWizard = ui['ui:layout'] === 'wizard' && groups.length > 1
  const isLast = !isWizard || place >= groups.length - 1
  useFirstFault({ ...at, faults, groups })
  // A step begins in its first field.
  const step = (next: number) => {
    go(next)
    focusField(groups[next]?.fields[0])
  }
  const proceed = () => {
    const here = isLast ? Object.keys(shown.properties) : (groups[place]?.fields ?? [])
    order.touch(here)
    if (here.some((id) => wrong[id] !== undefined)) fail()
    else if (isLast) show()
    else step(place + 1)
  }
  return (
    <Stack maw={900}>
      <StartNote kind={start.kind} order={order} />
      <div className="pao-panel">
        <AnswerForm
          item={item}
          environment={order.environment}
          shown={shown}
          ui={ui}
          answers={order.answers}
          faults={faults}
          place={place}
          go={go}
          onChange={order.change}
          onTouched={(id) => order.touch([id])}
          onSubmit={proceed}
        >
          {isLast && (
            <AroundFields
              around={order.around}
              asksEnvironment={order.asksEnvironment}
              onChange={order.setAround}
            />
          )}
          {error instanceof Error && !isAllAtFields(error) && <ProblemView error={error} />}
          <StepBar
            count={Object.keys(faults).length}
            isLoading={isLoading}
            next={isLast ? words.toPlan : words.next}
            back={isWizard && place > 0 ? () => step(place - 1) : undefined}
          />
        </AnswerForm>
      </div>
    </Stack>
  )
}

/** What a refusal has to say stands at the fields already. */
function isAllAtFields(error: Error): boolean {
  if (!(error instanceof Refused) || error.faults.length === 0) return false
  return error.faults.every(({ pointer }) => pointer.startsWith('/fields/'))
}

type StepBarProps = {
  count: number
  isLoading: boolean
  next: string
  back: (() => void) | undefined
}

function StepBar({ count, isLoading, next, back }: StepBarProps) {
  const { order } = useWords()
  return (
    <Group justify="space-between" mt="lg">
      <Text c="var(--mantine-color-error)" size="sm" role="status">
        {count > 0 && order.fixFirst(count)}
      </Text>
      <Group className="pao-ends-bar">
        {back && (
          <Button variant="default" onClick={back}>
            {order.previous}
          </Button>
        )}
        <Button type="submit" loading={isLoading}>
          {next}
        </Button>
      </Group>
    </Group>
  )
}

type NoteProps = Pick<Props, 'order'> & { kind: Start['kind'] }

function StartNote({ kind, order: { shown, forget } }: NoteProps) {
  const { order } = useWords()
  const isPartial = Object.values(shown.properties).some(isNeverKept)
  if (kind === 'new') return null
  const discard = () => {
    forget()
    location.assign(location.pathname)
  }
  return (
    <Alert icon={<IconHistory />} color="indigo" variant="light" role="status">
      <Group justify="space-between">
        <Text size="sm">
          {kind === 'draft' ? order.restored : order.again} {isPartial && order.restoredWithout}
        </Text>
        <Button size="compact-sm" variant="default" onClick={discard}>
          {order.discard}
        </Button>
      </Group>
    </Alert>
  )
}

type Jump = Pick<Standing, 'tries' | 'go'> & {
  faults: FieldFaults
  groups: ReturnType<typeof shownGroups>
}

/** Puts the cursor into a field once it is drawn. */
function focusField(id: string | undefined): void {
  if (id === undefined) return
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`#field_${id}`)?.focus())
}

/** After a try that failed: opens the first group with a fault and puts the cursor into its field. */
function useFirstFault({ tries, faults, groups, go }: Jump): void {
  const latest = useRef({ faults, groups, go })
  latest.current = { faults, groups, go }
  useEffect(() => {
    if (tries === 0) return
    const now = latest.current
    const at = now.groups.findIndex(({ fields }) => fields.some((id) => now.faults[id]))
    const id = now.groups[at]?.fields.find((field) => now.faults[field])
    if (at >= 0) now.go(at)
    focusField(id)
  }, [tries])
}
