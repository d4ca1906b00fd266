import { call, Refused } from './api.ts'
import { el, link } from './dom.ts'
import { drawForm, type Schema } from './form.ts'
import { planView, type SimulatedPlan } from './plan-view.ts'

type Listed = {
  id: string
  name: string
  description: string
  category: string
  version: string
  owner?: { team?: string } | string
  sla?: { provisioning_time?: string }
  stale?: unknown
}
type Page<T> = { items: readonly T[]; next_cursor?: string | null }
type Found = {
  id: string
  item: { id: string; name?: string; version?: string }
  state: string
  created_at: string
  environment?: string | null
}

/** A state as people read it. */
export function stateText(state: string): HTMLElement {
  return el(
    'strong',
    { class: state === 'completed' ? 'good' : state === 'failed' ? 'bad' : '' },
    state.replaceAll('_', ' '),
  )
}

/** Every item one may see, with an instant filter. */
export async function catalogPage(): Promise<HTMLElement> {
  const { items } = await call<Page<Listed>>('GET', '/catalog?limit=200')
  const list = el('ul', { class: 'cards' })
  const draw = (words: string) => {
    const wanted = words.toLowerCase()
    list.replaceChildren(
      ...items
        .filter(({ name, description, id }) =>
          `${name} ${description} ${id}`.toLowerCase().includes(wanted),
        )
        .map((item) =>
          el(
            'li',
            {},
            el(
              'div',
              { class: 'card' },
              el('h3', {}, link(`#/items/${encodeURIComponent(item.id)}`, item.name)),
              el('p', {}, item.description),
              el('span', { class: 'tag' }, item.category),
              el('span', { class: 'tag' }, item.version),
              item.sla?.provisioning_time !== undefined &&
                el('span', { class: 'tag' }, item.sla.provisioning_time),
              item.stale !== undefined &&
                item.stale !== null &&
                item.stale !== false &&
                el('span', { class: 'tag bad' }, 'newest file has errors'),
            ),
          ),
        ),
    )
  }
  draw('')
  const search = el('input', {
    type: 'search',
    placeholder: 'Search the catalog',
    'aria-label': 'Search the catalog',
    oninput: (event) => draw((event.target as HTMLInputElement).value),
  })
  return el('section', {}, el('h1', {}, 'Catalog'), search, list)
}

/** One item and its order form. */
export async function itemPage(id: string): Promise<HTMLElement> {
  const at = `/catalog/items/${encodeURIComponent(id)}`
  const { schema } = await call<{ schema: Schema & { title?: string; description?: string } }>(
    'GET',
    `${at}/schema`,
  )
  const form = drawForm(schema)
  // Most items ask for it themselves; the request then takes that answer.
  const asksEnvironment = schema.properties?.['environment'] !== undefined
  const faults = el('div', { role: 'alert' })
  const plan = el('div', {})
  const environment = el('input', { name: 'environment', placeholder: 'development' })
  const answers = () => ({
    item: id,
    fields: form.answers(),
    ...(environment.value !== '' && { environment: environment.value }),
  })
  const orRefusal = async (ask: () => Promise<void>): Promise<void> => {
    faults.replaceChildren()
    try {
      await ask()
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      faults.replaceChildren(refusal(error))
      faults.scrollIntoView({ block: 'nearest' })
    }
  }
  const order = async (event: Event): Promise<void> => {
    event.preventDefault()
    await orRefusal(async () => {
      const made = await call<{ id: string }>('POST', '/requests', answers(), {
        'idempotency-key': crypto.randomUUID(),
      })
      location.hash = `#/requests/${made.id}`
    })
  }
  const tryDry = (): Promise<void> =>
    orRefusal(async () => {
      plan.replaceChildren()
      const wanted = { ...answers(), dry_run: true }
      const tried = await call<SimulatedPlan>('POST', '/simulate/fulfillment', wanted)
      plan.replaceChildren(planView(tried))
    })
  return el(
    'section',
    {},
    el('h1', {}, schema.title ?? id),
    el('p', {}, schema.description ?? ''),
    el(
      'form',
      { onsubmit: (event) => void order(event), novalidate: true },
      form.element,
      !asksEnvironment && el('label', {}, 'Environment of the request', environment),
      faults,
      el('button', { class: 'main', type: 'submit' }, 'Order'),
      el('button', { type: 'button', onclick: () => void tryDry() }, 'What would happen?'),
    ),
    plan,
  )
}

/** Everything wrong at once. */
export function refusal(error: Refused): HTMLElement {
  return el(
    'div',
    { class: 'bad' },
    el('p', {}, error.message),
    el(
      'ul',
      { class: 'faults' },
      ...error.faults.map(({ pointer, message, hint }) =>
        el('li', {}, `${pointer ?? ''} ${message}${hint ? ` (${hint})` : ''}`),
      ),
    ),
  )
}

/** The newest requests one may see. */
export async function requestsPage(): Promise<HTMLElement> {
  const { items } = await call<Page<Found>>('GET', '/requests?limit=50')
  const rows = items.map((one) =>
    el(
      'tr',
      {},
      el('td', {}, link(`#/requests/${one.id}`, one.item.name ?? one.item.id)),
      el('td', {}, stateText(one.state)),
      el('td', {}, one.environment ?? ''),
      el('td', {}, new Date(one.created_at).toLocaleString()),
    ),
  )
  return el(
    'section',
    {},
    el('h1', {}, 'Requests'),
    items.length === 0
      ? el('p', {}, 'Nothing ordered yet.')
      : el(
          'div',
          { class: 'scroll' },
          el(
            'table',
            {},
            el(
              'thead',
              {},
              el(
                'tr',
                {},
                ...['Item', 'State', 'Environment', 'Ordered'].map((title) => el('th', {}, title)),
              ),
            ),
            el('tbody', {}, ...rows),
          ),
        ),
  )
}
