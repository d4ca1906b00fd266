import { Button, Stack, Text, Title } from '@mantine/core'
import { PageButton } from '../ui/link.tsx'
import { ProblemView } from '../ui/problem.tsx'
import { useFrameWords } from '../words/frame.tsx'

/** What is shown where a page broke. */
export function FaultPage({ error }: { error: unknown }) {
  const { problem } = useFrameWords()
  return (
    <Stack maw={720}>
      <Title order={1}>{problem.title}</Title>
      <ProblemView error={error} />
      <Button w="fit-content" onClick={() => location.reload()}>
        {problem.reload}
      </Button>
    </Stack>
  )
}

/** An address behind which there is nothing. */
export function MissingPage() {
  const { notFound, problem } = useFrameWords()
  return (
    <Stack maw={720}>
      <Title order={1}>{notFound.title}</Title>
      <Text c="dimmed">{problem.todo.missing}</Text>
      <PageButton to="/" w="fit-content">
        {notFound.home}
      </PageButton>
    </Stack>
  )
}
