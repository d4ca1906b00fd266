import { Button, Group, MultiSelect, NumberInput, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api, newKey, take } from '../../api/client.ts'
import { ProblemView } from '../../ui/problem.tsx'
import { useWords } from '../../words/index.tsx'

const roles = ['developer', 'approver', 'platform-team', 'operator', 'auditor', 'admin'] as const
type Role = (typeof roles)[number]
const dayMs = 86_400_000
const usualDays = 90

/** Makes a key for a machine; `made` is handed the key itself, which nobody can read again. */
export function NewKeyForm({ made }: { made: (key: string | undefined) => void }) {
  const { access } = useWords()
  const [name, setName] = useState('')
  const [held, setHeld] = useState<Role[]>(['developer'])
  const [days, setDays] = useState<number | string>(usualDays)
  const make = useMutation({
    mutationFn: () => {
      const until = new Date(Date.now() + Number(days) * dayMs).toISOString()
      const body = { name: name.trim(), roles: held, expires_at: until }
      return take(api.POST('/api/v1/api-keys', { body, headers: newKey() }))
    },
    onSuccess: ({ key }) => {
      setName('')
      made(key)
    },
  })
  const isIncomplete = name.trim() === '' || held.length === 0 || days === ''
  const submit = (event: { preventDefault(): void }) => {
    event.preventDefault()
    if (!isIncomplete) make.mutate()
  }
  return (
    <form onSubmit={submit} className="pao-panel pao-below">
      {make.isError && <ProblemView error={make.error} />}
      <Group align="flex-end">
        <TextInput
          label={access.name}
          maxLength={100}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <MultiSelect
          label={access.roles}
          className="pao-grow"
          miw={200}
          data={[...roles]}
          value={held}
          onChange={(next) => setHeld(roles.filter((role) => next.includes(role)))}
        />
        <NumberInput
          label={access.days}
          w={130}
          min={1}
          max={730}
          value={days}
          onChange={setDays}
        />
        <Button type="submit" loading={make.isPending} disabled={isIncomplete}>
          {access.make}
        </Button>
      </Group>
    </form>
  )
}
