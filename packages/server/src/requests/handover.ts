import type { Connector } from '@pao/connectors'
import type { Document } from '@pao/core/catalog'
import { type Collected, collected, type PlannedAction } from '@pao/core/engine'
import type { RequestsDeps } from './deps.ts'
import type { Held } from './held.ts'

export type HandoverDeps = Pick<RequestsDeps, 'db' | 'definition' | 'publicUrl'>

/** What the people who do this action read as `handover`; null for work of machines. Holds no secret. */
export async function handoverOf(
  deps: HandoverDeps,
  held: Held,
  planned: PlannedAction,
): Promise<Collected | null> {
  if (planned.lane !== 'manual' && planned.role !== 'fallback') return null
  const { key, fixed, run } = held
  const document = await deps.definition(key.tenant, fixed.definitionHash)
  const links = [
    { label: 'Request', url: `${deps.publicUrl}/requests/${key.id}` },
    ...(await linksOf(deps, held)),
  ]
  return collected(fixed.plan, run, planned.id, { answers: answersOf(held, document), links })
}

/** In the order of the form. Answers are stored with `***` in place of secrets. */
function answersOf({ fixed }: Held, document: Document | undefined) {
  const labels = new Map(
    document?.presentation.groups.flatMap(({ fields }) => fields.map(({ id, name }) => [id, name])),
  )
  const ids = new Set([...labels.keys(), ...Object.keys(fixed.fields)])
  return [...ids].flatMap((id) =>
    Object.hasOwn(fixed.fields, id)
      ? [{ label: labels.get(id) ?? id, value: fixed.fields[id] }]
      : [],
  )
}

/** Pages of what the request's attempts made elsewhere: runs, tickets. */
async function linksOf({ db }: HandoverDeps, { key, fixed }: Held) {
  const rows = await db
    .selectFrom('attempt')
    .select(['action_id', 'ref'])
    .where('tenant', '=', key.tenant)
    .where('request_id', '=', key.id)
    .where('ref', 'is not', null)
    .orderBy('started_at')
    .limit(50)
    .execute()
  const found = new Map<string, string>()
  for (const { action_id: id, ref } of rows) {
    const url = typeof ref === 'object' && ref !== null ? Reflect.get(ref, 'url') : undefined
    const name = fixed.plan.actions.find((action) => action.id === id)?.name ?? id
    if (typeof url === 'string') found.set(url, name)
  }
  return [...found].map(([url, label]) => ({ label, url }))
}

type Both = { value: unknown; redacted: unknown }

/**
 * The rendered config with the summary in it, where people take over from automation and no template of the
 * item asks for it by itself.
 */
export function withSummary(
  { plan }: Pick<Held['fixed'], 'plan'>,
  { planned, connector }: { planned: PlannedAction; connector: Connector },
  { handover, rendered }: { handover: Collected | null; rendered: Both },
): Both {
  const takesOver = planned.role === 'fallback' || plan.mode === 'hybrid'
  const add = connector.handOver
  if (!handover || !takesOver || !add || mentions(planned.config)) return rendered
  const told = (config: unknown): unknown => add(config, handover.summary)
  return { value: told(rendered.value), redacted: told(rendered.redacted) }
}

/** True when a template of the config reads `handover`. */
function mentions(value: unknown): boolean {
  if (typeof value === 'string') return /\{\{[^}]*\bhandover\b/.test(value)
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).some(mentions)
}
