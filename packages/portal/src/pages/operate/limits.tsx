import { useQuery } from '@tanstack/react-query'
import { api, take } from '../../api/client.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Found } from '../../ui/found.tsx'
import { PageLink } from '../../ui/link.tsx'
import { Empty } from '../../ui/states.tsx'
import { RemoveLimit, SetLimit } from './set-limit.tsx'
import { mayOperate, useMe } from '../../app/session.ts'
import { useWords } from '../../words/index.tsx'

/** Milliseconds between looks. */
const lookMs = 10_000

/** How much may be under way at once, who holds it and who waits. */
export function Limits() {
  const { operate } = useWords()
  const mayChange = mayOperate(useMe())
  const limits = useQuery({
    queryKey: ['limits'],
    queryFn: async () => (await take(api.GET('/api/v1/limits'))).items ?? [],
    refetchInterval: lookMs,
  })
  return (
    <>
      {mayChange && <SetLimit />}
      <Found query={limits}>
        {(items) =>
          items.length === 0 ? (
            <Empty title={operate.noLimits} hint="" />
          ) : (
            <DataTable
              label={operate.limits}
              titles={[
                operate.limit,
                operate.most,
                operate.taken,
                operate.waiting,
                ...(mayChange ? [operate.change] : []),
              ]}
              rows={items.map((one) => ({
                key: `${one.scope} ${one.name}`,
                cells: [
                  `${operate.scopes[one.scope] ?? one.scope}: ${one.name}`,
                  one.most,
                  <Slots key="taken" count={one.taken} slots={one.holders} />,
                  <Slots key="waiting" count={one.waiting} slots={one.line} />,
                  ...(mayChange
                    ? [one.set_by === 'operator' && <RemoveLimit key="remove" limit={one} />]
                    : []),
                ],
              }))}
            />
          )
        }
      </Found>
    </>
  )
}

type SlotsProps = { count: number; slots: readonly { request: string; action: string }[] }

function Slots({ count, slots }: SlotsProps) {
  return (
    <>
      {count}{' '}
      {slots.slice(0, 5).map(({ request, action }) => (
        <PageLink
          key={`${request} ${action}`}
          to="/requests/$id"
          params={{ id: request }}
          size="sm"
          mr={6}
        >
          {action}
        </PageLink>
      ))}
    </>
  )
}
