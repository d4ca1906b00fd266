import { expect, it } from 'vitest'
import { changesBetween, keepLook, type LookStore, lookBefore, valuesIn } from './last-look.ts'

function store(): LookStore & { kept: Map<string, string> } {
  const kept = new Map<string, string>()
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
  }
}
const look = (at: number, value: unknown) => ({
  at: new Date(at).toISOString(),
  digest: String(value),
  values: valuesIn({ size: value }),
})

it('tells each value that is another one, came or went, under the way to it', () => {
  const before = { ...look(1, 3), values: valuesIn({ a: { b: [1, 2] }, gone: true, same: 'x' }) }

  const changes = changesBetween(before, { values: valuesIn({ a: { b: [1, 5, 6] }, same: 'x' }) })

  expect(changes).toEqual([
    { path: 'a.b.1', before: '2', after: '5' },
    { path: 'a.b.2', after: '6' },
    { path: 'gone', before: 'true' },
  ])
})

it('remembers for each person what they saw, and forgets the oldest of many', () => {
  const at = store()
  for (let n = 0; n < 60; n += 1) keepLook(at, { person: 'ann', ask: `a${n}`, look: look(n, n) })

  expect(lookBefore(at, 'ann', 'a59')?.values).toEqual({ size: '59' })
  expect(lookBefore(at, 'bob', 'a59')).toBeUndefined()
  expect(lookBefore(at, 'ann', 'a0')).toBeUndefined()
  expect(lookBefore(at, 'ann', 'constructor')).toBeUndefined()
})

it('takes every look for the first where nothing can be kept or read', () => {
  const full: LookStore = {
    getItem: () => 'no json',
    setItem: () => {
      throw new Error('full')
    },
  }

  keepLook(full, { person: 'ann', ask: 'a', look: look(1, 1) })

  expect(lookBefore(full, 'ann', 'a')).toBeUndefined()
})
