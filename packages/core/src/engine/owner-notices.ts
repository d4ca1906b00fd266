import { durationMs } from '../catalog/duration.ts'
import type { Item } from '../catalog/item.ts'
import { type Address, addressOf, type NoticeConfig, notice } from './notices-of.ts'
import type { PlannedAction } from './plan.ts'

/** Only an address that names both a way and a receiver can be escalated to. */
const ways: ReadonlySet<string> = new Set(['email', 'slack', 'teams', 'pagerduty'])

type Reachable = Required<Address>

/** Who is told when something takes too long, in this order: the owner's contact, then its escalation. */
export function escalationPath({ metadata }: Pick<Item, 'metadata'>): readonly Reachable[] {
  const { contact, escalation } = metadata.owner
  const found = [contact, escalation].flatMap((written) => {
    const address = written === undefined ? undefined : addressOf(written)
    return address?.to !== undefined && ways.has(address.channel)
      ? [{ channel: address.channel, to: address.to }]
      : []
  })
  return found.filter(({ to }, n) => found.findIndex((other) => other.to === to) === n)
}

/** Milliseconds the item promises; undefined when it promises no definite span. */
export function promisedMs({ metadata }: Pick<Item, 'metadata'>): number | undefined {
  const promised = metadata.sla?.provisioning_time
  return promised === undefined ? undefined : durationMs(promised)
}

/**
 * Notices to the item's owner: most of the promised time gone (its contact), all of it gone (everybody on the
 * path), and an action that takes longer than it should (one step of the path after the other).
 */
export function ownerNotices(
  item: Pick<Item, 'metadata'>,
  actions: readonly PlannedAction[],
): readonly PlannedAction[] {
  const path = escalationPath(item)
  const promised = item.metadata.sla?.provisioning_time
  const clock = promisedMs(item) === undefined ? [] : path
  const impatient = actions.filter(({ escalateAfterMs }) => escalateAfterMs !== undefined)
  return [
    ...clock
      .slice(0, 1)
      .map((to) => notice('sla_warning', 1, told(to, `is due soon (promised: ${promised})`))),
    ...clock.map((to, n) =>
      notice('sla_breach', n + 1, told(to, `is late (promised: ${promised})`)),
    ),
    ...impatient.flatMap(({ id, name, escalateAfterMs = 0 }) =>
      path.map((to, n) => ({
        ...notice(
          'escalation',
          `${id}:${n + 1}`,
          told(to, `waits for "${plain(name)}" since ${minutes(escalateAfterMs * (n + 1))}`),
        ),
        about: { action: id, level: n + 1 },
      })),
    ),
  ]
}

function told({ channel, to }: Reachable, what: string): NoticeConfig {
  const subject = `{{metadata.name}} for {{request.user.email}} ${what}`
  return { channel, to: [to], subject, message: `${subject}. Request {{request.id}}` }
}

/** A name goes into a template as text, never as a template. */
function plain(name: string): string {
  return name.replaceAll(/[{}\\]/g, '')
}

function minutes(ms: number): string {
  const count = Math.round(ms / 60_000)
  return count === 1 ? '1 minute' : `${count} minutes`
}
