import { type Access, type StreamedEvent, StreamFailure, streamEvents } from '@pao/sdk'
import { dump } from 'js-yaml'
import type { CliConfig } from '../config.ts'
import { exitCodes, Stop } from '../exit.ts'
import { json, plain, print } from '../print.ts'
import { answerOf, connect, type Remote } from '../remote.ts'
import { followChildren } from './watch-children.ts'

/** From which event on, and the one state whose exit code is 0. */
type Following = { after?: number; good?: 'completed' | 'rolled_back' }

/**
 * `pao request watch`: prints events as they come, one JSON text a line or one YAML document each when
 * asked for. A server that restarts is waited for. People are told of the requests it orders too.
 * Exit 1 when the request does not end as completed.
 */
export async function watch(
  remote: Remote,
  id: string,
  { after = 0, good = 'completed' }: Following = {},
): Promise<void> {
  const { screen, output } = remote
  const state = await follow(remote, { id, after }, (event) => {
    if (output === 'json') screen.out(json(event))
    else if (output === 'yaml') screen.out(`---\n${dump(event).trimEnd()}`)
    else screen.out(eventLine(event))
  })
  if (output === 'table') screen.out(plain(state))
  if (state !== good) throw new Stop(exitCodes.no)
}

/** As `watch` for people; programs get one answer, the request as it ended, and the events go to stderr. */
export async function followToEnd(
  remote: Remote,
  id: string,
  { after = 0, good = 'completed' }: Following = {},
): Promise<void> {
  const { screen, output, config } = remote
  if (output === 'table') return watch(remote, id, { after, good })
  const state = await follow(remote, { id, after }, (event) => screen.err(eventLine(event)))
  const ended = await answerOf(
    connect(config).GET('/api/v1/requests/{id}', { params: { path: { id } } }),
    config.url,
  )
  print(screen, output, ended, () => '')
  if (state !== good) throw new Stop(exitCodes.no)
}

/** How a request and its actions stand. */
export function statusOf({ config }: Remote, id: string) {
  return answerOf(
    connect(config).GET('/api/v1/requests/{id}/status', { params: { path: { id } } }),
    config.url,
  )
}

/** Hands every event on and gives the state in which the request came to rest. */
async function follow(
  remote: Remote,
  { id, after }: { id: string; after: number },
  hear: (event: StreamedEvent) => void,
): Promise<string> {
  const { config, pause, screen, output } = remote
  // Asked first, so that an unknown id or a bad key is refused in the API's words.
  const found = await statusOf(remote, id)
  let state = found.state
  const children =
    output === 'table'
      ? followChildren(remote, { id, actions: found.actions }, (way, event) =>
          screen.out(childLine(way, event)),
        )
      : undefined
  const access = accessOf(config)
  try {
    for await (const event of streamEvents(access, id, { after, pause })) {
      if (typeof event['state'] === 'string') state = event['state']
      hear(event)
      children?.hear(event)
    }
    await children?.end()
  } catch (error) {
    if (!(error instanceof StreamFailure)) throw error
    throw new Stop(exitCodes.unasked, `${error.message}; go on with: pao request watch ${id}`)
  }
  return state
}

/** Reads the token anew for each connection: that of a login is another one after a while. */
function accessOf(config: CliConfig): Access {
  const { url, token } = config
  if (token === undefined) return { url }
  return {
    url,
    get token() {
      return config.token ?? token
    },
  }
}

/** An event of a request that the watched one ordered. */
function childLine(way: readonly string[], event: StreamedEvent): string {
  const [at, ...rest] = [eventLine(event).slice(0, 8), eventLine(event).slice(8)]
  return `${at}  ${plain(way.join(' > '))}:${rest.join('')}`
}

/** One event on one line: when, what, which action, and why. */
export function eventLine(event: StreamedEvent): string {
  const { at, type } = event
  const error = event['error']
  const message =
    typeof error === 'object' && error !== null && 'message' in error ? error.message : undefined
  const waiting = event['waiting_for']
  return [
    at.slice(11, 19),
    type.padEnd(20),
    event['action'],
    waiting === undefined ? undefined : `waits for ${plain(waiting)}`,
    event['reason'],
    message,
  ]
    .filter((part) => part !== undefined && part !== null)
    .map(plain)
    .join('  ')
    .trimEnd()
}
