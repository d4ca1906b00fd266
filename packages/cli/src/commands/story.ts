import { moment, plain, print } from '../print.ts'
import { answerOf, connect, type Remote } from '../remote.ts'

/** `pao request story`: what became of a request, sentence by sentence. */
export async function story(remote: Remote, id: string): Promise<void> {
  const found = await answerOf(
    connect(remote.config).GET('/api/v1/requests/{id}/story', { params: { path: { id } } }),
    remote.config.url,
  )
  const { items = [] } = found as { items?: readonly Record<string, unknown>[] }
  print(remote.screen, remote.output, found, () =>
    items.map(({ at, sentence }) => `${plain(moment(at))}  ${plain(sentence)}`).join('\n'),
  )
}
