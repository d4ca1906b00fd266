import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api, newKey, take } from '../../api/client.ts'
import { readObject } from '../../form/read-object.ts'
import { ProblemView } from '../../ui/problem.tsx'
import { useWords } from '../../words/index.tsx'

export type Change = 'update' | 'decommission'

type Props = {
  resource: { id: string; name: string }
  change: Change | undefined
  close: () => void
}

/** Says what changing or ending a resource will do, takes what it needs, and leads to the request. */
export function ChangeDialog({ resource, change, close }: Props) {
  const words = useWords()
  const title =
    change === 'update' ? words.resources.change : words.resources.endTitle(resource.name)
  return (
    <Modal
      opened={change !== undefined}
      onClose={close}
      title={title}
      closeButtonProps={{ 'aria-label': words.close }}
      centered
    >
      {change && <ChangeForm key={change} {...{ resource, change, close }} />}
    </Modal>
  )
}

function useOrder(id: string, change: Change) {
  const client = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: ({ fields, why }: { fields: Record<string, unknown>; why: string }) => {
      const call = { params: { path: { id } }, headers: newKey() }
      const reason = why === '' ? {} : { reason: why }
      return change === 'update'
        ? take(api.POST('/api/v1/resources/{id}/update', { ...call, body: { fields, ...reason } }))
        : take(api.POST('/api/v1/resources/{id}/decommission', { ...call, body: reason }))
    },
    onSuccess: ({ request }) => navigate({ to: '/requests/$id', params: { id: request } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['resource', id] }),
  })
}

function ChangeForm({ resource, change, close }: Props & { change: Change }) {
  const words = useWords()
  const order = useOrder(resource.id, change)
  const [why, setWhy] = useState('')
  const [text, setText] = useState('{}')
  const fields = readObject(text)
  const submit = (event: { preventDefault(): void }) => {
    event.preventDefault()
    if (fields) order.mutate({ fields, why: why.trim() })
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm">
          {change === 'update' ? words.resources.changeText : words.resources.endText}
        </Text>
        {order.isError && <ProblemView error={order.error} />}
        {change === 'update' && (
          <Textarea
            label={words.resources.fields}
            autosize
            minRows={4}
            spellCheck={false}
            classNames={{ input: 'pao-code' }}
            error={fields ? undefined : words.edit.wrong}
            value={text}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
          />
        )}
        <Textarea
          label={words.consequence.reason}
          autosize
          minRows={2}
          maxLength={2_000}
          value={why}
          onChange={({ currentTarget }) => setWhy(currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {words.cancel}
          </Button>
          <Button
            type="submit"
            color={change === 'update' ? 'indigo' : 'red'}
            loading={order.isPending}
            disabled={!fields}
          >
            {change === 'update' ? words.resources.change : words.resources.end}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
