import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, newKey, take } from '../../api/client.ts'
import { mayOperate, useMe } from '../../app/session.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Found } from '../../ui/found.tsx'
import { ProblemView } from '../../ui/problem.tsx'
import { StateBadge } from '../../ui/state-badge.tsx'
import { Empty } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { useWords } from '../../words/index.tsx'

/** Milliseconds between looks. */
const lookMs = 10_000

/** Systems that are left alone because they fail, and closing a breaker by hand. */
export function Breakers() {
  const { operate } = useWords()
  const me = useMe()
  const breakers = useQuery({
    queryKey: ['breakers'],
    queryFn: async () => (await take(api.GET('/api/v1/breakers'))).items ?? [],
    refetchInterval: lookMs,
  })
  const reset = useReset()
  return (
    <>
      {reset.isError && <ProblemView error={reset.error} />}
      <Found query={breakers}>
        {(items) =>
          items.length === 0 ? (
            <Empty title={operate.noBreakers} hint="" />
          ) : (
            <DataTable
              label={operate.breakers}
              titles={[
                operate.target,
                operate.state,
                operate.failures,
                operate.reason,
                operate.retryAt,
                '',
              ]}
              rows={items.map((one) => ({
                key: one.target,
                cells: [
                  one.target,
                  <StateBadge key="state" state={one.state === 'open' ? 'down' : one.state} />,
                  one.failures,
                  one.reason,
                  one.retry_at && <Time key="at" at={one.retry_at} relative />,
                  mayOperate(me) && (
                    <Button
                      key="reset"
                      size="compact-sm"
                      variant="default"
                      onClick={() => reset.mutate(one.target)}
                    >
                      {operate.reset}
                    </Button>
                  ),
                ],
              }))}
            />
          )
        }
      </Found>
    </>
  )
}

function useReset() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (target: string) =>
      take(
        api.POST('/api/v1/breakers/{target}/reset', {
          params: { path: { target } },
          headers: newKey(),
        }),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: ['breakers'] }),
  })
}
