import { call, Refused, useCsrf } from './api.ts'
import { approvalPage, approvalsPage } from './approval-pages.ts'
import { el } from './dom.ts'
import { catalogPage, itemPage, refusal, requestsPage } from './pages.ts'
import { requestPage } from './request-page.ts'

type Me = { email: string; name?: string; csrf?: string }
type Person = { id: string; name: string; role?: string; roles?: readonly string[] }

const page = document.querySelector('#page')
const who = document.querySelector('#who')
let watching = new AbortController()

/** Draws what the address names. */
async function show(): Promise<void> {
  watching.abort()
  watching = new AbortController()
  const { signal } = watching
  try {
    const me = await call<Me>('GET', '/me')
    if (me.csrf !== undefined) useCsrf(me.csrf)
    who?.replaceChildren(
      `${me.name ?? me.email} `,
      el('button', { onclick: () => void signOut() }, 'Sign out'),
    )
    const drawn = await route(
      location.hash.replace(/^#/, '').split('/').filter(Boolean).map(decodeURIComponent),
      signal,
    )
    if (!signal.aborted) page?.replaceChildren(drawn)
  } catch (error) {
    if (error instanceof Refused && error.status === 401) page?.replaceChildren(await signInPage())
    else if (error instanceof Refused) page?.replaceChildren(refusal(error))
    else throw error
  }
}

function route([noun, id]: readonly string[], signal: AbortSignal): Promise<HTMLElement> {
  if (noun === 'items' && id !== undefined) return itemPage(id)
  if (noun === 'approvals') return id === undefined ? approvalsPage() : approvalPage(id)
  if (noun === 'requests') return id === undefined ? requestsPage() : requestPage(id, signal)
  return catalogPage()
}

async function signInPage(): Promise<HTMLElement> {
  who?.replaceChildren()
  try {
    const { people } = await call<{ people: readonly Person[] }>('GET', '/session/people')
    const buttons = people.map((person) =>
      el(
        'li',
        {},
        el(
          'button',
          { class: 'card', onclick: () => void signIn(person.id) },
          `${person.name} – ${person.role ?? (person.roles ?? []).join(', ')}`,
        ),
      ),
    )
    return el(
      'section',
      {},
      el('h1', {}, 'Sign in'),
      el('p', {}, 'This is a demo: choose who you want to be.'),
      el('ul', { class: 'cards' }, ...buttons),
    )
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return el(
      'section',
      {},
      el('h1', {}, 'Sign in'),
      el(
        'p',
        {},
        'The built-in sign-in is off here. Use the API or the command line with an API key.',
      ),
    )
  }
}

async function signIn(id: string): Promise<void> {
  const session = await call<{ csrf?: string }>('POST', '/session', { person: id })
  if (session.csrf !== undefined) useCsrf(session.csrf)
  await show()
}

async function signOut(): Promise<void> {
  await call('DELETE', '/session')
  await show()
}

// Links in tickets and messages name a path; the page itself works by the fragment.
if (location.pathname !== '/') location.replace(`/#${location.pathname}`)
addEventListener('hashchange', () => void show())
void show()
