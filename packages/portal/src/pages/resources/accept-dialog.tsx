import { Modal, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, newKey, take } from '../../api/client.ts'
import type { ResourceWhole } from '../../api/shapes.ts'
import { reasoned, ReasonForm } from '../../ui/reason-form.tsx'
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
  const { id, differences } = resource
  const shown = differences.filter(({ expected, found }) => expected !== '***' && found !== '***')
  const accept = useMutation({
    mutationFn: (reason: string) => {
      const call = { params: { path: { id } }, headers: newKey(), body: reasoned(reason) }
      return take(api.POST('/api/v1/resources/{id}/accept-drift', call))
    },
    onSuccess: (found) => {
      client.setQueryData(['resource', id], found)
      close()
    },
  })
  return (
    <ReasonForm
      act={accept}
      close={close}
      label={words.drift.reason}
      go={{ label: words.drift.accept }}
    >
      <Text size="sm">{words.drift.acceptHint}</Text>
      <DriftTable differences={shown} />
      {shown.length < differences.length && (
        <Text size="sm" c="dimmed">
          {words.drift.acceptHidden}
        </Text>
      )}
    </ReasonForm>
  )
}
