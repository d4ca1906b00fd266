import { Badge, Button, Group, Menu } from '@mantine/core'
import type { ApiKey } from '../../api/shapes.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { StateBadge } from '../../ui/state-badge.tsx'
import { Time } from '../../ui/time.tsx'
import { useWords } from '../../words/index.tsx'

/** What is done with a key; `overlapSeconds`: how long the secret before still works. */
export type KeyChange =
  | { id: string; how: 'stop' }
  | { id: string; how: 'rotate'; overlapSeconds: number }

type Props = {
  label: string
  items: readonly ApiKey[]
  change: (change: KeyChange) => void
  /** Shows whose each key is, and renews none that somebody made for themselves. */
  ofAll?: boolean
}

/** Keys with what they may, when they were used last, and what can be done with them. */
export function KeyTable({ label, items, change, ofAll = false }: Props) {
  const { access } = useWords()
  const now = Date.now()
  return (
    <DataTable
      label={label}
      titles={[
        access.name,
        access.state,
        ...(ofAll ? [access.whose] : []),
        access.may,
        access.used,
        access.ends,
        access.actions,
      ]}
      rows={items.map((one) => ({
        key: one.id,
        cells: [
          one.name,
          <KeyState key="state" of={one} now={now} />,
          ...(ofAll ? [one.own_of ?? (one.service_account === null ? '' : access.account)] : []),
          [...one.roles, ...one.teams, ...(one.scopes ?? [])].join(', '),
          one.last_used_at ? <Time key="used" at={one.last_used_at} relative /> : access.never,
          one.expires_at ? <Time key="ends" at={one.expires_at} relative /> : access.never,
          isAlive(one, now) && (
            <KeyActions
              key="do"
              of={one}
              change={change}
              mayRenew={!(ofAll && one.own_of !== null)}
            />
          ),
        ],
      }))}
    />
  )
}

function isAlive({ revoked_at: revoked, expires_at: expires }: ApiKey, now: number): boolean {
  return revoked === null && (expires === null || Date.parse(expires) > now)
}

function KeyState({ of: key, now }: { of: ApiKey; now: number }) {
  const { access } = useWords()
  const isTurning = key.previous_until !== null && Date.parse(key.previous_until) > now
  return (
    <Group gap={4}>
      <StateBadge state={isAlive(key, now) ? 'active' : 'cancelled'} />
      {isTurning && isAlive(key, now) && (
        <Badge className="pao-state pao-tone-orange" variant="light" color="orange">
          {access.twoSecrets}
        </Badge>
      )}
    </Group>
  )
}

const overlaps = [
  { overlapSeconds: 0, name: 'atOnce' },
  { overlapSeconds: 3_600, name: 'anHour' },
  { overlapSeconds: 86_400, name: 'aDay' },
  { overlapSeconds: 604_800, name: 'aWeek' },
] as const

type ActionProps = { of: ApiKey; change: Props['change']; mayRenew: boolean }

function KeyActions({ of: { id, name }, change, mayRenew }: ActionProps) {
  const { access } = useWords()
  return (
    <Group gap="xs" wrap="nowrap">
      {mayRenew && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button size="compact-sm" variant="default" aria-label={`${access.rotate}: ${name}`}>
              {access.rotate}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>{access.oldStops}</Menu.Label>
            {overlaps.map(({ overlapSeconds, name: text }) => (
              <Menu.Item key={text} onClick={() => change({ id, how: 'rotate', overlapSeconds })}>
                {access[text]}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      <Button
        size="compact-sm"
        variant="default"
        aria-label={`${access.stop}: ${name}`}
        onClick={() => change({ id, how: 'stop' })}
      >
        {access.stop}
      </Button>
    </Group>
  )
}
