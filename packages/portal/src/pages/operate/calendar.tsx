import { Button, Group, Title } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, take } from '../../api/client.ts'
import type { Freeze } from '../../api/shapes.ts'
import { mayOperate, useMe } from '../../app/session.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Found } from '../../ui/found.tsx'
import { Empty } from '../../ui/states.tsx'
import { useWords } from '../../words/index.tsx'
import { FreezeDialog } from './freeze-dialog.tsx'
import { RemoveFreeze } from './remove-freeze.tsx'
import { scopeText, timesText } from './freeze-text.ts'
import { Timeline } from './timeline.tsx'
import { WaitingOrders } from './waiting-orders.tsx'

/** Milliseconds between looks. */
const lookMs = 10_000

/** When nothing may begin in the months ahead, and what waits for that. */
export function ChangeCalendar() {
  const { calendar: words } = useWords()
  const mayChange = mayOperate(useMe())
  const [edited, setEdited] = useState<Freeze | 'new'>()
  return (
    <>
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h4">
          {words.freezes}
        </Title>
        {mayChange && (
          <Button leftSection={<IconPlus size={16} />} onClick={() => setEdited('new')}>
            {words.add}
          </Button>
        )}
      </Group>
      <Freezes mayChange={mayChange} edit={setEdited} />
      <Title order={2} size="h4" my="sm">
        {words.waiting}
      </Title>
      <WaitingOrders />
      {edited !== undefined && (
        <FreezeDialog
          freeze={edited === 'new' ? undefined : edited}
          close={() => setEdited(undefined)}
        />
      )}
    </>
  )
}

type FreezesProps = { mayChange: boolean; edit: (freeze: Freeze) => void }

function Freezes({ mayChange, edit }: FreezesProps) {
  const { calendar } = useWords()
  const freezes = useQuery({
    queryKey: ['calendar', 'freezes'],
    queryFn: async () => (await take(api.GET('/api/v1/calendar/freezes'))).items ?? [],
    refetchInterval: lookMs,
  })
  const closures = useQuery({
    queryKey: ['calendar', 'closures'],
    queryFn: async () => (await take(api.GET('/api/v1/calendar'))).items ?? [],
    refetchInterval: lookMs,
  })
  return (
    <Found query={freezes}>
      {(items) =>
        items.length === 0 ? (
          <Empty title={calendar.none} hint={calendar.noneHint} />
        ) : (
          <>
            <Timeline closures={closures.data ?? []} />
            <FreezeTable freezes={items} mayChange={mayChange} edit={edit} />
          </>
        )
      }
    </Found>
  )
}

function FreezeTable({ freezes, mayChange, edit }: FreezesProps & { freezes: readonly Freeze[] }) {
  const words = useWords()
  const { calendar } = words
  return (
    <DataTable
      label={calendar.freezes}
      titles={[
        calendar.name,
        calendar.when,
        calendar.scope,
        calendar.reasonShort,
        calendar.exceptionsBy,
        ...(mayChange ? [words.operate.change] : []),
      ]}
      rows={freezes.map((one) => ({
        key: one.name,
        cells: [
          one.name,
          <Times key="times" freeze={one} />,
          scopeText(one.scope, calendar),
          one.reason,
          one.approvers.length === 0 ? calendar.operators : one.approvers.join(', '),
          ...(mayChange ? [<Change key="change" freeze={one} edit={edit} />] : []),
        ],
      }))}
    />
  )
}

function Change({ freeze, edit }: { freeze: Freeze; edit: FreezesProps['edit'] }) {
  const { calendar: words } = useWords()
  return (
    <Group gap="xs" wrap="nowrap">
      <Button
        size="compact-sm"
        variant="default"
        aria-label={words.change(freeze.name)}
        onClick={() => edit(freeze)}
      >
        {words.edit}
      </Button>
      <RemoveFreeze name={freeze.name} />
    </Group>
  )
}

function Times({ freeze }: { freeze: Freeze }) {
  const { calendar: words } = useWords()
  return (
    <>
      {timesText(freeze, words)}
      <br />
      <small>{freeze.timezone}</small>
    </>
  )
}
