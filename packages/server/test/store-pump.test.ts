import { setImmediate as turn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { startPump } from '../src/store/pump.ts'

/** Timers that go off when told to. */
function fakeTimers() {
  const due = new Set<() => void>()
  return {
    due,
    after: (_ms: number, act: () => void) => {
      due.add(act)
      return () => void due.delete(act)
    },
    every: () => () => undefined,
  }
}

const data = (action: string) => ({
  tenant: 'default',
  request: 'r',
  action,
  entry: 'claim' as const,
})

it('settles what came in several fetches together, and what is left when it stops', async () => {
  const queue = ['a', 'b', 'c']
  const settled: string[][] = []
  const timers = fakeTimers()
  let hear: (() => void) | undefined
  const pump = startPump({
    fetch: async () => queue.splice(0, 1).map((id) => ({ id, data: data(id) })),
    settle: async (ids) => void settled.push(ids),
    age: async () => undefined,
    signal: { subscribe: (_channel, ear) => ((hear = () => ear('')), () => undefined) },
    timers,
    clock: () => 0,
    onError: () => undefined,
    handle: async () => undefined,
    slots: 3,
  })
  const fetchOne = async (): Promise<void> => {
    hear?.()
    await turn()
  }

  await turn()
  await fetchOne()
  const before = [...settled]
  for (const act of timers.due) act()
  await fetchOne()
  const after = [...settled]
  await pump.stop()

  expect(before).toEqual([])
  expect(after[0]?.slice(0, 2)).toEqual(['a', 'b'])
  expect(settled.flat()).toEqual(['a', 'b', 'c'])
})
