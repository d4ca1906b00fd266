import { Button, Group, Text, TextInput, Title } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask as call, newKey } from '../../api/client.ts'
import type { Request } from '../../api/shapes.ts'
import { DecideException } from '../../ui/decide-exception.tsx'
import { ProblemView } from '../../ui/problem.tsx'
import { Time } from '../../ui/time.tsx'
import type { Words } from '../../words/en.ts'
import { useWords } from '../../words/index.tsx'

/** What of the calendar keeps a request from beginning, until when, and what can be done. */
export function Closed({ request }: { request: Request }) {
  const { calendar: words } = useWords()
  const { closed, exception } = request
  if (!closed) return null
  const isAsked = exception?.state === 'asked'
  const name = `${words.closedKinds[closed.kind] ?? closed.kind} ${closed.name}`
  return (
    <section className="pao-panel" data-closed aria-live="polite">
      <Title order={2} size="h4">
        {words.waitsFor(name)}
      </Title>
      <Text size="sm">
        {closed.unsure === true ? words.noEnd : words.begins} · <Time at={closed.until} relative />
      </Text>
      {closed.reason !== undefined && (
        <Text size="sm" c="dimmed">
          {closed.reason}
        </Text>
      )}
      {exception && (
        <Text size="sm" mt="xs">
          {exceptionText(exception, words)}
        </Text>
      )}
      {request.may_decide_exception && <DecideException request={request.id} isAsked={isAsked} />}
      {request.may_control && !isAsked && <Ask id={request.id} />}
    </section>
  )
}

/** What was asked for, or who said no. */
function exceptionText(
  { state, by, reason, decided }: NonNullable<Request['exception']>,
  words: Words['calendar'],
): string {
  if (state === 'asked') return `${words.open(by)}: ${reason}`
  return [words.no(decided?.by ?? by), decided?.comment].filter(Boolean).join(': ')
}

function Ask({ id }: { id: string }) {
  const { calendar: words } = useWords()
  const client = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const send = useMutation({
    mutationFn: () =>
      call('POST', `/requests/${encodeURIComponent(id)}/exception`, { reason }, newKey()),
    onSettled: () => client.invalidateQueries({ queryKey: ['request', id] }),
  })
  if (!isOpen)
    return (
      <Button variant="default" mt="sm" onClick={() => setOpen(true)}>
        {words.ask}
      </Button>
    )
  const submit = (event: { preventDefault(): void }) => {
    event.preventDefault()
    if (reason.trim() !== '') send.mutate()
  }
  return (
    <form onSubmit={submit}>
      {send.isError && <ProblemView error={send.error} />}
      <Group align="flex-end" mt="sm">
        <TextInput
          label={words.why}
          className="pao-grow"
          maxLength={1_000}
          data-autofocus
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
        <Button type="submit" disabled={reason.trim() === ''} loading={send.isPending}>
          {words.send}
        </Button>
      </Group>
    </form>
  )
}
