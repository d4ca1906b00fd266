import { callProbes } from './probes-calls.ts'
import { callerProbes, makeKey } from './probes-callers.ts'
import { documentProbes } from './probes-documents.ts'
import { outsideProbes } from './probes-outside.ts'
import { asking, type Probe, type Target } from './target.ts'

/** Every attack that can be tried from outside on any running server. */
export const probes: readonly Probe[] = [
  ...documentProbes,
  ...callProbes,
  ...outsideProbes,
  ...callerProbes,
]

export type Line =
  | { id: string; verdict: 'held' | 'failed'; about: string; ms: number; why?: string }
  /** It cannot be tried from outside; `about` names what shows it. */
  | { id: string; verdict: 'elsewhere'; about: string }

/** Milliseconds one attack may take; longer counts as not held. */
const longestMs = 60_000

/** One line for each of A01 to A111, in order: tried on the server, or where else it is shown. Throws when the server gives no keys. */
export async function attackReport(
  server: { url: string; adminKey: string; webhookSecret?: string },
  pages: readonly string[],
): Promise<readonly Line[]> {
  const { url, adminKey, webhookSecret } = server
  const ask = asking(url, adminKey)
  const { id: keyId, key: developer } = await makeKey({ ask }, 'developer')
  const target: Target = { url, ask, developer, webhookSecret }
  const tried = new Map<string, Line>()
  for (const probe of probes) tried.set(probe.id, await tryOut(probe, target))
  await ask(`/api/v1/api-keys/${keyId}`, { method: 'DELETE' })
  return [...rowsOf(pages)].map(
    ([id, about]) => tried.get(id) ?? { id, verdict: 'elsewhere', about },
  )
}

async function tryOut({ id, about, run }: Probe, target: Target): Promise<Line> {
  const started = performance.now()
  const tooLong = new AbortController()
  const timer = setTimeout(() => tooLong.abort(), longestMs)
  try {
    await Promise.race([run(target), ended(tooLong.signal)])
    return { id, verdict: 'held', about, ms: performance.now() - started }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { id, verdict: 'failed', about, ms: performance.now() - started, why }
  } finally {
    clearTimeout(timer)
  }
}

function ended(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) =>
    signal.addEventListener('abort', () => reject(new Error(`it took more than ${longestMs} ms`))),
  )
}

/** What the pages of attacks say of each id, in order, rows of one id before those of several, later pages before earlier. */
export function rowsOf(pages: readonly string[]): ReadonlyMap<string, string> {
  const rows = pages.flatMap((page) => [
    ...page.matchAll(/^\| A(\d+)(?:(–|, )A(\d+))? \| (.+) \| ([^|]+) \|$/gm),
  ])
  const told = new Map<string, string>()
  for (const [, first = '', joint, last = first, said = '', shown = ''] of rows) {
    const ids = idsOf(Number(first), Number(last), joint)
    const about = aboutOf(said, shown)
    for (const id of ids) if (ids.length === 1 || !told.has(id)) told.set(id, about)
  }
  return new Map([...told].toSorted(([left], [right]) => numberOf(left) - numberOf(right)))
}

function idsOf(from: number, to: number, joint: string | undefined): readonly string[] {
  const all = Array.from({ length: to - from + 1 }, (_, n) => from + n)
  return (joint === ', ' ? [from, to] : all).map((one) => `A${String(one).padStart(2, '0')}`)
}

/** Of a row's words: the attack, and what shows that it is held off or why it cannot be done. */
function aboutOf(said: string, shown: string): string {
  const [what = '', happens = ''] = said.replace(/^(held|n\/a) \| /, '').split(' | ')
  if (shown === '—') return `${what}; cannot be done: ${happens}`
  return `${what}; ${said.startsWith('n/a') ? 'cannot be done:' : 'covered by'} ${shown}`
}

function numberOf(id: string): number {
  return Number(id.slice(1))
}

/** As a person reads it. */
export function written(lines: readonly Line[]): string {
  const counted = (verdict: Line['verdict']) =>
    lines.filter((line) => line.verdict === verdict).length
  return [
    ...lines.map((line) =>
      line.verdict === 'elsewhere'
        ? `${line.id.padEnd(5)} elsewhere  ${line.about.slice(0, 180)}`
        : `${line.id.padEnd(5)} ${line.verdict.padEnd(9)}  ${line.about} (${Math.round(line.ms)} ms)${line.why === undefined ? '' : `\n      ${line.why}`}`,
    ),
    `${lines.length} attacks: ${counted('held')} tried here and held, ${counted('failed')} FAILED, ${counted('elsewhere')} not to be tried from outside, shown by the tests named`,
  ].join('\n')
}
