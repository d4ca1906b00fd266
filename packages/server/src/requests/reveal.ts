import { type Instant, Problem } from '@pao/core'
import { shownOutputs } from '@pao/core/engine'
import type { Principal } from '#identity/principal.ts'
import { type Acting, writeAudit } from '#store/audit-log.ts'
import type { Tx } from '#store/db.ts'
import { allows } from './access.ts'
import { plannedOf } from './change.ts'
import type { Requests } from './deps.ts'
import type { Held } from './held.ts'
import { hidden } from './redact.ts'
import { anyEnded } from './resources/ended.ts'
import { opened } from './scope.ts'
import { seen } from './standing.ts'

/** What a key must be held to, by name: no wider scope is enough, and a key without limits is not either. */
const revealScope = 'secret-outputs:write'

/** What the audit calls it. */
export const revealing = 'output.revealed'

export type RevealDeps = Pick<Requests, 'db' | 'shelf' | 'now' | 'cipher'>

/** Which secret somebody wants to see. */
export type RevealWish = { id: string; action: string; name: string; acting: Acting }

/** One secret output in clear. Goes to whoever asked, and nowhere else. */
export type Revealed = { action: string; name: string; value: unknown }

type Place = Pick<RevealWish, 'action' | 'name'>

/**
 * Shows one secret output to whom the request is for, where its item allows that by name. The note in the audit and the
 * reading are one transaction. Throws `request.not_found`, `auth.forbidden`, `output.not_found`, `output.not_shown` and
 * `output.gone`.
 */
export async function revealOutput(
  deps: RevealDeps,
  principal: Principal,
  { id, acting, ...place }: RevealWish,
): Promise<Revealed> {
  const { held, relations } = await seen(deps, principal, id)
  if (!allows('reveal', relations)) throw new Problem('auth.forbidden', { request: id })
  refuseLooseKeys(principal)
  const { action, name } = place
  const facts = { request: id, action, output: name }
  const shown = valueShown(held, place)
  if (shown === undefined) throw new Problem('output.not_found', facts)
  if (shown !== hidden || !namesAllowed(held, action).includes(name))
    throw new Problem('output.not_shown', facts)
  if (!isKept(held, action, deps.now())) throw new Problem('output.gone', facts)
  const found = await deps.db.transaction().execute(async (tx) => {
    const secret = await readSecret(deps, tx, { held, place })
    if (secret) await writeAudit(tx, noteOf(held, { acting, ...place }))
    return secret
  })
  if (!found) throw new Problem('output.gone', facts)
  return { action, name, value: found.value }
}

/** Names of an action's secret outputs that its item lets be shown, for as long as they are. */
export function revealable(held: Held, action: string, now: Instant): readonly string[] {
  if (!isKept(held, action, now)) return []
  return namesAllowed(held, action).filter((name) => valueShown(held, { action, name }) === hidden)
}

/** Nothing where what it speaks of does not exist any more. */
async function readSecret(
  { cipher }: RevealDeps,
  tx: Tx,
  { held: { key, fixed }, place: { action, name } }: { held: Held; place: Place },
): Promise<{ value: unknown } | undefined> {
  const existing = plannedOf(fixed.plan, action)?.order?.existing
  const others = existing === undefined ? [] : [existing]
  if (await anyEnded(tx, key, { action, others })) return undefined
  const row = await tx
    .selectFrom('action')
    .select('sealed_outputs')
    .where('tenant', '=', key.tenant)
    .where('request_id', '=', key.id)
    .where('action_id', '=', action)
    .executeTakeFirst()
  const secrets = row?.sealed_outputs ? opened(cipher, row.sealed_outputs) : {}
  return Object.hasOwn(secrets, name) ? { value: secrets[name] } : undefined
}

function noteOf(
  { key: { tenant, id } }: Held,
  { acting, action, name }: Place & Pick<RevealWish, 'acting'>,
) {
  return {
    tenant,
    by: acting,
    action: revealing,
    on: { type: 'request', id },
    outcome: 'read' as const,
    detail: { action, output: name },
  }
}

/** A person who is signed in, or a key that says itself what it is for. */
function refuseLooseKeys({ via, scopes }: Principal): void {
  if (via === 'session' || via === 'oidc' || scopes?.includes(revealScope) === true) return
  const detail = `Sign in, or use a key whose scopes name ${revealScope}`
  throw new Problem('auth.forbidden', { detail, scope: revealScope })
}

function valueShown({ fixed, run }: Held, { action, name }: Place): unknown {
  const outputs = shownOutputs(fixed.plan, run)
  const own = Object.hasOwn(outputs, action) ? outputs[action] : undefined
  return own && Object.hasOwn(own, name) ? own[name] : undefined
}

function namesAllowed({ fixed }: Held, action: string): readonly string[] {
  return plannedOf(fixed.plan, action)?.reveal ?? []
}

function isKept({ fixed, run: { actions } }: Held, action: string, now: Instant): boolean {
  const forMs = plannedOf(fixed.plan, action)?.revealMs
  const endedAt = Object.hasOwn(actions, action) ? actions[action]?.endedAt : undefined
  return forMs === undefined || endedAt === undefined || now < endedAt + forMs
}
