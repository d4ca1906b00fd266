import { moment, print, table } from '../print.ts'
import { answerOf, connect, type Remote } from '../remote.ts'

/** `pao error list`: unexpected errors of the server by kind, last seen first. */
export async function listErrors(
  remote: Remote,
  { resolved }: { resolved: boolean },
): Promise<void> {
  const found = await answerOf(
    connect(remote.config).GET('/api/v1/errors', { params: { query: { resolved } } }),
    remote.config.url,
  )
  const { items = [] } = found as { items?: readonly Record<string, unknown>[] }
  print(remote.screen, remote.output, found, () =>
    items.length === 0
      ? `no unexpected error is ${resolved ? 'resolved' : 'open'}`
      : table(
          items,
          [
            { title: 'FINGERPRINT', of: ({ fingerprint }) => fingerprint },
            { title: 'SEEN', of: ({ count }) => count },
            { title: 'LAST', of: ({ last_seen_at: at }) => moment(at) },
            { title: 'RELEASE', of: ({ release }) => release },
            { title: 'ERROR', of: ({ name, message }) => `${String(name)}: ${String(message)}` },
          ],
          remote.screen.width,
        ),
  )
}

/** `pao error resolve`: it leaves the list until it is seen again. */
export async function resolveError(remote: Remote, fingerprint: string): Promise<void> {
  const done = await answerOf(
    connect(remote.config).POST('/api/v1/errors/{fingerprint}/resolve', {
      params: { path: { fingerprint } },
    }),
    remote.config.url,
  )
  print(remote.screen, remote.output, done, () => `${fingerprint} is called resolved`)
}
