import { Button, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask as call } from '../../api/client.ts'
import type { Approval } from '../../api/shapes.ts'
import { ProblemView } from '../../ui/problem.tsx'
import { useWords } from '../../words/index.tsx'

type Word = { verb: 'approve' | 'reject' | 'delegate'; body: Readonly<Record<string, unknown>> }

/** Agreeing, refusing or handing on; bound to exactly what is shown. */
export function Decision({ ask }: { ask: Approval }) {
  const { approvals } = useWords()
  const client = useQueryClient()
  const [comment, setComment] = useState('')
  const [isRefusing, setRefusing] = useState(false)
  const say = useMutation({
    mutationFn: ({ verb, body }: Word) =>
      call('POST', `/approvals/${encodeURIComponent(ask.id)}/${verb}`, {
        digest: ask.digest,
        ...body,
      }),
    onSettled: () => client.invalidateQueries({ queryKey: ['approvals'] }),
  })
  const decide = (verb: 'approve' | 'reject') => {
    setRefusing(false)
    const body = {
      ...(ask.stage !== undefined && { stage: ask.stage }),
      ...(comment.trim() !== '' && { comment: comment.trim() }),
    }
    say.mutate({ verb, body })
  }
  return (
    <section className="pao-panel">
      <Stack>
        {say.isError && <ProblemView error={say.error} />}
        <Textarea
          label={approvals.comment}
          autosize
          minRows={2}
          maxLength={2_000}
          value={comment}
          onChange={({ currentTarget }) => setComment(currentTarget.value)}
        />
        <Group grow>
          <Button loading={say.isPending} onClick={() => decide('approve')}>
            {approvals.approve}
          </Button>
          <Button variant="default" disabled={say.isPending} onClick={() => setRefusing(true)}>
            {approvals.reject}
          </Button>
        </Group>
        {ask.may_delegate && (
          <Delegate send={(to) => say.mutate({ verb: 'delegate', body: { to } })} />
        )}
      </Stack>
      <RefuseDialog
        isOpen={isRefusing}
        close={() => setRefusing(false)}
        refuse={() => decide('reject')}
      />
    </section>
  )
}

function Delegate({ send }: { send: (to: string) => void }) {
  const { approvals } = useWords()
  const [to, setTo] = useState('')
  return (
    <Group align="flex-end">
      <TextInput
        className="pao-grow"
        type="email"
        label={approvals.delegate}
        placeholder={approvals.delegateHint}
        value={to}
        onChange={({ currentTarget }) => setTo(currentTarget.value)}
      />
      <Button variant="default" disabled={!to.includes('@')} onClick={() => send(to.trim())}>
        {approvals.delegateDo}
      </Button>
    </Group>
  )
}

type RefuseProps = { isOpen: boolean; close: () => void; refuse: () => void }

function RefuseDialog({ isOpen, close, refuse }: RefuseProps) {
  const words = useWords()
  const { title, text, do: done } = words.consequence.refuse
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      title={title}
      closeButtonProps={{ 'aria-label': words.close }}
      centered
    >
      <Text size="sm" mb="md">
        {text}
      </Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={close}>
          {words.cancel}
        </Button>
        <Button color="red.9" onClick={refuse} data-autofocus>
          {done}
        </Button>
      </Group>
    </Modal>
  )
}
