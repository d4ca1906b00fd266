import { Type } from 'typebox'
import type { Jira } from './remote.ts'

const Users = Type.Array(
  Type.Object({
    accountId: Type.Optional(Type.String()),
    name: Type.Optional(Type.String()),
    emailAddress: Type.Optional(Type.String()),
    displayName: Type.Optional(Type.String()),
  }),
)

/** Who is meant, as Jira takes it: account id on Cloud, user name on Data Center. */
export type Person = { accountId: string } | { name: string }

const accountId = /^([0-9a-f]{24}|\d{1,10}:[0-9a-f-]{36})$/i

function mapped(jira: Jira, setting: 'users' | 'routing', text: string): string | undefined {
  const map = jira.connection.settings[setting]
  if (typeof map !== 'object' || map === null) return undefined
  const wanted = text.toLowerCase()
  const found = Object.entries(map).find(([name]) => name.toLowerCase() === wanted)
  return typeof found?.[1] === 'string' ? found[1] : undefined
}

/**
 * An e-mail, account id, name, component or team as a Jira user; undefined when nobody fits. The operator's
 * `routing` and `users` come first: Cloud may hide e-mails from a search.
 */
export async function findPerson(jira: Jira, text: string): Promise<Person | undefined> {
  const routed = mapped(jira, 'routing', text) ?? text
  const known = mapped(jira, 'users', routed)
  const isId = jira.cloud && accountId.test(routed)
  const id = known ?? (isId ? routed : await searched(jira, routed))
  if (id === undefined) return undefined
  return jira.cloud ? { accountId: id } : { name: id }
}

/** The one user of that e-mail, name or shown name. A sole hit with its e-mail hidden is believed. */
async function searched(jira: Jira, text: string): Promise<string | undefined> {
  const path = `/user/search?${jira.cloud ? 'query' : 'username'}=${encodeURIComponent(text)}`
  const users = await jira.read(Users, 'GET', `${path}&maxResults=10`)
  const wanted = text.toLowerCase()
  const exact = users.find(({ emailAddress, name, displayName }) =>
    [emailAddress, name, displayName].some((one) => one?.toLowerCase() === wanted),
  )
  const [only] = users
  const isHidden = users.length === 1 && only?.emailAddress === undefined && text.includes('@')
  const user = exact ?? (isHidden ? only : undefined)
  return jira.cloud ? user?.accountId : user?.name
}

/** The person a component or the project stands for by the operator's routing. */
export function routedText(jira: Jira, names: readonly string[]): string | undefined {
  return names.find((name) => mapped(jira, 'routing', name) !== undefined)
}
