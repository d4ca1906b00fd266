import { Badge, Button, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, take } from '../../api/client.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Found } from '../../ui/found.tsx'
import { ProblemView } from '../../ui/problem.tsx'
import { Time } from '../../ui/time.tsx'
import { useWords } from '../../words/index.tsx'
import { agentText } from './agent-text.ts'

const sessionsKey = ['sessions']

/** One's own sessions; any other than this one can be ended here. */
export function Sessions() {
  const { access } = useWords()
  const client = useQueryClient()
  const sessions = useQuery({
    queryKey: sessionsKey,
    queryFn: async () => (await take(api.GET('/api/v1/sessions'))).items,
  })
  const end = useMutation({
    mutationFn: (id: string) =>
      take(api.DELETE('/api/v1/sessions/{id}', { params: { path: { id } } })),
    onSettled: () => client.invalidateQueries({ queryKey: sessionsKey }),
  })
  return (
    <section>
      <Title order={2} size="h4" mb={4}>
        {access.sessions}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {access.sessionsHint}
      </Text>
      {end.isError && <ProblemView error={end.error} />}
      <Found query={sessions}>
        {(items) => (
          <DataTable
            label={access.sessions}
            titles={[access.browser, access.begun, access.seen, access.ends, access.actions]}
            rows={items.map((one) => ({
              key: one.id,
              cells: [
                <span key="agent" title={one.agent}>
                  {agentText(one.agent)}
                </span>,
                <Time key="begun" at={one.created_at} relative />,
                <Time key="seen" at={one.last_seen_at} relative />,
                <Time key="ends" at={one.expires_at} relative />,
                one.current ? (
                  <Badge key="this" className="pao-state pao-tone-indigo" variant="light">
                    {access.current}
                  </Badge>
                ) : (
                  <Button
                    key="end"
                    size="compact-sm"
                    variant="default"
                    onClick={() => end.mutate(one.id)}
                  >
                    {access.end}
                  </Button>
                ),
              ],
            }))}
          />
        )}
      </Found>
    </section>
  )
}
