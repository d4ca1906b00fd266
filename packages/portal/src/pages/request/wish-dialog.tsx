import { Button, Checkbox, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useWords } from '../../words/index.tsx'
import type { Words } from '../../words/en.ts'
import { CompleteForm } from './complete-form.tsx'
import { EditForm } from './edit-form.tsx'
import { pathOf, type Sent, type Wish } from './use-steer.ts'

type Props = {
  request: string
  wish: Wish | undefined
  close: () => void
  send: (sent: Sent) => void
}
/** What is done with a reason; finished work has a form of its own. */
type Reasoned = Exclude<Wish, { kind: 'complete' | 'edit' }>
type FormProps = Pick<Props, 'close' | 'send'> & { wish: Reasoned }

/** Says what a wish will do before it is done, and takes the reason for it. */
export function WishDialog({ request, wish, close, send }: Props) {
  const words = useWords()
  return (
    <Modal
      opened={wish !== undefined}
      onClose={close}
      title={wish && titleOf(wish, words)}
      closeButtonProps={{ 'aria-label': words.close }}
      centered
    >
      {wish?.kind === 'complete' && (
        <CompleteForm request={request} action={wish.action} close={close} send={send} />
      )}
      {wish?.kind === 'edit' && (
        <EditForm request={request} action={wish.action} close={close} send={send} />
      )}
      {wish && wish.kind !== 'complete' && wish.kind !== 'edit' && (
        <WishForm key={JSON.stringify(wish)} wish={wish} close={close} send={send} />
      )}
    </Modal>
  )
}

function WishForm({ wish, close, send }: FormProps) {
  const words = useWords()
  const { consequence, cancel } = words
  const [reason, setReason] = useState('')
  const [isExtra, setExtra] = useState(false)
  const extra =
    wish.kind === 'cancel'
      ? consequence.cancel.undo
      : wish.kind === 'retry'
        ? consequence.retry.latest
        : undefined
  const takesReason = wish.kind !== 'retry' && wish.kind !== 'retryFrom'
  const isIncomplete = wish.kind === 'skip' && reason.trim() === ''
  const submit = (event: { preventDefault(): void }) => {
    event.preventDefault()
    if (!isIncomplete) send(sentOf(wish, reason.trim(), isExtra))
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm">{consequence[wish.kind].text}</Text>
        {extra !== undefined && (
          <Checkbox
            label={extra}
            checked={isExtra}
            onChange={({ currentTarget }) => setExtra(currentTarget.checked)}
          />
        )}
        {takesReason && (
          <Textarea
            label={consequence.reason}
            withAsterisk={wish.kind === 'skip'}
            autosize
            minRows={2}
            maxLength={2_000}
            value={reason}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
          />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {cancel}
          </Button>
          <Button
            type="submit"
            color={wish.kind.startsWith('retry') ? 'indigo' : 'red.9'}
            disabled={isIncomplete}
            data-autofocus={!takesReason}
          >
            {consequence[wish.kind].do}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function titleOf(wish: Wish, { consequence, edit }: Words): string {
  if (wish.kind === 'edit') return edit.title(wish.name)
  const { title } = consequence[wish.kind]
  return typeof title === 'string' ? title : title('name' in wish ? wish.name : '')
}

/** The call that a wish becomes. */
export function sentOf(wish: Reasoned, reason: string, isExtra: boolean): Sent {
  const why = reason === '' ? {} : { reason }
  switch (wish.kind) {
    case 'cancel':
      return { path: 'cancel', body: { ...why, ...(isExtra && { compensate: true }) } }
    case 'retry':
      return { path: 'retry', body: isExtra ? { use_latest: true } : {} }
    case 'retryFrom':
      return { path: `retry?from=${encodeURIComponent(wish.action)}`, body: {} }
    case 'rollback':
      return { path: 'rollback', body: why }
    case 'skip':
      return { path: `${pathOf(wish.action)}/skip`, body: { reason } }
    case 'fail':
      return {
        path: `${pathOf(wish.action)}/complete`,
        body: { outcome: 'failed', ...(reason !== '' && { comment: reason }) },
      }
  }
}
