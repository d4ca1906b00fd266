import { Alert, Button, Group, List, Modal, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, newKey, take } from '../../api/client.ts'
import { terraformStatesQuery } from '../../api/queries.ts'
import type { TerraformState } from '../../api/shapes.ts'
import { Facts } from '../../ui/facts.tsx'
import { PageLink } from '../../ui/link.tsx'
import { ProblemView } from '../../ui/problem.tsx'
import { Time } from '../../ui/time.tsx'
import { useWords } from '../../words/index.tsx'

type Props = { state: TerraformState | undefined; close: () => void }

/** Says what follows from freeing a lock by hand before it is freed. */
export function UnlockDialog({ state, close }: Props) {
  const words = useWords()
  return (
    <Modal
      opened={state !== undefined}
      onClose={close}
      title={words.terraform.unlockTitle(state?.name ?? '')}
      closeButtonProps={{ 'aria-label': words.close }}
      size="lg"
      centered
    >
      {state && <UnlockForm state={state} close={close} />}
    </Modal>
  )
}

function UnlockForm({ state, close }: { state: TerraformState; close: () => void }) {
  const words = useWords()
  const unlock = useUnlock(state.name, close)
  const { lock } = state
  const holder = lock?.by?.split('/')[0]
  return (
    <Stack>
      <Alert color="orange">{words.terraform.unlockWhen}</Alert>
      <List size="sm">
        {words.terraform.unlockWhat.map((one) => (
          <List.Item key={one}>{one}</List.Item>
        ))}
      </List>
      {lock && (
        <Facts
          facts={[
            [words.terraform.holder, lock.who ?? lock.id],
            [words.terraform.since, <Time key="at" at={lock.since} />],
            [words.terraform.lock, lock.operation],
          ]}
        />
      )}
      {holder !== undefined && (
        <Text size="sm">
          <PageLink to="/requests/$id" params={{ id: holder }}>
            {words.terraform.toRequest}
          </PageLink>
        </Text>
      )}
      {unlock.isError && <ProblemView error={unlock.error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={close}>
          {words.cancel}
        </Button>
        <Button color="red.9" loading={unlock.isPending} onClick={() => unlock.mutate()}>
          {words.terraform.unlock}
        </Button>
      </Group>
    </Stack>
  )
}

function useUnlock(name: string, close: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => {
      const call = { params: { path: { name } }, headers: newKey() }
      return take(api.POST('/api/v1/terraform/states/{name}/unlock', call))
    },
    onSuccess: close,
    onSettled: () => client.invalidateQueries({ queryKey: terraformStatesQuery.queryKey }),
  })
}
