import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api, take } from '../../api/client.ts'
import type { WaitingOrder } from '../../api/shapes.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { DecideException } from '../../ui/decide-exception.tsx'
import { Found } from '../../ui/found.tsx'
import { PageLink } from '../../ui/link.tsx'
import { Empty } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { useWords } from '../../words/index.tsx'

/** Milliseconds between looks. */
const lookMs = 10_000

/** Orders that wait for a freeze or window, those with an open question first. */
export function WaitingOrders() {
  const words = useWords()
  const { calendar } = words
  const waiting = useQuery({
    queryKey: ['calendar', 'waiting'],
    queryFn: async () => (await take(api.GET('/api/v1/calendar/waiting'))).items ?? [],
    refetchInterval: lookMs,
  })
  return (
    <Found query={waiting}>
      {(items) =>
        items.length === 0 ? (
          <Empty title={calendar.nothingWaits} hint={calendar.nothingWaitsHint} />
        ) : (
          <DataTable
            label={calendar.waiting}
            titles={[calendar.order, calendar.by, calendar.for, calendar.until, calendar.exception]}
            rows={items.map((one) => ({
              key: one.request,
              cells: [
                <PageLink key="order" to="/requests/$id" params={{ id: one.request }}>
                  {[one.item, one.environment].filter(Boolean).join(' · ')}
                </PageLink>,
                one.requester,
                one.closed.name,
                one.closed.unsure === true ? (
                  calendar.noEnd
                ) : (
                  <Time key="until" at={one.closed.until} />
                ),
                <Exception key="exception" order={one} />,
              ],
            }))}
          />
        )
      }
    </Found>
  )
}

function Exception({ order }: { order: WaitingOrder }) {
  const { calendar: words } = useWords()
  const { exception } = order
  return (
    <>
      {exception && (
        <Text size="sm" mb={4}>
          {exception.state === 'asked'
            ? words.asked(exception.by, exception.reason)
            : words.refused}
        </Text>
      )}
      {order.may_decide && (
        <DecideException request={order.request} isAsked={exception?.state === 'asked'} />
      )}
    </>
  )
}
