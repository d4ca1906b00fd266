import { timingSafeEqual } from 'node:crypto'
import type { Instant } from '@pao/core'
import { Check } from 'typebox/value'
import { type Static, Type } from 'typebox'
import type { Cipher } from '#store/cipher.ts'

/** Who a run of Terraform is to the state backend. */
const Run = Type.Object(
  {
    tenant: Type.String(),
    state: Type.String(),
    /** Key of the effect. */
    effect: Type.String(),
    request: Type.String(),
    until: Type.Number(),
    /** Set for a look: it may not write, lock or free the state. */
    only: Type.Optional(Type.Literal('read')),
  },
  { additionalProperties: false },
)
export type StateRun = Static<typeof Run>

/** Longer than the longest run of a program, so that it can save its state in the end. */
export const grantMs = 5 * 3_600_000

/** A user name that says what the password is good for, and the password that only this installation can make. */
export function grantOf(
  cipher: Pick<Cipher, 'derive'>,
  run: StateRun,
): { username: string; password: string } {
  const username = Buffer.from(JSON.stringify(run)).toString('base64url')
  return { username, password: passwordOf(cipher, username) }
}

/** The run that an Authorization header (RFC 7617) speaks for; undefined = none of ours, or its time is over. */
export function runOf(
  cipher: Pick<Cipher, 'derive'>,
  authorization: string | undefined,
  now: Instant,
): StateRun | undefined {
  const [, encoded = ''] = /^Basic ([A-Za-z0-9+/=]{1,4096})$/i.exec(authorization ?? '') ?? []
  const [, username = '', password = ''] =
    /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? []
  const right = Buffer.from(passwordOf(cipher, username))
  const given = Buffer.from(password)
  if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined
  const run: unknown = JSON.parse(Buffer.from(username, 'base64url').toString('utf8'))
  return Check(Run, run) && run.until > now ? run : undefined
}

function passwordOf(cipher: Pick<Cipher, 'derive'>, username: string): string {
  return cipher.derive(JSON.stringify(['terraform-state', username]))
}
