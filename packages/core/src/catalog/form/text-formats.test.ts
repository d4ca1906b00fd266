import { isIPv4, isIPv6 } from 'node:net'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isIpv4, isIpv6, isStorable, isUrl, lengthOf } from './text-formats.ts'

/** Near misses: real addresses with a character dropped, doubled or changed. */
function bent(address: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(address, fc.nat(40), fc.constantFrom('', '', ':', '::', '.', '0', 'g', '255'))
    .map(([text, at, patch]) => text.slice(0, at) + patch + text.slice(at + (patch === '' ? 0 : 1)))
}

describe('addresses', () => {
  it('takes the IPv6 addresses that the platform takes, zones aside', () => {
    const property = fc.property(bent(fc.ipV6()), (text) => isIpv6(text) === isIPv6(text))

    const run = (): void => fc.assert(property, { numRuns: 5_000 })

    expect(run).not.toThrow()
  })

  it('takes the IPv4 addresses that the platform takes', () => {
    const property = fc.property(bent(fc.ipV4()), (text) => isIpv4(text) === isIPv4(text))

    const run = (): void => fc.assert(property, { numRuns: 2_000 })

    expect(run).not.toThrow()
  })

  it('takes no URL that the platform reads as another host, or refuses', () => {
    const piece = fc.constantFrom(
      'a.com',
      'b',
      '@',
      ':',
      '80',
      '/',
      '\\',
      '?',
      '#',
      '[::1]',
      '..',
      '%',
      ' ',
      '\t',
    )
    const text = fc.array(piece, { maxLength: 6 }).map((parts) => `http://${parts.join('')}`)
    const property = fc.property(text, (url) => {
      fc.pre(isUrl(url))
      const host = /^http:\/\/([^/?#]*)/.exec(url)?.[1] ?? ''
      const read = new URL(url)
      return read.username === '' && host.startsWith(read.hostname)
    })

    const run = (): void => fc.assert(property, { numRuns: 2_000 })

    expect(run).not.toThrow()
  })
})

describe('lengthOf', () => {
  it('counts what a person would count as JSON Schema does: code points', () => {
    const property = fc.property(
      fc.string({ unit: 'binary' }),
      (text) => lengthOf(text) === Array.from(text).length,
    )

    const run = (): void => fc.assert(property)

    expect(run).not.toThrow()
  })
})

describe('isStorable', () => {
  it.each([
    ['a', true],
    ['😀', true],
    ['\ud83d', false],
    ['a\u0000', false],
  ])('says of %j: %s', (text, expected) => {
    const answer = isStorable(text)

    expect(answer).toBe(expected)
  })
})
