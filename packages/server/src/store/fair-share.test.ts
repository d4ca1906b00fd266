import { expect, it } from 'vitest'
import { fairShare } from './fair-share.ts'

const noon = 1_000_000

it('leaves a tenant alone all slots and keeps a quarter more for others', () => {
  const share = fairShare(8, () => noon)

  for (let n = 0; n < 8; n += 1) share.started('a')

  expect(share.free()).toBe(0)
  expect(share.spare()).toBe(2)
  expect(share.known()).toEqual(['a'])
})

it('has no more spare slots once others hold them, and gets them back', () => {
  const share = fairShare(4, () => noon)
  for (const tenant of ['a', 'a', 'a', 'a', 'b']) share.started(tenant)
  const full = share.spare()

  share.ended('b')

  expect(full).toBe(0)
  expect(share.spare()).toBe(1)
})

it('names who has its even share', () => {
  const share = fairShare(9, () => noon)

  for (const tenant of ['a', 'a', 'a', 'b', 'c']) share.started(tenant)

  expect(share.portion()).toBe(3)
  expect(share.over()).toEqual(['a'])
})

it('counts who ran something lately, and forgets who did not', () => {
  let now = noon
  const share = fairShare(9, () => now)
  for (const tenant of ['a', 'b', 'c']) share.started(tenant)
  for (const tenant of ['b', 'c']) share.ended(tenant)
  const soon = share.portion()

  now += 2_001

  expect(soon).toBe(3)
  expect(share.portion()).toBe(5)
  expect(share.known()).toEqual(['a'])
})

it('divides by weights where they differ', () => {
  const share = fairShare(
    8,
    () => noon,
    (tenant) => (tenant === 'large' ? 3 : 1),
  )
  const alone = (): readonly string[] => share.over()
  for (let n = 0; n < 6; n += 1) share.started('large')
  const first = alone()
  share.started('small')
  const both = share.over()
  share.started('small')

  expect(first).toEqual(['large'])
  expect(both).toEqual(['large'])
  expect(share.over()).toEqual(['large', 'small'])
  expect(share.portion()).toBe(2)
})
