import { describe, expect, it } from 'vitest'
import { replacing } from './replacing.ts'

const names = ['ann', 'ann.example@example.com', 'Ann Example', 'corp:9f2(1)', 'a"b\\c d']
const { text, json, likes } = replacing({ names, pseudonym: 'erased-1' })

describe('a text', () => {
  it.each([
    ['ann', 'erased-1'],
    ['user:ann', 'user:erased-1'],
    ['Ann Example', 'erased-1'],
    ['Yours,\nANN EXAMPLE.', 'Yours,\nerased-1.'],
    ['to <ann.example@example.com>.', 'to <erased-1@erased.invalid>.'],
    ['Ann.Example@Example.COM', 'erased-1@erased.invalid'],
    ['user:corp:9f2(1)', 'user:erased-1'],
    ['Größe für Ann Example', 'Größe für erased-1'],
  ])('is without them: %j', (old, now) => {
    expect(text(old)).toBe(now)
  })

  it.each([
    'annual plan by ann',
    'Ann',
    'joann.example@example.com',
    'x.ann.example@example.com',
    'ann.example@example.com.au',
    'Ann Examples',
    'corp:9f2(10)',
    'corp:9f2',
  ])('of others stays: %j', (other) => {
    expect(text(other)).toBe(other)
  })
})

describe('a document', () => {
  it('is without them in texts and keys, and its numbers are as they were written', () => {
    const old = `{"by": "user:ann", "ann": 1.50, "n": 12345678901234567890, "say": "a\\"b\\\\c d and\\nAnn Example"}`

    expect(json(old)).toBe(
      `{"by": "user:erased-1", "erased-1": 1.50, "n": 12345678901234567890, "say": "erased-1 and\\nerased-1"}`,
    )
  })

  it('stays the very same where they are not in it', () => {
    const other = '{"a": "Annual \\u00e4", "b": [1.0, null, "user:anna"]}'

    expect(json(other)).toBe(other)
  })
})

it('tells what to look for, as text and as it stands in JSON', () => {
  expect(likes).toEqual(
    expect.arrayContaining(['%ann.example@example.com%', '%a"b\\\\c d%', '%a\\\\"b\\\\\\\\c d%']),
  )
  expect(replacing({ names: ['a_b%c'], pseudonym: 'x' }).likes).toEqual(['%a\\_b\\%c%'])
})
