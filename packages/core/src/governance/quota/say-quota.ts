import { currencyOf, every, type QuotaEffect } from './quota.ts'

/** `2 of 5 database`, `120 of 500 EUR a month`; with where it counts. */
export function sayQuota(effect: QuotaEffect): string {
  const { taken, adds, most, exceeded, refused } = effect
  const left = Math.max(0, most - taken)
  const what = `${whatOf(effect)} for ${whose(effect.team)} ${where(effect.environment)}`
  if (!exceeded)
    return `Uses ${amount(adds)} of the ${amount(left)} left of ${amount(most)} ${what}`
  const over = `Needs ${amount(adds)}, but ${amount(taken)} of ${amount(most)} ${what} are taken`
  if (refused) return `${over}. The order is refused${asks(effect)}`
  if (effect.enforce === 'approval') return `${over}. People must agree first${asks(effect)}`
  return `${over}. The order goes through and is marked${asks(effect)}`
}

/** Whom to ask for more, as the end of a sentence. */
function asks({ note }: QuotaEffect): string {
  return note === undefined ? '' : `. ${note}`
}

function whatOf({ resource, unit }: QuotaEffect): string {
  const currency = currencyOf(resource)
  if (currency !== undefined) return `${currency} a month`
  return unit === undefined ? `of ${resource}` : `${unit} of ${resource}`
}

function whose(team: string): string {
  return team.startsWith('user:') ? team.slice('user:'.length) : `team ${team}`
}

function where(environment: string): string {
  if (environment === every) return 'in all environments together'
  return environment === '' ? 'outside of environments' : `in ${environment}`
}

function amount(value: number): string {
  return String(Math.round(value * 100) / 100)
}
