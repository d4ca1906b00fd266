import { createHash } from 'node:crypto'
import { type Static, Type } from 'typebox'
import { Check } from 'typebox/value'
import {
  type ActionContext,
  type Answer,
  type Connection,
  ConnectionMissing,
} from '../kit/context.ts'
import { Ended, stop } from '../kit/ended.ts'
import { memory } from '../kit/memory.ts'
import { withMade } from '../kit/outcome.ts'
import { jsonOf } from '../kit/read-body.ts'
import { settingText } from '../kit/setting-text.ts'
import { refusal } from './refusal.ts'

/** Sends one call to the connection's Vault; without a token where none is given. */
export type Post = (path: string, body: unknown, token?: string) => Promise<Answer>

type Lease = { token: string; renewAt: number; endsAt: number; renewable: boolean }

const Login = Type.Object({
  auth: Type.Object({
    client_token: Type.String({ minLength: 1 }),
    lease_duration: Type.Number(),
    renewable: Type.Boolean(),
    num_uses: Type.Optional(Type.Number()),
  }),
})

/** A lease of 0 seconds means "no end"; we look again after this long, milliseconds. */
const endlessMs = 300_000

/** Tokens by who logged in where. A lost one costs one login. */
const leases = memory<Lease>(100)

/**
 * The token of the connection: its own, or one of AppRole that is kept until its lease ends and renewed when two
 * thirds of it are over. `fresh` logs in anew. Throws Ended, ConnectionMissing and what the door throws.
 */
export async function tokenOf(
  context: ActionContext,
  connection: Connection,
  { post, fresh }: { post: Post; fresh: boolean },
): Promise<string> {
  if (!isRole(connection)) return secretOf(connection, 'token')
  const name = nameOf(connection)
  const known = leases.get(context, name)
  if (known && !fresh && context.now < known.renewAt) return known.token
  const canRenew = known && !fresh && known.renewable && context.now < known.endsAt
  const renewed = canRenew ? await renew(context, known, post) : undefined
  const lease = renewed ?? (await logIn(context, connection, post))
  if (lease.endsAt > context.now) leases.set(context, name, lease)
  return lease.token
}

/** Whether a refused token can be replaced by logging in. */
export function isRole({ settings }: Connection): boolean {
  return settings['auth'] === 'approle'
}

function secretOf({ name, secrets }: Connection, key: string): string {
  const value = secrets[key]
  if (value === undefined) throw new ConnectionMissing(`The connection "${name}" has no ${key}_ref`)
  return value
}

function nameOf(connection: Connection): string {
  const { settings, secrets } = connection
  const { url, namespace, approle_mount, role_id } = settings
  const who = [url, namespace, approle_mount, role_id, secrets['secret_id']]
  return createHash('sha256').update(JSON.stringify(who)).digest('hex')
}

async function logIn(context: ActionContext, connection: Connection, post: Post): Promise<Lease> {
  const mount = settingText(connection, 'approle_mount', 'approle')
  const answer = await post(`auth/${mount.split('/').map(encodeURIComponent).join('/')}/login`, {
    role_id: settingText(connection, 'role_id'),
    secret_id: secretOf(connection, 'secret_id'),
  })
  if (answer.status === 400)
    throw stop(
      'vault.login_refused',
      `Vault refuses the role of the connection "${connection.name}"`,
    )
  if (answer.status !== 200)
    throw new Ended(withMade(refusal(answer, context.now, connection.name), 'no'))
  const body = jsonOf(answer)
  if (!Check(Login, body))
    throw stop('vault.login_refused', 'Vault answered the login without a token')
  return leaseOf(context, body.auth)
}

/** A renewal that fails is no failure: there is still the login. */
async function renew(
  context: ActionContext,
  { token }: Lease,
  post: Post,
): Promise<Lease | undefined> {
  const answer = await post('auth/token/renew-self', {}, token)
  const body = answer.status === 200 ? jsonOf(answer) : undefined
  return Check(Login, body) ? { ...leaseOf(context, body.auth), token } : undefined
}

/** A token of few uses is not kept, for its last use cannot be foreseen by several workers. */
function leaseOf({ now }: ActionContext, auth: Static<typeof Login>['auth']): Lease {
  const { client_token: token, lease_duration: seconds, renewable, num_uses = 0 } = auth
  const lifeMs = num_uses > 0 ? 0 : seconds > 0 ? seconds * 1000 : endlessMs
  return { token, renewable, endsAt: now + lifeMs, renewAt: now + (lifeMs * 2) / 3 }
}
