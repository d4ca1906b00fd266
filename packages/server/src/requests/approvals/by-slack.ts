import { Problem } from '@pao/core'
import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { Check } from 'typebox/value'
import { principalByEmail } from '#identity/names.ts'
import type { Requests } from '../deps.ts'
import { isUuid } from '../control.ts'
import { type ApprovalDeps, decideApproval } from './decide.ts'

/** A press of a button, its signature checked; `id` is the same for the same delivery. */
export type SlackPress = {
  tenant: string
  id: string
  /** Whose signing secret fitted. */
  connection: string | undefined
  payload: unknown
}

/** A press as it came in: who may have signed it, a connection that is open to several tenants for each of them. */
export type SignedPress = {
  signers: readonly { tenant: string; connection?: string }[]
  id: string
  payload: unknown
}

/** What the presser is told, and where; unset = nothing is to be said. */
export type SlackReply = { text: string; url?: string }

type SlackDeps = ApprovalDeps & Pick<Requests, 'outside' | 'timers'>

/** Milliseconds for asking Slack who a user is: the answer to a press is due within three seconds. */
const lookUpMs = 1_500

const Pressed = Type.Object({
  user: Type.Object({ id: Type.String({ maxLength: 40 }) }),
  response_url: Type.Optional(Type.String({ maxLength: 500 })),
  actions: Type.Array(
    Type.Object({
      action_id: Type.Enum(['approval_approve', 'approval_reject'] as const),
      value: Type.String({ maxLength: 2_000 }),
    }),
    { minItems: 1, maxItems: 1 },
  ),
})

const Carried = Type.Object({ id: Type.String(), digest: Type.String(), stage: Type.String() })

/**
 * Decides as the person who pressed a button, once for each delivery: a replay finds its row and does nothing. What stands
 * against it is told to the presser. Throws `body.invalid` for what no button of ours sends.
 */
export async function decideBySlack(
  deps: SlackDeps,
  press: SlackPress,
): Promise<SlackReply | undefined> {
  const { pressed, carried } = read(press.payload)
  if (!(await isNew(deps, press))) return undefined
  const [button] = pressed.actions
  const decision = button?.action_id === 'approval_approve' ? 'approve' : 'reject'
  const url = pressed.response_url === undefined ? {} : { url: pressed.response_url }
  const email = await emailOf(deps, press, pressed.user.id)
  if (email === undefined)
    return {
      ...url,
      text: 'Nobody knows your e-mail; ask the operator to name you in the connection',
    }
  const principal = await principalByEmail(deps, { tenant: press.tenant, email, via: 'slack' })
  const { id, digest, stage } = carried
  try {
    await decideApproval(deps, principal, { id, said: { decision, digest, stage, how: 'slack' } })
    return { ...url, text: `Counted: ${email} says ${decision}` }
  } catch (error) {
    if (error instanceof Problem) return { ...url, text: `Not counted: ${error.message}` }
    throw error
  }
}

/** Whose press it is: of several tenants that share the connection, the one whose request is asked about. */
export async function pressOf(
  { db }: Pick<SlackDeps, 'db'>,
  { signers, id, payload }: SignedPress,
): Promise<SlackPress> {
  const tenants = [...new Set(signers.map(({ tenant }) => tenant))]
  const { carried } = read(payload)
  const asked = tenants.length > 1 ? await ownerOf(db, carried.id, tenants) : undefined
  const tenant = asked ?? tenants[0] ?? ''
  const own = signers.filter((signer) => signer.tenant === tenant)
  return { tenant, id, connection: own.length === 1 ? own[0]?.connection : undefined, payload }
}

async function ownerOf(
  db: SlackDeps['db'],
  approval: string,
  tenants: readonly string[],
): Promise<string | undefined> {
  const [request = ''] = approval.split('.')
  if (!isUuid(request)) return undefined
  const row = await db
    .selectFrom('request')
    .select('tenant')
    .where('id', '=', request)
    .where('tenant', 'in', tenants)
    .executeTakeFirst()
  return row?.tenant
}

function read(payload: unknown): {
  pressed: Static<typeof Pressed>
  carried: Static<typeof Carried>
} {
  const carried = Check(Pressed, payload) ? parsed(payload.actions[0]?.value) : undefined
  if (!Check(Pressed, payload) || !Check(Carried, carried))
    throw new Problem('body.invalid', {}, [
      { code: 'shape.type', at: '', message: 'must be a press of one of our buttons' },
    ])
  return { pressed: payload, carried }
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}

async function isNew({ db }: SlackDeps, { tenant, id, connection }: SlackPress): Promise<boolean> {
  const now = sql<Date>`clock_timestamp()`
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('inbound_delivery')
    .values({
      tenant,
      source: 'slack',
      delivery_id: id,
      received_at: now,
      // Worked on right here: presses are not made up for later, people press again.
      worked_at: now,
      connection: connection ?? null,
      body: JSON.stringify({}),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows !== 0n
}

/** By the operator's own list, else as Slack says (users.info, scope users:read.email). */
async function emailOf(
  { outside, timers, telemetry }: SlackDeps,
  { tenant, connection: name }: SlackPress,
  user: string,
): Promise<string | undefined> {
  const { connection: find, http } = outside(tenant)
  const connection = find('slack', name)
  const known = connection.settings['users']
  if (typeof known === 'object' && known !== null && Object.hasOwn(known, user))
    return String(Reflect.get(known, user))
  const token = connection.secrets['token']
  if (token === undefined) return undefined
  const { api_url: base = 'https://slack.com/api' } = connection.settings
  try {
    const answer = await http.send({
      method: 'GET',
      url: `${String(base)}/users.info?user=${encodeURIComponent(user)}`,
      headers: { authorization: `Bearer ${token}` },
      timeoutMs: lookUpMs,
      signal: timers.limit(lookUpMs),
    })
    const body = answer.json()
    return Check(UserInfo, body) && body.ok ? body.user.profile.email : undefined
  } catch (error) {
    telemetry.log.warn({ error: String(error) }, 'Slack did not say who pressed a button')
    return undefined
  }
}

const UserInfo = Type.Object({
  ok: Type.Boolean(),
  user: Type.Object({
    profile: Type.Object({ email: Type.String({ minLength: 3, maxLength: 254 }) }),
  }),
})

/** Says to the presser alone what came of it, best effort. */
export async function tellPresser(
  { outside, timers, telemetry }: Pick<SlackDeps, 'outside' | 'timers' | 'telemetry'>,
  { tenant, url, text }: { tenant: string; url: string; text: string },
): Promise<void> {
  try {
    await outside(tenant).http.send({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({ response_type: 'ephemeral', replace_original: false, text }),
      signal: timers.limit(10_000),
    })
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown'
    telemetry.log.info({ name }, 'the presser of a button in Slack could not be told')
  }
}
