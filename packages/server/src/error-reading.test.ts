import { describe, expect, it } from 'vitest'
import { readError } from './error-reading.ts'

const read = (error: Error, values: readonly string[] = [], facts = {}) =>
  readError(error, { said: 'a call failed', facts, values })

function thrownWith(message: string): Error {
  return new TypeError(message)
}

describe('an unexpected error', () => {
  it('is of the same kind whatever ids, numbers and names stand in its words', () => {
    const [one, other] = [
      'request 0198c5a4-8a10-7000-8000-000000000001 has no action "vm" at 17',
      "request 0198ffff-8a10-7000-8000-00000000abcd has no action 'disk' at 2999",
    ].map((message) => read(thrownWith(message)))

    expect(one?.fingerprint).toMatch(/^[0-9a-f]{16}$/)
    expect(other?.fingerprint).toBe(one?.fingerprint)
  })

  it('is of another kind in another place, class, or with other words', () => {
    const here = read(thrownWith('no plan'))
    const others = [
      read(new TypeError('no plan')),
      read(thrownWith('no request')),
      readError(thrownWith('no plan'), { said: 'a connector threw', facts: {}, values: [] }),
    ]

    const kinds = new Set([here, ...others].map(({ fingerprint }) => fingerprint))
    expect(kinds.size).toBe(4)
  })

  it('names its frames without where it is installed', () => {
    const { frames } = read(thrownWith('x'), [], { correlation_id: 'c-1', request: 'r-1' })

    expect(frames[0]).toMatchObject({
      in: 'thrownWith',
      file: 'server/src/error-reading.test.ts',
      isOurs: true,
    })
    expect(frames.some(({ isOurs }) => !isOurs)).toBe(true)
    expect(JSON.stringify(frames)).not.toMatch(/"file":"\/|file:/)
  })

  it.each([
    ['the known one', 'cannot use hunter-2-hunter here'],
    ['a password in an address', 'connect postgres://pao:hunter-2-hunter@db/x failed'],
    ['a header', 'Authorization: Bearer hunter-2-hunter was refused'],
    ['a field', '{"client_secret":"hunter-2-hunter","x":1}'],
    ['a query', 'GET /x?access_token=hunter-2-hunter&y=1'],
    ['a token', 'got eyJhbGciOi.hunter-2-hunter.c2ln'],
  ])('keeps no secret: %s', (name, message) => {
    const values = name === 'the known one' ? ['hunter-2-hunter'] : []

    const { message: kept } = read(new Error(message), values)

    expect(kept).toContain('***')
    expect(kept).not.toContain('hunter')
  })

  it('keeps words that can be stored, and not endless ones', () => {
    const { message } = read(new Error(`a\u0000b\ud800c ${'long words '.repeat(500)}`))

    expect(message).toHaveLength(1_000)
    expect(message.slice(0, 6)).toBe('a\ufffdb\ufffdc ')
  })
})
