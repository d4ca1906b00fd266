import { describe, expect, it } from 'vitest'
import { distance, nearest } from './suggest.ts'

describe('nearest', () => {
  it.each([
    ['naem', 'name'],
    ['storage_sise', 'storage_size'],
    ['ENVIRONMENT', 'environment'],
    ['enviroment', 'environment'],
  ])('finds what %s was meant to be', (word, meant) => {
    const known = ['owner', 'name', 'storage_size', 'environment']

    const found = nearest(word, known)

    expect(found).toBe(meant)
  })

  it('keeps silent when nothing is near', () => {
    const known = ['name', 'owner']

    const found = nearest('backup_retention', known)

    expect(found).toBeUndefined()
  })

  it('never suggests the word itself', () => {
    const known = ['name']

    const found = nearest('name', known)

    expect(found).toBeUndefined()
  })
})

describe('distance', () => {
  it('counts two swapped neighbours once', () => {
    const [a, b] = ['jira', 'jria']

    const far = distance(a, b)

    expect(far).toBe(1)
  })

  it('counts every insertion, loss and change', () => {
    const [a, b] = ['kitten', 'sitting']

    const far = distance(a, b)

    expect(far).toBe(3)
  })
})
