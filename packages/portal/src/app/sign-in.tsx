import {
  Alert,
  Avatar,
  Button,
  Card,
  Group,
  SimpleGrid,
  Skeleton,
  Stack,
  Text,
  Title,
} from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { issuersQuery } from '../api/queries.ts'
import type { Issuer } from '../api/shapes.ts'
import { ProblemView } from '../ui/problem.tsx'
import type { FrameWords } from '../words/en-frame.ts'
import { useFrameWords } from '../words/frame.tsx'
import { refusal, signIn } from './session.ts'

/** Where one may sign in; in the demo also as whom. */
export function SignIn() {
  const { signIn: words } = useFrameWords()
  const issuers = useQuery(issuersQuery)
  const refused = refusal()
  const ways = issuers.data?.filter(({ portal }) => portal) ?? []
  const isDemo = ways.some(({ people }) => people !== undefined)
  return (
    <Stack component="main" maw={720} mx="auto" p="lg" mt="xl" gap="md">
      <Title order={1}>{words.title}</Title>
      {refused !== undefined && <Alert color="red">{reasonOf(words, refused)}</Alert>}
      {isDemo && <Text c="dimmed">{words.demo}</Text>}
      {issuers.isSuccess && ways.length === 0 && <Text c="dimmed">{words.off}</Text>}
      {issuers.isError && (
        <ProblemView error={issuers.error} again={() => void issuers.refetch()} />
      )}
      {issuers.isPending && <Skeleton height={72} />}
      {ways.map((issuer) => (
        <Way key={issuer.name} issuer={issuer} />
      ))}
    </Stack>
  )
}

function reasonOf({ refused }: FrameWords['signIn'], code: string): string {
  if (code === 'auth.no_access' || code === 'auth.provider_away') return refused[code]
  return refused.other
}

function Way({ issuer: { name, label, people } }: { issuer: Issuer }) {
  const { signIn: words } = useFrameWords()
  if (!people)
    return (
      <Button size="md" onClick={() => signIn(name)}>
        {words.with(label)}
      </Button>
    )
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      {people.map((person) => (
        <Card
          key={person.id}
          component="button"
          type="button"
          className="pao-card"
          withBorder
          onClick={() => signIn(name, person.id)}
        >
          <Group wrap="nowrap">
            <Avatar name={person.name} color="initials" aria-hidden />
            <div className="pao-left">
              <Text fw={600}>{person.name}</Text>
              <Text size="sm" c="dimmed">
                {person.roles.join(', ')}
              </Text>
            </div>
          </Group>
        </Card>
      ))}
    </SimpleGrid>
  )
}
