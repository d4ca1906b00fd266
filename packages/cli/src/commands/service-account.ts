import type { allScopes, roles } from '@pao/core/governance'
import { moment, pairs, print, table } from '../print.ts'
import { answerOf, connect, doneBy, type Remote } from '../remote.ts'
import { showOnce } from './api-key.ts'

type Role = (typeof roles)[number]
type Scope = (typeof allScopes)[number]

/** What may be said of an account on the command line. */
export type AccountOptions = {
  role: readonly Role[]
  member: readonly string[]
  scope: readonly Scope[]
  team?: string
  name?: string
  description?: string
}

type Account = {
  id: string
  name: string
  owner_team: string
  roles: string[]
  teams: string[]
  scopes: string[] | null
}

/** What was said; lists that were left out say nothing. */
function wishOf({ role, member, scope, team, name, description }: AccountOptions) {
  return {
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
    ...(team !== undefined && { owner_team: team }),
    ...(role.length > 0 && { roles: [...role] }),
    ...(member.length > 0 && { teams: [...member] }),
    ...(scope.length > 0 && { scopes: [...scope] }),
  }
}

/** `pao service-account create`. */
export async function createAccount(
  remote: Remote,
  name: string,
  { team, ...options }: AccountOptions & { team: string },
): Promise<void> {
  const body = { roles: [...options.role], ...wishOf(options), name, owner_team: team }
  const made = await answerOf(
    connect(remote.config).POST('/api/v1/service-accounts', { body }),
    remote.config.url,
  )
  show(remote, made)
}

/** `pao service-account list`. */
export async function listAccounts(remote: Remote): Promise<void> {
  const { config, screen, output } = remote
  const found = await answerOf(connect(config).GET('/api/v1/service-accounts'), config.url)
  print(screen, output, found, () =>
    table(
      found.items,
      [
        { title: 'ID', of: ({ id }) => id },
        { title: 'NAME', of: (account) => account.name },
        { title: 'OWNER', of: (account) => account.owner_team },
        { title: 'ROLES', of: (account) => account.roles.join(',') },
        { title: 'CHANGED', of: (account) => moment(account.updated_at) },
      ],
      screen.width,
    ),
  )
}

/** `pao service-account show`. */
export async function showAccount(remote: Remote, id: string): Promise<void> {
  const { config } = remote
  const params = { path: { id } }
  const found = await answerOf(
    connect(config).GET('/api/v1/service-accounts/{id}', { params }),
    config.url,
  )
  show(remote, found)
}

/** `pao service-account change`: what is left out stays. */
export async function changeAccount(
  remote: Remote,
  id: string,
  options: AccountOptions,
): Promise<void> {
  const { config } = remote
  const params = { path: { id } }
  const changed = await answerOf(
    connect(config).PATCH('/api/v1/service-accounts/{id}', { params, body: wishOf(options) }),
    config.url,
  )
  show(remote, changed)
}

/** `pao service-account key`: the key itself is shown this once. */
export async function createAccountKey(
  remote: Remote,
  id: string,
  { name, expires }: { name: string; expires?: string },
): Promise<void> {
  const { config } = remote
  const params = { path: { id } }
  const body = { name, ...(expires !== undefined && { expires_at: expires }) }
  const made = await answerOf(
    connect(config).POST('/api/v1/service-accounts/{id}/keys', { params, body }),
    config.url,
  )
  showOnce(remote, made)
}

/** `pao service-account remove`: its keys end with it. */
export async function removeAccount({ config, screen }: Remote, id: string): Promise<void> {
  const params = { path: { id } }
  await doneBy(connect(config).DELETE('/api/v1/service-accounts/{id}', { params }), config.url)
  screen.out(`${id} and its keys are ended`)
}

function show({ screen, output }: Remote, account: Account): void {
  print(screen, output, account, () =>
    pairs([
      ['id', account.id],
      ['name', account.name],
      ['owner', account.owner_team],
      ['roles', account.roles.join(', ')],
      ['teams', account.teams.join(', ') || '-'],
      ['scopes', account.scopes?.join(', ') ?? 'whatever its roles allow'],
    ]),
  )
}
