import { Avatar, Card, Group, SimpleGrid, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { peopleQuery } from '../api/queries.ts'
import { ProblemView } from '../ui/problem.tsx'
import { useWords } from '../words/index.tsx'
import { signIn } from './session.ts'

/** Choosing who one is, where the demo's sign-in is on. */
export function SignIn() {
  const { signIn: words } = useWords()
  const client = useQueryClient()
  const people = useQuery(peopleQuery)
  const enter = useMutation({ mutationFn: (id: string) => signIn(client, id) })
  return (
    <Stack component="main" maw={720} mx="auto" p="lg" mt="xl" gap="md">
      <Title order={1}>{words.title}</Title>
      <Text c="dimmed">{people.isError ? words.off : words.demo}</Text>
      {enter.isError && <ProblemView error={enter.error} />}
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {people.isPending && [1, 2, 3, 4].map((n) => <Skeleton key={n} height={72} />)}
        {people.data?.map(({ id, name, roles }) => (
          <Card
            key={id}
            component="button"
            type="button"
            className="pao-card"
            withBorder
            onClick={() => enter.mutate(id)}
          >
            <Group wrap="nowrap">
              <Avatar name={name} color="initials" aria-hidden />
              <div className="pao-left">
                <Text fw={600}>{name}</Text>
                <Text size="sm" c="dimmed">
                  {roles.join(', ')}
                </Text>
              </div>
            </Group>
          </Card>
        ))}
      </SimpleGrid>
    </Stack>
  )
}
