import type { Plan, PlannedAction } from './plan.ts'
import type { ActionRun } from './run.ts'
import { isMaking } from './work.ts'

/** What a rule may limit: how many actions of one of these are under way at once, over all requests. */
export const limitScopes = ['item', 'queue', 'target', 'tenant'] as const
export type LimitScope = (typeof limitScopes)[number]

/** One thing that a rule may stand for. */
export type LimitKey = { scope: LimitScope; name: string }

/** Everything about an action's request that rules go by. */
export type LimitFacts = { tenant: string; item: string; plan: Pick<Plan, 'queue'> }

/**
 * The things an action takes one slot of each of, where a rule stands for them. Manual work and notices
 * take none. Only what is known before the call counts: a place made by a template is left out.
 */
export function limitKeys(
  { tenant, item, plan }: LimitFacts,
  planned: PlannedAction,
): readonly LimitKey[] {
  if (planned.lane !== 'automatic' && planned.lane !== 'post') return []
  // What it waits for takes slots of its own; holding one meanwhile could block it for ever.
  if (planned.type === 'catalog-request') return []
  return [
    { scope: 'item', name: item },
    { scope: 'queue', name: plan.queue },
    { scope: 'tenant', name: tenant },
    ...targetNames(planned).map((name) => ({ scope: 'target' as const, name })),
  ]
}

/** The action's type (`jira-ticket`), and with its literal connection or host (`jira-ticket@main`). */
function targetNames({ type, config }: PlannedAction): readonly string[] {
  const place = connectionOf(config['connection']) ?? hostOf(config) ?? hostOf(config['endpoint'])
  return place === undefined ? [type] : [type, `${type}@${place}`]
}

/** A connection is named directly, or as the instance of a group of settings. */
function connectionOf(value: unknown): string | undefined {
  const name = isGroup(value) ? value['instance'] : value
  return typeof name === 'string' && name !== '' && !name.includes('{{') ? name : undefined
}

const hostPattern = /^https?:\/\/(?:[^/?#@]*@)?([^/?#{}]+)(?:[/?#]|$)/i

function hostOf(group: unknown): string | undefined {
  const url = isGroup(group) ? group['url'] : group
  return typeof url === 'string' ? hostPattern.exec(url)?.[1]?.toLowerCase() : undefined
}

function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * Whether an action that changed so gives its slots back. It keeps them while it runs, while it waits for
 * the remote system, and from the end of that wait to the claim that looks what has come of it; also where that wait
 * was over before it was written down, or who looked was lost.
 */
export function givesSlotsBack(before: ActionRun, after: ActionRun): boolean {
  if (before.state !== 'ready' && before.state !== 'running' && before.state !== 'waiting')
    return false
  if (after.state === 'running') return false
  if (after.state === 'waiting') return after.waitingFor !== 'remote'
  return after.state !== 'ready' || (before.state === 'running' && isMaking(after.entry))
}
