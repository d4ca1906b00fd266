import { Stack, Text, Title } from '@mantine/core'
import { mayKeepAccounts, useMe } from '../../app/session.ts'
import { PageLink } from '../../ui/link.tsx'
import { useWords } from '../../words/index.tsx'
import { AllKeys, OwnKeys } from './keys.tsx'
import { Sessions } from './sessions.tsx'

/** Where one is signed in, one's own keys, and those of everybody for admins. */
export function AccessPage() {
  const { access } = useWords()
  const me = useMe()
  return (
    <section>
      <Title order={1} mb="md">
        {access.title}
      </Title>
      <Stack gap="xl">
        <Sessions />
        <OwnKeys />
        {mayKeepAccounts(me) && (
          <section>
            <Title order={2} size="h4" mb={4}>
              {access.accounts}
            </Title>
            <Text size="sm" c="dimmed" mb={4}>
              {access.accountsHint}
            </Text>
            <PageLink to="/accounts" size="sm">
              {access.toAccounts}
            </PageLink>
          </section>
        )}
        {me.roles.includes('admin') && <AllKeys />}
      </Stack>
    </section>
  )
}
