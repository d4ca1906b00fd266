import { moment, pairs, print } from '../print.ts'
import { answerOf, connect, type Remote } from '../remote.ts'

/** What a key may do, as the API names it. */
export const roles = [
  'developer',
  'platform-team',
  'approver',
  'auditor',
  'operator',
  'admin',
] as const

/** `pao api-key create`: the key itself is shown this once. */
export async function createKey(
  remote: Remote,
  name: string,
  options: { role: readonly (typeof roles)[number][]; team: readonly string[]; expires?: string },
): Promise<void> {
  const made = await answerOf(
    connect(remote.config).POST('/api/v1/api-keys', {
      body: {
        name,
        roles: [...options.role],
        teams: [...options.team],
        ...(options.expires !== undefined && { expires_at: options.expires }),
      },
    }),
    remote.config.url,
  )
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
