import { describe, expect, it } from 'vitest'
import { compareVersions, isRange, satisfies } from './versions.ts'

describe('a version range', () => {
  it.each([
    ['^1.2.3', ['1.2.3', '1.9.0'], ['1.2.2', '2.0.0', '2.0.0-beta']],
    ['^0.2.3', ['0.2.3', '0.2.9'], ['0.3.0', '1.0.0']],
    ['^0.0.3', ['0.0.3'], ['0.0.4']],
    ['^1', ['1.0.0', '1.99.0'], ['2.0.0', '0.9.9']],
    ['~1.2.3', ['1.2.3', '1.2.9'], ['1.3.0']],
    ['~1', ['1.0.0', '1.9.0'], ['2.0.0']],
    ['1.x', ['1.0.0', '1.5.2'], ['2.0.0']],
    ['1.2', ['1.2.0', '1.2.9'], ['1.3.0']],
    ['1.2.3', ['1.2.3'], ['1.2.4']],
    ['>=1.0.0 <2.0.0', ['1.0.0', '1.9.9'], ['2.0.0', '0.1.0']],
    ['> 1.2', ['1.3.0'], ['1.2.9']],
    ['<=1.2', ['1.2.9', '0.1.0'], ['1.3.0']],
    ['1.0.0 || ^3.1.0', ['1.0.0', '3.2.0'], ['1.0.1', '2.0.0']],
    ['*', ['0.0.1', '9.9.9'], ['1.0.0-rc.1']],
    ['1.0.0-rc.1', ['1.0.0-rc.1'], ['1.0.0-rc.2', '1.0.0']],
  ])('%s holds %j and not %j', (range, inside, outside) => {
    expect(inside.filter((version) => !satisfies(version, range))).toEqual([])
    expect(outside.filter((version) => satisfies(version, range))).toEqual([])
  })

  it.each(['latest', '', '1.2.3.4', '^', '>=', '1.0.0 ||', 'a || b', '1'.repeat(300)])(
    '%s is none',
    (range) => {
      expect(isRange(range)).toBe(false)
      expect(satisfies('1.0.0', range)).toBe(false)
    },
  )
})

describe('versions', () => {
  it('are sorted as semver.org sorts them', () => {
    const sorted = [
      'no version',
      '1.0.0-alpha',
      '1.0.0-alpha.1',
      '1.0.0-alpha.beta',
      '1.0.0-beta.2',
      '1.0.0-beta.11',
      '1.0.0-rc.1',
      '1.0.0',
      '1.2.0',
      '1.10.0',
      '2.0.0',
    ]

    expect(sorted.toReversed().toSorted(compareVersions)).toEqual(sorted)
  })
})
