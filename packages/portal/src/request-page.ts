import { call, Refused } from './api.ts'
import { el, link } from './dom.ts'
import { refusal, stateText } from './pages.ts'

type Action = {
  id: string
  type?: string
  state: string
  waiting_for?: string | null
  approval?: { id: string; title: string }
  error?: { message?: string } | null
  ref?: { id?: string; url?: string } | null
}
type Found = {
  id: string
  item: { id: string; name?: string }
  state: string
  actions?: readonly Action[]
}
type Statement = {
  action?: string
  state: string
  sentence: string
  waits_for?: { kind: string }
  can_move: readonly { who: string; what: string; how: string }[]
}
type Sentence = { at: string; sentence: string }
/** A request with why it stands where it does and what became of it. */
type Seen = { found: Found; statements: readonly Statement[]; story: readonly Sentence[] }

const endStates = ['completed', 'failed', 'cancelled', 'rejected', 'rolled_back', 'rollback_failed']

/** One request, redrawn with every event of its stream until it ends. `signal` ends the watching. */
export async function requestPage(id: string, signal: AbortSignal): Promise<HTMLElement> {
  const page = el('section', {})
  const faults = el('div', { role: 'alert' })
  const at = `/requests/${encodeURIComponent(id)}`
  const draw = async (): Promise<string> => {
    const [found, { statements }, { items: story }] = await Promise.all([
      call<Found>('GET', at),
      call<{ statements: readonly Statement[] }>('GET', `${at}/explain`),
      call<{ items: readonly Sentence[] }>('GET', `${at}/story`),
    ])
    page.replaceChildren(...requestView({ found, statements, story }, act), faults)
    return found.state
  }
  const act: Act = (path, body) => () => {
    faults.replaceChildren()
    const sent = call('POST', `${at}/${path}`, body ?? {})
    void sent.then(draw, async (error: unknown) => {
      if (!(error instanceof Refused)) throw error
      await draw()
      faults.replaceChildren(refusal(error))
    })
  }
  if (!endStates.includes(await draw())) follow(id, signal, draw)
  return page
}

function follow(id: string, signal: AbortSignal, draw: () => Promise<unknown>): void {
  const source = new EventSource(`/api/v1/requests/${encodeURIComponent(id)}/events`)
  source.addEventListener('message', () => void draw())
  source.addEventListener('end', () => {
    source.close()
    void draw()
  })
  signal.addEventListener('abort', () => source.close())
}

/** A listener that sends a wish about the request and draws what came of it. */
type Act = (path: string, body?: unknown) => () => void

function requestView(seen: Seen, act: Act): Node[] {
  const { found, statements, story } = seen
  const isOpen = ![...endStates, 'rolling_back'].includes(found.state)
  return [
    el('h1', {}, found.item.name ?? found.item.id),
    el('p', {}, stateText(found.state), el('span', { class: 'soft' }, `  ${found.id}`)),
    ...whyView(statements, found.state),
    actionTable(found.actions ?? [], act),
    el(
      'p',
      {},
      isOpen && el('button', { onclick: act('cancel') }, 'Cancel'),
      found.state === 'failed' && el('button', { class: 'main', onclick: act('retry') }, 'Retry'),
      canBeUndone(statements) && el('button', { onclick: act('rollback') }, 'Undo what was made'),
    ),
    ...storyView(story),
  ]
}

function canBeUndone(statements: readonly Statement[]): boolean {
  return statements.some(({ can_move }) => can_move.some(({ how }) => how.endsWith('/rollback')))
}

const holding = new Set(['failed', 'unknown', 'waiting', 'running', 'ready'])

/** What holds the request up, and who can move it. */
function whyView(statements: readonly Statement[], state: string): Node[] {
  const holds = statements.filter((one) =>
    one.action === undefined ? one.waits_for !== undefined : holding.has(one.state),
  )
  if (state === 'completed' || holds.length === 0) return []
  const items = holds.map(({ action, sentence, can_move }) =>
    el(
      'li',
      {},
      action !== undefined && el('strong', {}, `${action}: `),
      sentence,
      ...can_move
        .filter(({ who }) => who !== 'system')
        .map(({ who, what }) => el('div', { class: 'soft' }, `${who} can ${what}`)),
    ),
  )
  return [el('h2', {}, 'Where it is'), el('ul', { class: 'plain' }, ...items)]
}

function actionTable(actions: readonly Action[], act: Act): Node {
  const titles = ['Action', 'Type', 'State', 'Where'].map((title) => el('th', {}, title))
  const rows = actions.map((action) =>
    el(
      'tr',
      {},
      el('td', {}, action.id),
      el('td', {}, action.type ?? ''),
      el('td', {}, stateText(action.state)),
      el(
        'td',
        {},
        action.error?.message ?? '',
        action.ref?.url !== undefined && link(action.ref.url, action.ref.id ?? 'open'),
        ...wishes(action, act),
      ),
    ),
  )
  return el(
    'div',
    { class: 'scroll' },
    el('table', {}, el('thead', {}, el('tr', {}, ...titles)), el('tbody', {}, ...rows)),
  )
}

/** What a person may say of an action: that their work is done, or what became of an effect nobody knows of. */
function wishes({ id, state, waiting_for, approval }: Action, act: Act): Node[] {
  if (approval) return [link(`#/approvals/${encodeURIComponent(approval.id)}`, 'Approval')]
  const at = `actions/${encodeURIComponent(id)}`
  if (waiting_for === 'person') {
    const done = act(`${at}/complete`, { outcome: 'succeeded' })
    return [el('button', { onclick: done }, 'Confirm done')]
  }
  if (state !== 'unknown') return []
  return [
    el('button', { onclick: act(`${at}/resolve`, { happened: true }) }, 'It happened'),
    el('button', { onclick: act(`${at}/resolve`, { happened: false }) }, 'It did not'),
  ]
}

function storyView(story: readonly Sentence[]): Node[] {
  if (story.length === 0) return []
  const items = story.map(({ at, sentence }) =>
    el(
      'li',
      {},
      el('time', { class: 'soft', datetime: at }, new Date(at).toLocaleString()),
      ` ${sentence}`,
    ),
  )
  return [el('h2', {}, 'What happened'), el('ol', { class: 'plain story' }, ...items)]
}
