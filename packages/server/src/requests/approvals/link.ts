import { timingSafeEqual } from 'node:crypto'
import { type Instant, Problem } from '@pao/core'
import type { Cipher } from '#store/cipher.ts'

/**
 * What a link in an e-mail is for: one person, one ask as it was shown, one stage, until a moment. It is used up by the
 * decision itself: a person decides once in a stage, and what was shown before is refused by its digest.
 */
export type ApprovalLink = {
  tenant: string
  id: string
  person: string
  stage: string
  digest: string
  until: Instant
}

/** Milliseconds a link in an e-mail works. */
export const linkMs = 14 * 86_400_000

type LinkDeps = { cipher: Pick<Cipher, 'derive'> }

/** The token of a link: what it is for, and the installation's seal on it (HMAC-SHA-256). */
export function linkToken({ cipher }: LinkDeps, link: ApprovalLink): string {
  const body = Buffer.from(JSON.stringify(link)).toString('base64url')
  return `${body}.${sealOf(cipher, body)}`
}

/** Throws `approval.link_invalid` for anything that was not made here, or is over. */
export function openedLink({ cipher }: LinkDeps, token: string, now: Instant): ApprovalLink {
  const [body = '', seal = '', ...more] = token.split('.')
  const [ours, given] = [Buffer.from(sealOf(cipher, body)), Buffer.from(seal)]
  const fits = ours.length === given.length && timingSafeEqual(ours, given)
  if (!fits || more.length > 0) throw new Problem('approval.link_invalid')
  // Nobody but us can have written what our seal fits.
  const link = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as ApprovalLink
  if (link.until <= now) throw new Problem('approval.link_invalid', { detail: 'It is too old' })
  return link
}

function sealOf(cipher: Pick<Cipher, 'derive'>, body: string): string {
  return cipher.derive(JSON.stringify(['approval link', body]))
}
