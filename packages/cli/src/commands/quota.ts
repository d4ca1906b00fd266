import { print, table } from '../print.ts'
import { answerOf, connect, type Remote } from '../remote.ts'

export const enforcements = ['hard', 'approval', 'soft'] as const
export type Enforcement = (typeof enforcements)[number]
/** Of which team, environment and resource; `*` = every team for itself, all environments together. */
export type QuotaPlace = { team: string; environment: string; resource: string }
export type BudgetPlace = { team: string; environment: string; currency: string }

/** What may be said of a quota or budget besides its size. */
export type Told = { note?: string; contact?: readonly string[]; alert?: readonly string[] }
export type QuotaFlags = Told & { unit?: string; enforcement?: Enforcement }
export type BudgetFlags = Told & { enforce?: boolean }

type Row = Record<string, unknown>
const used = ({ used: amount, reserved }: Row): string =>
  Number(reserved ?? 0) > 0 ? `${String(amount)} (${String(reserved)} under way)` : String(amount)

/** `pao quota list`: how much of what teams may have, and have; of one team with what is under way. */
export async function listQuotas(remote: Remote, team?: string): Promise<void> {
  const api = connect(remote.config)
  const asked =
    team === undefined
      ? api.GET('/api/v1/quotas', {})
      : api.GET('/api/v1/teams/{id}/quota', { params: { path: { id: team } } })
  const found = await answerOf(asked, remote.config.url)
  const { items = [] } = found as { items?: readonly Row[] }
  print(remote.screen, remote.output, found, () =>
    items.length === 0
      ? 'there are no quotas'
      : table(
          items,
          [
            { title: 'TEAM', of: (row) => row['team'] },
            { title: 'ENVIRONMENT', of: (row) => row['environment'] },
            { title: 'RESOURCE', of: (row) => row['resource'] },
            { title: 'LIMIT', of: ({ limit, unit }) => [limit, unit].filter(Boolean).join(' ') },
            { title: 'USED', of: used },
            { title: 'RULE', of: ({ enforcement }) => enforcement },
          ],
          remote.screen.width,
        ),
  )
}

/** `pao quota set`: how much of something a team may have. */
export async function setQuota(
  remote: Remote,
  path: QuotaPlace,
  { limit, ...flags }: QuotaFlags & { limit: number },
): Promise<void> {
  const { unit, enforcement } = flags
  const body = {
    limit,
    ...(unit !== undefined && { unit }),
    ...(enforcement !== undefined && { enforcement }),
    ...toldOf(flags),
  }
  const done = await answerOf(
    connect(remote.config).PUT('/api/v1/quotas/{team}/{environment}/{resource}', {
      params: { path },
      body,
    }),
    remote.config.url,
  )
  print(remote.screen, remote.output, done, () => `${where(path)}: at most ${limit}`)
}

/** `pao quota delete`. */
export async function deleteQuota(remote: Remote, path: QuotaPlace): Promise<void> {
  const done = await answerOf(
    connect(remote.config).DELETE('/api/v1/quotas/{team}/{environment}/{resource}', {
      params: { path },
    }),
    remote.config.url,
  )
  print(remote.screen, remote.output, done, () => `${where(path)}: no quota any more`)
}

/** `pao budget list`: what teams may spend each month, and are estimated to. */
export async function listBudgets(remote: Remote, team?: string): Promise<void> {
  const api = connect(remote.config)
  const asked =
    team === undefined
      ? api.GET('/api/v1/budgets', {})
      : api.GET('/api/v1/teams/{id}/budgets', { params: { path: { id: team } } })
  const found = await answerOf(asked, remote.config.url)
  const { items = [] } = found as { items?: readonly Row[] }
  print(remote.screen, remote.output, found, () =>
    items.length === 0
      ? 'there are no budgets'
      : table(
          items,
          [
            { title: 'TEAM', of: (row) => row['team'] },
            { title: 'ENVIRONMENT', of: (row) => row['environment'] },
            { title: 'A MONTH', of: ({ amount, currency }) => [amount, currency].join(' ') },
            { title: 'USED', of: used },
            { title: 'REFUSES', of: ({ enforce }) => (enforce === true ? 'yes' : 'no') },
          ],
          remote.screen.width,
        ),
  )
}

/** `pao budget set`: what a team may spend each month. */
export async function setBudget(
  remote: Remote,
  path: BudgetPlace,
  { amount, ...flags }: BudgetFlags & { amount: number },
): Promise<void> {
  const body = { amount, enforce: flags.enforce === true, ...toldOf(flags) }
  const done = await answerOf(
    connect(remote.config).PUT('/api/v1/budgets/{team}/{environment}/{currency}', {
      params: { path },
      body,
    }),
    remote.config.url,
  )
  const { team, environment, currency } = path
  print(
    remote.screen,
    remote.output,
    done,
    () => `${where({ team, environment, resource: currency })}: ${amount} ${currency} a month`,
  )
}

/** `pao budget delete`. */
export async function deleteBudget(remote: Remote, path: BudgetPlace): Promise<void> {
  const done = await answerOf(
    connect(remote.config).DELETE('/api/v1/budgets/{team}/{environment}/{currency}', {
      params: { path },
    }),
    remote.config.url,
  )
  const { team, environment, currency } = path
  print(
    remote.screen,
    remote.output,
    done,
    () => `${where({ team, environment, resource: currency })}: no budget any more`,
  )
}

function toldOf({ note, contact = [], alert = [] }: Told) {
  return {
    ...(note !== undefined && { note }),
    ...(contact.length > 0 && { contacts: [...contact] }),
    ...(alert.length > 0 && { alerts: alert.map(Number) }),
  }
}

function where({ team, environment, resource }: QuotaPlace): string {
  const whose = team === '*' ? 'each team' : team
  return `${resource} of ${whose}${environment === '*' ? '' : ` in ${environment}`}`
}
