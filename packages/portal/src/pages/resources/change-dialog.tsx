import { Modal, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { api, newKey, take } from '../../api/client.ts'
import { reasoned, ReasonForm } from '../../ui/reason-form.tsx'
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
  const end = useMutation({
    mutationFn: (reason: string) => {
      const call = { params: { path: { id } }, headers: newKey(), body: reasoned(reason) }
      return take(api.POST('/api/v1/resources/{id}/decommission', call))
    },
    onSuccess: ({ request }) => navigate({ to: '/requests/$id', params: { id: request } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['resource', id] }),
  })
  return (
    <ReasonForm
      act={end}
      close={close}
      label={words.consequence.reason}
      go={{ label: words.resources.end, color: 'red.9' }}
    >
      <Text size="sm">{words.resources.endText}</Text>
    </ReasonForm>
  )
}
