import { Button, Group, List, Modal, Stack, Text, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api, newKey, take } from '../../api/client.ts'
import type { Promotion, Request } from '../../api/shapes.ts'
import { PageButton } from '../../ui/link.tsx'
import { ProblemView } from '../../ui/problem.tsx'
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
  const words = useWords()
  const [why, setWhy] = useState('')
  const promote = usePromote(request.id)
  const submit = (event: { preventDefault(): void }) => {
    event.preventDefault()
    promote.mutate(why.trim())
  }
  const { promotion } = words
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm">{promotion.what(request.item.name, next)}</Text>
        <List size="sm">
          {way.overrides.length > 0 && (
            <List.Item>{promotion.overrides(way.overrides.join(', '))}</List.Item>
          )}
          <List.Item>{promotion.secrets}</List.Item>
          <List.Item>{promotion.rules}</List.Item>
        </List>
        {promote.isError && <ProblemView error={promote.error} />}
        <Textarea
          label={promotion.reason}
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
          <PageButton
            variant="default"
            to="/items/$id/order"
            params={{ id: request.item.id }}
            search={{ from: request.id, environment: next }}
          >
            {promotion.edit}
          </PageButton>
          <Button type="submit" loading={promote.isPending}>
            {promotion.to(next)}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function usePromote(id: string) {
  const client = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: (reason: string) => {
      const body = reason === '' ? {} : { reason }
      const call = { params: { path: { id } }, headers: newKey(), body }
      return take(api.POST('/api/v1/requests/{id}/promote', call))
    },
    onSuccess: (made) => navigate({ to: '/requests/$id', params: { id: made.id } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['promotion', id] }),
  })
}
