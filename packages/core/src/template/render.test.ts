import { describe, expect, it } from 'vitest'
import { parse, person, render, systemScope } from './index.ts'

const noon = Date.UTC(2026, 10, 23, 12)
const world = { now: noon, newId: () => 'id-1', random: () => 0.5 }
const scope = {
  fields: {
    name: 'orders',
    size: 100,
    big: true,
    tags: ['a', 'b', 'c'],
    none: null,
    box: { a: 1 },
    'cost-center': 4711,
    users: [
      { n: 'x', roles: ['p', 'q'] },
      { n: 'y', roles: [] },
    ],
  },
  request: { user: person({ id: 'u1', email: 'ada@example.org', name: 'Ada' }) },
}

/** The rendered value, or the faults as `code line:column`. */
function rendered(text: string): unknown {
  const parsed = parse(text)
  if (!parsed.ok) throw new Error(parsed.faults[0]?.message)
  const result = render(parsed.value, { scope, world })
  return result.ok
    ? result.value.value
    : result.faults.map(({ code, at }) => `${code} ${at.line}:${at.column}`)
}

describe('render', () => {
  it.each([
    ['{{fields.size}}', 100],
    ['{{ fields.big }}', true],
    ['{{fields.tags}}', ['a', 'b', 'c']],
    ['{{fields.box}}', { a: 1 }],
    ['{{fields.none}}', null],
    ['{{! only a comment beside }}{{fields.size}}', 100],
    ['{{request.user}}', 'ada@example.org'],
  ])('keeps the type of %j, which is one expression', (text, value) => {
    const result = rendered(text)

    expect(result).toEqual(value)
  })

  it.each([
    ['{{fields.size}} GB', '100 GB'],
    ['x{{fields.tags}}', 'x["a","b","c"]'],
    ['x{{fields.box}}', 'x{"a":1}'],
    ['x{{fields.none}}', 'x'],
    ['by {{request.user}}, {{request.user.name}}', 'by ada@example.org, Ada'],
    ['{{fields.cost-center}}!', '4711!'],
    ['{{fields["cost-center"] - 1}}!', '4710!'],
    ['{{fields.tags[1]}}{{fields.tags.0}}', 'ba'],
    ['a {{~ "b" ~}}\n c', 'abc'],
    ['a {{~! gone ~}} c', 'ac'],
    ['\\{{fields.name}} {{fields.name}}', '{{fields.name}} orders'],
    ['\\\\{{fields.name}}', '\\\\orders'],
    ['{{!-- {{fields.gone}} --}}x', 'x'],
    ['{{"}}"}}.', '}}.'],
  ])('prints %j', (text, value) => {
    const result = rendered(text)

    expect(result).toBe(value)
  })

  it.each([
    ['{{1 + 2 * 3 - 4 / 2 % 3}}', 5],
    ['{{(1 + 2) * 3}}', 9],
    ['{{-fields.size + 1}}', -99],
    ['{{10 - 4 - 3}}', 3],
    ['{{"a" + 1}}', 'a1'],
    ['{{1 == "1"}}', false],
    ['{{fields.tags == ["a", "b", "c"]}}', true],
    ['{{fields.none == null}}', true],
    ['{{request.user == "ada@example.org"}}', true],
    ['{{"2026-01-02" > "2026-01-01"}}', true],
    ['{{2 <= 2 && 3 >= 4 || 1 < 2 && 1 != 2}}', true],
    ['{{ !fields.none }}', true],
    ['{{fields.none || "x"}}', 'x'],
    ['{{fields.name && "x"}}', 'x'],
    ['{{"b" in fields.tags}}', true],
    ['{{fields.tags includes "z"}}', false],
    ['{{fields.name includes "der"}}', true],
    ['{{"a" in fields.box}}', true],
    ['{{fields.big ? fields.size > 50 ? "L" : "M" : "S"}}', 'L'],
    ['{{[1, "two", null][1]}}', 'two'],
  ])('works out %s', (text, value) => {
    const result = rendered(text)

    expect(result).toEqual(value)
  })

  it.each([
    ['{{#if fields.big}}A{{else}}B{{/if}}', 'A'],
    ['{{#if fields.none}}A{{else if fields.size > 50}}B{{else}}C{{/if}}', 'B'],
    ['{{#unless fields.big}}A{{else}}B{{/unless}}', 'B'],
    ['{{#each fields.tags as t}}{{@index}}{{t}}{{#unless @last}},{{/unless}}{{/each}}', '0a,1b,2c'],
    ['{{#each fields.tags as t}}{{@first ? "(" : " "}}{{t}}{{/each}})', '(a b c)'],
    ['{{#each fields.none as t}}A{{else}}B{{/each}}', 'B'],
    [
      '{{#each fields.users as u}}{{#each u.roles as r}}{{u.n}}{{r}}{{@index}} {{/each}}{{@index}};{{/each}}',
      'xp0 xq1 0;1;',
    ],
    ['{{#switch fields.name}} {{#case "x"}}A{{#case "y", "orders"}}B{{#default}}C{{/switch}}', 'B'],
    ['{{#switch fields.size}}{{#case "100"}}A{{#default}}C{{/switch}}', 'C'],
    ['{{#switch fields.size}}{{#case 1}}A{{/switch}}.', '.'],
  ])('writes the right part of %s', (text, value) => {
    const result = rendered(text)

    expect(result).toBe(value)
  })

  it.each([
    ['{{fields.naem}}', ['PAO1420 1:10']],
    ['a\n {{ field.name }}', ['PAO1420 2:5']],
    [
      '{{fields.a}}\n{{fields.b}}{{#each fields.tags as t}}{{t.x}}{{/each}}',
      ['PAO1420 1:10', 'PAO1420 2:10', 'PAO1421 2:43'],
    ],
    ['{{fields.none.x}}', ['PAO1421 1:15']],
    ['{{fields.name.x}}', ['PAO1421 1:15']],
    ['{{fields.tags.x}}', ['PAO1421 1:15']],
    ['{{fields.tags[3]}}', ['PAO1422 1:15']],
    ['{{fields.tags[-1]}}', ['PAO1422 1:15']],
    ['{{fields.name * 2}}', ['PAO1423 1:15']],
    ['{{fields.none > 2}}', ['PAO1423 1:15']],
    ['{{#each fields.name as x}}{{/each}}', ['PAO1423 1:1']],
    ['{{fields.size / 0}}', ['PAO1424 1:15']],
    ['{{number("12x")}}', ['PAO1425 1:3']],
  ])('refuses %j at its place', (text, faults) => {
    const result = rendered(text)

    expect(result).toEqual(faults)
  })

  it.each([
    ['{{default(fields.gone, "x")}}', 'x'],
    ['{{default(gone.and.away, "x")}}', 'x'],
    ['{{default(fields.none, "x")}}', 'x'],
    ['{{default(fields.size, "x")}}', 100],
    ['{{fields.none?.x}}', null],
    ['{{fields.none?.x.y.z}}', null],
    ['{{fields?.gone}}', null],
    ['{{fields.gone?.x}}', null],
    ['{{fields.tags?.[7]}}', null],
  ])('allows absence in %s', (text, value) => {
    const result = rendered(text)

    expect(result).toBe(value)
  })

  it('names the nearest known name', () => {
    const parsed = parse('{{fields.naem}}')
    if (!parsed.ok) throw new Error('It does not parse')

    const result = render(parsed.value, { scope, world })

    expect(result).toMatchObject({
      faults: [{ message: 'There is no "fields.naem"', hint: 'Did you mean "name"?' }],
    })
  })

  it('gives the system scope from the clock and ids of the caller', () => {
    const system = systemScope(world, { region: 'eu-1' })

    const same = systemScope(world, { region: 'eu-1' })

    expect(system).toEqual({
      date: '2026-11-23',
      time: '12:00:00',
      datetime: '2026-11-23T12:00:00.000Z',
      unix_timestamp: noon / 1000,
      uuid: 'id-1',
      region: 'eu-1',
      cluster: null,
    })
    expect(same).toEqual(system)
  })
})
