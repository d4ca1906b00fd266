import type { allScopes, roles } from '@pao/core/governance'
import { moment, pairs, print, table } from '../print.ts'
import { answerOf, connect, doneBy, type Remote } from '../remote.ts'

/** `pao key create`: the key itself is shown this once. */
export async function createKey(
  remote: Remote,
  name: string,
  options: {
    role: readonly (typeof roles)[number][]
    team: readonly string[]
    scope: readonly (typeof allScopes)[number][]
    expires?: string
  },
): Promise<void> {
  const made = await answerOf(
    connect(remote.config).POST('/api/v1/api-keys', {
      body: {
        name,
        roles: [...options.role],
        teams: [...options.team],
        ...(options.scope.length > 0 && { scopes: [...options.scope] }),
        ...(options.expires !== undefined && { expires_at: options.expires }),
      },
    }),
    remote.config.url,
  )
  showOnce(remote, made)
}

type OwnOptions = Pick<Parameters<typeof createKey>[2], 'role' | 'team' | 'scope'> & {
  expires?: string
  days?: number
}

const dayMs = 86_400_000
const usualDays = 30

/** `pao key create --own`: it acts as whoever makes it; what is not said is as they have it. */
export async function createOwnKey(
  remote: Remote,
  name: string,
  { role, team, scope, expires, days = usualDays, now }: OwnOptions & { now: number },
): Promise<void> {
  const made = await answerOf(
    connect(remote.config).POST('/api/v1/me/api-keys', {
      body: {
        name,
        ...(role.length > 0 && { roles: [...role] }),
        ...(team.length > 0 && { teams: [...team] }),
        ...(scope.length > 0 && { scopes: [...scope] }),
        expires_at: expires ?? new Date(now + days * dayMs).toISOString(),
      },
    }),
    remote.config.url,
  )
  showOnce(remote, made)
}

/** Whose keys are meant: one's own, or all there are for admins. */
type Whose = { own?: boolean }

/** `pao key list`. */
export async function listKeys(remote: Remote, { own = false }: Whose): Promise<void> {
  const client = connect(remote.config)
  const asked = own ? client.GET('/api/v1/me/api-keys') : client.GET('/api/v1/api-keys')
  const found = await answerOf<{ items: readonly ListedKey[] }>(asked, remote.config.url)
  print(remote.screen, remote.output, found, () =>
    table(
      found.items,
      [
        { title: 'ID', of: ({ id }) => id },
        { title: 'NAME', of: ({ name }) => name },
        { title: 'OF', of: (key) => key.own_of ?? '' },
        { title: 'ROLES', of: (key) => key.roles.join(',') },
        { title: 'EXPIRES', of: (key) => moment(key.expires_at) },
        { title: 'LAST USED', of: (key) => moment(key.last_used_at) },
        { title: 'STATE', of: (key) => (key.revoked_at === null ? 'good' : 'revoked') },
      ],
      remote.screen.width,
    ),
  )
}

type ListedKey = {
  id: string
  name: string
  own_of: string | null
  roles: readonly string[]
  expires_at: string | null
  last_used_at: string | null
  revoked_at: string | null
}

/** `pao key rotate`: the new secret is shown this once. */
export async function turnKey(
  remote: Remote,
  id: string,
  { overlap, own = false }: Whose & { overlap?: number },
): Promise<void> {
  const call = {
    params: { path: { id } },
    body: overlap === undefined ? {} : { overlap_seconds: overlap },
  }
  const client = connect(remote.config)
  const turned = await answerOf(
    own
      ? client.POST('/api/v1/me/api-keys/{id}/rotate', call)
      : client.POST('/api/v1/api-keys/{id}/rotate', call),
    remote.config.url,
  )
  showOnce(remote, turned)
}

/** `pao key revoke`. */
export async function endKey(
  { config, screen }: Remote,
  id: string,
  { own = false }: Whose,
): Promise<void> {
  const call = { params: { path: { id } } }
  const client = connect(config)
  await doneBy(
    own
      ? client.DELETE('/api/v1/me/api-keys/{id}', call)
      : client.DELETE('/api/v1/api-keys/{id}', call),
    config.url,
  )
  screen.out(`${id} is revoked`)
}

/** A key that is shown this once. */
export function showOnce(remote: Remote, made: unknown): void {
  const key = made as { id: string; key: string; expires_at?: string | null }
  print(remote.screen, remote.output, made, () =>
    pairs([
      ['id', key.id],
      ['key', key.key],
      ['expires', moment(key.expires_at)],
    ]),
  )
  remote.screen.err('keep the key now; it is not shown again')
}
