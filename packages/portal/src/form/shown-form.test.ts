import { describe, expect, it } from 'vitest'
import type { FormBranch, FormSchema } from '../api/shapes.ts'
import { defaultsOf, sentAnswers, shownForm, withDefaults } from './shown-form.ts'

/** Built from a map, because an object written with `then` looks like a promise to tools. */
function branch(id: string, shown: FormBranch['then']): FormBranch {
  const entries = new Map<string, unknown>([
    ['if', { $ref: `#/$defs/shown_${id}` }],
    ['then', shown],
  ])
  return Object.fromEntries(entries) as FormBranch
}

const schema: FormSchema = {
  properties: {
    environment: { type: 'string', default: 'development' },
    name: { type: 'string' },
  },
  required: ['name'],
  allOf: [
    branch('backup', { properties: { backup: { type: 'boolean', default: true } } }),
    branch('days', { properties: { days: { type: 'integer' } }, required: ['days'] }),
  ],
  $defs: {
    shown_backup: {
      properties: { environment: { const: 'production' } },
      required: ['environment'],
    },
    shown_days: {
      allOf: [
        { $ref: '#/$defs/shown_backup' },
        { properties: { backup: { const: true } }, required: ['backup'] },
      ],
    },
  },
}

describe('the form that shows', () => {
  it('shows a field while its condition holds, and what hangs on it', () => {
    const production = { environment: 'production', backup: true }

    const [before, after] = [shownForm(schema, {}), shownForm(schema, production)]

    expect(Object.keys(before.properties)).toEqual(['environment', 'name'])
    expect(Object.keys(after.properties)).toEqual(['environment', 'name', 'backup', 'days'])
    expect(after.required).toEqual(['name', 'days'])
  })

  it('sends nothing of a field that is hidden, nor what was emptied again', () => {
    const answers = { environment: 'development', name: '', backup: true, days: 30 }

    const sent = sentAnswers(shownForm(schema, answers), answers)

    expect(sent).toEqual({ environment: 'development' })
  })

  it('knows the default of a field before it shows', () => {
    const defaults = defaultsOf(schema)

    expect(defaults).toEqual({ environment: 'development', backup: true })
  })

  it('takes the defaults of another environment only where nobody typed', () => {
    const before = { size: 20, zone: 'a' }

    const moved = withDefaults({ size: 20, zone: 'b' }, before, { size: 100, zone: 'c' })

    expect(moved).toEqual({ size: 100, zone: 'b' })
  })
})
