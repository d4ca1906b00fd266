import type { Item, Notification } from '../catalog/item.ts'
import { isMessageName, type MessageName } from './message-names.ts'
import type { PlannedAction } from './plan.ts'
import { backoffOf } from './planned-action.ts'

export type Moment = NonNullable<PlannedAction['on']>

/** What the `notification` connector is told; strings may hold templates. */
export type NoticeConfig = {
  channel: string
  to?: readonly string[]
  subject?: string
  message?: string
  /** Name of a message whose words the connector has. */
  template?: MessageName
}

const moments = [
  ['start', 'on_start', 'has started'],
  ['success', 'on_success', 'is done'],
  ['failure', 'on_failure', 'has failed'],
] as const satisfies readonly (readonly [Moment, string, string])[]

/** One action per moment and channel, so that one deaf channel never silences another. */
export function noticesOf({ fulfillment }: Item): readonly PlannedAction[] {
  return moments.flatMap(([on, key, ending]) => {
    const notification = fulfillment.notifications?.[key]
    if (!notification || notification.enabled === false) return []
    return (notification.channels ?? []).flatMap((channel, n) => {
      const address = addressOf(channel)
      return address ? [notice(on, n + 1, configOf(address, notification, ending))] : []
    })
  })
}

/** A notice of that moment; `suffix` tells several of one moment apart. */
export function notice(on: Moment, suffix: number | string, config: NoticeConfig): PlannedAction {
  return {
    id: `notice:${on}:${suffix}`,
    name: `Notice on ${on.replace('_', ' ')} by ${config.channel}`,
    type: 'notification',
    lane: 'notice',
    role: 'main',
    config,
    after: [],
    requireSuccess: false,
    conditions: [],
    retry: backoffOf(),
    timeoutMs: 3_600_000,
    onFailure: 'continue',
    output: {},
    sensitive: [],
    on,
  }
}

function configOf(
  { channel, to }: Address,
  { template }: Notification,
  ending: string,
): NoticeConfig {
  const subject = `{{metadata.name}} ${ending}`
  if (template !== undefined && isMessageName(template))
    return { channel, ...(to !== undefined && { to: [to] }), template }
  const message = template ?? `${subject} (request {{request.id}})`
  return { channel, ...(to !== undefined && { to: [to] }), subject, message }
}

export type Address = { channel: string; to?: string }

const requester = '{{request.user.email}}'

/**
 * A channel as written: `slack:#db`, `email:a@b.c`, `email` (the requester), `teams:…`, `#db`, `a@b.c`,
 * or an object with `type` or `channel` and `to`. Undefined when it says nothing.
 */
export function addressOf(channel: unknown): Address | undefined {
  if (typeof channel === 'string') return fromText(channel.trim())
  if (typeof channel !== 'object' || channel === null) return undefined
  const kind = text(channel, 'type') ?? text(channel, 'channel')
  if (kind === undefined) return undefined
  return withDefaultTo(kind, text(channel, 'to'))
}

function fromText(channel: string): Address | undefined {
  if (channel === '') return undefined
  if (channel.startsWith('#')) return { channel: 'slack', to: channel }
  const colon = channel.indexOf(':')
  if (colon < 0 && channel.includes('@')) return { channel: 'email', to: channel }
  if (colon < 0) return withDefaultTo(channel, undefined)
  return withDefaultTo(channel.slice(0, colon), channel.slice(colon + 1).trim())
}

function withDefaultTo(channel: string, to: string | undefined): Address {
  if (to !== undefined && to !== '') return { channel, to }
  return channel === 'email' ? { channel, to: requester } : { channel }
}

function text(value: object, key: string): string | undefined {
  const found: unknown = Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined
  return typeof found === 'string' && found !== '' ? found : undefined
}
