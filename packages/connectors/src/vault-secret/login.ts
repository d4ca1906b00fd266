import { createHash } from 'node:crypto'
import { type Static, Type } from 'typebox'
import { Check } from 'typebox/value'
import { type Answer, type Connection, ConnectionMissing, type Http } from '../kit/context.ts'
import { Ended, stop } from '../kit/ended.ts'
import { keptOnce } from '../kit/kept-once.ts'
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
const mostLeases = 100

/** Tokens by who logged in where. */
const leases = keptOnce<Lease>(mostLeases)

/** The moment, and the door that is called by. */
type Clock = { now: number; http?: Http }

/**
 * The token of the connection: its own, or one of a login that is kept until its lease ends and renewed when two
 * thirds of it are over. `refused` names the token that Vault did not take: another is asked for, unless somebody has
 * it already. One login at a time. Throws Ended, ConnectionMissing and what the door throws.
 */
export async function tokenOf(
  clock: Clock,
  connection: Connection,
  { post, refused }: { post: Post; refused?: string | undefined },
): Promise<string> {
  if (!isRole(connection)) return secretOf(connection, 'token')
  const { token } = await leases(clock, nameOf(connection), {
    isGood: (known) => known.token !== refused && clock.now < known.renewAt,
    async ask(known) {
      const canRenew =
        known && known.token !== refused && known.renewable && clock.now < known.endsAt
      const renewed = canRenew ? await renew(clock, known, post) : undefined
      return renewed ?? logIn(clock, connection, post)
    },
  })
  return token
}

/** Whether a refused token can be replaced by logging in. */
export function isRole({ settings }: Connection): boolean {
  return settings['auth'] === 'approle' || settings['auth'] === 'kubernetes'
}

function secretOf({ name, secrets }: Connection, key: string): string {
  const value = secrets[key]
  if (value === undefined) throw new ConnectionMissing(`The connection "${name}" has no ${key}_ref`)
  return value
}

function nameOf(connection: Connection): string {
  const { settings, secrets } = connection
  const { url, namespace, auth, auth_mount, approle_mount, role_id, role } = settings
  const who = [url, namespace, auth, auth_mount, approle_mount, role_id, role, secrets['secret_id']]
  return createHash('sha256').update(JSON.stringify(who)).digest('hex')
}

/** Where to log in, and with what. The service account's token is read anew each time, for it rotates. */
function proofOf(connection: Connection): { mount: string; body: Record<string, string> } {
  const isKubernetes = connection.settings['auth'] === 'kubernetes'
  const preset = isKubernetes ? 'kubernetes' : settingText(connection, 'approle_mount', 'approle')
  const mount = settingText(connection, 'auth_mount', preset)
  if (isKubernetes)
    return {
      mount,
      body: { role: settingText(connection, 'role'), jwt: secretOf(connection, 'jwt') },
    }
  return {
    mount,
    body: {
      role_id: settingText(connection, 'role_id'),
      secret_id: secretOf(connection, 'secret_id'),
    },
  }
}

async function logIn(clock: Clock, connection: Connection, post: Post): Promise<Lease> {
  const { mount, body: proof } = proofOf(connection)
  const path = mount.split('/').map(encodeURIComponent).join('/')
  const answer = await post(`auth/${path}/login`, proof)
  if (answer.status === 400)
    throw stop(
      'vault.login_refused',
      `Vault refuses the role of the connection "${connection.name}"`,
    )
  if (answer.status !== 200)
    throw new Ended(withMade(refusal(answer, clock.now, connection.name), 'no'))
  const body = jsonOf(answer)
  if (!Check(Login, body))
    throw stop('vault.login_refused', 'Vault answered the login without a token')
  return leaseOf(clock, body.auth)
}

/** A renewal that fails is no failure: there is still the login. */
async function renew(clock: Clock, { token }: Lease, post: Post): Promise<Lease | undefined> {
  const answer = await post('auth/token/renew-self', {}, token)
  const body = answer.status === 200 ? jsonOf(answer) : undefined
  return Check(Login, body) ? { ...leaseOf(clock, body.auth), token } : undefined
}

/** A token of few uses is not kept, for its last use cannot be foreseen by several workers. */
function leaseOf({ now }: Clock, auth: Static<typeof Login>['auth']): Lease {
  const { client_token: token, lease_duration: seconds, renewable, num_uses = 0 } = auth
  const lifeMs = num_uses > 0 ? 0 : seconds > 0 ? seconds * 1000 : endlessMs
  return { token, renewable, endsAt: now + lifeMs, renewAt: now + (lifeMs * 2) / 3 }
}
