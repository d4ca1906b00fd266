import { Alert, Tabs, Title } from '@mantine/core'
import type { Me } from '../../api/shapes.ts'
import { useAddress } from '../../app/search.ts'
import { mayAudit, mayOversee, runsInstallation, useMe } from '../../app/session.ts'
import { useWords } from '../../words/index.tsx'
import { AuditLog } from './audit.tsx'
import { ChangeCalendar } from './calendar.tsx'
import { CatalogHealth } from './catalog-health.tsx'
import { Connections } from './connections.tsx'
import { Health } from './health.tsx'
import { Limits } from './limits.tsx'
import { Orphans } from './orphans.tsx'
import { Quotas } from './quotas.tsx'
import { Stuck } from './stuck.tsx'
import { TerraformStates } from './terraform-states.tsx'
import { Tenants } from './tenants.tsx'

const parts = {
  health: Health,
  catalog: CatalogHealth,
  connections: Connections,
  limits: Limits,
  quotas: Quotas,
  calendar: ChangeCalendar,
  orphans: Orphans,
  stuck: Stuck,
  terraform: TerraformStates,
  audit: AuditLog,
  tenants: Tenants,
} as const
const names = Object.keys(parts) as (keyof typeof parts)[]

function isFor(name: keyof typeof parts, me: Me): boolean {
  if (name === 'tenants') return runsInstallation(me)
  return name !== 'audit' || mayAudit(me)
}

/** How the service itself is doing; which part is open stands in the address. */
export function OperatePage() {
  const { operate } = useWords()
  const me = useMe()
  const [{ tab }, change] = useAddress()
  const here = names.filter((name) => isFor(name, me))
  const open = here.find((name) => name === tab) ?? 'health'
  const Part = parts[open]
  return (
    <section>
      <Title order={1} mb="md">
        {operate.title}
      </Title>
      {mayOversee(me) ? (
        <Tabs
          value={open}
          onChange={(next) =>
            change({ tab: next === 'health' ? undefined : (next ?? undefined), q: undefined })
          }
        >
          <Tabs.List mb="md">
            {here.map((name) => (
              <Tabs.Tab key={name} value={name}>
                {operate[name]}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value={open}>
            <Part />
          </Tabs.Panel>
        </Tabs>
      ) : (
        <Alert color="orange">{operate.forbidden}</Alert>
      )}
    </section>
  )
}
