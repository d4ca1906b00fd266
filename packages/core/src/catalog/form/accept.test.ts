import { describe, expect, it } from 'vitest'
import type { Bundle, Condition, Field, Group, Item } from '../item.ts'
import { accept, visibleFields } from './accept.ts'
import { sampleBundle, sampleItem } from '../../../test/documents.ts'

const noon = 1_764_504_000_000

function item(fields: readonly Field[], groups: readonly Group[] = []): Item {
  return sampleItem([{ id: 'main', name: 'Main', fields }, ...groups])
}

function text(id: string, more: Partial<Field> = {}): Field {
  return { id, name: id, type: 'string', ...more }
}

function password(id: string, more: Partial<Field> = {}): Field {
  return text(id, { type: 'password', ...more })
}

function when(field: string, value: unknown): Condition {
  return { field, operator: 'eq', value }
}

function outcome(document: Item | Bundle, answers: unknown, environment?: string): unknown {
  const result = accept(document, answers, { now: noon, environment })
  return result.ok ? result.value.fields : result.faults.map((fault) => `${fault.code} ${fault.at}`)
}

describe('accept', () => {
  it('fills defaults and keeps answers', () => {
    const form = item([text('a', { default: 'x' }), text('b', { default: 'y' }), text('c')])

    const accepted = outcome(form, { b: 'mine' })

    expect(accepted).toEqual({ a: 'x', b: 'mine' })
  })

  it('drops what was sent for a hidden field and asks nothing of it', () => {
    const form = item([
      text('mode'),
      text('key', { required: true, conditional: when('mode', 'own') }),
    ])

    const accepted = [outcome(form, { mode: 'none', key: 7 }), outcome(form, { mode: 'own' })]

    expect(accepted).toEqual([{ mode: 'none' }, ['PAO2002 /fields/key']])
  })

  it('hides a field with its group', () => {
    const group: Group = {
      id: 'more',
      name: 'More',
      conditional: when('mode', 'full'),
      fields: [text('size', { default: 'm' }), text('extra', { conditional: when('size', 'l') })],
    }
    const form = item([text('mode')], [group])

    const accepted = ['full', 'small'].map((mode) => outcome(form, { mode, size: 'l', extra: 'x' }))

    expect(accepted).toEqual([{ mode: 'full', size: 'l', extra: 'x' }, { mode: 'small' }])
  })

  it('follows a chain of conditions, whatever order it is written in', () => {
    const form = item([
      text('d', { conditional: when('c', '3') }),
      text('c', { conditional: when('b', '2') }),
      text('b', { conditional: when('a', '1') }),
      text('a'),
    ])

    const shown = ['1', '0'].map((a) => visibleFields(form, { a, b: '2', c: '3', d: '4' }))

    expect(shown).toEqual([['d', 'c', 'b', 'a'], ['a']])
  })

  it('lets a condition see the default of a field that was not answered', () => {
    const form = item([
      text('mode', { default: 'own' }),
      text('key', { conditional: when('mode', 'own'), default: 'k' }),
    ])

    const accepted = [outcome(form, {}), outcome(form, { mode: 'none' })]

    expect(accepted).toEqual([{ mode: 'own', key: 'k' }, { mode: 'none' }])
  })

  it('ends on conditions in a circle', () => {
    const form = item([
      text('a', { conditional: { field: 'b', operator: 'ne', value: 'x' } }),
      text('b', { conditional: { field: 'a', operator: 'ne', value: 'x' } }),
    ])

    const shown = visibleFields(form, { a: 'x', b: 'x' })

    expect(shown).toEqual(['b'])
  })

  it('keeps the default of a readonly field whatever was sent', () => {
    const form = item([
      text('region', { readonly: true, default: 'eu', required: true }),
      text('none', { readonly: true, required: true }),
    ])

    const accepted = outcome(form, { region: { $gt: '' }, none: 'mine' })

    expect(accepted).toEqual({ region: 'eu' })
  })

  it('takes the defaults of the environment before the field’s own', () => {
    const form: Item = item([
      text('size', { default: 's' }),
      text('zone', { default: 'a', readonly: true }),
    ])
    const withEnvironments: Item = {
      ...form,
      fulfillment: {
        ...form.fulfillment,
        environments: { production: { defaults: { size: 'xl', zone: 'b' } } },
      },
    }

    const accepted = ['production', 'development', 'constructor'].map((name) =>
      outcome(withEnvironments, {}, name),
    )

    expect(accepted).toEqual([
      { size: 'xl', zone: 'b' },
      { size: 's', zone: 'a' },
      { size: 's', zone: 'a' },
    ])
  })

  it('shows a field by the environment of the order', () => {
    const form = item([
      text('window', { required: true, conditional: when('environment', 'production') }),
    ])

    const accepted = [
      outcome(form, {}, 'production'),
      outcome(form, {}, 'development'),
      outcome(form, {}),
    ]

    expect(accepted).toEqual([['PAO2002 /fields/window'], {}, {}])
  })

  it('keeps a default that is a template as it is written', () => {
    const form = item([
      text('name', { default: 'db-{{request.id}}', validation: { pattern: '[a-z]+' } }),
    ])

    const accepted = outcome(form, {})

    expect(accepted).toEqual({ name: 'db-{{request.id}}' })
  })

  it('reports every fault at once, with a suggestion for an unknown name', () => {
    const form = item([
      text('database_name', { required: true }),
      text('size', { type: 'integer' }),
      text('mail', { type: 'email' }),
    ])

    const result = accept(
      form,
      { databse_name: 'x', size: '7', mail: ['a@x.y', 'b@x.y'], 'a/b~c': 1 },
      { now: noon },
    )

    expect(result).toMatchObject({
      ok: false,
      faults: [
        { code: 'PAO2001', at: '/fields/databse_name', hint: 'Did you mean database_name?' },
        { code: 'PAO2001', at: '/fields/a~1b~0c' },
        { code: 'PAO2002', at: '/fields/database_name' },
        { code: 'PAO2010', at: '/fields/size' },
        { code: 'PAO2010', at: '/fields/mail' },
      ],
    })
  })

  it.each([[null], [[]], ['x'], [7], [undefined]])('refuses %j for answers', (answers) => {
    const refused = outcome(item([text('a')]), answers)

    expect(refused).toEqual(['PAO2003 /fields'])
  })

  it('refuses names that reach for a prototype', () => {
    const answers: unknown = JSON.parse(
      '{"__proto__": {"a": "x"}, "constructor": 1, "toString": 1}',
    )

    const refused = outcome(item([text('a')]), answers)

    expect(refused).toEqual([
      'PAO2001 /fields/__proto__',
      'PAO2001 /fields/constructor',
      'PAO2001 /fields/toString',
    ])
  })

  it('does not take an inherited answer', () => {
    const answers: unknown = Object.create({ a: 'inherited' })

    const accepted = outcome(item([text('a')]), answers)

    expect(accepted).toEqual({})
  })

  it('lists at most fifty unknown names', () => {
    const answers = Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`unknown${n}`, 1]))

    const result = accept(item([text('a')]), answers, { now: noon })

    expect(result.ok || result.faults.length).toBe(50)
  })

  it('names the secrets among the answers, and no hidden one', () => {
    const form = item([
      password('a'),
      password('b'),
      password('c', { conditional: when('a', 'never') }),
    ])

    const result = accept(form, { a: 's3cret', c: 'x' }, { now: noon })

    expect(result).toEqual({ ok: true, value: { fields: { a: 's3cret' }, secrets: ['a'] } })
  })

  it('asks the fields of a bundle in the same way', () => {
    const bundle = sampleBundle([
      { id: 'main', name: 'Main', fields: [text('team', { required: true })] },
    ])

    const accepted = [outcome(bundle, { team: 'payments' }), outcome(bundle, {})]

    expect(accepted).toEqual([{ team: 'payments' }, ['PAO2002 /fields/team']])
  })

  it('holds an answer against the choices that the caller knows', () => {
    const form = item([
      text('network', { type: 'selection', datasource: { type: 'reference', list: 'networks' } }),
    ])
    const known = ['blue', 'green']

    const results = ['blue', 'red'].map(
      (network) => accept(form, { network }, { now: noon, choices: () => known }).ok,
    )

    expect(results).toEqual([true, false])
  })

  it('lets a custom validator see the other visible answers', () => {
    const validators = new Map([
      [
        'below',
        {
          description: '',
          fault: (value: unknown, { fields: all }: { fields: Readonly<Record<string, unknown>> }) =>
            Number(value) < Number(all.max) ? undefined : 'must be below max',
        },
      ],
    ])
    const form = item([
      text('min', { type: 'integer', validation: { custom: 'below' } }),
      text('max', { type: 'integer', default: 10 }),
    ])

    const results = [9, 10].map((min) => accept(form, { min }, { now: noon, validators }).ok)

    expect(results).toEqual([true, false])
  })
})

describe('visibleFields', () => {
  it('lists fields as a person meets them: by order of group, then of field', () => {
    const form = item(
      [text('b', { order: 2 }), text('z'), text('a', { order: 1 })],
      [{ id: 'first', name: 'First', order: 0, fields: [text('top')] }],
    )

    const shown = visibleFields(form, {})

    expect(shown).toEqual(['top', 'a', 'b', 'z'])
  })
})
