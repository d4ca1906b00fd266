import { print, table } from '../print.ts'
import { answerOf, connect, type Remote } from '../remote.ts'

export const scopes = ['item', 'queue', 'target', 'tenant'] as const
export type Scope = (typeof scopes)[number]

/** `pao limit list`: how much of each limit is taken, and how many wait. */
export async function listLimits(remote: Remote): Promise<void> {
  const found = await answerOf(connect(remote.config).GET('/api/v1/limits', {}), remote.config.url)
  const { items = [] } = found as { items?: readonly Record<string, unknown>[] }
  print(remote.screen, remote.output, found, () =>
    items.length === 0
      ? 'there are no limits'
      : table(
          items,
          [
            { title: 'SCOPE', of: ({ scope }) => scope },
            { title: 'NAME', of: ({ name }) => name },
            { title: 'MOST', of: ({ most }) => most },
            { title: 'TAKEN', of: ({ taken }) => taken },
            { title: 'WAITING', of: ({ waiting }) => waiting },
            { title: 'SET BY', of: ({ set_by: by }) => by },
          ],
          remote.screen.width,
        ),
  )
}

/** `pao limit set`: at most so many actions under way at once. */
export async function setLimit(
  remote: Remote,
  path: { scope: Scope; name: string },
  most: number,
): Promise<void> {
  const done = await answerOf(
    connect(remote.config).PUT('/api/v1/limits/{scope}/{name}', {
      params: { path },
      body: { most },
    }),
    remote.config.url,
  )
  print(
    remote.screen,
    remote.output,
    done,
    () => `at most ${most} actions of ${path.scope} ${path.name} are under way at once`,
  )
}

/** `pao limit remove`: any number again, or what the item sets for itself. */
export async function removeLimit(
  remote: Remote,
  path: { scope: Scope; name: string },
): Promise<void> {
  const done = await answerOf(
    connect(remote.config).DELETE('/api/v1/limits/{scope}/{name}', { params: { path } }),
    remote.config.url,
  )
  print(remote.screen, remote.output, done, () => `${path.scope} ${path.name} has no limit set`)
}
