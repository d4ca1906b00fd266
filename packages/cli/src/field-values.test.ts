import { describe, expect, it } from 'vitest'
import { fieldValues } from './field-values.ts'

const schema = {
  properties: {
    size: { type: 'integer' },
    ratio: { type: 'number' },
    version: { type: 'string' },
    safe: { type: 'boolean' },
    zones: { type: 'array', items: { type: 'string' } },
    ports: { type: 'array', items: { type: 'integer' } },
    settings: { type: 'object' },
    release: { type: 'string', enum: ['17', '16'] },
    replicas: { oneOf: [{ const: 1 }, { const: 3 }] },
    anything: {},
  },
  allOf: [{ if: {}, ['then' as string]: { properties: { standby: { type: 'boolean' } } } }],
}

describe('fieldValues', () => {
  it('reads each text as its field means it', () => {
    const values = fieldValues(
      ['size=20', 'ratio=-.5', 'version=15.3', 'safe=true', 'settings={x: 1}', 'anything=007'],
      schema,
    )

    expect(values).toEqual({
      size: 20,
      ratio: -0.5,
      version: '15.3',
      safe: true,
      settings: { x: 1 },
      anything: '007',
    })
  })

  it('takes a choice in the type in which it is offered', () => {
    expect(fieldValues(['release=17', 'replicas=3'], schema)).toEqual({
      release: '17',
      replicas: 3,
    })
  })

  it('knows fields that are shown under a condition', () => {
    expect(fieldValues(['standby=false'], schema)).toEqual({ standby: false })
  })

  it('reads lists with commas, as YAML, and from repeated pairs, each entry as it is meant', () => {
    const pairs = ['zones=a, b', 'ports=80', 'ports=443,x', 'zones=[c]']

    expect(fieldValues(pairs, schema)).toEqual({ zones: ['a', 'b', 'c'], ports: [80, 443, 'x'] })
    expect(fieldValues(['zones='], schema)).toEqual({ zones: [] })
  })

  it('lets the last of several answers to a single value stand', () => {
    expect(fieldValues(['size=1', 'size=2'], schema)).toEqual({ size: 2 })
  })

  it('leaves what does not fit as text, so that the server can say what is wrong', () => {
    const pairs = ['size=many', 'ratio=0x10', 'safe=perhaps', 'settings={', 'unknown=1', 'size2=']

    expect(fieldValues(pairs, schema)).toEqual({
      size: 'many',
      ratio: '0x10',
      safe: 'perhaps',
      settings: '{',
      unknown: '1',
      size2: '',
    })
  })

  it('keeps everything behind the first equals sign', () => {
    expect(fieldValues(['version=a=b'], schema)).toEqual({ version: 'a=b' })
  })

  it('sends names that mean something to JavaScript along as plain names', () => {
    const values = fieldValues(['__proto__=x', 'constructor=y'], schema)

    expect(JSON.stringify(values)).toBe('{"__proto__":"x","constructor":"y"}')
  })

  it.each(['=x', 'size', ''])('refuses %j, which is no pair', (pair) => {
    expect(() => fieldValues([pair], schema)).toThrow('name=value')
  })
})
