import { Button, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { terraformStatesQuery } from '../../api/queries.ts'
import type { TerraformState } from '../../api/shapes.ts'
import { useAddress } from '../../app/search.ts'
import { mayOperate, useMe } from '../../app/session.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Found } from '../../ui/found.tsx'
import { PageLink } from '../../ui/link.tsx'
import { SearchBar } from '../../ui/list-frame.tsx'
import { Empty } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { useLanguage, useWords } from '../../words/index.tsx'
import { UnlockDialog } from './unlock-dialog.tsx'

/** States that the service keeps for Terraform: who holds their locks, how large and old they are, and freeing a lock. */
export function TerraformStates() {
  const { terraform } = useWords()
  const [address, change] = useAddress()
  const states = useQuery(terraformStatesQuery)
  const [freeing, setFreeing] = useState<TerraformState>()
  const part = address['q']?.toLowerCase() ?? ''
  return (
    <Stack gap="sm">
      <Text c="dimmed">{terraform.lead}</Text>
      <SearchBar label={terraform.search} address={address} change={change} />
      <Found query={states}>
        {(items) => {
          const fitting = items.filter(({ name }) => name.toLowerCase().includes(part))
          if (items.length === 0)
            return <Empty title={terraform.empty} hint={terraform.emptyHint} />
          if (fitting.length === 0) return <Empty title={terraform.none} hint="" />
          return <States items={fitting} free={setFreeing} />
        }}
      </Found>
      <UnlockDialog state={freeing} close={() => setFreeing(undefined)} />
    </Stack>
  )
}

type Props = { items: readonly TerraformState[]; free: (state: TerraformState) => void }

function States({ items, free }: Props) {
  const { terraform } = useWords()
  const { language } = useLanguage()
  const me = useMe()
  const sizeOf = new Intl.NumberFormat(language, {
    style: 'unit',
    unit: 'kilobyte',
    maximumFractionDigits: 1,
  })
  return (
    <DataTable
      label={terraform.title}
      titles={[
        terraform.name,
        terraform.lock,
        terraform.resources,
        terraform.size,
        terraform.version,
        terraform.changed,
        terraform.madeBy,
        '',
      ]}
      rows={items.map((one) => ({
        key: one.name,
        cells: [
          <span key="name" className="pao-value">
            {one.name}
          </span>,
          <Lock key="lock" state={one} />,
          one.resources,
          one.bytes === null ? null : sizeOf.format(one.bytes / 1_000).replaceAll(' ', '\u00a0'),
          one.version,
          <Time key="at" at={one.updated_at} relative />,
          <PageLink key="by" to="/requests/$id" params={{ id: one.made_by }}>
            {terraform.request}
          </PageLink>,
          one.lock && mayOperate(me) && (
            <Button key="free" size="compact-sm" variant="default" onClick={() => free(one)}>
              {terraform.unlock}
            </Button>
          ),
        ],
      }))}
    />
  )
}

/** Who holds the lock, since when and what for. */
function Lock({ state: { lock } }: { state: TerraformState }) {
  const { terraform } = useWords()
  if (!lock) return <Text size="sm">{terraform.free}</Text>
  return (
    <Text size="sm">
      {terraform.lockedBy(lock.who ?? lock.by ?? lock.id)} <Time at={lock.since} relative />
    </Text>
  )
}
