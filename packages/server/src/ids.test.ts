import { describe, expect, it } from 'vitest'
import { createIds } from './ids.ts'

const noon = Date.UTC(2026, 0, 1, 12)

describe('createIds', () => {
  it('makes version 7 ids that sort in the order they were made, within a millisecond too', () => {
    const newId = createIds(() => noon)

    const ids = Array.from({ length: 10_000 }, newId)

    expect(
      ids.every((id) =>
        /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id),
      ),
    ).toBe(true)
    expect(ids.toSorted()).toEqual(ids)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('begins with the time', () => {
    const id = createIds(() => noon)()

    expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(noon)
  })

  it('goes on counting when the clock is set back', () => {
    let now = noon
    const newId = createIds(() => now)
    const before = newId()

    now = noon - 60_000

    expect(newId() > before).toBe(true)
  })
})
