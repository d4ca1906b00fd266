import { textOf } from '../kit/text.ts'
import { type Book, openBook } from '../kit/book.ts'
import { type Contract, loadContract } from '../kit/contract.ts'
import { type Ledger, openLedger } from '../kit/ledger.ts'
import { escapeHtml, page } from '../kit/page.ts'
import {
  alertsOf,
  answerPagerduty,
  type PagerAlert,
  type PagerEvent,
  routingKey,
} from '../pagerduty/events.ts'
import { type Call, formBody, jsonBody, listen, type Reply, seeOther } from '../kit/server.ts'
import {
  disturbed,
  failureHeaders,
  plannedFailure,
  switchboard,
  type Switches,
  switchesOff,
} from '../kit/switches.ts'
import { answerTeams, type TeamsCard, teamsAddress } from '../teams/workflow.ts'
import { type SlackUser, usersInfo, usualPeople } from './people.ts'
import { buttonsOf, type Interactivity, pressForm, tellPress } from './press.ts'

type SlackMessage = {
  at: string
  via: 'webhook' | 'api' | 'teams' | 'pagerduty' | 'response'
  channel: string
  body: Record<string, unknown>
}
export type SlackOptions = {
  port: number
  host?: string
  dataFile?: string
  token?: string
  channels?: readonly string[]
  switches?: Partial<Switches>
  /** Where presses of buttons are told; left out = nobody hears them. */
  interactivity?: Interactivity
  /** Who is in the workspace; the people of the demo where left out. */
  people?: readonly SlackUser[]
}
export type FakeSlack = {
  url: string
  /** Address to post to without a token. */
  webhookUrl: string
  token: string
  switches: Switches
  /** Calls that Slack, Teams or PagerDuty would not have taken. */
  complaints: Book['complaints']
  /** What Slack took; cards and alerts are not among it. */
  messages(): readonly SlackMessage[]
  /** Presses a button of the message with this number, as `GET /_fake/messages` counts; the status of the answer. */
  press(message: number, user: string, action: string): Promise<number>
  /** What was said to those who pressed, oldest first. */
  responses(): readonly SlackMessage['body'][]
  /** The flow of Microsoft Teams on the same port; its address is a secret. */
  teams: { webhookUrl: string; cards(): readonly TeamsCard[] }
  /** PagerDuty's Events API on the same port. */
  pagerduty: { url: string; routingKey: string; alerts(): readonly PagerAlert[] }
  [Symbol.asyncDispose](): Promise<void>
}

type State = {
  contract: Contract
  messages: Ledger<SlackMessage>
  switches: Switches
  token: string
  channels: readonly string[]
  interactivity: Interactivity | undefined
  people: readonly SlackUser[]
}

const contractFile = new URL('../../contracts/slack/slack-messages.openapi.json', import.meta.url)
const hookPath = '/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX'

/**
 * Slack's incoming webhook and chat.postMessage, checked against the contract, with a page of messages. Behind the
 * same port: a flow of Microsoft Teams and PagerDuty's Events API.
 */
export async function startFakeSlack(options: SlackOptions): Promise<FakeSlack> {
  const messages: Ledger<SlackMessage> = openLedger(options.dataFile)
  const book = openBook(
    () => messages.entries(),
    ({ path }) => !/^\/(_fake|services|api)\//.test(path),
  )
  const state: State = {
    contract: book.watched(await loadContract(contractFile)),
    messages,
    switches: { ...switchesOff(), ...options.switches },
    token: options.token ?? 'xoxb-fake-token',
    channels: options.channels ?? ['C0000000001', 'C0000000002'],
    interactivity: options.interactivity,
    people: options.people ?? usualPeople,
  }
  const listener = await listen((call) => book.served(call, () => answer(state, call)), options)
  return {
    url: listener.url,
    webhookUrl: `${listener.url}${hookPath}`,
    token: state.token,
    switches: state.switches,
    complaints: book.complaints,
    messages: () =>
      state.messages.entries().filter(({ via }) => via === 'webhook' || via === 'api'),
    press: (message, user, action) => press(state, listener.url, { message, user, action }),
    responses: () => bodiesBy(state, 'response'),
    teams: {
      webhookUrl: `${listener.url}${teamsAddress}`,
      cards: () => bodiesBy(state, 'teams'),
    },
    pagerduty: {
      url: listener.url,
      routingKey,
      alerts: () => alertsOf(bodiesBy(state, 'pagerduty') as unknown as readonly PagerEvent[]),
    },
    [Symbol.asyncDispose]: () => listener.close(),
  }
}

async function answer(state: State, call: Call): Promise<Reply> {
  const switched = switchboard(state.switches, call)
  if (switched) return switched
  if (call.path === '/') return messagesPage(state)
  if (call.path === '/_fake/messages') return { status: 200, body: state.messages.entries() }
  if (call.path === '/_fake/press' && call.method === 'POST') return pressed(state, call)
  const failure = await plannedFailure(state.switches, call)
  if (failure)
    return {
      status: failure.status,
      headers: failureHeaders(failure),
      body: failure.status === 429 ? 'rate_limited' : 'planned failure',
    }
  const before = state.messages.entries().length
  const reply = answerOthers(state, call) ?? answerSlack(state, call)
  return disturbed(state.switches, reply, state.messages.entries().length > before)
}

type Wish = { message: number; user: string; action: string }

/** Pressing is what a person does: with an unknown message, person or button there is nothing to press. */
async function press(state: State, origin: string, wish: Wish): Promise<number> {
  const said = state.messages.entries()[wish.message]
  const button = buttonsOf(said?.body ?? {}).find(({ action }) => action === wish.action)
  const user = state.people.find(({ id }) => id === wish.user)
  if (!said || !button || !user || !state.interactivity) return 404
  const { channel, at, body } = said
  return tellPress(state.interactivity, {
    user,
    button,
    channel,
    message: { ts: `${Date.parse(at) / 1000}`, text: textOf(body['text']) },
    responseUrl: `${origin}/actions/T00000000/${wish.message}`,
  })
}

async function pressed(state: State, call: Call): Promise<Reply> {
  const isForm = call.headers['content-type']?.includes('urlencoded') === true
  const given = isForm ? Object.fromEntries(formBody(call)) : (jsonBody(call) as object | undefined)
  const { message, user, action } = { ...given } as Readonly<Record<string, unknown>>
  const wish = { message: Number(message), user: textOf(user), action: textOf(action) }
  const status = await press(state, call.origin, wish)
  return isForm ? seeOther('/') : { status: status === 404 ? 404 : 200, body: { answered: status } }
}

function answerSlack(state: State, call: Call): Reply {
  if (call.path.startsWith('/actions/')) return response(state, call)
  return call.path.startsWith('/services/') ? webhook(state, call) : webApi(state, call)
}

function answerOthers(state: State, call: Call): Reply | undefined {
  return (
    answerTeams(call, (body) => keep(state, { via: 'teams', channel: '(Teams)', body })) ??
    answerPagerduty(call, (event) =>
      keep(state, { via: 'pagerduty', channel: '(PagerDuty)', body: { ...event } }),
    )
  )
}

function bodiesBy(state: State, way: SlackMessage['via']): readonly SlackMessage['body'][] {
  return state.messages.entries().flatMap(({ via, body }) => (via === way ? [body] : []))
}

function webhook(state: State, call: Call): Reply {
  if (call.path !== hookPath) return { status: 404, body: 'no_service' }
  const form = (call.headers['content-type'] ?? '').includes('urlencoded')
  const body = form ? tryJson(formBody(call).get('payload')) : jsonBody(call)
  if (body === undefined) return { status: 400, body: 'invalid_payload' }
  if (state.contract.refusal(call, body)) return { status: 400, body: 'invalid_payload' }
  const { text, blocks, attachments } = body as Record<string, unknown>
  if (!text && !blocks && !attachments) return { status: 400, body: 'no_text' }
  keep(state, { via: 'webhook', channel: '(webhook)', body: body as Record<string, unknown> })
  return { status: 200, body: 'ok' }
}

/** What the app says to a press, at the address that came with it. */
function response(state: State, call: Call): Reply {
  const body = jsonBody(call) as Record<string, unknown> | undefined
  if (call.method !== 'POST' || textOf(body?.['text']) === '')
    return { status: 400, body: { ok: false, error: 'invalid_payload' } }
  keep(state, { via: 'response', channel: '(to the presser)', body: { ...body } })
  return { status: 200, body: 'ok' }
}

const failed = (error: string): Reply => ({ status: 200, body: { ok: false, error } })

function webApi(state: State, call: Call): Reply {
  if (call.headers['authorization'] !== `Bearer ${state.token}`) return failed('invalid_auth')
  if (call.path === '/api/auth.test')
    return {
      status: 200,
      body: { ok: true, url: call.origin, team: 'fake', user: 'pao', team_id: 'T0', user_id: 'U0' },
    }
  if (call.path === '/api/users.info') return usersInfo(state.people, call)
  if (call.path !== '/api/chat.postMessage') return failed('unknown_method')
  const body = jsonBody(call) as Record<string, unknown> | undefined
  if (body === undefined) return failed('invalid_json')
  const refusal = state.contract.refusal(call, body)
  if (refusal) return failed(body['blocks'] === undefined ? 'invalid_arguments' : 'invalid_blocks')
  const channel = String(body['channel'])
  if (!state.channels.includes(channel)) return failed('channel_not_found')
  if (textOf(body['text']).length > 40_000) return failed('msg_too_long')
  const ts = `${Math.floor(Date.now() / 1000)}.${String(state.messages.entries().length).padStart(6, '0')}`
  keep(state, { via: 'api', channel, body })
  return state.contract.checked(call, { status: 200, body: { ok: true, channel, ts } })
}

function tryJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}

function keep(state: State, message: Omit<SlackMessage, 'at'>) {
  state.messages.append({ at: new Date().toISOString(), ...message })
}

function messagesPage(state: State): Reply {
  const cards = state.messages
    .entries()
    .map(
      ({ at, channel, body }, number) =>
        `<div class="card"><p class="muted">${escapeHtml(channel)} · ${at.slice(0, 19)}</p><pre>${escapeHtml(body['text'] ?? body)}</pre>${state.interactivity ? pressForm(number, buttonsOf(body), state.people) : ''}</div>`,
    )
    .toReversed()
    .join('')
  return page(
    'Slack, Teams and PagerDuty stand-in',
    `<h1>Messages</h1>${cards || '<div class="card muted">No messages yet.</div>'}`,
    { Messages: '/' },
  )
}
