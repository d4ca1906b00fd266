import { dump } from 'js-yaml'
import { plain, plainLines } from './print.ts'

type Call = {
  method?: string
  target: string
  headers?: Readonly<Record<string, string>>
  body?: unknown
  answer?: { status?: number; source: string }
  times?: number
}

/** What the API says of an action that was tried dry. */
export type DryRun = {
  outcome: { kind: string; class?: string; code?: string; message?: string }
  calls: readonly Call[]
  outputs: Readonly<Record<string, unknown>>
  notes: readonly string[]
  waited_ms: number
}

const words: Readonly<Record<string, string>> = {
  would_succeed: 'would succeed',
  would_wait_for_person: 'would wait for a person',
  would_fail: 'would fail',
  would_not_run: 'would not run',
  not_known: 'cannot be told',
}

/** Lines on what an action would do: how it would end, each call, what it would bring, what is not set up. */
export function dryLines(dry: DryRun): string[] {
  const { outcome, calls, outputs, notes, waited_ms: waited } = dry
  const { kind, code, message } = outcome
  const why = [code, message].filter((part) => part !== undefined).join(': ')
  const after = waited > 0 ? ` after waiting ${Math.round(waited / 1000)} s` : ''
  return [
    `  => ${words[kind] ?? plain(kind)}${after}${why === '' ? '' : ` (${plain(why)})`}`,
    ...calls.flatMap(callLines),
    ...(Object.keys(outputs).length > 0 ? ['  brings', ...yaml(outputs)] : []),
    ...notes.map((note) => `  ! ${plain(note)}`),
  ]
}

function callLines({ method = '', target, body, answer, times }: Call): string[] {
  const often = times === undefined ? '' : `, ${times} times`
  const from = answer && `${answer.status ?? ''} ${plain(answer.source)}`.trim()
  const end = from === undefined ? '' : `  [${from}]`
  return [
    `  -> ${plain(`${method} ${target}`.trim())}${often}${end}`,
    ...(body === undefined ? [] : yaml(body)),
  ]
}

function yaml(value: unknown): string[] {
  return plainLines(dump(value, { lineWidth: -1 }).trimEnd()).map((line) => `     ${line}`)
}
