import { expect, it } from 'vitest'
import { findAll, isPath } from './json-path.ts'

const hosts = [{ name: 'db-1' }, { name: 'db-12' }, { name: 'web-1' }, { name: 7 }]

it.each([
  ['$[?match(@.name, "db-[0-9]")].name', ['db-1']],
  ['$[?match(@.name, "db-[0-9]+")].name', ['db-1', 'db-12']],
  ['$[?match(@.name, "db")].name', []],
  ['$[?search(@.name, "-1")].name', ['db-1', 'db-12', 'web-1']],
  ['$[?search(@.name, "^db")].name', ['db-1', 'db-12']],
  ['$[?search(@.name, "a)|(b")].name', []],
  ['$[?match(@.name, "(")].name', []],
])('finds by %s what RFC 9535 says', (path, found) => {
  expect(findAll(path, hosts)).toEqual(found)
})

it('is not held up by a pattern that would take a backtracking engine for ever', () => {
  const path = '$[?match(@, "(a+)+b")]'

  expect(findAll(path, ['a'.repeat(50_000)])).toEqual([])
}, 5_000)

it('tells a path from what is none', () => {
  expect([isPath('$.a[?search(@, "x")]'), isPath('$.a['), isPath('a')]).toEqual([
    true,
    false,
    false,
  ])
})
