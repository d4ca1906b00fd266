import { createWriteStream } from 'node:fs'
import { resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { exitCodes, Stop } from '../exit.ts'
import { moment, print, table } from '../print.ts'
import { answerOf, connect, type Remote } from '../remote.ts'

/** Which entries of the audit log. */
export type AuditFilter = {
  actor?: string
  action?: string
  objectType?: string
  objectId?: string
  outcome?: 'done' | 'read' | 'refused'
  from?: string
  to?: string
}

const queryOf = ({ objectType, objectId, ...rest }: AuditFilter) => ({
  ...rest,
  ...(objectType !== undefined && { object_type: objectType }),
  ...(objectId !== undefined && { object_id: objectId }),
})

type Page = { items?: readonly Record<string, unknown>[]; next_cursor?: string | null }

/** `pao audit list`: newest first, a page at a time. */
export async function listAudit(
  remote: Remote,
  asked: AuditFilter & { limit?: number; cursor?: string },
): Promise<void> {
  const { limit, cursor, ...filter } = asked
  const query = {
    ...queryOf(filter),
    ...(limit !== undefined && { limit }),
    ...(cursor !== undefined && { cursor }),
  }
  const found: Page = await answerOf(
    connect(remote.config).GET('/api/v1/audit', { params: { query } }),
    remote.config.url,
  )
  print(remote.screen, remote.output, found, () => shown(found, remote.screen.width))
}

function shown({ items = [], next_cursor: next }: Page, width: number): string {
  if (items.length === 0) return 'nothing of this is in the log'
  const rows = table(
    items,
    [
      { title: 'NUMBER', of: ({ seq }) => seq },
      { title: 'TIME', of: ({ at }) => moment(at) },
      { title: 'WHO', of: ({ actor }) => actor ?? '(erased)' },
      { title: 'WHAT', of: ({ action }) => action },
      {
        title: 'ON',
        of: (entry) => `${String(entry['object_type'])}/${String(entry['object_id'])}`,
      },
      { title: 'OUTCOME', of: ({ outcome }) => outcome },
      { title: 'WHY', of: ({ note }) => note },
    ],
    width,
  )
  return typeof next === 'string' ? `${rows}\nmore: --cursor ${next}` : rows
}

/** `pao audit export`: the whole log, or what fits, into a file. */
export async function exportAudit(
  remote: Remote,
  { form, out, ...filter }: AuditFilter & { form: 'ndjson' | 'csv' | 'cef' | 'ocsf'; out: string },
): Promise<void> {
  const lines = await exported(remote, { ...queryOf(filter), form })
  const file = resolve(remote.cwd, out)
  await pipeline(lines, createWriteStream(file, { mode: 0o600 }))
  remote.screen.out(`written to ${file}`)
}

/** The lines of an export as they come. */
export async function exported(
  remote: Remote,
  query: ReturnType<typeof queryOf> & { form: 'ndjson' | 'csv' | 'cef' | 'ocsf' },
): Promise<Readable> {
  const asked = connect(remote.config).GET('/api/v1/audit/export', {
    params: { query },
    parseAs: 'stream',
  })
  const stream = await answerOf(asked, remote.config.url)
  if (stream === null) throw new Stop(exitCodes.unasked, 'the answer is empty')
  return Readable.from(pieces(stream.getReader()))
}

type Reader = { read(): Promise<{ done: boolean; value?: Uint8Array | undefined }> }

async function* pieces(reader: Reader): AsyncGenerator<Uint8Array> {
  for (;;) {
    const { done, value } = await reader.read()
    if (done || !value) return
    yield value
  }
}

/** `pao audit checkpoints`: what is to be kept elsewhere, one file of lines and the key. */
export async function showCheckpoints(remote: Remote): Promise<void> {
  const found: { public_key?: string; files?: readonly (readonly object[])[] } = await answerOf(
    connect(remote.config).GET('/api/v1/audit/checkpoints', {}),
    remote.config.url,
  )
  print(remote.screen, remote.output, found, () =>
    [found.public_key ?? '', ...(found.files ?? []).flat().map((one) => JSON.stringify(one))].join(
      '\n',
    ),
  )
}

/** `pao audit hold`: nothing of the log is erased or dropped while it stands. */
export async function holdAudit(remote: Remote, name: string, reason: string): Promise<void> {
  const done = await answerOf(
    connect(remote.config).PUT('/api/v1/audit/holds/{name}', {
      params: { path: { name } },
      body: { reason },
    }),
    remote.config.url,
  )
  print(remote.screen, remote.output, done, () => `the hold ${name} stands`)
}

/** `pao audit release`: lifts a hold. */
export async function releaseAudit(remote: Remote, name: string): Promise<void> {
  const done = await answerOf(
    connect(remote.config).DELETE('/api/v1/audit/holds/{name}', { params: { path: { name } } }),
    remote.config.url,
  )
  print(remote.screen, remote.output, done, () => `the hold ${name} is lifted`)
}

/** `pao audit erase`: takes what is personal of somebody out of the log. */
export async function eraseFromAudit(
  remote: Remote,
  names: readonly string[],
  reason: string,
): Promise<void> {
  const done = await answerOf(
    connect(remote.config).POST('/api/v1/audit/erasures', { body: { names: [...names], reason } }),
    remote.config.url,
  )
  const { values } = done as { values?: number }
  print(remote.screen, remote.output, done, () => `${String(values)} values are gone`)
}
