import { Badge, Box, Button, Group, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, take } from '../../api/client.ts'
import type { ServiceAccount } from '../../api/shapes.ts'
import { mayKeepAccounts, useMe } from '../../app/session.ts'
import { Found } from '../../ui/found.tsx'
import { ProblemView } from '../../ui/problem.tsx'
import { Empty } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { useWords } from '../../words/index.tsx'
import { AccountKeys } from './account-keys.tsx'
import { NewAccount } from './new-account.tsx'

const accountsKey = ['service-accounts']

/** Service accounts of one's teams, for admins of all teams: made, with their keys, and ended here. */
export function AccountsPage() {
  const { accounts: words } = useWords()
  const mayKeep = mayKeepAccounts(useMe())
  const client = useQueryClient()
  const accounts = useQuery({
    queryKey: accountsKey,
    queryFn: async () => (await take(api.GET('/api/v1/service-accounts'))).items,
    enabled: mayKeep,
  })
  const again = () => void client.invalidateQueries({ queryKey: accountsKey })
  return (
    <section>
      <Title order={1} mb={4}>
        {words.title}
      </Title>
      <Text c="dimmed" mb="md">
        {words.lead}
      </Text>
      {mayKeep ? (
        <>
          <NewAccount made={again} />
          <Found query={accounts}>
            {(items) =>
              items.length === 0 ? (
                <Empty title={words.none} hint={words.noneHint} />
              ) : (
                <Stack gap="md">
                  {items.map((one) => (
                    <Account key={one.id} account={one} ended={again} />
                  ))}
                </Stack>
              )
            }
          </Found>
        </>
      ) : (
        <Empty title={words.notYours} hint={words.notYoursHint} />
      )}
    </section>
  )
}

type Props = { account: ServiceAccount; ended: () => void }

function Account({ account, ended }: Props) {
  const { accounts: words } = useWords()
  const [showsKeys, setShowsKeys] = useState(false)
  return (
    <article className="pao-panel" aria-label={account.name}>
      <Group justify="space-between" align="flex-start">
        <Box className="pao-grow" miw={200}>
          <Title order={2} size="h4">
            {account.name}
          </Title>
          <Text size="sm">
            {words.answers} {account.owner_team}
          </Text>
          {account.description !== null && (
            <Text size="sm" c="dimmed">
              {account.description}
            </Text>
          )}
        </Box>
        <Group gap="xs">
          <Button
            size="compact-sm"
            variant="default"
            aria-expanded={showsKeys}
            onClick={() => setShowsKeys(!showsKeys)}
          >
            {words.keys}
          </Button>
          <EndAccount account={account} ended={ended} />
        </Group>
      </Group>
      <Group gap={6} mt="xs">
        {[...account.roles, ...account.teams, ...(account.scopes ?? [])].map((one) => (
          <Badge key={one} variant="default" tt="none" fw={500}>
            {one}
          </Badge>
        ))}
      </Group>
      <Text size="xs" c="dimmed" mt="xs">
        {words.changed} <Time at={account.updated_at} relative />
      </Text>
      {showsKeys && <AccountKeys account={account} />}
    </article>
  )
}

/** Ends an account once it was asked twice: all its keys end with it. */
function EndAccount({ account: { id, name }, ended }: Props) {
  const { accounts: words } = useWords()
  const [isSure, setIsSure] = useState(false)
  const end = useMutation({
    mutationFn: () =>
      take(api.DELETE('/api/v1/service-accounts/{id}', { params: { path: { id } } })),
    onSuccess: ended,
  })
  if (end.isError) return <ProblemView error={end.error} />
  return isSure ? (
    <Group gap="xs">
      <Button size="compact-sm" color="red" loading={end.isPending} onClick={() => end.mutate()}>
        {words.sure}
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => setIsSure(false)}>
        {words.keep}
      </Button>
    </Group>
  ) : (
    <Button
      size="compact-sm"
      variant="default"
      aria-label={`${words.end}: ${name}`}
      onClick={() => setIsSure(true)}
    >
      {words.end}
    </Button>
  )
}
