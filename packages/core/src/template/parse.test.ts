import { describe, expect, it } from 'vitest'
import { parse } from './index.ts'

/** Every fault of a template as `code line:column`. */
function faultsOf(text: string): readonly string[] {
  const parsed = parse(text)
  return parsed.ok ? [] : parsed.faults.map(({ code, at }) => `${code} ${at.line}:${at.column}`)
}

describe('parse', () => {
  it.each([
    ['hello {{fields.name', 'PAO1401 1:7'],
    ['one\ntwo {{! comment', 'PAO1401 2:5'],
    ['{{}}', 'PAO1402 1:1'],
    ['{{ }}', 'PAO1402 1:1'],
    ['{{fields.}}', 'PAO1402 1:10'],
    ['{{.current}}', 'PAO1402 1:3'],
    ['{{fields.a b}}', 'PAO1402 1:12'],
    ['{{fields.a = 1}}', 'PAO1402 1:12'],
    ['{{fields.a | upper}}', 'PAO1402 1:12'],
    ['{{`x`}}', 'PAO1402 1:3'],
    ['{{{fields.a}}}', 'PAO1402 1:3'],
    ['{{a ? b}}', 'PAO1402 1:8'],
    ['{{(a}}', 'PAO1402 1:5'],
    ['{{a[1}}', 'PAO1402 1:6'],
    ['{{a +}}', 'PAO1402 1:6'],
    ['{{upper("x"}}', 'PAO1402 1:12'],
    ['{{fields.name.trim()}}', 'PAO1402 1:19'],
    ['{{"\\q"}}', 'PAO1402 1:3'],
    ['{{@index}}', 'PAO1402 1:3'],
    ['{{#each fields.a as x}}{{@key}}{{/each}}', 'PAO1402 1:26'],
    ['{{#each fields.tags}}x{{/each}}', 'PAO1402 1:20'],
    ['{{if fields.a}}', 'PAO1402 1:1'],
    ['{{#if}}x{{/if}}', 'PAO1402 1:1'],
    ['{{#if a}}x{{/if b}}', 'PAO1402 1:17'],
    ["line\n  {{ don't }}", 'PAO1403 2:9'],
    ['{{#if fields.a}}\nyes', 'PAO1404 1:1'],
    ['yes{{/if}}', 'PAO1405 1:4'],
    ['{{#if a}}{{#each b as c}}{{/if}}', 'PAO1405 1:26'],
    ['{{#switch a}}{{#case 1}}x{{/case}}{{/switch}}', 'PAO1405 1:26'],
    ['{{else}}', 'PAO1406 1:1'],
    ['{{#if a}}{{else}}{{else}}{{/if}}', 'PAO1406 1:18'],
    ['{{#each a as b}}{{else if c}}{{/each}}', 'PAO1406 1:17'],
    ['{{#case 1}}', 'PAO1406 1:1'],
    ['{{#switch a}}text{{#case 1}}x{{/switch}}', 'PAO1406 1:14'],
    ['{{#switch a}}{{#default}}x{{#case 1}}y{{/switch}}', 'PAO1406 1:27'],
    ['{{#unles a}}x{{/unles}}', 'PAO1407 1:1'],
    ['a\nb {{uper(fields.a)}}', 'PAO1408 2:5'],
    ['{{upper()}}', 'PAO1409 1:3'],
    ['{{replace("a", "b")}}', 'PAO1409 1:3'],
    ['{{constructor}}', 'PAO1410 1:3'],
    ['{{fields.__proto__.x}}', 'PAO1410 1:10'],
    ['{{fields["prototype"]}}', 'PAO1410 1:10'],
    [`{{"${'x'.repeat(9_000)}"}}`, 'PAO1411 1:1'],
    [' '.repeat(1_048_577), 'PAO1411 1:1048577'],
    [`{{${'('.repeat(100)}1${')'.repeat(100)}}}`, 'PAO1412 1:68'],
    [`{{a${'.b'.repeat(100)}}}`, 'PAO1412 1:133'],
    [`{{1${'+1'.repeat(100)}}}`, 'PAO1412 1:132'],
    [`{{ ${'!'.repeat(100)}a}}`, 'PAO1412 1:69'],
    [`${'{{#if a}}'.repeat(17)}${'{{/if}}'.repeat(17)}`, 'PAO1413 1:145'],
    ['{{#each a as fields}}{{/each}}', 'PAO1414 1:14'],
    ['{{#each a as b}}{{#each c as b}}{{/each}}{{/each}}', 'PAO1414 1:30'],
    ['{{#each a as 1}}{{/each}}', 'PAO1414 1:14'],
    ['{{json(secrets)}}', 'PAO1415 1:8'],
    ['{{secrets[fields.a]}}', 'PAO1415 1:3'],
  ])('refuses %j at its place', (text, fault) => {
    const faults = faultsOf(text)

    expect(faults).toEqual([fault])
  })

  it('names every fault of a template at once', () => {
    const text = '{{uper(a)}}\n{{fields.}}\n{{#if b}}{{constructor}}'

    const faults = faultsOf(text)

    expect(faults).toEqual(['PAO1408 1:3', 'PAO1402 2:10', 'PAO1404 3:1', 'PAO1410 3:12'])
  })

  it('gives up after twenty faults', () => {
    const text = '{{uper(a)}}'.repeat(1000)

    const faults = faultsOf(text)

    expect(faults).toHaveLength(20)
  })

  it('says what was probably meant', () => {
    const parsed = parse('{{uppr(fields.a)}}')

    const hint = parsed.ok ? '' : parsed.faults[0]?.hint

    expect(hint).toBe('Did you mean "upper"?')
  })

  it('takes braces that close nothing as text', () => {
    const parsed = parse('{"a":{"b":{{fields.a}}}}')

    const faults = parsed.ok ? [] : parsed.faults

    expect(faults).toEqual([])
  })

  it('reads a mebibyte of open braces in linear time', () => {
    const text = '{{a}} {{'.repeat(100_000)

    const faults = faultsOf(text)

    expect(faults).not.toEqual([])
  })
})
