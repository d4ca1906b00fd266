import { describe, expect, it } from 'vitest'
import { fieldValues } from './field-values.ts'

const schema = {
  properties: {
    size: { type: 'integer' },
    version: { type: 'string' },
    safe: { type: 'boolean' },
    zones: { type: 'array' },
    settings: { type: 'object' },
    tier: {},
  },
}

describe('fieldValues', () => {
  it('reads each text as its field means it', () => {
    const values = fieldValues(
      ['size=20', 'version=15.3', 'safe=true', 'zones=a,b', 'settings={x: 1}', 'tier=gold'],
      schema,
    )

    expect(values).toEqual({
      size: 20,
      version: '15.3',
      safe: true,
      zones: ['a', 'b'],
      settings: { x: 1 },
      tier: 'gold',
    })
  })

  it('leaves what does not fit as text, so that the server can say what is wrong', () => {
    expect(fieldValues(['size=many', 'safe=perhaps'], schema)).toEqual({
      size: 'many',
      safe: 'perhaps',
    })
  })

  it('keeps everything behind the first equals sign', () => {
    expect(fieldValues(['version=a=b'], schema)).toEqual({ version: 'a=b' })
  })

  it('refuses a pair without a name', () => {
    expect(() => fieldValues(['=x'], schema)).toThrow('name=value')
  })
})
