import { type Book, openBook } from '../kit/book.ts'
import { type Contract, loadContract } from '../kit/contract.ts'
import { type Call, jsonBody, listen, type Reply } from '../kit/server.ts'
import {
  type Failure,
  failureHeaders,
  plannedFailure,
  switchboard,
  type Switches,
  disturbed,
} from '../kit/switches.ts'
import { answerApi, notFound, said } from './api.ts'
import { beginRun, type Finish, finishRun } from './change.ts'
import { answerPages } from './pages.ts'
import { type App, bearerOf, openApp } from './proof.ts'
import { type GithubOptions, openSite, type Run, type Site } from './site.ts'

export type FakeGithub = {
  /** Address of the site; the API is at /api/v3, as on a GitHub Enterprise Server. */
  url: string
  /** Where artifacts and logs are redirected to; it refuses calls that show a token. */
  storageUrl: string
  token: string
  app: Pick<App, 'id' | 'installation' | 'privateKey' | 'given' | 'tokens'>
  switches: Switches
  /** Calls that GitHub would not have taken. */
  complaints: Book['complaints']
  /** Every run there is, oldest first. */
  runs(): readonly Run[]
  /** Lets a run's jobs begin. */
  begin(id: number): void
  /** Ends a run as its jobs would. */
  finish(id: number, how?: Finish): void
  [Symbol.asyncDispose](): Promise<void>
}

const contractFile = new URL('../../contracts/github/github-rest.openapi.json', import.meta.url)
const root = '/api/v3'

/** A GitHub that takes what the vendor's contract takes, with runs that people end on its pages. */
export async function startFakeGithub(options: GithubOptions): Promise<FakeGithub> {
  const app = openApp()
  const site = openSite(options, app)
  const { host } = options
  const storage = await listen((call) => answerStorage(site, call), {
    port: options.storagePort ?? 0,
    host,
  })
  site.storage.url = storage.url
  const book = openBook(() => effectsOf(site))
  const contract = book.watched(await loadContract(contractFile))
  const listener = await listen(
    (call) => book.served(call, () => answer(site, contract, call)),
    options,
  )
  const known = (id: number) => {
    const run = site.runs.get(id)
    if (!run) throw new Error(`There is no run ${id}`)
    return run
  }
  return {
    url: listener.url,
    storageUrl: storage.url,
    token: site.token,
    app,
    switches: site.switches,
    complaints: book.complaints,
    runs: () => [...site.runs.values()],
    begin: (id) => beginRun(site, known(id)),
    finish(id, how = {}) {
      if (!finishRun(site, known(id), how)) throw new Error(`The run ${id} has ended`)
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([listener.close(), storage.close()])
    },
  }
}

/** Every attempt of a run, for each is started by a call of its own. */
function effectsOf({ runs }: Site): { kind: 'run'; id: number; attempt: number }[] {
  return [...runs.values()].flatMap(({ id, attempt }) =>
    Array.from({ length: attempt }, (_, before) => ({ kind: 'run', id, attempt: before + 1 })),
  )
}

async function answer(site: Site, contract: Contract, call: Call): Promise<Reply> {
  const switched = switchboard(site.switches, call)
  if (switched) return switched
  if (!call.path.startsWith(`${root}/`)) return answerPages(site, call)
  const failure = await plannedFailure(site.switches, call)
  if (failure) return planned(failure)
  const reply = withBudget(site, answerCall(site, contract, call))
  const changes = call.method === 'POST' && !call.path.includes('/app/') && reply.status < 300
  return disturbed(site.switches, reply, changes)
}

function planned(failure: Failure): Reply {
  const isLimit = failure.retryAfter !== undefined || failure.headers !== undefined
  const message = isLimit
    ? 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'
    : 'planned failure'
  return { ...said(failure.status, message), headers: failureHeaders(failure) }
}

function withBudget(site: Site, reply: Reply): Reply {
  const reset = Math.ceil(site.now() / 1000) + 3600
  return {
    ...reply,
    headers: {
      'x-ratelimit-limit': '5000',
      'x-ratelimit-remaining': '4999',
      'x-ratelimit-reset': String(reset),
      ...reply.headers,
    },
  }
}

function answerCall(site: Site, contract: Contract, outside: Call): Reply {
  const call = { ...outside, path: outside.path.slice(root.length) }
  const { app, token } = site
  const bearer = bearerOf({ app, token, now: site.now() }, call)
  if (bearer === undefined) return said(401, 'Bad credentials')
  const [, noun = '', owner = '', repo = '', ...words] = call.path.split('/')
  const isOfApp = noun === 'app' || words[0] === 'installation'
  if (isOfApp !== (bearer === 'app'))
    return said(isOfApp ? 401 : 403, 'Resource not accessible by integration')
  const refusal = contract.refusal(call, jsonBody(call))
  if (refusal?.status === 404) return notFound
  if (refusal) return said(422, `Invalid request.\n\n${refusal.detail.join('; ')}`)
  const reply =
    noun === 'app' ? installationToken(site, call) : answerApi({ call, site, owner, repo, words })
  return contract.checked(call, reply)
}

function installationToken({ app, now }: Site, call: Call): Reply {
  const [, , , installation] = call.path.split('/')
  if (Number(installation) !== app.installation) return notFound
  return { status: 201, body: { ...app.give(now()), permissions: { actions: 'write' } } }
}

/** The storage of another vendor: it takes the signed address alone, and no token. */
function answerStorage(site: Site, call: Call): Reply {
  if (call.headers['authorization'] !== undefined)
    return { status: 400, body: 'InvalidAuthenticationInfo' }
  const file = site.signed.get(call.query.get('sig') ?? '')
  if (!file || file.until < site.now()) return { status: 403, body: 'AuthenticationFailed' }
  return { status: 200, body: file.content }
}
