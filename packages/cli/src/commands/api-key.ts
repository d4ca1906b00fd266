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

/** `pao key list`. */
export async function listKeys(remote: Remote): Promise<void> {
  const found = await answerOf(connect(remote.config).GET('/api/v1/api-keys'), remote.config.url)
  print(remote.screen, remote.output, found, () =>
    table(
      found.items,
      [
        { title: 'ID', of: ({ id }) => id },
        { title: 'NAME', of: ({ name }) => name },
        { title: 'ROLES', of: (key) => key.roles.join(',') },
        { title: 'EXPIRES', of: (key) => moment(key.expires_at) },
        { title: 'LAST USED', of: (key) => moment(key.last_used_at) },
        { title: 'STATE', of: (key) => (key.revoked_at === null ? 'good' : 'revoked') },
      ],
      remote.screen.width,
    ),
  )
}

/** `pao key rotate`: the new secret is shown this once. */
export async function turnKey(
  remote: Remote,
  id: string,
  { overlap }: { overlap?: number },
): Promise<void> {
  const params = { path: { id } }
  const body = overlap === undefined ? {} : { overlap_seconds: overlap }
  const turned = await answerOf(
    connect(remote.config).POST('/api/v1/api-keys/{id}/rotate', { params, body }),
    remote.config.url,
  )
  showOnce(remote, turned)
}

/** `pao key revoke`. */
export async function endKey({ config, screen }: Remote, id: string): Promise<void> {
  await doneBy(
    connect(config).DELETE('/api/v1/api-keys/{id}', { params: { path: { id } } }),
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
