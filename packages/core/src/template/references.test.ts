import { describe, expect, it } from 'vitest'
import { calls, parse, references, type Template } from './index.ts'

function parsed(text: string): Template {
  const result = parse(text)
  if (!result.ok) throw new Error(result.faults[0]?.message)
  return result.value
}

describe('references', () => {
  it('lists every name with its place, in the order of the text', () => {
    const template = parsed(
      '{{fields.name}}\n{{#if env.A}}{{upper(output.vm["ip address"])}}{{/if}}',
    )

    const found = references(template).map(({ path, at }) => [path.join('/'), at.line, at.column])

    expect(found).toEqual([
      ['fields/name', 1, 3],
      ['env/A', 2, 7],
      ['output/vm/ip address', 2, 22],
    ])
  })

  it('leaves out what a loop names', () => {
    const template = parsed('{{#each fields.tags as tag}}{{tag.key}}{{@index}}{{/each}}{{tag}}')

    const found = references(template).map(({ path }) => path.join('.'))

    expect(found).toEqual(['fields.tags', 'tag'])
  })

  it('marks as optional what may be absent', () => {
    const template = parsed('{{default(fields.a, fields.b)}}{{fields.c?.d}}{{fields.e}}')

    const optional = references(template).filter((reference) => reference.optional)

    expect(optional.map(({ path }) => path.at(-1))).toEqual(['a', 'd'])
  })

  it('cuts a path where it is computed, and lists what computes it', () => {
    const template = parsed('{{fields.list[fields.n].name}}{{fields.list[0].name}}')

    const found = references(template).map(({ path }) => path.join('.'))

    expect(found).toEqual(['fields.list', 'fields.n', 'fields.list.0.name'])
  })

  it('sees every branch, case and else', () => {
    const text =
      '{{#if a}}{{b}}{{else if c}}{{d}}{{else}}{{e}}{{/if}}{{#unless f}}{{g}}{{/unless}}' +
      '{{#switch h}}{{#case i}}{{j}}{{#default}}{{k}}{{/switch}}{{l ? m : [n, -o][0]}}'

    const found = references(parsed(text)).map(({ path }) => path.join('.'))

    expect(found.join('')).toBe('abcdefghijklmno')
  })
})

describe('calls', () => {
  it('lists every call with its place and number of arguments', () => {
    const template = parsed('a\n  {{join(split(fields.a, ","), ";")}}')

    const found = calls(template)

    expect(found).toEqual([
      { name: 'join', args: 2, at: { offset: 6, line: 2, column: 5 } },
      { name: 'split', args: 2, at: { offset: 11, line: 2, column: 10 } },
    ])
  })
})
