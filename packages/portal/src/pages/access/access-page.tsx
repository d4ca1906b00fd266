import { Stack, Title } from '@mantine/core'
import { useMe } from '../../app/session.ts'
import { useWords } from '../../words/index.tsx'
import { Keys } from './keys.tsx'
import { Sessions } from './sessions.tsx'

/** Where one is signed in, and the keys of machines for who may make them. */
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
        {me.roles.includes('admin') && <Keys />}
      </Stack>
    </section>
  )
}
