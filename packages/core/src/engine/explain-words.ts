import type { Instant } from '../instant.ts'
import { isoDateTime } from '../template/index.ts'
import type { Plan } from './plan.ts'

/** A moment to the second, UTC. */
export function moment(at: Instant): string {
  return isoDateTime(at).replace(/\.\d+Z$/, 'Z')
}

/** A span of milliseconds in its largest fitting unit: `30 s`, `5 min`, `1.5 h`, `2 d`. */
export function span(ms: number): string {
  const [size, unit] = units.find(([least]) => ms >= least) ?? ([1_000, 's'] as const)
  return `${Math.round((ms / size) * 10) / 10} ${unit}`
}
const units = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
] as const

/** `a`, `a and b`, `a, b and c`; at most five by name. */
export function listed(names: readonly string[]): string {
  const named = names.slice(0, mostNames)
  const rest = names.length - named.length
  const all = rest > 0 ? [...named, `${rest} more`] : named
  const last = all.at(-1) ?? 'nothing'
  return all.length < 2 ? last : `${all.slice(0, -1).join(', ')} and ${last}`
}
const mostNames = 5

/** What people call an action: its name in quotes, or its id where it has no other. */
export function called({ id, name }: { id: string; name: string }): string {
  return name === id ? id : `“${name}”`
}

/** The same of the actions with these ids. */
export function calledIn({ actions }: Pick<Plan, 'actions'>, ids: readonly string[]): string {
  return listed(ids.map((id) => called(actions.find((one) => one.id === id) ?? { id, name: id })))
}

/** `1 try`, `2 tries`. */
export function tries(count: number): string {
  return count === 1 ? '1 try' : `${count} tries`
}

/** A value as JSON, shortened. */
export function shown(value: unknown): string {
  return cut(value === undefined ? 'unset' : JSON.stringify(value), 80)
}

/** Text of others, shortened. */
export function cut(text: string, most = 300): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text
}
