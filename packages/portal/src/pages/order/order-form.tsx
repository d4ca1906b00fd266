import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { api, newKey, Refused, take } from '../../api/client.ts'
import type { ItemForm, PlanPreview } from '../../api/shapes.ts'
import { useAddress } from '../../app/search.ts'
import { AnswerForm } from '../../form/answer-form.tsx'
import { type FieldFaults, serverFaults } from '../../form/check.ts'
import { shownGroups } from '../../form/group-layout.tsx'
import { ProblemView } from '../../ui/problem.tsx'
import { useWords } from '../../words/index.tsx'
import { AroundFields } from './around-fields.tsx'
import { PlanView } from './plan-view.tsx'
import { type Start, useOrder } from './use-order.ts'

type Props = { item: string; form: ItemForm; start: Start }

/** The answers, then the plan they make, then the order. */
export function OrderForm({ item, form, start }: Props) {
  const order = useOrder(item, form, start)
  const [{ step }, goTo] = useAddress()
  const navigate = useNavigate()
  const client = useQueryClient()
  const [plan, setPlan] = useState<PlanPreview>()
  // One key for one plan: pressing twice orders once.
  const key = useRef(newKey())
  const show = useMutation({
    mutationFn: async () =>
      (await take(
        api.POST('/api/v1/simulate/fulfillment', { body: { ...order.order, dry_run: true } }),
      )) as unknown as PlanPreview,
    onSuccess: (made) => {
      key.current = newKey()
      setPlan(made)
      send.reset()
      goTo({ step: 'plan' })
      scrollTo({ top: 0 })
    },
    onError: (error) => order.refuse(faultsOf(error)),
  })
  const send = useMutation({
    mutationFn: () =>
      take(api.POST('/api/v1/requests', { body: order.order, headers: key.current })),
    onSuccess: async ({ id }) => {
      order.forget()
      void client.invalidateQueries({ queryKey: ['requests'] })
      await navigate({ to: '/requests/$id', params: { id }, search: {} })
    },
    onError: (error) => {
      order.refuse(faultsOf(error))
      if (error instanceof Refused && error.status === 422) goTo({ step: undefined })
    },
  })
  if (step === 'plan' && plan)
    return (
      <Stack>
        <PlanView plan={plan} />
        {send.isError && <ProblemView error={send.error} />}
        <ConfirmBar
          submitText={order.form.ui_schema['ui:submitButtonOptions']?.submitText}
          isSending={send.isPending}
          back={() => goTo({ step: undefined })}
          confirm={() => send.mutate()}
        />
      </Stack>
    )
  return (
    <AnswersStep
      order={order}
      item={item}
      start={start}
      error={show.error ?? send.error}
      isLoading={show.isPending}
      show={() => show.mutate()}
    />
  )
}

function faultsOf(error: unknown): FieldFaults {
  return error instanceof Refused ? serverFaults(error.faults) : {}
}

type BarProps = {
  submitText: string | undefined
  isSending: boolean
  back: () => void
  confirm: () => void
}

function ConfirmBar({ submitText, isSending, back, confirm }: BarProps) {
  const { order } = useWords()
  return (
    <Group justify="space-between" className="pao-panel">
      <Button variant="default" onClick={back}>
        {order.back}
      </Button>
      <Button onClick={confirm} loading={isSending} data-autofocus>
        {submitText ?? order.confirm}
      </Button>
    </Group>
  )
}

type AnswersProps = {
  order: ReturnType<typeof useOrder>
  item: string
  start: Start
  error: unknown
  isLoading: boolean
  show: () => void
}

function AnswersStep({ order, item, start, error, isLoading, show }: AnswersProps) {
  const { order: words } = useWords()
  const { form, shown, faults, wrong } = order
  const [place, go] = useState(0)
  const [tries, setTries] = useState(0)
  const ui = form.ui_schema
  const groups = shownGroups(ui, Object.keys(shown.properties))
  const isWizard = ui['ui:layout'] === 'wizard' && groups.length > 1
  const isLast = !isWizard || place >= groups.length - 1
  useFirstFault({ tries, faults, groups, go })
  const proceed = () => {
    const here = isLast ? Object.keys(shown.properties) : (groups[place]?.fields ?? [])
    order.touch(here)
    if (here.some((id) => wrong[id] !== undefined)) return setTries(tries + 1)
    if (isLast) show()
    else go(place + 1)
  }
  return (
    <Stack maw={900}>
      {start.kind !== 'new' && <StartNote kind={start.kind} forget={order.forget} />}
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
          {error instanceof Error && <ProblemView error={error} />}
          <StepBar
            count={Object.keys(faults).length}
            isLoading={isLoading}
            next={isLast ? words.toPlan : words.next}
            back={isWizard && place > 0 ? () => go(place - 1) : undefined}
          />
        </AnswerForm>
      </div>
    </Stack>
  )
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
      <Group>
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

function StartNote({ kind, forget }: { kind: 'draft' | 'again'; forget: () => void }) {
  const { order } = useWords()
  const discard = () => {
    forget()
    location.assign(location.pathname)
  }
  return (
    <Alert icon={<IconHistory />} color="indigo" variant="light" role="status">
      <Group justify="space-between">
        <Text size="sm">{kind === 'draft' ? order.restored : order.again}</Text>
        <Button size="compact-sm" variant="default" onClick={discard}>
          {order.discard}
        </Button>
      </Group>
    </Alert>
  )
}

type Jump = {
  tries: number
  faults: FieldFaults
  groups: ReturnType<typeof shownGroups>
  go: (place: number) => void
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
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`#field_${id}`)?.focus())
  }, [tries])
}
