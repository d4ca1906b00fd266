import { expect, it } from 'vitest'
import { keptOnce } from './kept-once.ts'

const always = () => true

it('asks once for many at the same moment, and not again while it is good', async () => {
  const take = keptOnce<string>(10)
  let asked = 0
  const ask = async () => `token-${(asked += 1)}`

  const many = await Promise.all(
    Array.from({ length: 20 }, () => take({}, 'a', { isGood: always, ask })),
  )
  const later = await take({}, 'a', { isGood: always, ask })
  const other = await take({}, 'b', { isGood: always, ask })

  expect(new Set([...many, later])).toEqual(new Set(['token-1']))
  expect(other).toBe('token-2')
})

it('tells the asker what is kept, and asks anew where that will not do', async () => {
  const take = keptOnce<string>(10)
  await take({}, 'a', { isGood: always, ask: async () => 'old' })

  const fresh = await take({}, 'a', {
    isGood: (value) => value !== 'old',
    ask: async (known) => `after ${known}`,
  })

  expect(fresh).toBe('after old')
})

it('lets another ask for itself when the one it waited for failed', async () => {
  const take = keptOnce<string>(10)
  const failing = take({}, 'a', { isGood: always, ask: () => Promise.reject(new Error('no')) })
  const waiting = take({}, 'a', { isGood: always, ask: async () => 'mine' })

  await expect(failing).rejects.toThrow('no')
  expect(await waiting).toBe('mine')
})
