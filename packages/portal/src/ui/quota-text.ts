import type { Words } from '../words/index.tsx'

type Rule = { team: string; environment: string; resource: string; unit?: string | undefined }

/** Money is counted as `cost:<currency>`. */
const money = /^cost:([A-Z]{3})$/

/** An amount of what a rule is about: money as money, all else with its unit. */
export function quotaAmount(
  amount: number,
  { resource, unit }: Pick<Rule, 'resource' | 'unit'>,
  language: string,
): string {
  const currency = money.exec(resource)?.[1]
  const style = currency === undefined ? {} : ({ style: 'currency', currency } as const)
  const text = new Intl.NumberFormat(language, { ...style, maximumFractionDigits: 2 }).format(
    amount,
  )
  return unit === undefined ? text : `${text} ${unit}`
}

/** What is counted: `item:vm` as the service vm. */
export function quotaResource(resource: string, { resources, monthly }: Words['quota']): string {
  if (money.test(resource)) return monthly
  const [kind = '', name] = resource.split(/:(.*)/s)
  const known = Object.hasOwn(resources, kind) ? resources[kind] : undefined
  return known === undefined || name === undefined ? resource : `${known} ${name}`
}

/** Whose: `*` is each team, a single person is named by what they are known by. */
export function quotaTeam(team: string, { everyTeam }: Words['quota']): string {
  return team === '*' ? everyTeam : team.replace(/^user:/, '')
}

/** Where: `*` is all environments together. */
export function quotaPlace(environment: string, words: Words['quota']): string {
  if (environment === '*') return words.together
  return environment === '' ? words.nowhere : environment
}
