import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, newKey, take } from '../../api/client.ts'
import type { ResourceWhole } from '../../api/shapes.ts'
import { ProblemView } from '../../ui/problem.tsx'
import { useWords } from '../../words/index.tsx'
import { DriftTable } from './drift-table.tsx'

type Props = { resource: ResourceWhole; opened: boolean; close: () => void }

/** Says what accepting means, shows what would be accepted, and takes the reason. */
export function AcceptDialog({ resource, opened, close }: Props) {
  const words = useWords()
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={words.drift.acceptTitle}
      closeButtonProps={{ 'aria-label': words.close }}
      size="lg"
      centered
    >
      <AcceptForm resource={resource} close={close} />
    </Modal>
  )
}

function AcceptForm({ resource, close }: Omit<Props, 'opened'>) {
  const words = useWords()
  const client = useQueryClient()
  const [why, setWhy] = useState('')
  const { id, differences } = resource
  const shown = differences.filter(({ expected, found }) => expected !== '***' && found !== '***')
  const accept = useMutation({
    mutationFn: () => {
      const reason = why.trim()
      const body = reason === '' ? {} : { reason }
      const call = { params: { path: { id } }, headers: newKey(), body }
      return take(api.POST('/api/v1/resources/{id}/accept-drift', call))
    },
    onSuccess: (found) => {
      client.setQueryData(['resource', id], found)
      close()
    },
  })
  const submit = (event: { preventDefault(): void }) => {
    event.preventDefault()
    accept.mutate()
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm">{words.drift.acceptHint}</Text>
        <DriftTable differences={shown} />
        {shown.length < differences.length && (
          <Text size="sm" c="dimmed">
            {words.drift.acceptHidden}
          </Text>
        )}
        {accept.isError && <ProblemView error={accept.error} />}
        <Textarea
          label={words.drift.reason}
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
          <Button type="submit" loading={accept.isPending}>
            {words.drift.accept}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
