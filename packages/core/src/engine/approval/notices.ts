import type { Approval, Approvers, Stage } from './ask.ts'

/** One message that is due because of where an ask stands. `key` is the same however often it is asked for. */
export type ApprovalNotice = {
  key: string
  kind: 'asked' | 'reminder' | 'escalation' | 'delegated'
  stage: string
  /** Persons by name; empty = only the channels. */
  persons: readonly string[]
  channels: readonly string[]
}

/** Everything people are to have been told by now; the caller keeps which of it was. */
export function noticesDue(approval: Approval): readonly ApprovalNotice[] {
  return approval.stages.flatMap((stage) =>
    stage.openedAt === undefined ? [] : stageNotices(approval, stage),
  )
}

function stageNotices({ channels = [], digest }: Approval, stage: Stage): ApprovalNotice[] {
  const named = personsOf(stage.approvers)
  const key = (kind: string, n: number): string =>
    `${digest.slice(0, 16)}/${stage.name}/${kind}/${n}`
  const isOpen = stage.state === 'open'
  const about = { stage: stage.name }
  const asked = { ...about, key: key('asked', 0), kind: 'asked' as const, persons: named, channels }
  const added = stage.added.map((name, n) => ({
    ...about,
    key: key('escalation', n),
    kind: 'escalation' as const,
    persons: name.includes('@') ? [name] : [],
    channels,
  }))
  const handed = stage.handed.map(({ to }, n) => ({
    ...about,
    key: key('delegated', n),
    kind: 'delegated' as const,
    persons: [to],
    channels: [],
  }))
  const reminder =
    stage.reminded > 0 && isOpen
      ? [{ ...about, ...reminderOf(stage, named), key: key('reminder', stage.reminded), channels }]
      : []
  return [asked, ...added, ...(isOpen ? handed : []), ...reminder]
}

/** Of a team or a role nobody knows here who is in it. */
function personsOf({ type, list }: Approvers): readonly string[] {
  if (type === 'any') return list.filter((name) => name.includes('@'))
  return type === 'users' ? list : []
}

/** Only who has not said anything is reminded. */
function reminderOf(
  { votes, added, handed }: Stage,
  named: readonly string[],
): Pick<ApprovalNotice, 'kind' | 'persons'> {
  const heard = new Set(
    votes.flatMap(({ names, voice }) => [...names, voice ?? '']).map((name) => name.toLowerCase()),
  )
  for (const { from } of handed) heard.add(from.toLowerCase())
  const all = [
    ...named,
    ...added.filter((name) => name.includes('@')),
    ...handed.map(({ to }) => to),
  ]
  return { kind: 'reminder', persons: all.filter((name) => !heard.has(name.toLowerCase())) }
}
