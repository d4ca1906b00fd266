import { Store } from './store.ts'
import { calendar } from './store-calendar.ts'
import { children } from './store-children.ts'
import { lines } from './store-lines.ts'
import { looks } from './store-looks.ts'
import { rules } from './store-rules.ts'
import { small } from './store-small.ts'
import { writes } from './store-writes.ts'

/** An empty database by that clock, with every statement of the room. */
export function openStore(now: () => number): Store {
  return new Store(now, {
    ...writes,
    ...looks,
    ...small,
    ...lines,
    ...rules,
    ...children,
    ...calendar,
  })
}
