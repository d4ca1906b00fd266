import { pairs, print } from '../print.ts'
import { answerOf, connect, type Remote } from '../remote.ts'
import { followToEnd } from './watch.ts'

export type PromoteFlags = { reason?: string; wait: boolean }

/** `pao request promote`: orders the same in the next environment of its item's way. */
export async function promote(
  remote: Remote,
  id: string,
  { reason, wait }: PromoteFlags,
): Promise<void> {
  const made = await answerOf(
    connect(remote.config).POST('/api/v1/requests/{id}/promote', {
      params: { path: { id } },
      body: reason === undefined ? {} : { reason },
    }),
    remote.config.url,
  )
  if (wait) return followToEnd(remote, made.id)
  print(remote.screen, remote.output, made, () =>
    pairs([
      ['request', made.id],
      ['state', made.state],
    ]),
  )
}
