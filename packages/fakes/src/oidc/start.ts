import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'
import { escapeHtml, page } from '../kit/page.ts'
import { audience, clients, configurationOf } from './configuration.ts'
import { people, type Person } from './people.ts'

export type OidcOptions = {
  port?: number
  host?: string
  redirectUris?: readonly string[]
  postLogoutRedirectUris?: readonly string[]
  backchannelLogoutUri?: string
  clientSecret?: string
}

export type FakeOidc = {
  /** The issuer. */
  url: string
  audience: string
  clients: typeof clients
  people: readonly Person[]
  [Symbol.asyncDispose](): Promise<void>
}

/**
 * An OpenID provider with seeded people and no passwords: whoever a `login_hint` names is signed in, otherwise a page
 * lets one choose. Tokens, checks and endpoints are those of a certified library.
 */
export async function startFakeOidc(options: OidcOptions = {}): Promise<FakeOidc> {
  const { port = 0, host = '127.0.0.1' } = options
  let answer = unready
  const server = createServer((request, response) => answer(request, response))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const { port: taken } = server.address() as AddressInfo
  const url = `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${taken}`
  const provider = new Provider(
    url,
    configurationOf({
      redirectUris: options.redirectUris ?? [],
      postLogoutRedirectUris: options.postLogoutRedirectUris ?? [],
      ...(options.backchannelLogoutUri !== undefined && {
        backchannelLogoutUri: options.backchannelLogoutUri,
      }),
      ...(options.clientSecret !== undefined && { clientSecret: options.clientSecret }),
    }),
  )
  const library = provider.callback()
  answer = (request, response) =>
    void (request.url?.startsWith('/interaction/') === true
      ? choose(provider, request, response)
      : library(request, response))
  return {
    url,
    audience,
    clients,
    people,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function unready(_request: IncomingMessage, response: ServerResponse): void {
  response.end()
}

/** Signs in who is hinted at or was clicked on; otherwise asks. */
async function choose(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const { params, uid } = await provider.interactionDetails(request, response)
    const asked = new URL(request.url ?? '/', 'http://localhost').searchParams.get('person')
    const hint = asked ?? params['login_hint']
    const person = people.find(({ id, email }) => id === hint || email === hint)
    if (person)
      return await provider.interactionFinished(request, response, {
        login: { accountId: person.id },
      })
    send(response, page('Sign in', `<h1>Who are you?</h1>${people.map(card(uid)).join('')}`))
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    send(response, { ...page('Sign in', `<p>${escapeHtml(text)}</p>`), status: 400 })
  }
}

const card =
  (uid: string) =>
  ({ id, name, roles }: Person): string =>
    `<div class="card"><a href="/interaction/${escapeHtml(uid)}?person=${escapeHtml(id)}"><b>${escapeHtml(name)}</b></a><br><span class="muted">${escapeHtml(roles.join(', '))}</span></div>`

function send(response: ServerResponse, { status, headers, body }: ReturnType<typeof page>): void {
  response.writeHead(status, { ...headers }).end(body)
}
