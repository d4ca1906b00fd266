import { describe, expect, it } from 'vitest'
import type { Property } from '../api/shapes.ts'
import { en } from '../words/en.ts'
import { checkAnswers, serverFaults } from './check.ts'

const check = (property: Property, value: unknown, required: readonly string[] = []) =>
  checkAnswers({ properties: { field: property }, required }, { field: value }, en)['field']

describe('checking answers in the browser', () => {
  it('says a fault in the words of the item where it has some', () => {
    const property: Property = {
      type: 'string',
      pattern: '^[a-z]+$',
      'x-pao-messages': { pattern: 'Small letters only.', required: 'Give it a name.' },
    }

    const [wrong, missing] = [check(property, 'X'), check(property, '', ['field'])]

    expect(wrong).toEqual(['Small letters only.'])
    expect(missing).toEqual(['Give it a name.'])
  })

  it.each([
    [{ type: 'integer', minimum: 10 }, 5, 'Not below 10.'],
    [{ type: 'string', maxLength: 3 }, 'four', 'Use at most 3 characters.'],
    [{ type: 'array', minItems: 2, items: { type: 'string' } }, ['a'], 'Choose at least 2.'],
    [{ type: 'string', format: 'email' }, 'nobody', 'Write an e-mail address.'],
    [{ type: 'string', enum: ['a', 'b'] }, 'c', 'Choose one of the list.'],
    [
      { type: 'string', format: 'date', formatMinimum: '2026-01-01' },
      '2025-12-31',
      'Not below 2026-01-01.',
    ],
  ] as const)('tells of %j what is wrong with %j', (property, value, said) => {
    const faults = check(property, value)

    expect(faults).toEqual([said])
  })

  it('finds text that is not JSON, and takes text that is', () => {
    const property: Property = {
      type: ['string', 'object', 'array'],
      'x-pao-type': 'json',
    }

    const [broken, whole] = [check(property, '{"a":'), check(property, '{"a": 1}')]

    expect(broken?.[0]).toContain('This is not JSON:')
    expect(whole).toBeUndefined()
  })

  it('puts what the server found on its fields, and leaves the rest', () => {
    const faults = serverFaults([
      { pointer: '/fields/name', message: 'is taken', hint: 'choose another' },
      { pointer: '/environment', message: 'is unknown' },
    ])

    expect(faults).toEqual({ name: ['is taken (choose another)'] })
  })
})
