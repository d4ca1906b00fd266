import { useQuery } from '@tanstack/react-query'
import { ask } from '../../api/client.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Found } from '../../ui/found.tsx'
import { StateBadge } from '../../ui/state-badge.tsx'
import { useWords } from '../../words/index.tsx'

type HealthFacts = { parts: readonly { name: string; status: string; detail?: string }[] }

/** Milliseconds between looks. */
const lookMs = 10_000

/** What is up and what is not. */
export function Health() {
  const { operate } = useWords()
  const health = useQuery({
    queryKey: ['health'],
    queryFn: () => ask<HealthFacts>('GET', '/health'),
    refetchInterval: lookMs,
  })
  return (
    <Found query={health}>
      {({ parts }) => (
        <DataTable
          label={operate.health}
          titles={[operate.part, operate.state, operate.detail]}
          rows={parts.map(({ name, status, detail }) => ({
            key: name,
            cells: [name, <StateBadge key="state" state={status} />, detail],
          }))}
        />
      )}
    </Found>
  )
}
