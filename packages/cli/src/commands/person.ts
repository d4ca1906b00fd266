import { moment, pairs, print, table } from '../print.ts'
import { answerOf, connect, type Remote } from '../remote.ts'

type Erasure = {
  id: string
  pseudonym: string
  reason: string
  asked_by: string
  asked_at: string
  stage: string
  deleted: number
  changed: number
  audit_values: number
  done_at: string | null
}

/** `pao person erase`: forgets somebody; what still needs them is told instead. */
export async function erasePerson(
  remote: Remote,
  person: string,
  { names, reason }: { names: readonly string[]; reason: string },
): Promise<void> {
  const { config, screen, output } = remote
  const body = { person, reason, ...(names.length > 0 && { names: [...names] }) }
  const made = await answerOf(connect(config).POST('/api/v1/erasures', { body }), config.url)
  const { id, pseudonym } = made
  print(screen, output, made, () =>
    [
      `under way: ${pseudonym} takes their place, piece by piece`,
      `pao person erasure ${id} says how far it is`,
    ].join('\n'),
  )
}

/** `pao person erasure`: how far one is. */
export async function showErasure(remote: Remote, id: string): Promise<void> {
  const { config, screen, output } = remote
  const call = connect(config).GET('/api/v1/erasures/{id}', { params: { path: { id } } })
  const found = await answerOf(call, config.url)
  print(screen, output, found, () =>
    pairs([
      ['pseudonym', found.pseudonym],
      ['why', found.reason],
      ['asked', moment(found.asked_at)],
      ['by', found.asked_by],
      ['stage', found.stage],
      ['rows gone', found.deleted],
      ['rows changed', found.changed],
      ['audit values gone', found.audit_values],
      ['done', found.done_at === null ? 'not yet' : moment(found.done_at)],
    ]),
  )
}

/** `pao person erasures`: all of the tenant, newest first. */
export async function listErasures(remote: Remote): Promise<void> {
  const { config, screen, output } = remote
  const found = await answerOf(connect(config).GET('/api/v1/erasures', {}), config.url)
  const { items = [] } = found as { items?: readonly Erasure[] }
  print(screen, output, found, () =>
    table(
      items,
      [
        { title: 'ID', of: ({ id }) => id },
        { title: 'PSEUDONYM', of: ({ pseudonym }) => pseudonym },
        { title: 'ASKED', of: ({ asked_at: at }) => moment(at) },
        { title: 'STAGE', of: ({ stage }) => stage },
        { title: 'WHY', of: ({ reason }) => reason },
      ],
      screen.width,
    ),
  )
}
