import { type Approvers, namedText } from '@pao/core/engine'
import { moment, pairs, plain, print, table } from '../print.ts'
import { answerOf, connect, type Remote } from '../remote.ts'

export const inboxes = ['open', 'decided', 'all'] as const
export type Inbox = (typeof inboxes)[number]

type Vote = { decision: string; by: string; voice?: string; how: string; comment?: string }
type Stage = {
  name: string
  state: string
  missing: number
  approvers: Approvers
  votes: readonly Vote[]
  due_at?: string
  due_means?: string
}
type Approval = {
  id: string
  title: string
  state: string
  digest: string
  asked_at: string
  may_decide: boolean
  stage?: string
  voice?: string
  why: string
  request: { item?: { name?: string; version?: string }; requester?: { email?: string } }
  summary?: string
  stages?: readonly Stage[]
  bound?: { fields?: Readonly<Record<string, unknown>>; price?: unknown }
}

/** `pao approval list`: what waits for one's decision. */
export async function listApprovals(remote: Remote, state: Inbox | undefined): Promise<void> {
  const query = state === undefined ? {} : { state }
  const found = await answerOf(
    connect(remote.config).GET('/api/v1/approvals', { params: { query } }),
    remote.config.url,
  )
  const { items } = found as { items: readonly Approval[] }
  print(remote.screen, remote.output, found, () =>
    items.length === 0
      ? 'nothing waits for you'
      : table(
          items,
          [
            { title: 'APPROVAL', of: ({ id }) => id },
            { title: 'ASKS', of: ({ title }) => title },
            { title: 'BY', of: ({ request }) => request.requester?.email },
            { title: 'SINCE', of: ({ asked_at: at }) => moment(at) },
            { title: 'WHY', of: ({ why }) => why },
          ],
          remote.screen.width,
        ),
  )
}

/** `pao approval show`: what is asked, and the digest a decision names. */
export async function showApproval(remote: Remote, id: string): Promise<void> {
  printApproval(remote, await fetched(remote, id))
}

async function fetched(remote: Remote, id: string): Promise<Approval> {
  const found = await answerOf(
    connect(remote.config).GET('/api/v1/approvals/{id}', { params: { path: { id } } }),
    remote.config.url,
  )
  return found
}

function printApproval(remote: Remote, found: Approval): void {
  print(remote.screen, remote.output, found, () => {
    const { request, bound, stages = [] } = found
    const facts = pairs([
      ['approval', found.id],
      ['asks', found.title],
      ['about', found.summary === '' ? undefined : found.summary],
      ['item', [request.item?.name, request.item?.version].filter(Boolean).join(' ')],
      ['ordered by', request.requester?.email],
      ['price', bound?.price],
      ['answers', bound?.fields],
      ['state', found.state],
      ['you', found.may_decide ? `may decide (${found.why})` : `may not decide: ${found.why}`],
      ['digest', found.digest],
    ])
    return [facts, ...stages.map(stageText)].join('\n')
  })
}

function stageText({ name, state, approvers, missing, votes, due_at, due_means }: Stage): string {
  const due = due_at === undefined ? '' : `, at ${String(moment(due_at))}: ${due_means ?? ''}`
  const head = `${name} (${state}): ${namedText(approvers).join(', ')}; ${missing} missing${due}`
  const lines = votes.map(({ by, voice, decision, how, comment }) => {
    const as = voice === undefined ? '' : ` for ${voice}`
    return `  ${by}${as}: ${decision} by ${how}${comment === undefined ? '' : `: ${comment}`}`
  })
  return [head, ...lines].map(plain).join('\n')
}

export type DecideFlags = { digest?: string; stage?: string; comment?: string }

/**
 * `pao approval approve|reject`. Without a digest, what is asked now is shown and taken as seen; scripts that decide on what
 * somebody saw earlier name the digest.
 */
export async function decide(
  remote: Remote,
  { id, verb }: { id: string; verb: 'approve' | 'reject' },
  { digest, stage, comment }: DecideFlags,
): Promise<void> {
  const seen = digest ?? (await fetched(remote, id)).digest
  const path = `/api/v1/approvals/{id}/${verb}` as const
  const body = {
    digest: seen,
    ...(stage !== undefined && { stage }),
    ...(comment !== undefined && { comment }),
  }
  const done = await answerOf(
    connect(remote.config).POST(path, { params: { path: { id } }, body }),
    remote.config.url,
  )
  printApproval(remote, done)
}

/** `pao approval delegate`: hands one's voice in this to somebody else. */
export async function delegate(
  remote: Remote,
  id: string,
  { to, digest }: { to: string; digest?: string },
): Promise<void> {
  const seen = digest ?? (await fetched(remote, id)).digest
  const done = await answerOf(
    connect(remote.config).POST('/api/v1/approvals/{id}/delegate', {
      params: { path: { id } },
      body: { digest: seen, to },
    }),
    remote.config.url,
  )
  printApproval(remote, done)
}
