import { Problem } from '@pao/core'
import { at, isFields } from './matches.ts'
import type { Resource, Spelling } from './patch.ts'

/** What is kept of a person in a directory; everything else that is sent is passed over (RFC 7644, 3.3). */
export type UserFacts = {
  userName: string
  externalId?: string
  active: boolean
  /** In the words of SCIM: `name`, `displayName`, `title`, `emails`. */
  attributes: Resource
}

/** What is kept of a group; `members` are ids of people. */
export type GroupFacts = { displayName: string; externalId?: string; members: readonly string[] }

const spelled = (...names: readonly string[]): ReadonlyMap<string, string> =>
  new Map(names.map((name) => [name.toLowerCase(), name]))

export const userSpelling: Spelling = {
  single: spelled('userName', 'externalId', 'active', 'name', 'displayName', 'title'),
  many: spelled('emails'),
}
export const groupSpelling: Spelling = {
  single: spelled('displayName', 'externalId'),
  many: spelled('members'),
}

const longestText = 255
const mostEmails = 20
const mostMembers = 50_000
const control = /[\p{Cc}\p{Zl}\p{Zp}]/u
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const nameParts = ['formatted', 'familyName', 'givenName'] as const

/** Whether it may be the id of something in the directory; any other text names nothing. */
export function isId(text: string): boolean {
  return uuid.test(text)
}

/** Reads a person as it was sent, or as it is after a PATCH. Throws `scim.invalid_value` with the attribute. */
export function readUser(body: unknown): UserFacts {
  const userName = textAt(body, 'userName')
  if (userName === undefined) throw invalid('userName', 'is required')
  const externalId = textAt(body, 'externalId')
  const displayName = textAt(body, 'displayName')
  const title = textAt(body, 'title')
  const name = nameOf(at(body, 'name'))
  const emails = emailsOf(at(body, 'emails'))
  return {
    userName,
    ...(externalId !== undefined && { externalId }),
    active: activeOf(at(body, 'active')),
    attributes: {
      ...(displayName !== undefined && { displayName }),
      ...(title !== undefined && { title }),
      ...(name && { name }),
      ...(emails.length > 0 && { emails }),
    },
  }
}

/** Reads a group. Throws `scim.invalid_value`. */
export function readGroup(body: unknown): GroupFacts {
  const displayName = textAt(body, 'displayName')
  if (displayName === undefined) throw invalid('displayName', 'is required')
  const externalId = textAt(body, 'externalId')
  const listed = listAt(body, 'members')
  if (listed.length > mostMembers) throw invalid('members', `may be ${mostMembers} at most`)
  const members = listed.map((one) => String(at(one, 'value')).toLowerCase())
  if (members.some((id) => !isId(id)))
    throw invalid('members', 'must each have the id of a person as value')
  return {
    displayName,
    ...(externalId !== undefined && { externalId }),
    members: [...new Set(members)],
  }
}

/** Every address a person has in the directory, in lower case. */
export function emailKeys({ userName, attributes }: UserFacts): readonly string[] {
  const listed = listAt(attributes, 'emails').map((one) => String(at(one, 'value')))
  const all = userName.includes('@') ? [userName, ...listed] : listed
  return [...new Set(all.map((one) => one.toLowerCase()))]
}

/** Entra ID writes it as a text, with a capital. */
function activeOf(value: unknown): boolean {
  if (value === undefined || value === null) return true
  if (typeof value === 'boolean') return value
  const word = typeof value === 'string' ? value.toLowerCase() : ''
  if (word === 'true' || word === 'false') return word === 'true'
  throw invalid('active', 'must be true or false')
}

function nameOf(value: unknown): Resource | undefined {
  if (value === undefined || value === null) return undefined
  if (!isFields(value)) throw invalid('name', 'must be an object')
  const parts = nameParts.flatMap((part) => {
    const text = textAt(value, part)
    return text === undefined ? [] : [[part, text] as const]
  })
  return parts.length === 0 ? undefined : Object.fromEntries(parts)
}

function emailsOf(value: unknown): readonly Resource[] {
  const listed = value === undefined || value === null ? [] : [value].flat()
  if (listed.length > mostEmails) throw invalid('emails', `may be ${mostEmails} at most`)
  return listed.flatMap((one: unknown) => {
    const address = textAt(one, 'value')
    if (address === undefined) return []
    const type = textAt(one, 'type')
    const primary = at(one, 'primary')
    const isPrimary = primary === true || String(primary).toLowerCase() === 'true'
    return [
      { value: address, ...(type !== undefined && { type }), ...(isPrimary && { primary: true }) },
    ]
  })
}

function listAt(value: unknown, name: string): readonly unknown[] {
  const found = at(value, name.toLowerCase())
  if (found === undefined || found === null) return []
  return [found].flat()
}

function textAt(value: unknown, name: string): string | undefined {
  const found = at(value, name.toLowerCase())
  if (found === undefined || found === null || found === '') return undefined
  if (typeof found !== 'string') throw invalid(name, 'must be a text')
  if (found.length > longestText) throw invalid(name, `may be ${longestText} characters at most`)
  if (control.test(found)) throw invalid(name, 'must hold no control characters')
  return found
}

function invalid(attribute: string, what: string): Problem {
  return new Problem('scim.invalid_value', { detail: `${attribute} ${what}` })
}
