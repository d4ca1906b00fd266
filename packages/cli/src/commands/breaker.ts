import { moment, print, table } from '../print.ts'
import { answerOf, connect, type Remote } from '../remote.ts'

/** `pao breaker list`: which systems are left alone for now. */
export async function listBreakers(remote: Remote): Promise<void> {
  const found = await answerOf(
    connect(remote.config).GET('/api/v1/breakers', {}),
    remote.config.url,
  )
  const { items = [] } = found as { items?: readonly Record<string, unknown>[] }
  print(remote.screen, remote.output, found, () =>
    items.length === 0
      ? 'every circuit breaker is closed'
      : table(
          items,
          [
            { title: 'TARGET', of: ({ target }) => target },
            { title: 'STATE', of: ({ state }) => state },
            { title: 'FAILURES', of: ({ failures }) => failures },
            { title: 'TRIED AGAIN', of: ({ retry_at: at }) => moment(at) },
            { title: 'REASON', of: ({ reason }) => reason },
          ],
          remote.screen.width,
        ),
  )
}

/** `pao breaker reset`: calls go out again at once. */
export async function resetBreaker(remote: Remote, target: string): Promise<void> {
  const done = await answerOf(
    connect(remote.config).POST('/api/v1/breakers/{target}/reset', {
      params: { path: { target } },
    }),
    remote.config.url,
  )
  print(remote.screen, remote.output, done, () => `${target} is called again`)
}
