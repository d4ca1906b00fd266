import { ActionIcon, Button, Group, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, take } from '../../api/client.ts'
import { ProblemView } from '../../ui/problem.tsx'
import { useWords } from '../../words/index.tsx'

const scopes = ['item', 'queue', 'target', 'tenant'] as const
type Scope = (typeof scopes)[number]

const largest = 10_000

function useRefresh() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: ['limits'] })
}

/** Sets how much may be under way at once; a limit that stands is replaced. */
export function SetLimit() {
  const { limitsOf: words, operate } = useWords()
  const [scope, setScope] = useState<Scope>('target')
  const [name, setName] = useState('')
  const [most, setMost] = useState<number | string>(1)
  const set = useMutation({
    mutationFn: () =>
      take(
        api.PUT('/api/v1/limits/{scope}/{name}', {
          params: { path: { scope, name: name.trim() } },
          body: { most: Number(most) },
        }),
      ),
    onSuccess: () => setName(''),
    onSettled: useRefresh(),
  })
  const isIncomplete = name.trim() === '' || most === ''
  const submit = (event: { preventDefault(): void }) => {
    event.preventDefault()
    if (!isIncomplete) set.mutate()
  }
  return (
    <form onSubmit={submit} className="pao-panel pao-below">
      {set.isError && <ProblemView error={set.error} />}
      <Group align="flex-end">
        <NativeSelect
          label={words.scope}
          value={scope}
          onChange={({ currentTarget }) =>
            setScope(scopes.find((one) => one === currentTarget.value) ?? 'target')
          }
          data={scopes.map((one) => ({ value: one, label: operate.scopes[one] ?? one }))}
        />
        <TextInput
          label={words.name}
          className="pao-grow"
          miw={160}
          maxLength={300}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <NumberInput
          label={words.most}
          w={110}
          min={0}
          max={largest}
          allowDecimal={false}
          value={most}
          onChange={setMost}
        />
        <Button type="submit" disabled={isIncomplete} loading={set.isPending}>
          {words.set}
        </Button>
      </Group>
    </form>
  )
}

/** Takes a limit away that operators have set. */
export function RemoveLimit({ limit }: { limit: { scope: Scope; name: string } }) {
  const { limitsOf: words } = useWords()
  const remove = useMutation({
    mutationFn: () =>
      take(api.DELETE('/api/v1/limits/{scope}/{name}', { params: { path: { ...limit } } })),
    onSettled: useRefresh(),
  })
  return (
    <>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={words.remove(limit.name)}
        loading={remove.isPending}
        onClick={() => remove.mutate()}
      >
        <IconX size={16} />
      </ActionIcon>
      {remove.isError && <ProblemView error={remove.error} />}
    </>
  )
}
