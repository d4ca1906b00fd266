import { List, Modal, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { api, newKey, take } from '../../api/client.ts'
import type { Promotion, Request } from '../../api/shapes.ts'
import { PageButton } from '../../ui/link.tsx'
import { reasoned, ReasonForm } from '../../ui/reason-form.tsx'
import { useWords } from '../../words/index.tsx'

type Props = { request: Request; way: Promotion; opened: boolean; close: () => void }

/** Says what promoting does, takes the reason, and leads to the order that it becomes. */
export function PromoteDialog({ request, way, opened, close }: Props) {
  const words = useWords()
  const next = way.next ?? ''
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={words.promotion.dialog(next)}
      closeButtonProps={{ 'aria-label': words.close }}
      size="lg"
      centered
    >
      <PromoteForm request={request} way={way} next={next} close={close} />
    </Modal>
  )
}

function PromoteForm({ request, way, next, close }: Omit<Props, 'opened'> & { next: string }) {
  const { promotion } = useWords()
  const promote = usePromote(request.id)
  const edited = (
    <PageButton
      variant="default"
      to="/items/$id/order"
      params={{ id: request.item.id }}
      search={{ from: request.id, environment: next }}
    >
      {promotion.edit}
    </PageButton>
  )
  return (
    <ReasonForm
      act={promote}
      close={close}
      label={promotion.reason}
      go={{ label: promotion.to(next) }}
      aside={edited}
    >
      <Text size="sm">{promotion.what(request.item.name, next)}</Text>
      <List size="sm">
        {way.overrides.length > 0 && (
          <List.Item>{promotion.overrides(way.overrides.join(', '))}</List.Item>
        )}
        <List.Item>{promotion.secrets}</List.Item>
        <List.Item>{promotion.rules}</List.Item>
      </List>
    </ReasonForm>
  )
}

function usePromote(id: string) {
  const client = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: (reason: string) => {
      const call = { params: { path: { id } }, headers: newKey(), body: reasoned(reason) }
      return take(api.POST('/api/v1/requests/{id}/promote', call))
    },
    onSuccess: (made) => navigate({ to: '/requests/$id', params: { id: made.id } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['promotion', id] }),
  })
}
