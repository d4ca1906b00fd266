import { exitCodes, Stop } from '../exit.ts'
import { count, moment, pairs, plain, print, table } from '../print.ts'
import { answerOf, connect, type Remote } from '../remote.ts'

type Row = Readonly<Record<string, unknown>>

/** `pao request effects`: what a request made outside, and why some of it is not known. */
export async function effects(remote: Remote, id: string): Promise<void> {
  const found = await answerOf(
    connect(remote.config).GET('/api/v1/requests/{id}/effects', { params: { path: { id } } }),
    remote.config.url,
  )
  const items = found.items as readonly (Row & { tries: readonly Row[] })[]
  print(remote.screen, remote.output, found, () =>
    items.length === 0
      ? 'nothing has been called yet'
      : table(
          items,
          [
            { title: 'ACTION', of: (one) => one['action'] },
            { title: 'TYPE', of: (one) => one['type'] },
            { title: 'REPEAT', of: (one) => one['repeat'] },
            { title: 'STATE', of: (one) => one['state'] },
            { title: 'TRIES', of: (one) => one.tries.length },
            { title: 'EVIDENCE', of: evidence },
            { title: 'KEY', of: (one) => one['key'] },
          ],
          remote.screen.width,
        ),
  )
}

/** Why the last unclear try is unclear. */
function evidence({ tries }: { tries: readonly Row[] }): string {
  const why = tries.findLast((one) => one['ambiguous'] === true)?.['why']
  if (typeof why !== 'object' || why === null) return ''
  const { code, message } = why as Row
  return `${plain(code)}: ${plain(message)}`
}

export type ResolveOptions = {
  happened?: boolean
  notHappened?: boolean
  value: readonly string[]
  comment?: string
}

/**
 * `pao request resolve`: says whether an effect of unknown outcome was made. It names the try it read of, so
 * that a word that comes late or twice says nothing about another one.
 */
export async function resolve(
  remote: Remote,
  [id, action]: readonly [string, string],
  { happened, notHappened, value, comment }: ResolveOptions,
): Promise<void> {
  if ((happened === true) === (notHappened === true))
    throw new Stop(exitCodes.unasked, 'say either --happened or --not-happened')
  const outputs = outputsOf(value)
  const fence = await fenceOf(remote, id, action)
  const answer = await answerOf(
    connect(remote.config).POST('/api/v1/requests/{id}/actions/{action}/resolve', {
      params: { path: { id, action } },
      body: {
        happened: happened === true,
        ...(fence !== undefined && { fence }),
        ...(value.length > 0 && { outputs }),
        ...(comment !== undefined && { comment }),
      },
    }),
    remote.config.url,
  )
  print(remote.screen, remote.output, answer, () =>
    pairs([
      ['request', answer.id],
      ['state', answer.state],
    ]),
  )
}

/** Unset when its outcome is not unknown: then the server says so. */
async function fenceOf(remote: Remote, id: string, action: string): Promise<number | undefined> {
  const { actions } = await answerOf(
    connect(remote.config).GET('/api/v1/requests/{id}', { params: { path: { id } } }),
    remote.config.url,
  )
  return actions.find((one) => one.id === action)?.fence
}

/** `name=text`, or `name:=json` for what is no text. */
function outputsOf(values: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    values.map((pair) => {
      const at = pair.indexOf('=')
      const isJson = at > 1 && pair[at - 1] === ':'
      const name = pair.slice(0, isJson ? at - 1 : at)
      if (at < 1 || name === '')
        throw new Stop(exitCodes.unasked, `--value wants name=text or name:=json, not "${pair}"`)
      const text = pair.slice(at + 1)
      return [name, isJson ? jsonOf(text, pair) : text]
    }),
  )
}

function jsonOf(text: string, pair: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Stop(exitCodes.unasked, `what follows := in "${pair}" is not JSON`)
  }
}

export type OrphanFilter = { state?: 'open' | 'resolved'; limit?: number; cursor?: string }

/** `pao effects orphans`: what ended actions may have left outside. */
export async function orphans(remote: Remote, filter: OrphanFilter): Promise<void> {
  const found = await answerOf(
    connect(remote.config).GET('/api/v1/effects/orphans', { params: { query: filter } }),
    remote.config.url,
  )
  const { items, next_cursor: next } = found as { items: readonly Row[]; next_cursor?: string }
  print(remote.screen, remote.output, found, () => {
    if (items.length === 0) return `no ${filter.state ?? 'open'} orphans`
    const rows = table(
      items,
      [
        { title: 'ORPHAN', of: (one) => one['id'] },
        { title: 'ITEM', of: (one) => one['item'] },
        { title: 'TYPE', of: (one) => one['type'] },
        { title: 'ENDED AS', of: (one) => one['ended_as'] },
        { title: 'FOUND', of: (one) => moment(one['found_at']) },
        { title: 'DETAIL', of: detail },
      ],
      remote.screen.width,
    )
    return next ? `${rows}\n\n${count(items.length, 'row')}; more with --cursor ${next}` : rows
  })
}

/** How it was resolved, else why it is in doubt. */
function detail({ resolution, error }: Row): string {
  const told = (resolution ?? error) as Row | null | undefined
  if (!told) return ''
  return resolution === undefined
    ? plain(told['message'])
    : `${plain(told['how'])} by ${plain(told['by'])}`
}

/** `pao effects adopt`: somebody looks after it from now on. */
export async function adopt(
  remote: Remote,
  id: string,
  { comment, reference }: { comment: string; reference?: string },
): Promise<void> {
  const answer = await answerOf(
    connect(remote.config).POST('/api/v1/effects/orphans/{id}/adopt', {
      params: { path: { id } },
      body: { comment, ...(reference !== undefined && { reference }) },
    }),
    remote.config.url,
  )
  printResolution(remote, answer)
}

/** `pao effects delete`: has it deleted where its connector finds it; else a person says that it is gone. */
export async function remove(
  remote: Remote,
  id: string,
  { comment, byHand }: { comment: string; byHand: boolean },
): Promise<void> {
  const answer = await answerOf(
    connect(remote.config).POST('/api/v1/effects/orphans/{id}/delete', {
      params: { path: { id } },
      body: { comment, ...(byHand && { by_hand: true }) },
    }),
    remote.config.url,
  )
  printResolution(remote, answer)
}

function printResolution(remote: Remote, answer: { id: string; resolution?: Row }): void {
  const { how, by, deleted_by: deletedBy } = answer.resolution ?? {}
  print(remote.screen, remote.output, answer, () =>
    pairs([
      ['orphan', answer.id],
      ['resolved', how],
      ['by', by],
      ['deleted by', deletedBy],
    ]),
  )
}
