import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, take } from '../../api/client.ts'
import { ProblemView } from '../../ui/problem.tsx'
import { useWords } from '../../words/index.tsx'

/** Takes a freeze away, once it is said what that does. */
export function RemoveFreeze({ name }: { name: string }) {
  const words = useWords()
  const client = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const remove = useMutation({
    mutationFn: () =>
      take(api.DELETE('/api/v1/calendar/freezes/{name}', { params: { path: { name } } })),
    onSuccess: () => setAsking(false),
    onSettled: () => client.invalidateQueries({ queryKey: ['calendar'] }),
  })
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={words.calendar.remove(name)}
        onClick={() => setAsking(true)}
      >
        {words.calendar.drop}
      </Button>
      <Modal
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={words.calendar.remove(name)}
        closeButtonProps={{ 'aria-label': words.close }}
        centered
      >
        <Stack>
          <Text size="sm">{words.calendar.dropText}</Text>
          {remove.isError && <ProblemView error={remove.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setAsking(false)}>
              {words.cancel}
            </Button>
            <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
              {words.calendar.drop}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  )
}
