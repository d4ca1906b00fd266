import { Button, Group, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, newKey, take } from '../../api/client.ts'
import type { Diagnostic } from '../../api/shapes.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Found } from '../../ui/found.tsx'
import { ProblemView } from '../../ui/problem.tsx'
import { StateBadge } from '../../ui/state-badge.tsx'
import { Empty } from '../../ui/states.tsx'
import { useWords } from '../../words/index.tsx'

/** What is wrong with the catalog's files, and reading them anew. */
export function CatalogHealth() {
  const { operate } = useWords()
  const client = useQueryClient()
  const verdict = useQuery({
    queryKey: ['validation'],
    queryFn: () => take(api.GET('/api/v1/catalog/validation')),
  })
  const refresh = useMutation({
    mutationFn: () => take(api.POST('/api/v1/catalog/refresh', { headers: newKey() })),
    onSuccess: () =>
      Promise.all(
        ['validation', 'catalog', 'item'].map((key) =>
          client.invalidateQueries({ queryKey: [key] }),
        ),
      ),
  })
  return (
    <>
      <Group mb="md">
        <Button variant="default" loading={refresh.isPending} onClick={() => refresh.mutate()}>
          {operate.refresh}
        </Button>
        <Text size="sm" role="status">
          {refresh.isSuccess && operate.refreshed}
        </Text>
      </Group>
      {refresh.isError && <ProblemView error={refresh.error} />}
      <Found query={verdict}>
        {({ diagnostics }) =>
          diagnostics.length === 0 ? (
            <Empty title={operate.noProblems} hint="" />
          ) : (
            <DiagnosticTable diagnostics={diagnostics} />
          )
        }
      </Found>
    </>
  )
}

function DiagnosticTable({ diagnostics }: { diagnostics: readonly Diagnostic[] }) {
  const { operate } = useWords()
  return (
    <DataTable
      label={operate.problems}
      titles={[operate.state, operate.file, operate.message]}
      rows={diagnostics.map((one) => ({
        key: `${one.file}:${one.line}:${one.column} ${one.code} ${one.path}`,
        cells: [
          <StateBadge key="state" state={one.severity === 'error' ? 'failed' : 'degraded'} />,
          `${one.file}:${one.line}`,
          `${one.message}. ${one.mend}`,
        ],
      }))}
    />
  )
}
