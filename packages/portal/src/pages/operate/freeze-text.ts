import type { Freeze } from '../../api/shapes.ts'
import type { Words } from '../../words/en.ts'

/** What a freeze is about, in the order people think of it. */
export const scopeNames = ['environments', 'categories', 'items', 'teams', 'owners'] as const

/** `Environments: production · Teams that order: shop`. */
export function scopeText(scope: Freeze['scope'], words: Words['calendar']): string {
  const parts = scopeNames.flatMap((name) =>
    scope[name].length === 0 ? [] : [`${words.kinds[name]}: ${scope[name].join(', ')}`],
  )
  return parts.length === 0 ? words.everything : parts.join(' · ')
}

/** `2026-12-24 – 2026-12-27`, without the year for what comes every year. */
export function timesText({ from, to }: Freeze, words: Words['calendar']): string {
  const span = [from, to].map((edge) => edge.replace(/^--/, '').replace('T', ' ')).join(' – ')
  return isYearly(from) ? `${span}, ${words.everyYear}` : span
}

/** Whether a moment of a freeze comes every year. */
export function isYearly(edge: string): boolean {
  return edge.startsWith('--')
}
