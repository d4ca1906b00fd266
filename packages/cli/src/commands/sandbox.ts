import { resolve } from 'node:path'
import { exitCodes, Stop } from '../exit.ts'
import { fieldValues, type FormSchema } from '../field-values.ts'
import { pairs, plain, plainLines, print, table } from '../print.ts'
import { answerOf, connect, type Remote } from '../remote.ts'
import { readText } from './catalog.ts'
import { fileFields } from './order.ts'

export type PlayOptions = {
  field: readonly string[]
  fieldsFile?: string
  environment?: string
  ends?: string
  rollBack: boolean
}

/** `pao sandbox play`: an order of a file that nobody serves yet, step by step. Exit 1 unless it completes. */
export async function play(remote: Remote, path: string, options: PlayOptions): Promise<void> {
  const document = readText(path === '-' ? path : resolve(remote.cwd, path), path)
  const api = connect(remote.config)
  const { url } = remote.config
  const { environment, rollBack: roll_back } = options
  const form = await answerOf(api.POST('/api/v1/preview/form', { body: { document } }), url)
  const fromFile = options.fieldsFile === undefined ? {} : fileFields(remote, options.fieldsFile)
  const ends = options.ends === undefined ? {} : fileFields(remote, options.ends)
  const body = {
    document,
    fields: { ...fromFile, ...fieldValues(options.field, (form as { schema: FormSchema }).schema) },
    roll_back,
    ends: ends as Record<string, object>,
    ...(environment !== undefined && { environment }),
  }
  const played = await answerOf(api.POST('/api/v1/simulate/document', { body }), url)
  print(remote.screen, remote.output, played, () => playedText(played, remote.screen.width))
  const wanted = roll_back ? ['completed', 'rolled_back'] : ['completed']
  if (!wanted.includes(played.state)) throw new Stop(exitCodes.no)
}

type Played = {
  state: string
  after_ms: number
  steps: readonly { after_ms: number; sentences: readonly string[] }[]
  tries: readonly {
    action: string
    attempt: number
    source: string
    outcome: string
    message?: string
    calls?: readonly unknown[]
  }[]
}

function playedText({ state, after_ms: ms, steps, tries }: Played, width: number): string {
  const told = steps.flatMap(({ after_ms: at, sentences }) =>
    sentences.map((sentence) => `+${Math.round(at / 1_000)} s`.padEnd(10) + plain(sentence)),
  )
  const each = table(
    tries,
    [
      { title: 'ACTION', of: (one) => one.action },
      { title: 'TRY', of: (one) => one.attempt },
      { title: 'ENDS', of: (one) => one.outcome },
      { title: 'AS', of: (one) => one.source },
      { title: 'CALLS', of: (one) => one.calls?.length ?? 0 },
      { title: 'WHY', of: (one) => one.message },
    ],
    width,
  )
  return [`${plain(state)} after ${Math.round(ms / 1_000)} s`, told.join('\n'), each].join('\n\n')
}

/**
 * `pao sandbox compare`: a file beside what is served: what differs, what stands on that, and what breaks. With
 * `patch` only the change for `git apply`. Exit 1 when it is breaking, or its version is not raised far enough.
 */
export async function compare(
  remote: Remote,
  path: string,
  { patch }: { patch: boolean },
): Promise<void> {
  const document = readText(path === '-' ? path : resolve(remote.cwd, path), path)
  const found = await answerOf(
    connect(remote.config).POST('/api/v1/compare/document', { body: { document } }),
    remote.config.url,
  )
  if (patch) {
    remote.screen.out(plainLines((found.patch ?? '').trimEnd()).join('\n'))
    return
  }
  print(remote.screen, remote.output, found, () => comparedText(found, remote.screen.width))
  const isBroken = found.dependents.some(({ breaks }) => breaks.length > 0)
  if (isBroken || found.step === 'major' || !found.raised_enough) throw new Stop(exitCodes.no)
}

type Compared = {
  path: string
  item: { id: string; version: string }
  served?: { version: string }
  step: string
  least_version?: string
  raised_enough: boolean
  differences: readonly { impact: string; path: string; message: string }[]
  dependents: readonly { id: string; as: string; breaks: readonly string[] }[]
  under_way: readonly { version: string; open: number; resources: number }[]
}

function comparedText(found: Compared, width: number): string {
  const { item, served, least_version: least } = found
  const head = pairs([
    ['item', `${item.id} ${item.version}`],
    ['file', found.path],
    ['served', served?.version ?? 'not yet: it is new'],
    ['version', found.raised_enough ? 'raised far enough' : `raise it at least to ${least}`],
  ])
  const differences = table(
    found.differences,
    [
      { title: 'IMPACT', of: (one) => one.impact },
      { title: 'PATH', of: (one) => one.path },
      { title: 'WHAT', of: (one) => one.message },
    ],
    width,
  )
  const standing = table(
    found.under_way,
    [
      { title: 'VERSION', of: (one) => one.version },
      { title: 'OPEN REQUESTS', of: (one) => one.open },
      { title: 'RESOURCES', of: (one) => one.resources },
    ],
    width,
  )
  const named = table(
    found.dependents,
    [
      { title: 'NAMED BY', of: (one) => one.id },
      { title: 'AS', of: (one) => one.as },
      { title: 'BREAKS', of: (one) => one.breaks.join('; ') },
    ],
    width,
  )
  return [
    head,
    ...(found.differences.length > 0 ? [differences] : []),
    ...(found.under_way.length > 0 ? [standing] : []),
    ...(found.dependents.length > 0 ? [named] : []),
  ].join('\n\n')
}
