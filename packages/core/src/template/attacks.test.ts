import { describe, expect, it } from 'vitest'
import { compileConfig, defaultLimits, type Limits, parse, render, renderConfig } from './index.ts'

const world = { now: 0, newId: () => 'id', random: () => 0 }

/** What a template makes of a scope: its value, or the first fault's code. */
function outcome(
  text: string,
  scope: Readonly<Record<string, unknown>>,
  limits: Limits = defaultLimits,
): unknown {
  const parsed = parse(text)
  if (!parsed.ok) return parsed.faults[0]?.code
  const result = render(parsed.value, { scope, world, limits })
  return result.ok ? result.value.value : result.faults[0]?.code
}

class Account {
  name = 'ada'
  get token(): string {
    return 'leaked'
  }
}

describe('what an object has not itself', () => {
  it('is not reached, though it is a text or an object', () => {
    const inherited: unknown = Object.create({ name: 'x', inner: { name: 'x' } })
    const texts = ['a {{fields.name}} {{fields.name}}', 'a {{fields.inner.name}}']

    const codes = texts.map((text) => outcome(text, { fields: inherited }))

    expect(codes).toEqual(['PAO1420', 'PAO1420'])
  })

  it('is not reached when somebody has assigned it to the prototype of all objects', () => {
    const all = Object.prototype as { polluted?: string }
    const text = 'a {{fields.name}} {{fields.polluted}}'
    const before = outcome(text, { fields: { name: 'x' } })
    all.polluted = 'leaked'

    const codes = ['once', 'again'].map(() => outcome(text, { fields: { name: 'x' } }))

    delete all.polluted
    expect([before, ...codes]).toEqual(['PAO1420', 'PAO1420', 'PAO1420'])
  })

  it('may well be the own member of an object that was made without a prototype', () => {
    const bare: unknown = Object.assign(Object.create(null), { name: 'x', toString: 'y' })

    const value = outcome('a {{fields.name}} {{fields.toString}}', { fields: bare })

    expect(value).toBe('a x y')
  })
})

describe('a hostile template', () => {
  it.each([
    "{{constructor.constructor('return process')()}}",
    '{{this.constructor}}',
    "{{fields['con'+'structor']}}",
    "{{fields['con'+'structor']['con'+'structor']('return 1')}}",
    '{{`${1}`}}',
    '{{\\u0063onstructor}}',
    '{{fields./* x */name}}',
    '{{fields.__proto__}}',
    '{{fields.__proto__.polluted}}',
    '{{fields.toString}}',
    '{{fields.hasOwnProperty}}',
    '{{fields["valueOf"]}}',
    '{{fields.name.length}}',
    '{{fields.list.length}}',
    '{{fields.list.map}}',
    '{{fields.list["push"]}}',
    '{{toString}}',
    '{{hasOwnProperty}}',
    '{{fields.name.constructor}}',
    '{{upper.call("x")}}',
    '{{fields.name.toUpperCase()}}',
    '{{globalThis}}',
    '{{process.env.PATH}}',
    '{{env.PATH}}',
    '{{requests.all}}',
    '{{tenant.id}}',
    '{{account.token}}',
    '{{fields.run}}',
    '{{fields.run?.x.y || fields.run()}}',
    '{{#each constructor as x}}{{x}}{{/each}}',
  ])('gets nothing but a fault from %s', (text) => {
    const scope = {
      fields: { name: 'x', list: [1] },
      env: { REGION: 'eu' },
      account: new Account(),
      system: { user: { email: 'a@b.c' } },
    }

    const result = outcome(text, scope)

    expect(result).toMatch(/^PAO14\d\d$/)
  })

  it('cannot reach a function that lies in the scope', () => {
    const scope = { fields: { run: () => 'ran' } }

    const result = outcome('{{default(fields.run, "nothing")}}', scope)

    expect(result).toBe('nothing')
  })

  it('cannot reach what an object inherits', () => {
    const heir: object = Object.create({ planted: 'x' })

    const results = [
      outcome('{{fields.planted}}', { fields: heir }),
      outcome('{{planted}}', heir as Record<string, unknown>),
      outcome('{{"planted" in fields}}', { fields: heir }),
    ]

    expect(results).toEqual(['PAO1420', 'PAO1420', false])
  })
})

describe('a hostile value', () => {
  it.each(['{{secrets.KEY}}', '\\{{', '{{#if x}}', '}}', '{{system.user.token}}', '${x}'])(
    'is text and nothing else: %s',
    (value) => {
      const scope = { fields: { value }, secrets: { KEY: 'k' } }

      const result = outcome('[{{fields.value}}]{{fields.value}}', scope)

      expect(result).toBe(`[${value}]${value}`)
    },
  )

  it('stays inside of its JSON text', () => {
    const body = { content_template: '{"name":"{{fields.name}}","n":{{fields.name}}}' }
    const schema = { properties: { content_template: { 'x-pao-template': 'body' } } }
    const name = '","admin":true,"x":"\\'
    const compiled = compileConfig(body, schema)
    if (!compiled.ok) throw new Error(compiled.faults[0]?.message)

    const result = renderConfig(compiled.value, { scope: { fields: { name } }, world })

    const text = result.ok ? (result.value.value as typeof body).content_template : ''
    expect(JSON.parse(text)).toEqual({ name, n: name })
  })

  it('cannot turn a backslash of the template against its quotes', () => {
    const body = { type: 'json', content_template: '{"a":"\\ {{~ fields.a}}"}' }
    const schema = { properties: { content_template: { 'x-pao-template': 'body' } } }

    const result = compileConfig(body, schema)

    expect(result).toMatchObject({ ok: false, faults: [{ code: 'PAO1416', at: { column: 9 } }] })
  })

  it('stays one scalar in YAML', () => {
    const scope = { fields: { value: 'a\nadmin: true' } }

    const result = outcome('name: {{yaml(fields.value)}}', scope)

    expect(result).toBe('name: "a\\nadmin: true"')
  })

  it('is escaped in XML and in forms', () => {
    const parsed = parse('<a b="{{v}}">{{v}}</a>')
    if (!parsed.ok) throw new Error('It does not parse')
    const scope = { v: `<&>"'\u0000` }

    const results = (['xml', 'url'] as const).map((escape) =>
      render(parsed.value, { scope, world, escape }),
    )

    const xml = '&lt;&amp;&gt;&quot;&apos;\ufffd'
    const url = '%3C%26%3E%22%27%00'
    expect(results).toMatchObject([
      { value: { value: `<a b="${xml}">${xml}</a>` } },
      { value: { value: `<a b="${url}">${url}</a>` } },
    ])
  })

  it.each(['__proto__', 'constructor', 'prototype'])('cannot be a config key: %s', (key) => {
    const config: unknown = JSON.parse(`{"a":{"${key}":{"x":1}}}`)

    const result = compileConfig(config)

    expect(result).toMatchObject({ faults: [{ code: 'PAO1450', pointer: `/a/${key}` }] })
  })

  it('cannot set the prototype of what is rendered', () => {
    const value: unknown = JSON.parse('{"__proto__":{"admin":true},"x":1}')

    const result = outcome('{{fields.value}}', { fields: { value } })

    expect(result).toEqual({ x: 1 })
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype)
  })
})

function nested(deep: number): string {
  const loops = Array.from({ length: deep }, (_, n) => `{{#each list as i${n}}}`)
  return loops.join('') + '{{/each}}'.repeat(deep)
}

describe('an endless template', () => {
  const big = 'a'.repeat(1_000_000)
  const list = Array.from({ length: 10_000 }, (_, n) => n)
  it.each([
    ['{{replace(big, "a", big)}}', 'PAO1432'],
    ['{{replace(replace("aaaa", "a", big), "a", big)}}', 'PAO1432'],
    ['{{join(list, big)}}', 'PAO1432'],
    ['{{concat(big, big)}}', 'PAO1432'],
    ['{{big + big}}', 'PAO1432'],
    ['{{big}}{{big}}', 'PAO1432'],
    ['{{urlencode(replace(big, "a", "€"))}}', 'PAO1432'],
    ['{{date(replace(big, "a", "[x]M"))}}', 'PAO1432'],
    ['{{#each list as i}}{{big}}{{/each}}', 'PAO1432'],
    ['{{#each list as i}}{{hash(big, "sha512")}}{{/each}}', 'PAO1431'],
    ['{{#each list as i}}{{#if list == list}}{{/if}}{{/each}}', 'PAO1431'],
    ['{{#each list as i}}{{#if big == big}}{{/if}}{{/each}}', 'PAO1431'],
    ['{{#each list as i}}{{#if "b" in big}}{{/if}}{{/each}}', 'PAO1431'],
    ['{{#each list as i}}{{#if length(split(big, "a")) == 0}}{{/if}}{{/each}}', 'PAO1431'],
    [nested(4), 'PAO1431'],
    [nested(2), 'PAO1431'],
    ['{{#each long as i}}{{/each}}', 'PAO1430'],
  ])('ends: %s', (text, code) => {
    const scope = { big, list, long: [...list, 0] }

    const result = outcome(text, scope)

    expect(result).toBe(code)
  })

  it('gives out the very last byte that is allowed, and not one more', () => {
    const limits = { ...defaultLimits, outputBytes: 10 }

    const results = ['ääää{{x}}', 'ääää{{x}}{{x}}'].map((text) => outcome(text, { x: 'é' }, limits))

    expect(results).toEqual(['ääääé', 'PAO1432'])
  })

  it('obeys limits of the operator that are lower than the parser', () => {
    const limits = { ...defaultLimits, nesting: 1, iterations: 2 }

    const results = ['{{#if 1}}{{#if 1}}x{{/if}}{{/if}}', '{{#each [1,2,3] as n}}{{/each}}'].map(
      (text) => outcome(text, {}, limits),
    )

    expect(results).toEqual(['PAO1413', 'PAO1430'])
  })

  it('shares one budget among all templates of a config', () => {
    const config = Array.from({ length: 3 }, () => 'x{{big}}')
    const compiled = compileConfig(config)
    if (!compiled.ok) throw new Error('It does not compile')

    const result = renderConfig(compiled.value, { scope: { big }, world })

    expect(result).toMatchObject({ ok: false, faults: [{ code: 'PAO1432' }, { code: 'PAO1432' }] })
  })

  it('finds a circle in its data', () => {
    const circle: Record<string, unknown> = {}
    circle['self'] = circle

    const result = outcome('{{circle}}', { circle })

    expect(result).toBe('PAO1423')
  })
})

describe('an answer that looks like a template (A03)', () => {
  const answer = '{{secrets.TOKEN}}{{fields.other}}{{#if true}}x{{/if}}'
  const scope = { fields: { name: answer, other: 'leaked' }, secrets: { TOKEN: 'leaked' } }

  it('stays the text it is wherever it is put, also when it is put there twice', () => {
    const once = outcome('{{fields.name}}', scope)
    const twice = outcome('{{fields.name}}', { fields: { name: once, other: 'leaked' } })

    expect([once, twice]).toEqual([answer, answer])
    expect(outcome('a {{upper(fields.name)}}', scope)).not.toContain('LEAKED')
  })

  it('stays so in every place of a config, keys and bodies included', () => {
    const config = { url: 'https://x.example/{{fields.name}}', body: { a: ['{{fields.name}}'] } }
    const compiled = compileConfig(config, {})
    if (!compiled.ok) throw new Error(compiled.faults[0]?.message)

    const result = renderConfig(compiled.value, { scope, world })

    expect(JSON.stringify(result)).not.toContain('leaked')
  })
})

describe('a name outside of the namespaces (A14)', () => {
  it.each([
    'requests.last.fields',
    'tenant.id',
    'env.PATH',
    'process.env.PATH',
    'system.user.token',
    'global.process',
    'this.constructor',
    'fields',
  ])('is nothing: %s', (path) => {
    const told = outcome(`{{${path}.x}}`, { fields: {}, system: { date: '2026-11-23' } })

    expect(told).toMatch(/^PAO14\d\d$/)
  })
})
