import { exitCodes, Stop } from '../exit.ts'
import { moment, print, table } from '../print.ts'
import { answerOf, connect, type Remote } from '../remote.ts'

/** `pao secret list`: what is set, by whom and when. */
export async function listSecrets(remote: Remote): Promise<void> {
  const found = await answerOf(connect(remote.config).GET('/api/v1/secrets', {}), remote.config.url)
  const { items = [] } = found as { items?: readonly Record<string, unknown>[] }
  print(remote.screen, remote.output, found, () =>
    items.length === 0
      ? 'no secrets are set'
      : table(
          items,
          [
            { title: 'NAME', of: ({ name }) => name },
            { title: 'VERSION', of: ({ version }) => version },
            { title: 'SET BY', of: ({ set_by: by }) => by },
            { title: 'SET', of: ({ set_at: at }) => moment(at) },
          ],
          remote.screen.width,
        ),
  )
}

/** `pao secret set`: the value is all of the standard input but one line end, so that no shell remembers it. */
export async function setSecret(remote: Remote, name: string, input: string): Promise<void> {
  const value = input.replace(/\r?\n$/, '')
  if (value === '')
    throw new Stop(
      exitCodes.unasked,
      `the value is read from the standard input: printf %s "$VALUE" | pao secret set ${name}`,
    )
  const done = await answerOf(
    connect(remote.config).PUT('/api/v1/secrets/{name}', {
      params: { path: { name } },
      body: { value },
    }),
    remote.config.url,
  )
  print(
    remote.screen,
    remote.output,
    done,
    () => `${name} is set, version ${String((done as { version?: number }).version)}`,
  )
}

/** `pao secret delete`: gone for good. */
export async function deleteSecret(remote: Remote, name: string): Promise<void> {
  const done = await answerOf(
    connect(remote.config).DELETE('/api/v1/secrets/{name}', { params: { path: { name } } }),
    remote.config.url,
  )
  print(remote.screen, remote.output, done, () => `${name} is deleted`)
}

type Rotated = { rewrapped: number; remaining: number; strange: number }

/** Batches of one command; each seals a hundred keys, one a tenant. */
const mostBatches = 10_000

/** `pao secret rotate-key`: batch by batch until nothing is left; may be broken off and called again. */
export async function rotateKey(remote: Remote): Promise<void> {
  let sum = 0
  for (let turn = 0; turn < mostBatches; turn += 1) {
    const asked = connect(remote.config).POST('/api/v1/secrets/rotate-key', {})
    const done = (await answerOf(asked, remote.config.url)) as Rotated
    sum += done.rewrapped
    if (done.remaining > 0 && done.rewrapped > 0) continue
    print(remote.screen, remote.output, { ...done, rewrapped: sum }, () => told(done, sum))
    if (done.remaining + done.strange > 0) throw new Stop(exitCodes.no, '')
    return
  }
  throw new Stop(exitCodes.no, `${sum} keys are sealed anew, others are left; call it again`)
}

function told({ remaining, strange }: Rotated, sum: number): string {
  const lines = [`${sum} keys are sealed with the newest key`]
  if (remaining > 0) lines.push(`${remaining} are held by another call; call it again`)
  if (strange > 0) lines.push(`${strange} are sealed with a key that the server does not have`)
  return lines.join('\n')
}
