import { removeLimit, setLimit } from '../../src/requests/limits.ts'
import type { Requests } from '../../src/requests/deps.ts'
import { between } from './dice.ts'
import { keyText } from './store-limits.ts'
import type { RuleDeed } from './story-rules.ts'
import type { World } from './world.ts'

/** What a caller got; `unclear` = no answer came. */
export type Answered<T> =
  | { how: 'ok'; value: T }
  | { how: 'refused'; code: string }
  | { how: 'unclear' }
type Ask = <T>(call: (requests: Requests) => Promise<T>) => Promise<Answered<T>>

/** Who sets rules: until an answer comes, so that a word may be said once more after a later one. */
export class Operators {
  private readonly world: World
  private readonly ask: Ask
  private busy = 0

  constructor(world: World, ask: Ask) {
    this.world = world
    this.ask = ask
  }

  async set({ tenant, scope, name, most }: RuleDeed): Promise<void> {
    const wish = { tenant, key: { scope, name }, by: 'olga' }
    this.busy += 1
    for (;;) {
      const answered = await this.ask(async (requests) => {
        if (most === null) await removeLimit(requests, wish)
        else await setLimit(requests, wish, most)
      })
      if (answered.how === 'ok') break
      await this.pause(between(this.world.dice('operators'), 100, 1_500))
    }
    this.busy -= 1
  }

  /** Once nobody is left who could still say something old, each rule is as it was last wished. */
  async insist(deeds: readonly RuleDeed[], isFrozen: () => boolean): Promise<void> {
    const last = new Map(deeds.map((deed) => [keyText(deed), deed]))
    for (let quiet = 0; quiet < 3;) {
      await this.pause(1_000)
      quiet = isFrozen() || this.busy > 0 ? 0 : quiet + 1
      for (const [name, deed] of last)
        if (quiet > 0 && deed.most !== this.mostOf(name)) await this.set(deed)
    }
  }

  private mostOf(rule: string): number | null {
    return this.world.store.limits.rules.rows.get(rule)?.set_most ?? null
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => void this.world.time.after(ms, resolve))
  }
}
