import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { api, newKey, take } from '../../api/client.ts'
import { ProblemView } from '../../ui/problem.tsx'
import { Loading } from '../../ui/states.tsx'
import { useWords } from '../../words/index.tsx'
import type { Changed } from './update-form.tsx'

export type Change = 'update' | 'decommission'

const UpdateForm = lazy(async () => ({ default: (await import('./update-form.tsx')).UpdateForm }))

type Props = {
  resource: Changed & { name: string }
  /** The item that changes it; undefined = there is none. */
  changer: string | undefined
  change: Change | undefined
  close: () => void
}

/** Says what changing or ending a resource will do, takes what it needs, and leads to the request. */
export function ChangeDialog({ resource, changer, change, close }: Props) {
  const words = useWords()
  const isUpdate = change === 'update'
  return (
    <Modal
      opened={change !== undefined}
      onClose={close}
      title={isUpdate ? words.resources.change : words.resources.endTitle(resource.name)}
      closeButtonProps={{ 'aria-label': words.close }}
      size={isUpdate ? 'xl' : 'md'}
      centered
    >
      {isUpdate && changer !== undefined && (
        <Suspense fallback={<Loading rows={3} height={56} />}>
          <UpdateForm resource={resource} item={changer} close={close} />
        </Suspense>
      )}
      {change === 'decommission' && <EndForm id={resource.id} close={close} />}
    </Modal>
  )
}

function EndForm({ id, close }: { id: string; close: () => void }) {
  const words = useWords()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [why, setWhy] = useState('')
  const end = useMutation({
    mutationFn: () => {
      const reason = why.trim()
      const body = reason === '' ? {} : { reason }
      const call = { params: { path: { id } }, headers: newKey(), body }
      return take(api.POST('/api/v1/resources/{id}/decommission', call))
    },
    onSuccess: ({ request }) => navigate({ to: '/requests/$id', params: { id: request } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['resource', id] }),
  })
  const submit = (event: { preventDefault(): void }) => {
    event.preventDefault()
    end.mutate()
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm">{words.resources.endText}</Text>
        {end.isError && <ProblemView error={end.error} />}
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
          <Button type="submit" color="red.9" loading={end.isPending}>
            {words.resources.end}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
