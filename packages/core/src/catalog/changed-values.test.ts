import { expect, it } from 'vitest'
import { changedValues } from './changed-values.ts'

it('tells each value that differs, members of lists by their id', () => {
  const before = {
    metadata: { version: '1.0.0', tags: ['a', 'b'] },
    fields: [
      { id: 'size', max: 10 },
      { id: 'gone', type: 'string' },
    ],
  }
  const after = {
    metadata: { version: '1.1.0', tags: ['a'], owner: 'dba' },
    fields: [
      { id: 'name', type: 'string' },
      { id: 'size', max: 20 },
    ],
  }

  expect(changedValues(before, after)).toEqual([
    { path: 'metadata.version', before: '1.0.0', after: '1.1.0' },
    { path: 'metadata.tags', before: ['a', 'b'], after: ['a'] },
    { path: 'metadata.owner', after: 'dba' },
    { path: 'fields.size.max', before: 10, after: 20 },
    { path: 'fields.gone', before: { id: 'gone', type: 'string' } },
    { path: 'fields.name', after: { id: 'name', type: 'string' } },
  ])
})

const wide = (n: number) => Object.fromEntries(Array.from({ length: 400 }, (_, at) => [at, n]))

it('tells nothing of equal documents, and stops at 300 values', () => {
  expect(changedValues({ a: [1] }, { a: [1] })).toEqual([])
  expect(changedValues(wide(1), wide(2))).toHaveLength(300)
})
