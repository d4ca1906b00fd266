import type { Approvers } from '../api/shapes.ts'
import type { Words } from '../words/index.tsx'

/** Whom an approval asks, in words: persons by name, teams and roles as such. */
export function approversText(
  { type, list, holding = [] }: Approvers,
  words: Words['approvals'],
): string {
  const within = holding.length === 0 ? '' : ` (${holding.join(` ${words.or} `)})`
  const told = list.map((name) => {
    if (type === 'roles') return words.role(name)
    const isPerson = type === 'users' || (type === 'any' && name.includes('@'))
    return isPerson ? name : `${words.team(name)}${within}`
  })
  return told.join(', ')
}
