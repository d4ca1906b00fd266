import type { HttpCall } from '@pao/connectors'
import { canaries } from '@pao/connectors/contract/systems'
import { expect, it } from 'vitest'
import { submit } from '../src/requests/submit.ts'
import {
  everyRow,
  everyWord,
  idOf,
  isSent,
  openAll,
  openSite,
  own,
  placesOf,
  rested,
} from './canary-world.ts'
import { olga, orderOf } from './requests-world.ts'

/** One connection of each type can be told apart without a name, so these have a round of their own. */
const doubled = new Set([
  'jira-ticket on Data Center',
  'rest-api without one',
  'notification by Slack’s API',
])
/** The address itself is the secret of these. */
const addressed = new Set(['notification by Slack', 'notification by Teams'])

/** The generated value of vault-secret, a sensitive output, as it was written. */
function madeInVault({ method, url, body }: HttpCall): readonly string[] {
  if (method !== 'POST' || !url.includes('/v1/secret/data/')) return []
  const { data } = JSON.parse(String(body)) as { data: { password: string } }
  return [data.password]
}

type Round = { takes: (name: string) => boolean; unsent: readonly string[]; makes: boolean }

const rounds: readonly (readonly [string, Round])[] = [
  // A key only signs; all others are really sent.
  ['most', { takes: (name) => !doubled.has(name), unsent: [canaries.hook], makes: true }],
  ['others', { takes: (name) => doubled.has(name), unsent: [], makes: false }],
]

it.each(rounds)(
  'no secret of %s is seen anywhere but in its one header or body, whatever the other side answers',
  async (_which, { takes, unsent, makes }) => {
    const all = await openAll(takes)
    const { world, lines, calls } = await openSite(all)
    await world.replica()
    const words: string[] = []
    const seen: Record<string, string[]> = {}

    for (const status of [0, 401, 400, 500]) {
      for (const { system } of all) {
        Object.assign(system.switches, { failures: status === 0 ? [] : [{ status, times: 99 }] })
      }
      const ids = await Promise.all(
        all.map(async ({ name }) => {
          const order = orderOf(idOf(name), { fields: { pin: own.field } })
          const { id } = await submit(world.requests, olga, order)
          seen[name] = [...(seen[name] ?? []), await rested(world, id)]
          return { id, item: idOf(name) }
        }),
      )
      for (const { id, item } of ids) words.push(await everyWord(world, id, item))
    }

    const made = calls.flatMap(madeInVault)
    const given = all.flatMap((one) => one.secrets)
    const secrets = [...new Set([...given, ...Object.values(own), ...made])]
    const kept = { rows: await everyRow(world), words: words.join('\n'), lines: lines.join('\n') }
    for (const [where, text] of Object.entries(kept))
      expect(
        secrets.filter((secret) => text.includes(secret)),
        where,
      ).toEqual([])
    expect([made.length > 0, lines.length > 20]).toEqual([makes, true])
    expect(Object.entries(seen).filter(([, [first]]) => first === 'failed')).toEqual([])
    for (const call of calls)
      for (const secret of secrets) {
        const { url, others } = placesOf(call, secret)
        expect(others + (url ? 1 : 0), `${call.method} ${secret}`).toBeLessThanOrEqual(1)
      }
    const inAddress = secrets.filter((secret) => calls.some((call) => placesOf(call, secret).url))
    const addresses = all.filter(({ name }) => addressed.has(name)).flatMap((one) => one.secrets)
    expect(inAddress.toSorted()).toEqual(addresses.toSorted())
    const silent = secrets.filter((secret) => !calls.some((call) => isSent(call, secret)))
    expect(silent).toEqual(unsent)
  },
  120_000,
)
