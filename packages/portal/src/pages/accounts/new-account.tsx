import { Button, Group, Select, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api, newKey, take } from '../../api/client.ts'
import { useMe } from '../../app/session.ts'
import { ProblemView } from '../../ui/problem.tsx'
import { useWords } from '../../words/index.tsx'
import { allRoles, type Role, RoleSelect } from '../access/new-key-form.tsx'

const empty = { name: '', team: '', description: '' }

/** One of one's own teams; of admins any. */
function TeamInput({ value, change }: { value: string; change: (team: string) => void }) {
  const { accounts: words } = useWords()
  const { roles, teams } = useMe()
  return roles.includes('admin') ? (
    <TextInput
      label={words.team}
      maxLength={100}
      value={value}
      onChange={({ currentTarget }) => change(currentTarget.value)}
    />
  ) : (
    <Select
      label={words.team}
      data={[...teams]}
      value={value}
      allowDeselect={false}
      onChange={(team) => change(team ?? '')}
    />
  )
}

function rolesOf({ roles: mine }: { roles: readonly string[] }): readonly Role[] {
  return mine.includes('admin') ? allRoles : allRoles.filter((role) => mine.includes(role))
}

/** Makes an account; it has no key yet. */
export function NewAccount({ made }: { made: () => void }) {
  const { accounts: words, access } = useWords()
  const me = useMe()
  const roles = rolesOf(me)
  const [said, say] = useState({ ...empty, team: me.teams[0] ?? '' })
  const [held, setHeld] = useState<readonly Role[]>(roles.slice(0, 1))
  const make = useMutation({
    mutationFn: () =>
      take(
        api.POST('/api/v1/service-accounts', {
          body: {
            name: said.name.trim(),
            owner_team: said.team.trim(),
            roles: [...held],
            ...(me.teams.includes(said.team) && { teams: [said.team] }),
            ...(said.description.trim() !== '' && { description: said.description.trim() }),
          },
          headers: newKey(),
        }),
      ),
    onSuccess: () => {
      say({ ...empty, team: said.team })
      made()
    },
  })
  const isIncomplete = said.name.trim() === '' || said.team.trim() === '' || held.length === 0
  const submit = (event: { preventDefault(): void }) => {
    event.preventDefault()
    if (!isIncomplete) make.mutate()
  }
  const field = (name: keyof typeof empty) => ({
    value: said[name],
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
      say({ ...said, [name]: currentTarget.value }),
  })
  return (
    <form onSubmit={submit} className="pao-panel pao-below">
      {make.isError && <ProblemView error={make.error} />}
      <Group align="flex-end">
        <TextInput label={access.name} maxLength={100} {...field('name')} />
        <TeamInput value={said.team} change={(team) => say({ ...said, team })} />
        <RoleSelect roles={roles} held={held} hold={setHeld} />
        <TextInput
          label={words.purpose}
          className="pao-grow"
          miw={200}
          maxLength={500}
          {...field('description')}
        />
        <Button type="submit" loading={make.isPending} disabled={isIncomplete}>
          {words.make}
        </Button>
      </Group>
    </form>
  )
}
