import { Button, Group, Stack } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { api, newKey, Refused, take } from '../../api/client.ts'
import type { ItemForm, PlanPreview } from '../../api/shapes.ts'
import { useAddress } from '../../app/search.ts'
import { type FieldFaults, serverFaults } from '../../form/check.ts'
import { ProblemView } from '../../ui/problem.tsx'
import { useWords } from '../../words/index.tsx'
import { AnswersStep, type Standing } from './answers-step.tsx'
import { PlanView } from './plan-view.tsx'
import { type Start, useOrder } from './use-order.ts'

type Props = { item: string; form: ItemForm; start: Start }

/** The answers, then the plan they make, then the order. */
export function OrderForm({ item, form, start: given }: Props) {
  // The draft that is written meanwhile is not one that was brought back.
  const [start] = useState(given)
  const order = useOrder(item, form, start)
  const at = useStanding()
  const { plan, show, send, back } = usePlan(order, at)
  if (plan)
    return (
      <Stack>
        <PlanView plan={plan} />
        {send.isError && <ProblemView error={send.error} />}
        <ConfirmBar
          submitText={order.form.ui_schema['ui:submitButtonOptions']?.submitText}
          isSending={send.isPending}
          back={back}
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
      at={at}
    />
  )
}

/** The plan of the answers and sending them. What the service refuses is shown at its field, wherever that is. */
function usePlan(order: ReturnType<typeof useOrder>, { fail }: Pick<Standing, 'fail'>) {
  const [{ step }, goTo] = useAddress()
  const navigate = useNavigate()
  const client = useQueryClient()
  const [plan, setPlan] = useState<PlanPreview>()
  const back = () => {
    goTo({ step: undefined })
    scrollTo({ top: 0 })
  }
  const refuse = (error: unknown) => {
    order.refuse(faultsOf(error))
    fail()
  }
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
    onError: refuse,
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
      refuse(error)
      if (error instanceof Refused && error.status === 422) back()
    },
  })
  return { plan: step === 'plan' ? plan : undefined, show, send, back }
}

/** Where one is in the form; a look at the plan does not change it. */
function useStanding(): Standing {
  const [place, go] = useState(0)
  const [tries, setTries] = useState(0)
  return { place, go, tries, fail: () => setTries((before) => before + 1) }
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
    <Group justify="space-between" className="pao-panel pao-ends-bar">
      <Button variant="default" onClick={back}>
        {order.back}
      </Button>
      <Button onClick={confirm} loading={isSending} data-autofocus>
        {submitText ?? order.confirm}
      </Button>
    </Group>
  )
}
