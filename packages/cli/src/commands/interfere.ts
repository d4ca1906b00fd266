import { InvalidArgumentError } from 'commander'
import { moment, pairs, plain, print } from '../print.ts'
import { answerOf, connect, type Remote } from '../remote.ts'
import { printState } from './request.ts'

type Statement = {
  action?: string
  state: string
  since?: string
  sentence: string
  waits_for?: { kind: string; detail: string; until?: string }
  can_move: readonly { who: string; what: string; how: string }[]
  because?: { rule: string; path?: string; file?: string; line?: number }
}

/** `pao request explain`: why a request is where it is, and who can move it. */
export async function explain(remote: Remote, id: string): Promise<void> {
  const found = await answerOf(
    connect(remote.config).GET('/api/v1/requests/{id}/explain', { params: { path: { id } } }),
    remote.config.url,
  )
  const { statements } = found as { statements: readonly Statement[] }
  print(remote.screen, remote.output, found, () => statements.map(paragraph).join('\n\n'))
}

function paragraph(one: Statement): string {
  const { waits_for: waits, because } = one
  const place = [because?.file, because?.line].filter((part) => part !== undefined).join(':')
  const where = [because?.path, place].filter(Boolean).join(', ')
  const until = waits?.until === undefined ? '' : `, until ${plain(moment(waits.until))}`
  const facts = pairs([
    ['  since', moment(one.since)],
    ['  waits for', waits && `${waits.kind}: ${waits.detail}${until}`],
    ['  because', because && `${because.rule}${where === '' ? '' : ` (${where})`}`],
    ...one.can_move.map(
      ({ who, what, how }) => ['  can move it', `${who}: ${what} (${how})`] as const,
    ),
  ])
  const head = `${plain(one.action ?? 'request')} (${plain(one.state)}): ${plain(one.sentence)}`
  return facts === '' ? head : `${head}\n${facts}`
}

type Naming = { id: string; action: string }

/** `pao request skip`: goes on without an action. */
export async function skip(
  remote: Remote,
  path: Naming,
  { reason }: { reason: string },
): Promise<void> {
  const answer = await answerOf(
    connect(remote.config).POST('/api/v1/requests/{id}/actions/{action}/skip', {
      params: { path },
      body: { reason },
    }),
    remote.config.url,
  )
  printState(remote, answer)
}

/** One `--set`: a JSON pointer and its new value, JSON where it can be read as such, else text. */
type Change = readonly [pointer: string, value: unknown]

/** `pao request edit`: changes what an action is given from its next try on. */
export async function edit(
  remote: Remote,
  path: Naming,
  { reason, set, resume }: { reason: string; set: readonly Change[]; resume: boolean },
): Promise<void> {
  const answer = await answerOf(
    connect(remote.config).POST('/api/v1/requests/{id}/actions/{action}/edit', {
      params: { path },
      body: { changes: Object.fromEntries(set), reason, ...(resume && { resume }) },
    }),
    remote.config.url,
  )
  printState(remote, answer)
}

/** Reads one more `--set`. */
export function gatherChange(text: string, before: readonly Change[] = []): readonly Change[] {
  const at = text.indexOf('=')
  if (!text.startsWith('/') || at < 0)
    throw new InvalidArgumentError('It is a JSON pointer and a value, e.g. /body/size=small.')
  return [...before, [text.slice(0, at), valueOf(text.slice(at + 1))]]
}

/** JSON where the text is some, else the text itself. */
function valueOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
