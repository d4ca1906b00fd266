import { call, Refused } from './api.ts'
import { el, link } from './dom.ts'
import { refusal, stateText } from './pages.ts'

type Vote = {
  decision: string
  by: string
  voice?: string
  how: string
  comment?: string
  at: string
}
type Stage = {
  name: string
  state: string
  missing: number
  approvers: { type: string; list: readonly string[]; minimum: number }
  added: readonly string[]
  handed: readonly { from: string; to: string }[]
  votes: readonly Vote[]
  opened_at?: string
  due_at?: string
  due_means?: string
  sla_at?: string
  skipped?: string
}
type Line = {
  id: string
  request: {
    id: string
    item: { id: string; name: string; version: string }
    requester: { email: string; name?: string }
    environment: string | null
  }
  title: string
  state: string
  digest: string
  asked_at: string
  may_decide: boolean
  stage?: string
  voice?: string
  why: string
}
type Approval = Line & {
  summary: string
  stages: readonly Stage[]
  bound: {
    fields: Readonly<Record<string, unknown>>
    price: unknown
    edits: Readonly<Record<string, unknown>>
  }
  may_delegate: boolean
}

const when = (at: string): string => new Date(at).toLocaleString()

/** What waits for one's decision, and what one has decided. */
export async function approvalsPage(): Promise<HTMLElement> {
  const [open, decided] = await Promise.all([
    call<{ items: readonly Line[] }>('GET', '/approvals?state=open'),
    call<{ items: readonly Line[] }>('GET', '/approvals?state=decided&limit=20'),
  ])
  return el(
    'section',
    {},
    el('h1', {}, 'Approvals'),
    open.items.length === 0 ? el('p', {}, 'Nothing waits for you.') : cards(open.items),
    decided.items.length > 0 && el('h2', {}, 'Decided by you'),
    decided.items.length > 0 && cards(decided.items),
  )
}

function cards(lines: readonly Line[]): HTMLElement {
  const items = lines.map(({ id, title, request, state, asked_at, why }) =>
    el(
      'li',
      {},
      el(
        'div',
        { class: 'card' },
        el('h3', {}, link(`#/approvals/${encodeURIComponent(id)}`, title)),
        el('p', {}, `${request.item.name} for ${request.requester.email}`),
        el('p', { class: 'soft' }, `${state} · asked ${when(asked_at)} · ${why}`),
      ),
    ),
  )
  return el('ul', { class: 'cards' }, ...items)
}

/** One ask: what a decision is bound to, who has said what, and the decision. */
export async function approvalPage(id: string): Promise<HTMLElement> {
  const page = el('section', {})
  const at = `/approvals/${encodeURIComponent(id)}`
  const faults = el('div', { role: 'alert' })
  const draw = (approval: Approval): void =>
    page.replaceChildren(...approvalView(approval), ...decision(approval, send), faults)
  const send: Send = (verb, body) => {
    faults.replaceChildren()
    void call<Approval>('POST', `${at}/${verb}`, body).then(draw, async (error: unknown) => {
      if (!(error instanceof Refused)) throw error
      // What is shown now may be other than what was seen; it is drawn again, and why it was refused below.
      draw(await call<Approval>('GET', at))
      faults.replaceChildren(refusal(error))
    })
  }
  draw(await call<Approval>('GET', at))
  return page
}

function approvalView(approval: Approval): Node[] {
  const { request, bound, summary, title, state } = approval
  const { item, requester, environment } = request
  return [
    el('h1', {}, title),
    el('p', {}, stateText(state)),
    summary !== '' ? el('p', {}, summary) : el('span', {}),
    facts([
      ['Item', `${item.name} ${item.version}`],
      ['Ordered by', requester.name ?? requester.email],
      ['Environment', environment],
      ['Price a month', bound.price],
      ...Object.entries(bound.fields),
      ...Object.entries(bound.edits).map(
        ([action, changes]) => [`Changed by hand: ${action}`, changes] as const,
      ),
    ]),
    el('p', {}, link(`#/requests/${encodeURIComponent(request.id)}`, 'The request')),
    el('h2', {}, 'Who decides'),
    el('ul', { class: 'plain' }, ...approval.stages.map(stageView)),
  ]
}

function facts(entries: readonly (readonly [string, unknown])[]): Node {
  const rows = entries
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) =>
      el(
        'tr',
        {},
        el('th', { scope: 'row' }, name),
        el('td', {}, typeof value === 'string' ? value : JSON.stringify(value)),
      ),
    )
  return el('div', { class: 'scroll' }, el('table', {}, el('tbody', {}, ...rows)))
}

function stageView(stage: Stage): Node {
  const { name, approvers, added, handed, state, missing, skipped } = stage
  const asked = [
    ...approvers.list,
    ...added.map((one) => `${one} (escalated)`),
    ...handed.map(({ from, to }) => `${to} for ${from}`),
  ]
  const wanted = state === 'open' ? `, ${missing} of ${approvers.minimum} missing` : ''
  return el(
    'li',
    {},
    el('strong', {}, name),
    ` (${state}${wanted}): ${asked.join(', ')}`,
    skipped !== undefined && el('div', { class: 'soft' }, `not needed: ${skipped} does not hold`),
    ...clocks(stage),
    ...stage.votes.map(voteView),
  )
}

function clocks({ due_at, due_means, sla_at }: Stage): Node[] {
  return [
    ...(due_at === undefined
      ? []
      : [el('div', { class: 'soft' }, `without an answer: ${due_means ?? ''} at ${when(due_at)}`)]),
    ...(sla_at === undefined
      ? []
      : [el('div', { class: 'soft' }, `promised until ${when(sla_at)}`)]),
  ]
}

function voteView({ by, voice, decision: said, how, comment, at }: Vote): Node {
  const as = voice === undefined ? '' : ` for ${voice}`
  return el(
    'div',
    {},
    `${by}${as}: `,
    el('span', { class: said === 'approve' ? 'good' : 'bad' }, said),
    comment === undefined ? '' : ` – ${comment}`,
    el('span', { class: 'soft' }, `  ${how}, ${when(at)}`),
  )
}

type Send = (verb: 'approve' | 'reject' | 'delegate', body: object) => void

/** What the person may do; the digest sent is that of what is drawn. */
function decision(approval: Approval, send: Send): Node[] {
  const { digest, stage, may_decide, why, voice, may_delegate, state } = approval
  if (!may_decide)
    return state === 'open' ? [el('p', { class: 'soft' }, `You may not decide: ${why}.`)] : []
  const comment = el('textarea', { rows: '3', maxlength: '2000', name: 'comment' })
  const say = (verb: 'approve' | 'reject') => () =>
    send(verb, { digest, stage, ...(comment.value !== '' && { comment: comment.value }) })
  const as = voice === undefined ? why : `${why}, with the voice of ${voice}`
  return [
    el('h2', {}, 'Your decision'),
    el('p', { class: 'soft' }, `In ${stage ?? 'this stage'}: ${as}.`),
    el(
      'form',
      { onsubmit: (event) => event.preventDefault() },
      el('label', {}, 'Comment', comment),
      el(
        'div',
        { class: 'row' },
        el('button', { class: 'main', type: 'button', onclick: say('approve') }, 'Approve'),
        el('button', { class: 'bad', type: 'button', onclick: say('reject') }, 'Reject'),
      ),
    ),
    ...(may_delegate ? [delegation(digest, send)] : []),
  ]
}

function delegation(digest: string, send: Send): Node {
  const to = el('input', { type: 'email', name: 'to', required: true, autocomplete: 'email' })
  const hand = (event: Event): void => {
    event.preventDefault()
    send('delegate', { digest, to: to.value })
  }
  return el(
    'details',
    {},
    el('summary', {}, 'Hand your voice to somebody else'),
    el(
      'form',
      { onsubmit: hand },
      el('label', {}, 'Their e-mail', to),
      el('button', { type: 'submit' }, 'Hand it on'),
    ),
  )
}
