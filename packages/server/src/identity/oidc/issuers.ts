import { fail, ok, type Result } from '@pao/core'
import type { TLocalizedValidationError } from 'typebox/error'
import { Value } from 'typebox/value'
import { isMap, openOperatorFile } from '#operator-file.ts'
import { defaultTenant, type Role } from '../principal.ts'
import { IssuerEntry } from './issuer-schema.ts'

/** Claims and the patterns one of their values must fit; all of them must. */
export type When = Readonly<Record<string, readonly string[]>>

/** One identity provider whose people and machines are let in. */
export type Issuer = {
  /** First part of the ids of everybody it vouches for. */
  name: string
  /** Its `iss`, compared letter by letter. */
  issuer: string
  label: string
  /** What access tokens are made for; empty = it gives no access tokens for us. */
  audience: readonly string[]
  /** What else may stand in `aud` beside one of ours. */
  otherAudiences: readonly string[]
  tokenTypes: readonly ('at+jwt' | 'jwt')[]
  algorithms: readonly string[]
  clockToleranceSeconds: number
  claims: { id: string; email: string; name: string; trustsEmails: boolean }
  required: When
  tenants: readonly { when: When; tenant: string }[]
  access: readonly { when: When; roles: readonly Role[]; teams: readonly string[] }[]
  teams?: { claim: string; prefix: string }
  signIn?: { clientId: string; secretRef?: string; scopes: readonly string[] }
  device?: { clientId: string; scopes: readonly string[] }
  /** Its people are also told of by SCIM: found there by this claim. `required`: nobody else is let in. */
  directory?: { by: 'externalId' | 'userName'; claim: string; required: boolean }
}

/** What anybody may know of an issuer, to sign in there. */
export type IssuerView = {
  name: string
  label: string
  portal: boolean
  device: { issuer: string; client_id: string; scopes: readonly string[] } | null
  people?: readonly Hint[]
}

/** Somebody the demo's provider signs in by name. */
export type Hint = { id: string; name: string; roles: readonly string[] }

/** How an issuer is offered. `people` is the demo's alone. */
export function issuerView(
  { name, label, issuer, signIn, device }: Issuer,
  people?: readonly Hint[],
): IssuerView {
  return {
    name,
    label,
    portal: signIn !== undefined,
    device: device ? { issuer, client_id: device.clientId, scopes: device.scopes } : null,
    ...(people && { people }),
  }
}

type Options = {
  /** Lets an issuer on this very machine speak http; for the demo only. */
  demo: boolean
}

type Report = (path: readonly string[], message: string, hint?: string) => void

const nameForm = /^[a-z][a-z0-9-]{0,31}$/
/** First parts of ids that are other than a person's. */
const taken = new Set(['key', 'worker', 'system', 'email', 'slack', 'bootstrap', 'service'])
/** Signatures that every provider of today can make; more by `algorithms`. */
const usualAlgorithms = ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519']
const usualScopes = ['openid', 'profile', 'email']

/**
 * Reads the operator's file of identity providers, `issuers: {<name>: {issuer, …}}`. Every fault is listed with its
 * line. The file holds no secret.
 */
export function readIssuers(text: string, options: Options): Result<readonly Issuer[]> {
  const file = openOperatorFile(text, 'issuers.invalid')
  if (!file.ok) return file
  const { value, faults } = file.value
  const report: Report = (path, message, hint) =>
    file.value.report(path, { message, ...(hint !== undefined && { hint }) })
  const issuers = entriesOf(value, report).flatMap(
    ([name, entry]) => readOne(name, entry, { ...options, report }) ?? [],
  )
  reportTwins(issuers, report)
  return faults.length > 0 ? fail(faults) : ok(issuers)
}

function entriesOf(value: unknown, report: Report): readonly [string, unknown][] {
  const root = isMap(value) ? value : {}
  for (const key of Object.keys(root).filter((one) => one !== 'issuers'))
    report([key], `"${key}" is not known here`)
  const issuers = root['issuers'] ?? {}
  if (isMap(value) && isMap(issuers)) return Object.entries(issuers)
  report([], 'the file must be a map with the one key "issuers"')
  return []
}

type Reading = Options & { report: Report }

function readOne(name: string, entry: unknown, reading: Reading): Issuer | undefined {
  const { report } = reading
  const at = ['issuers', name]
  if (!nameForm.test(name)) report(at, `"${name}" is not a name`, 'Use a-z, 0-9 and -')
  if (taken.has(name)) report(at, `"${name}" is a name that is taken`, 'Use another')
  if (!Value.Check(IssuerEntry, entry)) {
    reportShape(at, entry, report)
    return undefined
  }
  checkMeaning(at, entry, reading)
  return issuerOf(name, entry)
}

function reportShape(at: readonly string[], entry: unknown, report: Report): void {
  for (const error of Value.Errors(IssuerEntry, entry)) {
    // Each is told once, by what says more.
    if (error.keyword === 'additionalProperties' || error.schemaPath.includes('/anyOf/')) continue
    const path = error.instancePath.split('/').slice(1)
    const place = [...at, ...path]
    if (error.keyword === 'boolean') report(place, `"${path.at(-1)}" is not known here`)
    else report(place, `${path.join('.') || at[1]} ${shapeOf(error)}`)
  }
}

function shapeOf(error: TLocalizedValidationError): string {
  if (error.keyword === 'enum') return `must be one of ${error.params.allowedValues.join(', ')}`
  return error.keyword === 'anyOf' ? 'must be a text or a list of texts' : error.message
}

function checkMeaning(at: readonly string[], entry: IssuerEntry, reading: Reading): void {
  const { report } = reading
  const wrong = wrongAddress(entry.issuer, reading.demo)
  if (wrong !== undefined) report([...at, 'issuer'], `issuer ${wrong}`)
  if (entry.tenant !== undefined && entry.tenants !== undefined)
    report([...at, 'tenants'], 'tenant and tenants cannot both be set', 'Keep one of them')
  if (entry.audience === undefined && entry.sign_in === undefined)
    report(
      at,
      'neither audience nor sign_in is set, so it could let nobody in',
      'Set audience for tokens, sign_in for the portal',
    )
  if (entry.device !== undefined && entry.audience === undefined)
    report([...at, 'device'], 'device needs audience: the command line calls with access tokens')
  const { sign_in: signIn } = entry
  const isStrict = !(entry.token_types ?? ['at+jwt']).includes('jwt')
  if (signIn && !isStrict && listOf(entry.audience).includes(signIn.client_id))
    report(
      [...at, 'audience'],
      'audience must not be the client_id of sign_in where token_types allows jwt: ID tokens would pass as access tokens',
      'Register the API with an audience of its own',
    )
}

/** Why an address cannot be an issuer's; undefined = it can. */
function wrongAddress(text: string, demo: boolean): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || url.search !== '' || url.hash !== '' || url.username !== '')
    return 'must be an address without query, fragment and user'
  const isHere = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
  if (url.protocol === 'https:' || (url.protocol === 'http:' && demo && isHere)) return undefined
  return 'must start with https://'
}

function reportTwins(issuers: readonly Issuer[], report: Report): void {
  const seen = new Map<string, string>()
  for (const { name, issuer } of issuers) {
    const first = seen.get(issuer)
    if (first === undefined) seen.set(issuer, name)
    else report(['issuers', name, 'issuer'], `issuer is that of ${first} too; each stands once`)
  }
}

function listOf(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : [value].flat()
}

function whenOf(value: Readonly<Record<string, string | readonly string[]>> | undefined): When {
  return Object.fromEntries(
    Object.entries(value ?? {}).map(([claim, patterns]) => [claim, listOf(patterns)]),
  )
}

function issuerOf(name: string, entry: IssuerEntry): Issuer {
  return {
    name,
    issuer: entry.issuer,
    label: entry.label ?? name,
    required: whenOf(entry.required),
    ...tokensOf(entry),
    ...rulesOf(entry),
    ...clientsOf(entry),
    ...directoryOf(entry),
  }
}

function directoryOf({ directory, claims = {} }: IssuerEntry): Pick<Issuer, 'directory'> {
  if (!directory) return {}
  const { match: by = 'externalId', required = false } = directory
  const usual = by === 'externalId' ? (claims.id ?? 'sub') : (claims.email ?? 'email')
  return { directory: { by, claim: directory.claim ?? usual, required } }
}

function tokensOf(entry: IssuerEntry) {
  const { claims = {} } = entry
  return {
    audience: listOf(entry.audience),
    otherAudiences: listOf(entry.other_audiences),
    tokenTypes: entry.token_types ?? (['at+jwt'] as const),
    algorithms: entry.algorithms ?? usualAlgorithms,
    clockToleranceSeconds: entry.clock_tolerance_seconds ?? 30,
    claims: {
      id: claims.id ?? 'sub',
      email: claims.email ?? 'email',
      name: claims.name ?? 'name',
      trustsEmails: claims.emails === 'trusted',
    },
  }
}

function rulesOf({ tenant = defaultTenant, tenants, access, teams }: IssuerEntry) {
  const everybody = [{ when: {}, tenant }]
  return {
    tenants: tenants?.map((rule) => ({ ...rule, when: whenOf(rule.when) })) ?? everybody,
    access: access.map((rule) => ({
      when: whenOf(rule.when),
      roles: rule.roles ?? [],
      teams: rule.teams ?? [],
    })),
    ...(teams && { teams: { claim: teams.claim, prefix: teams.prefix ?? '' } }),
  }
}

function clientsOf({ sign_in: signIn, device }: IssuerEntry): Pick<Issuer, 'signIn' | 'device'> {
  const secretRef = signIn?.client_secret_ref
  return {
    ...(signIn && {
      signIn: {
        clientId: signIn.client_id,
        scopes: signIn.scopes ?? usualScopes,
        ...(secretRef !== undefined && { secretRef }),
      },
    }),
    ...(device && {
      device: {
        clientId: device.client_id,
        scopes: device.scopes ?? [...usualScopes, 'offline_access'],
      },
    }),
  }
}
