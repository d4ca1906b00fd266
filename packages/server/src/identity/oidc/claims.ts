import { hash } from 'node:crypto'
import { type Role, roles as allRoles } from '../principal.ts'
import type { Issuer, When } from './issuers.ts'

export type Claims = Readonly<Record<string, unknown>>

/** Somebody an issuer vouches for, as the operator's rules see them. */
export type Vouched = {
  tenant: string
  id: string
  email: string
  name?: string
  roles: readonly Role[]
  teams: readonly string[]
}

/** Why claims let nobody in: they are of no use, or the rules open nothing to them. */
export type Unfit = 'unreadable' | 'no_access'

const longestText = 255
/** Values of one claim that are looked at; an answer with more groups is not a sane one. */
const mostValues = 2_000
const control = /[\p{Cc}\p{Zl}\p{Zp}]/u

/**
 * Who is behind these claims, and what the rules give them. The id is issuer and subject, never the e-mail address:
 * an address can be another person's elsewhere, or later.
 */
export function vouchedBy(issuer: Issuer, claims: Claims): Vouched | Unfit {
  const subject = textOf(claims, issuer.claims.id)
  if (subject === undefined) return 'unreadable'
  if (!fits(issuer.required, claims)) return 'no_access'
  const tenant = tenantOf(issuer, claims)
  const rules = issuer.access.filter(({ when }) => fits(when, claims))
  const roles = allRoles.filter((role) => rules.some((rule) => rule.roles.includes(role)))
  if (tenant === undefined || roles.length === 0) return 'no_access'
  const teams = [...rules.flatMap((rule) => rule.teams), ...teamsNamed(issuer, claims)]
  const name = textOf(claims, issuer.claims.name)
  return {
    tenant,
    id: `${issuer.name}:${subject}`,
    email: emailOf(issuer, claims, subject),
    ...(name !== undefined && { name }),
    roles,
    teams: [...new Set(teams)],
  }
}

/** The tenant the operator's rules put these claims into. */
export function tenantOf({ tenants }: Pick<Issuer, 'tenants'>, claims: Claims): string | undefined {
  return tenants.find(({ when }) => fits(when, claims))?.tenant
}

/** Whether every claim named has a value that fits one of its patterns. */
export function fits(when: When, claims: Claims): boolean {
  return Object.entries(when).every(([claim, patterns]) => {
    const values = valuesOf(claims, claim)
    return patterns.some((pattern) => values.some((value) => matches(pattern, value)))
  })
}

/** The texts of a claim: of itself by its whole name, else by its path with dots. */
function valuesOf(claims: Claims, name: string): readonly string[] {
  return [claimOf(claims, name)]
    .flat()
    .slice(0, mostValues)
    .flatMap((value) =>
      typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
        ? String(value)
        : [],
    )
}

function claimOf(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name]
  let value: unknown = claims
  for (const key of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = Reflect.get(value, key)
  }
  return value
}

/** `*` stands for any text. Each part is looked for once, left to right, so that no pattern is slow. */
function matches(pattern: string, value: string): boolean {
  const [first = '', ...rest] = pattern.split('*')
  const last = rest.pop()
  if (last === undefined) return pattern === value
  if (!value.startsWith(first)) return false
  let from = first.length
  for (const part of rest) {
    const found = value.indexOf(part, from)
    if (found < 0) return false
    from = found + part.length
  }
  return value.length >= from + last.length && value.endsWith(last)
}

function teamsNamed({ teams }: Issuer, claims: Claims): readonly string[] {
  if (!teams) return []
  const { claim, prefix } = teams
  return valuesOf(claims, claim)
    .filter((group) => group.startsWith(prefix) && group.length > prefix.length)
    .map((group) => group.slice(prefix.length))
    .filter(isPlain)
}

function isPlain(text: string): boolean {
  return text !== '' && text.length <= longestText && !control.test(text)
}

/** The plain text of a claim: of itself by its whole name, else by its path with dots. */
export function textOf(claims: Claims, name: string): string | undefined {
  const value = claimOf(claims, name)
  return typeof value === 'string' && isPlain(value) ? value : undefined
}

/** An address nobody has checked could be anybody's: then an address of nobody stands for it. */
function emailOf(
  { name, claims: { email, trustsEmails } }: Issuer,
  claims: Claims,
  subject: string,
) {
  const address = textOf(claims, email)
  const { email_verified: verified } = claims
  const isChecked = trustsEmails || verified === true || verified === 'true'
  if (address !== undefined && isChecked && /^[^\s@]+@[^\s@]+$/.test(address)) return address
  return `${hash('sha256', subject).slice(0, 16)}@${name}.pao.invalid`
}
