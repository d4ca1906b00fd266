import { exitCodes, Stop } from '../exit.ts'
import { json, plainLines, print } from '../print.ts'
import { answerOf, connect, type Remote } from '../remote.ts'

/** `pao request reveal`: one secret output, alone on the standard output. */
export async function reveal(remote: Remote, id: string, output: string): Promise<void> {
  const { config, screen } = remote
  const at = output.indexOf('.')
  if (at < 1 || at === output.length - 1)
    throw new Stop(exitCodes.unasked, `${output} is no output; name it as <action>.<name>`)
  const place = { id, action: output.slice(0, at), name: output.slice(at + 1) }
  const shown = await answerOf(
    connect(config).POST('/api/v1/requests/{id}/outputs/{action}/{name}/reveal', {
      params: { path: place },
    }),
    config.url,
  )
  const isTerminal = Number.isFinite(screen.width)
  print(screen, remote.output, shown, () => textOf(shown.value, isTerminal))
  if (isTerminal)
    screen.err(
      'This is a secret: it stays in the history of this terminal. That it was shown is noted.',
    )
}

/** As it is for a file or program; a terminal gets nothing that would steer it. */
function textOf(value: unknown, isTerminal: boolean): string {
  const text = typeof value === 'string' ? value : json(value, 2)
  return isTerminal ? plainLines(text).join('\n') : text
}
