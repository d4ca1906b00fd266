import { moment, plain, print } from '../print.ts'
import { answerOf, connect, type Remote } from '../remote.ts'

export type SwitchFlags = { reason?: string; until?: string; running?: boolean }

/** `pao automation show`: whether the automation of an item is off, since when and why. */
export async function showAutomation(remote: Remote, item: string): Promise<void> {
  const state = await answerOf(
    connect(remote.config).GET('/api/v1/catalog/items/{id}/automation', {
      params: { path: { id: item } },
    }),
    remote.config.url,
  )
  tell(remote, item, state)
}

/** `pao automation off` and `on`. */
export async function switchAutomation(
  remote: Remote,
  item: string,
  { off, ...flags }: SwitchFlags & { off: boolean },
): Promise<void> {
  const state = await answerOf(
    connect(remote.config).POST('/api/v1/catalog/items/{id}/automation', {
      params: { path: { id: item } },
      body: { off, ...flags },
    }),
    remote.config.url,
  )
  tell(remote, item, state)
}

function tell(remote: Remote, item: string, answer: unknown): void {
  const state = answer as Readonly<Record<string, unknown>>
  print(remote.screen, remote.output, state, () => {
    if (state['off'] !== true) return `the automation of ${item} is on`
    const until = state['until'] === undefined ? '' : `, until ${plain(moment(state['until']))}`
    const who = `by ${String(state['by'])} since ${plain(moment(state['since']))}${until}`
    return `the automation of ${item} is off (${who}): ${String(state['reason'])}`
  })
}
