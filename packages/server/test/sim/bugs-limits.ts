import type { Advance, Advanced, Choose } from '../../src/requests/advance.ts'
import { actionOf } from '../../src/requests/change.ts'
import { wrap } from './checks-store.ts'
import type { Bug } from './play.ts'
import type { Handler } from './store.ts'
import { keyText, type Wanted } from './store-limits.ts'
import type { RuleRow } from './store-rows.ts'
import type { World } from './world.ts'

/** The claim that was to be written along counts as written if it runs with that fence, whoever claimed it. */
const takenFromAnother: Bug = {
  room: (requests) => {
    const { advance } = requests
    const wrapped = async (key: Parameters<Advance>[0], choose: Choose): Promise<Advanced> => {
      let meant: { action: string; fence: number } | undefined
      const noting: Choose = (held) => {
        const step = choose(held)
        const along = step?.along
        if (!along) return step
        const noted: typeof along = (after) => {
          const next = along(after)
          meant = next?.event.type === 'action_claimed' ? next.event : undefined
          return next
        }
        return { ...step, along: noted }
      }
      const advanced = await advance(key, noting)
      const is = meant && actionOf(advanced.held.run, meant.action)
      const runs = is?.state === 'running' && is.fence === meant?.fence
      return { ...advanced, along: advanced.along || (advanced.happened && runs) }
    }
    return { ...requests, advance: Object.assign(wrapped, { within: advance.within }) }
  },
}

type Slots = [wanted: string, given: readonly string[]]

/** A save that takes and gives other slots than it should. */
function slots(change: (slots: Slots, world: World) => Slots): () => Bug {
  return () => ({
    world: (world) =>
      wrap(world.store, 'request_save', (inner) => (store, values, tx) => {
        const at = values.findIndex((value) => Array.isArray(value))
        if (at < 0) return inner(store, values, tx)
        const changed = change([String(values[at - 1]), values[at] as string[]], world)
        return inner(store, [...values.slice(0, at - 1), ...changed, ...values.slice(at + 1)], tx)
      }),
  })
}

function someTimes(world: World): boolean {
  return world.dice('bug')() < 0.1
}

/** A place in a line is taken whether its rule is there or not, and whoever changes the rule just now. */
function standingAnyhow(inner: Handler): Handler {
  return (store, values, tx) => {
    const { rules } = store.limits
    const [tenant] = values as [string]
    const gone = (JSON.parse(String(values[2])) as Wanted[])
      .map((key) => keyText({ ...key, tenant }))
      .filter((name) => !rules.rows.has(name))
    const lock = store.lock.bind(store)
    store.lock = (name, by) => (name.startsWith('rules ') ? undefined : lock(name, by))
    for (const name of gone) rules.put(name, {} as RuleRow)
    try {
      return inner(store, values, tx)
    } finally {
      for (const name of gone) rules.put(name, undefined)
      store.lock = lock
    }
  }
}

/** Those that are planted in limits and their lines. */
export const limitBugs: Readonly<Record<string, () => Bug>> = {
  'claimed by another in the same write, and called by both': () => takenFromAnother,
  'a claim passes a full limit': slots(([wanted, given], world) => [
    someTimes(world) ? '[]' : wanted,
    given,
  ]),
  'a slot is never given back': slots(([wanted, given], world) => [
    wanted,
    someTimes(world) ? [] : given,
  ]),
  'nobody calls from a line': () => ({
    world: ({ store }) => {
      const { passesOver } = store
      store.passesOver = (table) => table === 'lines' || passesOver(table)
    },
  }),
  'a line is gone into though its rule was taken away': () => ({
    world: ({ store }) => wrap(store, 'limit_line_stand', standingAnyhow),
  }),
  'a rule that is not there yet is taken away with its slots': () => ({
    world: ({ store }) =>
      wrap(store, 'rule_drop', (inner) => (on, values, tx) => ({
        ...inner(on, values, tx),
        count: 1,
      })),
  }),
  'a call from a line that nobody followed is not made again': () => ({
    world: ({ store }) => {
      const called = new Set<object>()
      wrap(store, 'limit_line_call', (inner) => (on, values, tx) => {
        for (const [id, line] of on.limits.lines.rows)
          if (line.called_at !== null && !called.has(line)) {
            const kept = { ...line, called_at: Infinity }
            called.add(kept)
            on.limits.lines.put(id, kept)
          }
        return inner(on, values, tx)
      })
    },
  }),
}
