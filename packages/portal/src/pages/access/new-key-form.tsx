import { Button, Group, MultiSelect, NumberInput, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { ProblemView } from '../../ui/problem.tsx'
import { useWords } from '../../words/index.tsx'

/** A role as the API names it. */
export type Role = 'developer' | 'approver' | 'platform-team' | 'operator' | 'auditor' | 'admin'

/** Every role, the usual ones first. */
export const allRoles: readonly Role[] = [
  'developer',
  'approver',
  'platform-team',
  'operator',
  'auditor',
  'admin',
]
const dayMs = 86_400_000
const usualDays = 90
const longestDays = 730

type RoleProps = {
  roles: readonly Role[]
  held: readonly Role[]
  hold: (next: readonly Role[]) => void
}

/** Some of these roles. */
export function RoleSelect({ roles, held, hold }: RoleProps) {
  const { access } = useWords()
  return (
    <MultiSelect
      label={access.roles}
      className="pao-grow"
      miw={200}
      data={[...roles]}
      value={[...held]}
      onChange={(next) => hold(roles.filter((role) => next.includes(role)))}
    />
  )
}

/** What is asked of a new key. */
export type KeyWish = { name: string; roles: Role[]; expires_at: string }

type Props = {
  /** Those there are to choose from; none = the key has those of its account. */
  roles?: readonly Role[]
  first?: readonly Role[]
  mostDays?: number
  make: (wish: KeyWish) => Promise<{ key?: string }>
  /** Is handed the key itself, which nobody can read again. */
  made: (key: string | undefined) => void
}

/** Makes a key. */
export function NewKeyForm({
  roles = [],
  first = roles,
  mostDays = longestDays,
  make,
  made,
}: Props) {
  const { access } = useWords()
  const [name, setName] = useState('')
  const [held, setHeld] = useState<readonly Role[]>(first)
  const [days, setDays] = useState<number | string>(Math.min(usualDays, mostDays))
  const call = useMutation({
    mutationFn: () =>
      make({
        name: name.trim(),
        roles: [...held],
        expires_at: new Date(Date.now() + Number(days) * dayMs).toISOString(),
      }),
    onSuccess: ({ key }) => {
      setName('')
      made(key)
    },
  })
  const lacksRole = roles.length > 0 && held.length === 0
  const isIncomplete = name.trim() === '' || lacksRole || days === ''
  const submit = (event: { preventDefault(): void }) => {
    event.preventDefault()
    if (!isIncomplete) call.mutate()
  }
  return (
    <form onSubmit={submit} className="pao-panel pao-below">
      {call.isError && <ProblemView error={call.error} />}
      <Group align="flex-end">
        <TextInput
          label={access.name}
          maxLength={100}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        {roles.length > 0 && <RoleSelect roles={roles} held={held} hold={setHeld} />}
        <NumberInput
          label={access.days}
          w={130}
          min={1}
          max={mostDays}
          value={days}
          onChange={setDays}
        />
        <Button type="submit" loading={call.isPending} disabled={isIncomplete}>
          {access.make}
        </Button>
      </Group>
    </form>
  )
}
